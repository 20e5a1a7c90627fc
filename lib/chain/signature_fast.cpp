// RSA PKCS #1 v1.5 and ECDSA with SHA-1 and SHA-2 by libcrypto's arithmetic alone. The functions that OpenSSL 3
// deprecates: those that replace them start the providers, a millisecond, and cost three times as much for every call.
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <algorithm>
#include <array>

#include "artifact/curves.hpp"
#include "artifact/der.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/spki.hpp"
#include "chain/signature.hpp"
#include "chain/signature_algorithms.hpp"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace certdoc::chain {
namespace {

using namespace std::string_view_literals;
struct FreeKey {  // not Deleter<RSA_free>: that one would name a deprecated function in a header
  void operator()(RSA* key) const { RSA_free(key); }
  void operator()(EC_KEY* key) const { EC_KEY_free(key); }
};
using RsaPtr = std::unique_ptr<RSA, FreeKey>;
using EcKeyPtr = std::unique_ptr<EC_KEY, FreeKey>;

template <class Context, auto Init, auto Update, auto Final>
Hashed digest(ByteView content, std::size_t size) {
  Hashed out;
  Context context;
  Init(&context);
  Update(&context, content.data(), content.size());
  Final(out.bytes.data(), &context);
  out.size = size;
  return out;
}

// size 0: none of these.
Hashed hashed(std::string_view name, ByteView content) {
  if (name == "sha256") return digest<SHA256_CTX, SHA256_Init, SHA256_Update, SHA256_Final>(content, 32);
  if (name == "sha384") return digest<SHA512_CTX, SHA384_Init, SHA384_Update, SHA384_Final>(content, 48);
  if (name == "sha512") return digest<SHA512_CTX, SHA512_Init, SHA512_Update, SHA512_Final>(content, 64);
  if (name == "sha1") return digest<SHA_CTX, SHA1_Init, SHA1_Update, SHA1_Final>(content, 20);
  if (name == "sha224") return digest<SHA256_CTX, SHA224_Init, SHA224_Update, SHA224_Final>(content, 28);
  return {};
}

Hashed hashed(std::string_view name, const SignedPart& part) {
  if (part.hashed != nullptr && part.hashed->size != 0 && part.hashed->name == name) return *part.hashed;
  Hashed out = hashed(name, part.content);
  out.name = name;
  if (part.hashed != nullptr) *part.hashed = out;
  return out;
}

// The DigestInfo up to the hash itself (RFC 8017 9.2, note 1).
std::string_view digest_info(std::string_view hash) {
  if (hash == "sha256") return "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"sv;
  if (hash == "sha384") return "\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30"sv;
  if (hash == "sha512") return "\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40"sv;
  if (hash == "sha224") return "\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c"sv;
  return "\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14"sv;
}

class RsaVerifier final : public VerifyingKey {
 public:
  explicit RsaVerifier(RsaPtr key) : key_(std::move(key)), block_(static_cast<std::size_t>(RSA_size(key_.get()))) {}

  Signature verify(const SignedPart& part) override {
    const auto algorithm = signature_algorithm(part.algorithm);
    if (!algorithm || algorithm->known->scheme != Scheme::rsa) return Signature::unsupported;
    const std::string_view hash = algorithm->known->hash;
    const Hashed digest = hashed(hash, part);
    if (digest.size == 0) return Signature::unsupported;
    if (part.signature.size() != block_.size()) return Signature::wrong;
    const int size = RSA_public_decrypt(static_cast<int>(part.signature.size()), part.signature.data(), block_.data(),
                                        key_.get(), RSA_PKCS1_PADDING);
    ERR_clear_error();
    if (size <= 0) return Signature::wrong;
    // The padding is right, which it is by chance next to never: it is the right key.
    const std::string_view info = digest_info(hash);
    const std::string_view found = as_text({block_.data(), static_cast<std::size_t>(size)});
    const bool same = found.size() == info.size() + digest.size && found.starts_with(info) &&
                      found.substr(info.size()) == as_text(digest.view());
    return same ? Signature::good : Signature::altered;
  }

 private:
  RsaPtr key_;
  Bytes block_;
};

class EcVerifier final : public VerifyingKey {
 public:
  explicit EcVerifier(EcKeyPtr key) : key_(std::move(key)) {}

  Signature verify(const SignedPart& part) override {
    const auto algorithm = signature_algorithm(part.algorithm);
    if (!algorithm || algorithm->known->scheme != Scheme::ecdsa) return Signature::unsupported;
    const Hashed digest = hashed(algorithm->known->hash, part);
    const int verdict = ECDSA_verify(0, digest.bytes.data(), static_cast<int>(digest.size), part.signature.data(),
                                     static_cast<int>(part.signature.size()), key_.get());
    ERR_clear_error();
    return verdict == 1 ? Signature::good : Signature::wrong;
  }

 private:
  EcKeyPtr key_;
};

bool is_empty_or_null(ByteView parameters) {
  return parameters.empty() || as_text(parameters) == "\x05\x00"sv;
}

}  // namespace

std::unique_ptr<VerifyingKey> rsa_verifier(ByteView spki) {
  const auto parts = split_spki(spki);
  if (!parts || !der::is(parts->algorithm, spki::kRsa) || !is_empty_or_null(parts->parameters)) return nullptr;
  const std::uint8_t* at = parts->key.data();
  RsaPtr key(d2i_RSAPublicKey(nullptr, &at, static_cast<long>(parts->key.size())));
  ERR_clear_error();
  if (!key || at != parts->key.data() + parts->key.size()) return nullptr;
  if (RSA_bits(key.get()) < 512 || RSA_bits(key.get()) > OPENSSL_RSA_MAX_MODULUS_BITS) return nullptr;
  return std::make_unique<RsaVerifier>(std::move(key));
}

std::unique_ptr<VerifyingKey> ec_verifier(ByteView spki) {
  const auto parts = split_spki(spki);
  const bool ec = parts && der::is(parts->algorithm, spki::kEc);
  const auto curve = ec ? der::only(parts->parameters, der::oid) : std::nullopt;
  if (!curve || is_sm2(curve->content) || usual_curve(curve->content) == nullptr) return nullptr;
  const ObjectPtr object(OBJ_txt2obj(der::dotted(curve->content).c_str(), 1));
  EcKeyPtr key(object ? EC_KEY_new_by_curve_name(OBJ_obj2nid(object.get())) : nullptr);
  const bool read = key && EC_KEY_oct2key(key.get(), parts->key.data(), parts->key.size(), nullptr) == 1;
  ERR_clear_error();
  return read ? std::make_unique<EcVerifier>(std::move(key)) : nullptr;
}

}  // namespace certdoc::chain

#pragma GCC diagnostic pop
