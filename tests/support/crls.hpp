// CRLs of every kind, made with OpenSSL's API out of a description; times in days from forest_now().
#pragma once

#include <optional>

#include "artifact/objects.hpp"
#include "chain/certificate.hpp"
#include "forest_make.hpp"

namespace certdoc::test {

struct EntrySpec {
  std::string serial;  // hex
  int day = -20;
  std::optional<int> reason = {};
  std::optional<int> invalid_since = {};
  std::string hold = {};    // OID
  std::string issuer = {};  // certificateIssuer, as CertSpec::subject
  bool critical_unknown = false;
};

struct CrlMake {
  std::string issuer = "CN=CA,O=Revocation";
  std::string signer = "rsa2048_1";
  int from = -10;
  std::optional<int> to = 20;
  std::optional<long> number = 7;
  std::optional<long> delta = {};  // BaseCRLNumber
  std::string key_id = "rsa2048_1";
  std::vector<EntrySpec> entries = {};
  std::map<std::string, std::string> extensions = {};  // as OpenSSL's configuration writes them
  std::string hash = "sha256";
  int version = 2;
};

using AsnTimePtr = std::unique_ptr<ASN1_TIME, Deleter<ASN1_TIME_free>>;
using IntegerPtr = std::unique_ptr<ASN1_INTEGER, Deleter<ASN1_INTEGER_free>>;

inline AsnTimePtr asn_time(int days) {
  AsnTimePtr time(ASN1_TIME_new());
  set_time(time.get(), days);
  return time;
}

inline IntegerPtr asn_integer(const std::string& hex) {
  BIGNUM* number = nullptr;
  BN_hex2bn(&number, hex.c_str());
  IntegerPtr out(BN_to_ASN1_INTEGER(number, nullptr));
  BN_free(number);
  return out;
}

inline void add_entry(X509_CRL* crl, const EntrySpec& spec) {
  X509_REVOKED* entry = X509_REVOKED_new();
  X509_REVOKED_set_serialNumber(entry, asn_integer(spec.serial).get());
  X509_REVOKED_set_revocationDate(entry, asn_time(spec.day).get());
  if (spec.reason) {
    ASN1_ENUMERATED* reason = ASN1_ENUMERATED_new();
    ASN1_ENUMERATED_set(reason, *spec.reason);
    X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, reason, 0, 0);
    ASN1_ENUMERATED_free(reason);
  }
  if (spec.invalid_since) {
    const Time since = forest_now() + std::chrono::days(*spec.invalid_since);
    ASN1_GENERALIZEDTIME* time = ASN1_GENERALIZEDTIME_set(nullptr, since.time_since_epoch().count());
    X509_REVOKED_add1_ext_i2d(entry, NID_invalidity_date, time, 0, 0);
    ASN1_GENERALIZEDTIME_free(time);
  }
  if (!spec.hold.empty()) {
    const ObjectPtr oid(OBJ_txt2obj(spec.hold.c_str(), 1));
    X509_REVOKED_add1_ext_i2d(entry, NID_hold_instruction_code, oid.get(), 0, 0);
  }
  if (!spec.issuer.empty()) {
    GENERAL_NAMES* names = GENERAL_NAMES_new();
    GENERAL_NAME* one = GENERAL_NAME_new();
    X509_NAME* name = X509_NAME_new();
    set_name(name, spec.issuer);
    GENERAL_NAME_set0_value(one, GEN_DIRNAME, name);
    sk_GENERAL_NAME_push(names, one);
    X509_REVOKED_add1_ext_i2d(entry, NID_certificate_issuer, names, 1, 0);
    GENERAL_NAMES_free(names);
  }
  if (spec.critical_unknown) {
    const ObjectPtr oid(OBJ_txt2obj("1.2.3.4", 1));
    ASN1_OCTET_STRING* value = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(value, reinterpret_cast<const unsigned char*>("\x05\x00"), 2);
    X509_EXTENSION* extension = X509_EXTENSION_create_by_OBJ(nullptr, oid.get(), 1, value);
    X509_REVOKED_add_ext(entry, extension, -1);
    X509_EXTENSION_free(extension);
    ASN1_OCTET_STRING_free(value);
  }
  X509_CRL_add0_revoked(crl, entry);
}

inline void add_crl_extensions(X509_CRL* crl, const CrlMake& spec) {
  const auto integer = [&](int nid, long value, int critical) {
    IntegerPtr number(ASN1_INTEGER_new());
    ASN1_INTEGER_set_int64(number.get(), value);
    X509_CRL_add1_ext_i2d(crl, nid, number.get(), critical, 0);
  };
  if (spec.number) integer(NID_crl_number, *spec.number, 0);
  if (spec.delta) integer(NID_delta_crl, *spec.delta, 1);
  if (!spec.key_id.empty()) {
    const Bytes value = key_id_extension(forest_key_id(spec.key_id), true);
    ASN1_OCTET_STRING* octets = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(octets, value.data(), static_cast<int>(value.size()));
    X509_EXTENSION* extension = X509_EXTENSION_create_by_NID(nullptr, NID_authority_key_identifier, 0, octets);
    X509_CRL_add_ext(crl, extension, -1);
    X509_EXTENSION_free(extension);
    ASN1_OCTET_STRING_free(octets);
  }
  for (const auto& [name, value] : spec.extensions) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, nullptr, nullptr, nullptr, nullptr, 0);
    const std::string plain = name[0] == '+' ? name.substr(1) : name;
    X509_EXTENSION* extension = X509V3_EXT_nconf(nullptr, &context, plain.c_str(), value.c_str());
    if (extension == nullptr) throw std::runtime_error("extension " + name + " = " + value);
    X509_CRL_add_ext(crl, extension, -1);
    X509_EXTENSION_free(extension);
  }
}

inline Bytes made_crl(const CrlMake& spec) {
  const X509CrlPtr crl(X509_CRL_new());
  X509_CRL_set_version(crl.get(), spec.version - 1);
  X509_NAME* name = X509_NAME_new();
  set_name(name, spec.issuer);
  X509_CRL_set_issuer_name(crl.get(), name);
  X509_NAME_free(name);
  X509_CRL_set1_lastUpdate(crl.get(), asn_time(spec.from).get());
  if (spec.to) X509_CRL_set1_nextUpdate(crl.get(), asn_time(*spec.to).get());
  for (const EntrySpec& entry : spec.entries) add_entry(crl.get(), entry);
  add_crl_extensions(crl.get(), spec);
  const DigestCtxPtr context = signing_context(spec.signer, spec.hash, false);
  if (X509_CRL_sign_ctx(crl.get(), context.get()) <= 0) throw std::runtime_error("X509_CRL_sign_ctx");
  unsigned char* raw = nullptr;
  const int size = i2d_X509_CRL(crl.get(), &raw);
  Bytes der(raw, raw + size);
  OPENSSL_free(raw);
  return der;
}

// A certificate with the artifact that it points into.
struct Held {
  Artifact artifact;
  chain::Certificate certificate;

  explicit Held(const CertSpec& spec) : Held(certificate_of(spec)) {}
  explicit Held(Bytes der) {
    artifact.kind = Kind::certificate;
    artifact.der = std::move(der);
    if (!read_certificate(artifact, Lang::en)) throw std::runtime_error("no certificate");
    certificate = chain::read(artifact).value();
  }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
};

inline CertSpec revocation_ca(const std::string& name = "CA", const std::string& key = "rsa2048_1") {
  CertSpec ca;
  ca.subject = ca.issuer = "CN=" + name + ",O=Revocation";
  ca.key = ca.signer = key;
  ca.extensions = {{"basicConstraints", "critical,CA:TRUE"}, {"keyUsage", "critical,keyCertSign,cRLSign"}};
  ca.from = -1000, ca.to = 2000;
  return ca;
}

inline CertSpec revocation_leaf(std::map<std::string, std::string> extensions = {}) {
  CertSpec leaf;
  leaf.subject = "CN=www.example.com";
  leaf.issuer = "CN=CA,O=Revocation";
  leaf.key = "p256_1";
  leaf.signer = "rsa2048_1";
  leaf.extensions = std::move(extensions);
  return leaf;
}

// Rules in the order in which they were found, `?` behind an undecided one: `crl-expired crl-key-id-missing`.
template <class Problem>
std::string rules_of(const std::vector<Problem>& problems, Severity at_least = Severity::note) {
  std::string out;
  for (const Problem& one : problems) {
    const bool counts = at_least == Severity::note || one.severity == Severity::error ||
                        (at_least == Severity::warning && one.severity == Severity::warning);
    if (!counts) continue;
    out += (out.empty() ? "" : " ") + std::string(info(one.rule).id) + (one.undecided ? "?" : "");
  }
  return out;
}

}  // namespace certdoc::test
