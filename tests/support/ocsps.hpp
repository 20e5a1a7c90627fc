// OCSP responses of every kind, made with OpenSSL's API out of a description; times in minutes from forest_now().
#pragma once

#include <openssl/ocsp.h>

#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "crls.hpp"

namespace certdoc::test {

struct SingleSpec {
  std::string serial = "1001";  // hex
  int status = V_OCSP_CERTSTATUS_GOOD;
  int reason = OCSP_REVOKED_STATUS_NOSTATUS;
  int from = -60;
  std::optional<int> to = 60;
  std::string hash = "sha1";
  std::string issuer_key = "rsa2048_1";  // whose hash stands in the CertID
};

struct OcspMake {
  std::vector<SingleSpec> responses = {{}};
  std::string signer = "rsa2048_1";
  CertSpec certificate = revocation_ca();  // of the signer: gives the ResponderID, and is sent along
  bool send_certificate = true;
  bool by_key = false;
  std::optional<Bytes> nonce = {};
  bool critical_unknown = false;
  int produced = 0;
  std::string hash = "sha256";
};

inline X509Ptr decoded_certificate(const Bytes& der) {
  const std::uint8_t* at = der.data();
  return X509Ptr(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

inline AsnTimePtr asn_minutes(int minutes) {
  const Time when = forest_now() + std::chrono::minutes(minutes);
  return AsnTimePtr(ASN1_GENERALIZEDTIME_set(nullptr, when.time_since_epoch().count()));
}

inline void add_single(OCSP_BASICRESP* basic, const SingleSpec& spec) {
  const X509Ptr issuer = decoded_certificate(certificate_of(revocation_ca("CA", spec.issuer_key)));
  OCSP_CERTID* id = OCSP_cert_id_new(EVP_get_digestbyname(spec.hash.c_str()), X509_get_subject_name(issuer.get()),
                                     X509_get0_pubkey_bitstr(issuer.get()), asn_integer(spec.serial).get());
  const AsnTimePtr from = asn_minutes(spec.from), revoked = asn_minutes(-1440);
  const AsnTimePtr to = spec.to ? asn_minutes(*spec.to) : nullptr;
  OCSP_basic_add1_status(basic, id, spec.status, spec.reason,
                         spec.status == V_OCSP_CERTSTATUS_REVOKED ? revoked.get() : nullptr, from.get(), to.get());
  OCSP_CERTID_free(id);
}

inline void add_critical_unknown(OCSP_BASICRESP* basic) {
  const ObjectPtr oid(OBJ_txt2obj("1.2.3.4", 1));
  ASN1_OCTET_STRING* value = ASN1_OCTET_STRING_new();
  ASN1_OCTET_STRING_set(value, reinterpret_cast<const unsigned char*>("\x05\x00"), 2);
  X509_EXTENSION* extension = X509_EXTENSION_create_by_OBJ(nullptr, oid.get(), 1, value);
  OCSP_BASICRESP_add_ext(basic, extension, -1);
  X509_EXTENSION_free(extension);
  ASN1_OCTET_STRING_free(value);
}

inline Bytes encoded(OCSP_RESPONSE* response) {
  unsigned char* raw = nullptr;
  const int size = i2d_OCSP_RESPONSE(response, &raw);
  Bytes out(raw, raw + size);
  OPENSSL_free(raw);
  return out;
}

// OpenSSL signs for now, always: producedAt is changed, and all of it signed once more.
inline OcspBasicPtr signed_at(OCSP_BASICRESP* basic, const OcspMake& spec) {
  unsigned char* raw = nullptr;
  const int size = i2d_OCSP_BASICRESP(basic, &raw);
  Bytes der(raw, raw + size);
  OPENSSL_free(raw);
  der::Reader parts(der::only(der, der::sequence)->content);
  const der::Value data = *parts.next(der::sequence);
  der::Reader fields(data.content);
  fields.next();  // responderID
  const der::Value produced = *fields.next(der::generalized_time);
  std::string text = to_rfc3339(forest_now() + std::chrono::minutes(spec.produced));
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '-' || c == ':' || c == 'T'; }),
             text.end());
  std::copy(text.begin(), text.end(), der.begin() + (produced.content.data() - der.data()));
  const DigestCtxPtr context = signing_context(spec.signer, spec.hash, false);
  std::size_t length = 0;
  EVP_DigestSign(context.get(), nullptr, &length, data.whole.data(), data.whole.size());
  Bytes signature(length + 1);  // no unused bits
  EVP_DigestSign(context.get(), signature.data() + 1, &length, data.whole.data(), data.whole.size());
  signature.resize(length + 1);
  const der::Value algorithm = *parts.next(der::sequence);
  parts.next(der::bit_string);
  const Bytes out =
      der::write(der::sequence, {data.whole, algorithm.whole, der::write(der::bit_string, {signature}), parts.rest()});
  const std::uint8_t* at = out.data();
  return OcspBasicPtr(d2i_OCSP_BASICRESP(nullptr, &at, static_cast<long>(out.size())));
}

inline Bytes made_ocsp(const OcspMake& spec) {
  const OcspBasicPtr basic(OCSP_BASICRESP_new());
  for (const SingleSpec& one : spec.responses) add_single(basic.get(), one);
  if (spec.nonce) {
    Bytes nonce = *spec.nonce;
    OCSP_basic_add1_nonce(basic.get(), nonce.data(), static_cast<int>(nonce.size()));
  }
  if (spec.critical_unknown) add_critical_unknown(basic.get());
  const X509Ptr signer = decoded_certificate(certificate_of(spec.certificate));
  const DigestCtxPtr context = signing_context(spec.certificate.key, spec.hash, false);
  unsigned long flags = spec.send_certificate ? 0 : OCSP_NOCERTS;
  if (spec.by_key) flags |= OCSP_RESPID_KEY;
  if (OCSP_basic_sign_ctx(basic.get(), signer.get(), context.get(), nullptr, flags) != 1) {
    throw std::runtime_error("OCSP_basic_sign_ctx");
  }
  const OcspBasicPtr dated = signed_at(basic.get(), spec);
  const OcspResponsePtr response(OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, dated.get()));
  return encoded(response.get());
}

inline Bytes ocsp_status(int status) {
  const OcspResponsePtr response(OCSP_response_create(status, nullptr));
  return encoded(response.get());
}

// A certificate of the CA for a responder.
inline CertSpec ocsp_responder(const std::string& usage = "OCSPSigning") {
  CertSpec spec;
  spec.subject = "CN=Responder,O=Revocation";
  spec.issuer = "CN=CA,O=Revocation";
  spec.key = "p256_2";
  spec.signer = "rsa2048_1";
  spec.extensions = {{"extendedKeyUsage", usage}, {"noCheck", "NULL"}, {"keyUsage", "critical,digitalSignature"}};
  return spec;
}

inline OcspMake by_responder(const CertSpec& responder = ocsp_responder()) {
  OcspMake make;
  make.signer = responder.key;
  make.certificate = responder;
  return make;
}

}  // namespace certdoc::test
