// Certificates and CRLs made with OpenSSL's API out of a description, quickly and the same every time: keys come from a
// fixed pool. What they are for is in forest.hpp.
#pragma once

#include <openssl/core_names.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/openssl_ptr.hpp"
#include "base/bytes.hpp"
#include "base/time.hpp"
#include "forest_keys.hpp"

namespace certdoc::test {

inline Time forest_now() {
  return Time(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1));
}

struct CertSpec {
  std::string subject;  // `CN=x,O=y`; `CN=utf8:x`, `CN=bmp:x`: of that string type; empty: no name at all
  std::string issuer;
  std::string key, signer;    // names in the pool
  std::string signer_id;      // key whose SKI the AKI says; empty: `signer`
  int from = -100, to = 300;  // days from now
  int version = 3;
  std::string serial = "1001";  // hex, as DER has it where it begins with `raw:`
  std::string hash = "sha256";
  bool pss = false;
  bool spoiled = false;                                // signed, then changed
  std::map<std::string, std::string> extensions = {};  // as OpenSSL's configuration writes them; `+NAME`: once more
  bool subject_key_id = true, authority_key_id = true;
};

inline EVP_PKEY* forest_key(const std::string& name) {
  static std::map<std::string, PkeyPtr> pool;
  PkeyPtr& key = pool[name];
  for (const ForestKey& one : kForestKeys) {
    if (key || one.name != name) continue;
    std::vector<unsigned char> der(one.pkcs8.size());
    const int size = EVP_DecodeBlock(der.data(), reinterpret_cast<const unsigned char*>(one.pkcs8.data()),
                                     static_cast<int>(one.pkcs8.size()));
    const unsigned char* at = der.data();
    key.reset(d2i_AutoPrivateKey(nullptr, &at, size));
  }
  if (!key) throw std::runtime_error("no key " + name);
  return key.get();
}

inline std::string forest_key_id(const std::string& key) {
  X509_PUBKEY* pub = nullptr;
  X509_PUBKEY_set(&pub, forest_key(key));
  const X509PubkeyPtr owner(pub);
  const unsigned char* bits = nullptr;
  int size = 0;
  X509_PUBKEY_get0_param(nullptr, &bits, &size, nullptr, pub);
  std::string id(20, '\0');
  unsigned int length = 0;
  EVP_Digest(bits, static_cast<std::size_t>(size), reinterpret_cast<unsigned char*>(id.data()), &length, EVP_sha1(),
             nullptr);
  return id;
}

inline void set_name(X509_NAME* name, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::size_t equals = text.find('=', at);
    const std::string type = text.substr(at, equals - at);
    std::string value = text.substr(equals + 1, end - equals - 1);
    int as = V_ASN1_PRINTABLESTRING;
    if (value.rfind("utf8:", 0) == 0) as = V_ASN1_UTF8STRING, value = value.substr(5);
    if (value.rfind("t61:", 0) == 0) as = V_ASN1_T61STRING, value = value.substr(4);
    if (value.rfind("bmp:", 0) == 0) {
      as = V_ASN1_BMPSTRING;
      std::string wide;
      for (const char c : value.substr(4)) wide += std::string(1, '\0') + c;
      value = wide;
    }
    if (value.rfind("univ:", 0) == 0) {
      as = V_ASN1_UNIVERSALSTRING;
      std::string wide;
      for (const char c : value.substr(5)) wide += std::string(3, '\0') + c;
      value = wide;
    }
    if (type == "emailAddress") as = V_ASN1_IA5STRING;
    if (X509_NAME_add_entry_by_txt(name, type.c_str(), as, reinterpret_cast<const unsigned char*>(value.data()),
                                   static_cast<int>(value.size()), -1, 0) != 1) {
      throw std::runtime_error("name " + text);
    }
    at = end + 1;
  }
}

inline void set_time(ASN1_TIME* time, int days) {
  const Time when = forest_now() + std::chrono::days(days);
  ASN1_TIME_set(time, when.time_since_epoch().count());
}

inline Bytes key_id_extension(const std::string& id, bool authority) {
  Bytes out = authority ? Bytes{0x30, 0x16, 0x80, 0x14} : Bytes{0x04, 0x14};
  out.insert(out.end(), id.begin(), id.end());
  return out;
}

inline void add_raw(X509* x509, int nid, const Bytes& value) {
  ASN1_OCTET_STRING* octets = ASN1_OCTET_STRING_new();
  ASN1_OCTET_STRING_set(octets, value.data(), static_cast<int>(value.size()));
  X509_EXTENSION* extension = X509_EXTENSION_create_by_NID(nullptr, nid, 0, octets);
  X509_add_ext(x509, extension, -1);
  X509_EXTENSION_free(extension);
  ASN1_OCTET_STRING_free(octets);
}

inline void add_extension(X509* x509, std::string name, const std::string& value) {
  if (name[0] == '+') name = name.substr(1);
  static CONF* const empty = NCONF_new(nullptr);  // certificatePolicies wants one, if only to find nothing in it
  X509V3_CTX context;
  X509V3_set_ctx(&context, nullptr, nullptr, nullptr, nullptr, 0);
  X509V3_set_nconf(&context, empty);
  X509_EXTENSION* extension = X509V3_EXT_nconf(nullptr, &context, name.c_str(), value.c_str());
  if (extension == nullptr) throw std::runtime_error("extension " + name + " = " + value);
  X509_add_ext(x509, extension, -1);
  X509_EXTENSION_free(extension);
}

inline DigestCtxPtr signing_context(const std::string& signer, const std::string& hash, bool pss) {
  EVP_PKEY* key = forest_key(signer);
  const bool own = EVP_PKEY_is_a(key, "ED25519") == 1 || EVP_PKEY_is_a(key, "ED448") == 1;
  const EVP_MD* md = own ? nullptr : EVP_get_digestbyname(EVP_PKEY_is_a(key, "SM2") == 1 ? "sm3" : hash.c_str());
  DigestCtxPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* inner = nullptr;
  if (EVP_DigestSignInit(context.get(), &inner, md, nullptr, key) != 1)
    throw std::runtime_error("cannot sign: " + signer);
  if (pss) {
    EVP_PKEY_CTX_set_rsa_padding(inner, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen(inner, RSA_PSS_SALTLEN_DIGEST);
  }
  if (EVP_PKEY_is_a(key, "SM2") == 1) EVP_PKEY_CTX_set1_id(inner, "1234567812345678", 16);
  return context;
}

inline void set_serial(X509* x509, const std::string& serial) {
  BIGNUM* number = nullptr;
  const bool negative = serial[0] == '-';
  BN_hex2bn(&number, serial.c_str() + (negative ? 1 : 0));
  BN_set_negative(number, negative ? 1 : 0);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x509));
  BN_free(number);
}

inline Bytes encoded(X509* x509) {
  unsigned char* raw = nullptr;
  const int size = i2d_X509(x509, &raw);
  Bytes out(raw, raw + size);
  OPENSSL_free(raw);
  return out;
}

inline Bytes make_certificate(const CertSpec& spec) {
  const X509Ptr owner(X509_new());
  X509* x509 = owner.get();
  X509_set_version(x509, spec.version - 1);
  set_serial(x509, spec.serial);
  set_name(X509_get_subject_name(x509), spec.subject);
  set_name(X509_get_issuer_name(x509), spec.issuer);
  set_time(X509_getm_notBefore(x509), spec.from);
  set_time(X509_getm_notAfter(x509), spec.to);
  X509_set_pubkey(x509, forest_key(spec.key));
  if (spec.version == 3) {
    for (const auto& [name, value] : spec.extensions) {
      if (!value.empty()) add_extension(x509, name, value);
    }
    if (spec.subject_key_id)
      add_raw(x509, NID_subject_key_identifier, key_id_extension(forest_key_id(spec.key), false));
    const std::string& of = spec.signer_id.empty() ? spec.signer : spec.signer_id;
    if (spec.authority_key_id) add_raw(x509, NID_authority_key_identifier, key_id_extension(forest_key_id(of), true));
  }
  const DigestCtxPtr context = signing_context(spec.signer, spec.hash, spec.pss);
  if (X509_sign_ctx(x509, context.get()) <= 0) throw std::runtime_error("X509_sign_ctx " + spec.subject);
  Bytes der = encoded(x509);
  if (spec.spoiled) {
    // The serial number, which stands near the beginning and means nothing to anybody else.
    const Bytes mark{0x02, 0x02, 0x10, 0x01};
    const auto at = std::search(der.begin(), der.end(), mark.begin(), mark.end());
    if (at == der.end()) throw std::runtime_error("no serial to spoil");
    *(at + 3) = 0x02;
  }
  return der;
}

// One description makes one certificate, although an ECDSA signature is another one every time.
inline const Bytes& certificate_of(const CertSpec& spec) {
  static std::map<std::string, Bytes> made;
  std::string key;
  for (const std::string& part :
       {spec.subject, spec.issuer, spec.key, spec.signer, spec.signer_id, spec.serial, spec.hash}) {
    key += part + "|";
  }
  for (const int part : {spec.from, spec.to, spec.version}) key += std::to_string(part) + "|";
  for (const bool part : {spec.pss, spec.spoiled, spec.subject_key_id, spec.authority_key_id}) key += part ? "1" : "0";
  for (const auto& [name, value] : spec.extensions) key += "|" + name + "=" + value;
  Bytes& der = made[key];
  if (der.empty()) der = make_certificate(spec);
  return der;
}

struct CrlSpec {
  std::string issuer, signer;
  int from = -10, to = 20;
  bool number = true;
  std::vector<std::string> revoked;  // serials, hex
  bool spoiled = false;
};

inline Bytes make_crl(const CrlSpec& spec) {
  const X509CrlPtr crl(X509_CRL_new());
  X509_CRL_set_version(crl.get(), 1);
  X509_NAME* name = X509_NAME_new();
  set_name(name, spec.issuer);
  X509_CRL_set_issuer_name(crl.get(), name);
  X509_NAME_free(name);
  ASN1_TIME* time = ASN1_TIME_new();
  set_time(time, spec.from);
  X509_CRL_set1_lastUpdate(crl.get(), time);
  for (const std::string& serial : spec.revoked) {
    X509_REVOKED* entry = X509_REVOKED_new();
    BIGNUM* number = nullptr;
    BN_hex2bn(&number, serial.c_str());
    ASN1_INTEGER* integer = BN_to_ASN1_INTEGER(number, nullptr);
    X509_REVOKED_set_serialNumber(entry, integer);
    X509_REVOKED_set_revocationDate(entry, time);
    X509_CRL_add0_revoked(crl.get(), entry);
    ASN1_INTEGER_free(integer);
    BN_free(number);
  }
  set_time(time, spec.to);
  X509_CRL_set1_nextUpdate(crl.get(), time);
  ASN1_TIME_free(time);
  if (spec.number) {
    ASN1_INTEGER* number = ASN1_INTEGER_new();
    ASN1_INTEGER_set(number, 7);
    X509_CRL_add1_ext_i2d(crl.get(), NID_crl_number, number, 0, 0);
    ASN1_INTEGER_free(number);
  }
  const DigestCtxPtr context = signing_context(spec.signer, "sha256", false);
  if (X509_CRL_sign_ctx(crl.get(), context.get()) <= 0) throw std::runtime_error("X509_CRL_sign_ctx");
  unsigned char* raw = nullptr;
  const int size = i2d_X509_CRL(crl.get(), &raw);
  Bytes der(raw, raw + size);
  OPENSSL_free(raw);
  if (spec.spoiled) der.back() ^= 1U;
  return der;
}

}  // namespace certdoc::test
