#include "artifact/issued_by.hpp"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <memory>

namespace certdoc {
namespace {

struct FreeX509 {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using X509Owner = std::unique_ptr<X509, FreeX509>;

X509Owner decoded(const Bytes& der) {
  const unsigned char* at = der.data();
  return X509Owner(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

// SM2 signs over the signer's distinguishing id as well. GM/T 0009 gives this default; without it OpenSSL 3 takes the
// empty id, and so do certificates that were signed with it unawares.
// https://docs.openssl.org/3.0/man3/X509_get0_distinguishing_id/
void set_sm2_id(X509* certificate) {
  constexpr std::string_view kDefault = "1234567812345678";
  ASN1_OCTET_STRING* id = ASN1_OCTET_STRING_new();
  if (id == nullptr) return;
  ASN1_OCTET_STRING_set(id, reinterpret_cast<const unsigned char*>(kDefault.data()), static_cast<int>(kDefault.size()));
  X509_set0_distinguishing_id(certificate, id);  // which owns it from here
}

// What stood in the way, if it was not the signature itself.
bool not_supported(unsigned long error) {
  const int reason = ERR_GET_REASON(error);
  if (ERR_GET_LIB(error) == ERR_LIB_ASN1) {
    return reason == ASN1_R_UNKNOWN_SIGNATURE_ALGORITHM || reason == ASN1_R_UNKNOWN_MESSAGE_DIGEST_ALGORITHM;
  }
  return reason == ERR_R_UNSUPPORTED || reason == ERR_R_FETCH_FAILED ||
         (ERR_GET_LIB(error) == ERR_LIB_EVP && reason == EVP_R_UNSUPPORTED_ALGORITHM);
}

// An error queue with any of these in it says that nothing was verified.
Issued verdict_of_errors() {
  Issued verdict = Issued::no;
  while (const unsigned long error = ERR_get_error()) {
    if (not_supported(error)) verdict = Issued::unknown;
  }
  return verdict;
}

Issued verified(X509* subject, EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "SM2") == 1) {
    if (X509_verify(subject, key) == 1) return Issued::yes;
    set_sm2_id(subject);
  }
  ERR_clear_error();
  return X509_verify(subject, key) == 1 ? Issued::yes : verdict_of_errors();
}

}  // namespace

Issued issued_by(const Artifact& issuer, const Artifact& subject) {
  const X509Owner from = decoded(issuer.der);
  const X509Owner to = decoded(subject.der);
  Issued verdict = Issued::unknown;
  if (from && to) {
    EVP_PKEY* key = X509_get0_pubkey(from.get());
    if (X509_NAME_cmp(X509_get_subject_name(from.get()), X509_get_issuer_name(to.get())) != 0) {
      verdict = Issued::no;
    } else if (key != nullptr) {
      verdict = verified(to.get(), key);
    }
  }
  ERR_clear_error();
  return verdict;
}

}  // namespace certdoc
