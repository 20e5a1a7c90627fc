// By libcrypto's block ciphers themselves: fetching one through EVP starts the providers, which takes longer than
// everything else that opens a PFX (docs/adr/0013-pfx-without-providers.md).
#include "artifact/cbc.hpp"

#include <openssl/aes.h>
#include <openssl/crypto.h>
#include <openssl/des.h>

#include <algorithm>
#include <array>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace certdoc {
namespace {

constexpr std::string_view kTripleDes = "DES-EDE3-CBC";
constexpr std::size_t kDesBlock = sizeof(DES_cblock);
constexpr std::size_t kDesKeys = 3;

std::size_t aes_key_size(std::string_view cipher) {
  if (cipher == "AES-128-CBC") return 16;
  if (cipher == "AES-192-CBC") return 24;
  return cipher == "AES-256-CBC" ? 32 : 0;
}

std::size_t block_size(std::string_view cipher) {
  return cipher == kTripleDes ? kDesBlock : AES_BLOCK_SIZE;
}

bool take_padding_off(SecretBytes& plain, std::size_t block) {
  const std::size_t padding = plain.back();
  if (padding == 0 || padding > block) return false;
  const auto at = plain.end() - static_cast<std::ptrdiff_t>(padding);
  if (!std::all_of(at, plain.end(), [&](std::uint8_t byte) { return byte == padding; })) return false;
  plain.erase(at, plain.end());
  return true;
}

SecretBytes by_aes(ByteView key, SecretBytes vector, ByteView encrypted) {
  SecretBytes plain(encrypted.size());
  AES_KEY schedule{};
  AES_set_decrypt_key(key.data(), static_cast<int>(key.size() * 8), &schedule);
  AES_cbc_encrypt(encrypted.data(), plain.data(), encrypted.size(), &schedule, vector.data(), AES_DECRYPT);
  OPENSSL_cleanse(&schedule, sizeof schedule);
  return plain;
}

SecretBytes by_triple_des(ByteView key, ByteView vector, ByteView encrypted) {
  SecretBytes plain(encrypted.size());
  std::array<DES_key_schedule, kDesKeys> schedules{};
  DES_cblock block{};
  for (std::size_t n = 0; n < kDesKeys; ++n) {
    std::copy_n(key.begin() + static_cast<std::ptrdiff_t>(n * kDesBlock), kDesBlock, block);
    DES_set_key_unchecked(&block, &schedules[n]);
  }
  std::copy_n(vector.begin(), kDesBlock, block);
  DES_ede3_cbc_encrypt(encrypted.data(), plain.data(), static_cast<long>(encrypted.size()), schedules.data(),
                       &schedules[1], &schedules[2], &block, DES_DECRYPT);
  OPENSSL_cleanse(schedules.data(), sizeof schedules);
  return plain;
}

}  // namespace

bool is_plain_cbc(std::string_view cipher) {
  return cipher == kTripleDes || aes_key_size(cipher) > 0;
}

bool cbc_fits(std::string_view cipher, std::size_t key, std::size_t vector) {
  const std::size_t wanted = cipher == kTripleDes ? kDesKeys * kDesBlock : aes_key_size(cipher);
  return wanted > 0 && key == wanted && vector == block_size(cipher);
}

std::optional<SecretBytes> cbc_decrypted(std::string_view cipher, ByteView key, ByteView vector, ByteView encrypted) {
  const std::size_t block = block_size(cipher);
  if (!cbc_fits(cipher, key.size(), vector.size())) return std::nullopt;
  if (encrypted.empty() || encrypted.size() % block != 0) return std::nullopt;
  SecretBytes plain =
      cipher == kTripleDes ? by_triple_des(key, vector, encrypted) : by_aes(key, to_secret(vector), encrypted);
  return take_padding_off(plain, block) ? std::optional(std::move(plain)) : std::nullopt;
}

}  // namespace certdoc

#pragma GCC diagnostic pop
