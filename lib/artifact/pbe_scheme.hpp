// What a password-based encryption asks for, before anything is computed.
#pragma once

#include <openssl/types.h>

#include <cstdint>
#include <string>

namespace certdoc {

struct PbeScheme {
  std::string name;          // for people: pbeWithSHA1And40BitRC2-CBC, AES-256-CBC
  std::string cipher;        // as EVP_CIPHER_fetch takes it; empty: not supported
  std::uint64_t rounds = 0;  // of hashing, or as expensive as these
};

PbeScheme pbe_scheme(const X509_ALGOR& algorithm);

// The rounds that an INTEGER asks for; the largest number where it is none or negative.
std::uint64_t rounds_of(const ASN1_INTEGER* number);

// 1.2.840.113549.1.12.1.6, or its name in OpenSSL.
std::string object_name(const ASN1_OBJECT* object);

}  // namespace certdoc
