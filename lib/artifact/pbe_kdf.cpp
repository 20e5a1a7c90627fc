// SHA-1 and SHA-2 by pbe_hash.hpp, every other hash (MD5, SM3, ...) by OpenSSL.
#include "artifact/pbe_kdf.hpp"

#include <algorithm>
#include <limits>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/pkcs12.h>

#include "artifact/legacy_provider.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/pbe_hash.hpp"

namespace certdoc::pbe {
namespace {

constexpr std::uint64_t kLookUp = 4096;  // rounds between two looks whether to stop
enum Purpose : std::uint8_t { cipher_key = 1, initial_vector = 2, mac_key = 3 };  // RFC 7292, B.3

using KdfPtr = std::unique_ptr<EVP_KDF, Deleter<EVP_KDF_free>>;
using KdfCtxPtr = std::unique_ptr<EVP_KDF_CTX, Deleter<EVP_KDF_CTX_free>>;

template <class Hash>
struct Hmac {
  typename Hash::Context inner, outer;

  explicit Hmac(ByteView key) {
    SecretBytes block(key.size() <= Hash::block ? to_secret(key) : SecretBytes(Hash::size));
    if (key.size() > Hash::block) {
      typename Hash::Context context;
      Hash::init(context);
      Hash::update(context, key);
      Hash::final(context, block.data());
    }
    block.resize(Hash::block);
    start(inner, block, 0x36);
    start(outer, block, 0x36 ^ 0x5C);  // on top of the first
  }
  ~Hmac() {
    ::explicit_bzero(&inner, sizeof inner);
    ::explicit_bzero(&outer, sizeof outer);
  }
  Hmac(const Hmac&) = delete;
  Hmac& operator=(const Hmac&) = delete;

  static void start(typename Hash::Context& context, SecretBytes& block, std::uint8_t pad) {
    for (std::uint8_t& byte : block) byte ^= pad;
    Hash::init(context);
    Hash::update(context, block);
  }

  void operator()(ByteView text, ByteView more, std::uint8_t* out) const {
    typename Hash::Context context = inner;
    Hash::update(context, text);
    Hash::update(context, more);
    Hash::final(context, out);
    context = outer;
    Hash::update(context, {out, Hash::size});
    Hash::final(context, out);
  }
};

template <class Hash>
bool pbkdf2_block(const Kdf& kdf, const Hmac<Hash>& mac, std::uint8_t number, std::span<std::uint8_t> out,
                  const std::stop_token& stop) {
  Block<Hash> block(Hash::block);
  mac(kdf.salt, std::array<std::uint8_t, 4>{0, 0, 0, number}, block.digest());
  SecretBytes sum(block.digest(), block.digest() + Hash::size);
  for (std::uint64_t n = 1; n < kdf.iterations; ++n) {
    if (n % kLookUp == 0 && stop.stop_requested()) return false;
    block.round(mac.inner);
    block.round(mac.outer);
    for (std::size_t at = 0; at < Hash::size; ++at) sum[at] ^= block.digest()[at];
  }
  std::copy_n(sum.begin(), out.size(), out.begin());
  return true;
}

template <class Hash>
std::optional<SecretBytes> pbkdf2(const Kdf& kdf, ByteView password, const std::stop_token& stop) {
  const Hmac<Hash> mac(password);
  SecretBytes out(kdf.key);
  std::uint8_t number = 1;
  for (std::size_t at = 0; at < out.size(); at += Hash::size, ++number) {
    const std::size_t size = std::min(Hash::size, out.size() - at);
    if (!pbkdf2_block<Hash>(kdf, mac, number, std::span(out).subspan(at, size), stop)) return std::nullopt;
  }
  return out;
}

// `bytes` again and again up to a multiple of the block.
void append_repeated(SecretBytes& out, ByteView bytes, std::size_t block) {
  const std::size_t size = (bytes.size() + block - 1) / block * block;
  for (std::size_t n = 0; n < size; ++n) out.push_back(bytes[n % bytes.size()]);
}

// A block and one, added to each block of I.
void add_to_blocks(SecretBytes& i, ByteView digest, std::size_t block) {
  for (std::size_t at = 0; at < i.size(); at += block) {
    unsigned carry = 1;
    for (std::size_t n = block; n-- > 0;) {
      carry += unsigned{i[at + n]} + digest[n % digest.size()];
      i[at + n] = static_cast<std::uint8_t>(carry & 0xFFU);
      carry >>= 8U;
    }
  }
}

template <class Hash>
bool pkcs12_bytes(const Kdf& kdf, ByteView password, Purpose purpose, std::span<std::uint8_t> out,
                  const std::stop_token& stop) {
  const std::array<std::uint8_t, Hash::block> diversifier = [&] {
    std::array<std::uint8_t, Hash::block> filled{};
    filled.fill(purpose);
    return filled;
  }();
  SecretBytes i;
  append_repeated(i, kdf.salt, Hash::block);
  append_repeated(i, password, Hash::block);
  typename Hash::Context fresh, context;
  Hash::init(fresh);
  Block<Hash> block(0);
  for (std::size_t at = 0; at < out.size(); at += Hash::size) {
    Hash::init(context);
    Hash::update(context, diversifier);
    Hash::update(context, i);
    Hash::final(context, block.digest());
    for (std::uint64_t n = 1; n < kdf.iterations; ++n) {
      if (n % kLookUp == 0 && stop.stop_requested()) return false;
      block.round(fresh);
    }
    std::copy_n(block.digest(), std::min(Hash::size, out.size() - at), out.begin() + static_cast<std::ptrdiff_t>(at));
    add_to_blocks(i, {block.digest(), Hash::size}, Hash::block);
  }
  return true;
}

template <class Hash>
std::optional<SecretBytes> pkcs12(const Kdf& kdf, ByteView password, const std::stop_token& stop) {
  SecretBytes out(kdf.key + kdf.vector);
  const std::span<std::uint8_t> all(out);
  const bool done = pkcs12_bytes<Hash>(kdf, password, kdf.mac ? mac_key : cipher_key, all.first(kdf.key), stop) &&
                    pkcs12_bytes<Hash>(kdf, password, initial_vector, all.subspan(kdf.key), stop);
  return done ? std::optional(std::move(out)) : std::nullopt;
}

template <class Hash>
std::optional<SecretBytes> derive_by(const Kdf& kdf, ByteView password, const std::stop_token& stop) {
  return kdf.kind == Kdf::Kind::pkcs12 ? pkcs12<Hash>(kdf, password, stop) : pbkdf2<Hash>(kdf, password, stop);
}

std::optional<SecretBytes> pkcs12_by_openssl(const Kdf& kdf, ByteView password) {
  const DigestPtr digest(EVP_MD_fetch(own_context(), kdf.hash.c_str(), nullptr));
  SecretBytes out(kdf.key + kdf.vector), typed = to_secret(password);
  Bytes salt = to_bytes(kdf.salt);
  const auto bytes = [&](int purpose, std::uint8_t* at, std::size_t size) {
    return size == 0 ||
           PKCS12_key_gen_uni_ex(typed.empty() ? nullptr : typed.data(), static_cast<int>(typed.size()), salt.data(),
                                 static_cast<int>(salt.size()), purpose, static_cast<int>(kdf.iterations),
                                 static_cast<int>(size), at, digest.get(), own_context(), nullptr) == 1;
  };
  const bool done = digest && bytes(kdf.mac ? mac_key : cipher_key, out.data(), kdf.key) &&
                    bytes(initial_vector, out.data() + kdf.key, kdf.vector);
  return done ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<SecretBytes> pbkdf2_by_openssl(const Kdf& kdf, ByteView password) {
  const KdfPtr algorithm(EVP_KDF_fetch(own_context(), "PBKDF2", nullptr));
  const KdfCtxPtr context(algorithm ? EVP_KDF_CTX_new(algorithm.get()) : nullptr);
  SecretBytes out(kdf.key), typed = to_secret(password);
  Bytes salt = to_bytes(kdf.salt);
  std::string hash = kdf.hash;
  std::uint64_t rounds = kdf.iterations;
  int as_it_is = 1;  // no lower limits: the file decides
  const std::array<OSSL_PARAM, 6> parameters{
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, typed.data(), typed.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), salt.size()),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_ITER, &rounds),
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, hash.data(), 0),
      OSSL_PARAM_construct_int(OSSL_KDF_PARAM_PKCS5, &as_it_is),
      OSSL_PARAM_construct_end()};
  const bool done = context && EVP_KDF_derive(context.get(), out.data(), out.size(), parameters.data()) == 1;
  return done ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<SecretBytes> derive_by_openssl(const Kdf& kdf, ByteView password) {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<int>::max());
  if (kdf.iterations > kMost || kdf.salt.size() > kMost || hash_size(kdf.hash) == 0) return std::nullopt;
  auto out = kdf.kind == Kdf::Kind::pkcs12 ? pkcs12_by_openssl(kdf, password) : pbkdf2_by_openssl(kdf, password);
  ERR_clear_error();
  return out;
}

template <class Hash>
SecretBytes hmac_by(ByteView key, ByteView text) {
  SecretBytes out(Hash::size);
  Hmac<Hash>{key}(text, {}, out.data());
  return out;
}

std::optional<SecretBytes> hmac_by_openssl(const std::string& hash, ByteView key, ByteView text) {
  SecretBytes out(EVP_MAX_MD_SIZE);
  std::size_t size = 0;
  const bool done = EVP_Q_mac(own_context(), "HMAC", nullptr, hash.c_str(), nullptr, key.data(), key.size(),
                              text.data(), text.size(), out.data(), out.size(), &size) != nullptr;
  ERR_clear_error();
  out.resize(size);
  return done ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

bool operator==(const Kdf& a, const Kdf& b) {
  return a.kind == b.kind && a.mac == b.mac && a.hash == b.hash && a.iterations == b.iterations && a.key == b.key &&
         a.vector == b.vector && std::equal(a.salt.begin(), a.salt.end(), b.salt.begin(), b.salt.end());
}

std::uint64_t cost(const Kdf& kdf) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 56U;
  const std::size_t size = std::max<std::size_t>(hash_size(kdf.hash), 16);
  const std::uint64_t blocks = (kdf.key + size - 1) / size + (kdf.vector + size - 1) / size;
  if (kdf.iterations > kMost / std::max<std::uint64_t>(blocks, 1)) return kMost;
  return (kdf.iterations + kdf.salt.size() / 64) * blocks;
}

std::size_t hash_size(const std::string& name) {
  if (name == "SHA1") return Sha1::size;
  if (name == "SHA256") return Sha256::size;
  if (name == "SHA224") return Sha224::size;
  if (name == "SHA384") return Sha384::size;
  if (name == "SHA512") return Sha512::size;
  const DigestPtr digest(EVP_MD_fetch(own_context(), name.c_str(), nullptr));
  ERR_clear_error();
  const int size = digest ? EVP_MD_get_size(digest.get()) : 0;
  return size > 0 ? static_cast<std::size_t>(size) : 0;
}

std::optional<SecretBytes> derive(const Kdf& kdf, ByteView password, const std::stop_token& stop) {
  if (kdf.iterations == 0) return std::nullopt;
  if (kdf.hash == "SHA1") return derive_by<Sha1>(kdf, password, stop);
  if (kdf.hash == "SHA224") return derive_by<Sha224>(kdf, password, stop);
  if (kdf.hash == "SHA256") return derive_by<Sha256>(kdf, password, stop);
  if (kdf.hash == "SHA384") return derive_by<Sha384>(kdf, password, stop);
  if (kdf.hash == "SHA512") return derive_by<Sha512>(kdf, password, stop);
  return derive_by_openssl(kdf, password);
}

std::optional<SecretBytes> hmac(const std::string& hash, ByteView key, ByteView text) {
  if (hash == "SHA1") return hmac_by<Sha1>(key, text);
  if (hash == "SHA224") return hmac_by<Sha224>(key, text);
  if (hash == "SHA256") return hmac_by<Sha256>(key, text);
  if (hash == "SHA384") return hmac_by<Sha384>(key, text);
  if (hash == "SHA512") return hmac_by<Sha512>(key, text);
  return hmac_by_openssl(hash, key, text);
}

}  // namespace certdoc::pbe
