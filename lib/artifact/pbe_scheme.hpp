// What a password-based encryption asks for, before anything is computed.
#pragma once

#include <openssl/asn1.h>

#include <cstdint>
#include <string>

#include "base/bytes.hpp"

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

inline ByteView bytes_of(const ASN1_STRING* string) {
  const int size = ASN1_STRING_length(string);
  return {ASN1_STRING_get0_data(string), size > 0 ? static_cast<std::size_t>(size) : 0};
}

}  // namespace certdoc
