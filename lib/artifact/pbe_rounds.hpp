// The derivations themselves, over one of the hashes of pbe_hash.hpp. For pbe_kdf.cpp alone.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <stop_token>
#include <utility>

#include "artifact/pbe_hash.hpp"
#include "artifact/pbe_kdf.hpp"

namespace certdoc::pbe {

inline constexpr std::uint64_t kLookUp = 4096;  // rounds between two looks whether to stop
enum Purpose : std::uint8_t { cipher_key = 1, initial_vector = 2, mac_key = 3 };  // RFC 7292, B.3

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
inline void append_repeated(SecretBytes& out, ByteView bytes, std::size_t block) {
  const std::size_t size = (bytes.size() + block - 1) / block * block;
  for (std::size_t n = 0; n < size; ++n) out.push_back(bytes[n % bytes.size()]);
}

// A block and one, added to each block of I.
inline void add_to_blocks(SecretBytes& i, ByteView digest, std::size_t block) {
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

}  // namespace certdoc::pbe
