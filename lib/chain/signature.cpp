#include "chain/signature.hpp"

#include <openssl/x509.h>

#include "artifact/openssl_ptr.hpp"

namespace certdoc::chain {
namespace {

// What OpenSSL had to decode is verified by it as well: the signed bytes are where it says.
Signature odd(const Certificate& issuer, const Certificate& subject) {
  const std::uint8_t* at = issuer.spki.data();
  const PkeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(issuer.spki.size())));
  const bool good = key && X509_verify(subject.odd.get(), key.get()) == 1;
  ERR_clear_error();
  return good ? Signature::good : key ? Signature::wrong : Signature::unsupported;
}

}  // namespace

Signature Verifier::verify(const Certificate& issuer, const Certificate& subject) {
  if (subject.odd) {
    ++count_;
    return odd(issuer, subject);
  }
  return verify(issuer, SignedPart{subject.signature_algorithm, subject.tbs, subject.signature});
}

Signature Verifier::verify(const Certificate& issuer, const SignedPart& part) {
  ++count_;
  const auto [at, fresh] = keys_.try_emplace(std::string(as_text(issuer.spki)));
  Key& key = at->second;
  if (fresh) {
    key.fast = rsa_verifier(issuer.spki);
    if (!key.fast) key.fast = ec_verifier(issuer.spki);
  }
  const Signature verdict = key.fast ? key.fast->verify(part) : Signature::unsupported;
  return verdict == Signature::unsupported ? through_evp(key, issuer.spki, part) : verdict;
}

Signature Verifier::through_evp(Key& key, ByteView spki, const SignedPart& part) {
  if (!key.any) key.any = evp_verifier(spki);
  return key.any ? key.any->verify(part) : Signature::unsupported;
}

}  // namespace certdoc::chain
