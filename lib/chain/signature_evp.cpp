// Every other signature: RSA-PSS, EdDSA, DSA, SM2, MD5, and whatever this OpenSSL's providers know.
#include <openssl/core_names.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "artifact/legacy_provider.hpp"
#include "artifact/openssl_ptr.hpp"
#include "chain/signature.hpp"
#include "chain/signature_algorithms.hpp"

namespace certdoc::chain {
namespace {

using namespace std::string_view_literals;

// GM/T 0009: the distinguishing id where nothing else is agreed upon.
constexpr std::string_view kSm2Id = "1234567812345678";

const char* key_type(Scheme scheme) {
  switch (scheme) {
    case Scheme::ecdsa: return "EC";
    case Scheme::dsa: return "DSA";
    case Scheme::sm2: return "SM2";
    default: return nullptr;
  }
}

class EvpVerifier final : public VerifyingKey {
 public:
  explicit EvpVerifier(PkeyPtr key) : key_(std::move(key)) {}

  Signature verify(const SignedPart& part) override {
    const auto algorithm = signature_algorithm(part.algorithm);
    Signature verdict = Signature::unsupported;
    if (algorithm && fits(algorithm->known->scheme)) {
      verdict = verified(*algorithm, part, kSm2Id);
      // Some sign with the empty id unawares: it is what OpenSSL 3 takes where none is given.
      if (verdict == Signature::wrong && algorithm->known->scheme == Scheme::sm2)
        verdict = verified(*algorithm, part, "");
    } else if (algorithm) {
      verdict = Signature::wrong;  // another kind of key
    }
    ERR_clear_error();
    return verdict;
  }

 private:
  bool fits(Scheme scheme) const {
    if (scheme == Scheme::rsa) return EVP_PKEY_is_a(key_.get(), "RSA") == 1;
    if (scheme == Scheme::rsa_pss)
      return EVP_PKEY_is_a(key_.get(), "RSA") == 1 || EVP_PKEY_is_a(key_.get(), "RSA-PSS") == 1;
    if (scheme == Scheme::eddsa)
      return EVP_PKEY_is_a(key_.get(), "ED25519") == 1 || EVP_PKEY_is_a(key_.get(), "ED448") == 1;
    return EVP_PKEY_is_a(key_.get(), key_type(scheme)) == 1;
  }

  Signature verified(const Algorithm& algorithm, const SignedPart& part, std::string_view sm2_id) {
    std::string_view hash = algorithm.known->hash;
    const bool pss = algorithm.known->scheme == Scheme::rsa_pss;
    const auto parameters = pss ? pss_parameters(algorithm.parameters) : std::nullopt;
    if (pss && !parameters) return Signature::unsupported;
    if (pss) hash = parameters->hash;
    const DigestCtxPtr context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* key_context = nullptr;
    const char* name = hash.empty() ? nullptr : hash.data();  // views of literals
    if (!context ||
        EVP_DigestVerifyInit_ex(context.get(), &key_context, name, own_context(), nullptr, key_.get(), nullptr) != 1) {
      return Signature::unsupported;
    }
    if (pss && !set(key_context, *parameters)) return Signature::wrong;  // a key that is restricted to others
    if (algorithm.known->scheme == Scheme::sm2 &&
        EVP_PKEY_CTX_set1_id(key_context, sm2_id.data(), static_cast<int>(sm2_id.size())) != 1) {
      return Signature::unsupported;
    }
    const int done = EVP_DigestVerify(context.get(), part.signature.data(), part.signature.size(), part.content.data(),
                                      part.content.size());
    return done == 1 ? Signature::good : Signature::wrong;
  }

  static bool set(EVP_PKEY_CTX* context, const PssParameters& parameters) {
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, parameters.mask_hash.data(), nullptr) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, parameters.salt) == 1;
  }

  PkeyPtr key_;
};

}  // namespace

std::unique_ptr<VerifyingKey> evp_verifier(ByteView spki) {
  const std::uint8_t* at = spki.data();
  PkeyPtr key(d2i_PUBKEY_ex(nullptr, &at, static_cast<long>(spki.size()), own_context(), nullptr));
  ERR_clear_error();
  return key ? std::make_unique<EvpVerifier>(std::move(key)) : nullptr;
}

}  // namespace certdoc::chain
