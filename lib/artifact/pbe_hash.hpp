// SHA-1 and SHA-2 by their compression functions alone, for derivations of a million rounds: the same again on one
// block.
#pragma once

#include <openssl/sha.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"

// OpenSSL 3 deprecates these in favour of EVP, which starts the providers (a millisecond) and takes three calls with
// their checks for each round, which is more than the round itself.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace certdoc::pbe {

struct Sha1 {
  using Context = SHA_CTX;
  static constexpr std::size_t size = 20, block = 64;
  static void init(Context& c) { SHA1_Init(&c); }
  static void update(Context& c, ByteView b) { SHA1_Update(&c, b.data(), b.size()); }
  static void final(Context& c, std::uint8_t* out) { SHA1_Final(out, &c); }
  static void compress(Context& c, const std::uint8_t* b) { SHA1_Transform(&c, b); }
  static std::array<std::uint32_t, 5> state(const Context& c) { return {c.h0, c.h1, c.h2, c.h3, c.h4}; }
};

struct Sha256 {
  using Context = SHA256_CTX;
  static constexpr std::size_t size = 32, block = 64;
  static void init(Context& c) { SHA256_Init(&c); }
  static void update(Context& c, ByteView b) { SHA256_Update(&c, b.data(), b.size()); }
  static void final(Context& c, std::uint8_t* out) { SHA256_Final(out, &c); }
  static void compress(Context& c, const std::uint8_t* b) { SHA256_Transform(&c, b); }
  static auto state(const Context& c) { return std::to_array(c.h); }
};

struct Sha224 : Sha256 {
  static constexpr std::size_t size = 28;
  static void init(Context& c) { SHA224_Init(&c); }
};

struct Sha512 {
  using Context = SHA512_CTX;
  static constexpr std::size_t size = 64, block = 128;
  static void init(Context& c) { SHA512_Init(&c); }
  static void update(Context& c, ByteView b) { SHA512_Update(&c, b.data(), b.size()); }
  static void final(Context& c, std::uint8_t* out) { SHA512_Final(out, &c); }
  static void compress(Context& c, const std::uint8_t* b) { SHA512_Transform(&c, b); }
  static auto state(const Context& c) { return std::to_array(c.h); }
};

struct Sha384 : Sha512 {
  static constexpr std::size_t size = 48;
  static void init(Context& c) { SHA384_Init(&c); }
};

// A digest in the block that the next round hashes: the digest, the mark, and the length of `before` bytes and itself.
template <class Hash>
class Block {
 public:
  explicit Block(std::size_t before) {
    bytes_[Hash::size] = 0x80;
    std::size_t bits = (before + Hash::size) * 8;
    for (std::size_t at = Hash::block; bits > 0; bits >>= 8U) bytes_[--at] = static_cast<std::uint8_t>(bits & 0xFFU);
  }
  ~Block() { ::explicit_bzero(bytes_.data(), bytes_.size()); }
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  std::uint8_t* digest() { return bytes_.data(); }

  // `start`, hashed on over the block; the digest takes its place.
  void round(typename Hash::Context start) {
    Hash::compress(start, bytes_.data());
    const auto words = Hash::state(start);
    constexpr std::size_t kWord = sizeof(words[0]);
    for (std::size_t n = 0; n * kWord < Hash::size; ++n) {
      for (std::size_t octet = 0; octet < kWord; ++octet) {
        bytes_[n * kWord + octet] = static_cast<std::uint8_t>(words[n] >> (8 * (kWord - 1 - octet)) & 0xFFU);
      }
    }
  }

 private:
  std::array<std::uint8_t, Hash::block> bytes_{};
};

#pragma GCC diagnostic pop

}  // namespace certdoc::pbe
