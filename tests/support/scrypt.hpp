// A key behind scrypt with more memory than OpenSSL's own programs take.
#pragma once

#include <array>
#include <stdexcept>
#include <string>

#include "artifact/key_parts.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/pbe_parameters.hpp"

namespace certdoc::test {

// `encrypted` was made with `-scrypt -scrypt_N 16384` from `pkcs8`, and asks for 16 MB. With a block size of 32 instead
// of 8 it asks for 64 MB; everything stays as long as it was.
inline std::string with_64_mb(std::string encrypted, const std::string& pkcs8, const std::string& password) {
  const std::size_t cost = encrypted.find(std::string("\x02\x02\x40\x00\x02\x01\x08", 7));
  if (cost == std::string::npos) throw std::runtime_error("no scrypt with N = 16384 and r = 8");
  encrypted[cost + 6] = 32;
  const auto parts = keys::encrypted_parts_of(as_bytes(encrypted));
  const auto pbe = parts ? pbe_parameters(parts->algorithm) : std::nullopt;
  if (!pbe || !pbe->scrypt || pbe->scrypt->r != 32) throw std::runtime_error("no scrypt with r = 32");
  const ByteView salt = pbe->scrypt->salt, vector = pbe->cipher_algorithm.last(16);
  std::array<unsigned char, 32> key{};
  const CipherCtxPtr context(EVP_CIPHER_CTX_new());
  std::string out(parts->data.size() + 16, '\0');
  auto* at = reinterpret_cast<unsigned char*>(out.data());
  int size = 0, last = 0;
  const bool done =
      EVP_PBE_scrypt(password.data(), password.size(), salt.data(), salt.size(), 16384, 32, 1, 1U << 27U, key.data(),
                     key.size()) == 1 &&
      EVP_EncryptInit_ex(context.get(), EVP_aes_256_cbc(), nullptr, key.data(), vector.data()) == 1 &&
      EVP_EncryptUpdate(context.get(), at, &size, as_bytes(pkcs8).data(), static_cast<int>(pkcs8.size())) == 1 &&
      EVP_EncryptFinal_ex(context.get(), at + size, &last) == 1;
  if (!done || parts->data.size() != static_cast<std::size_t>(size + last)) throw std::runtime_error("not encrypted");
  return encrypted.substr(0, encrypted.size() - parts->data.size()) + out.substr(0, parts->data.size());
}

}  // namespace certdoc::test
