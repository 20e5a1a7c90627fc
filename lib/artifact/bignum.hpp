// Secret numbers: wiped when they go, and computed with in constant time where OpenSSL can.
#pragma once

#include <openssl/bn.h>

#include "artifact/openssl_ptr.hpp"
#include "base/bytes.hpp"

namespace certdoc::keys {

// Nobody uses longer numbers in keys (OpenSSL refuses RSA beyond 16384 bits); computing with them takes ages.
constexpr std::size_t kMaxNumberBytes = 16384 / 8 + 1;

// From the content of an INTEGER, taken as not negative whatever its first bit says, as OpenSSL does. Null: no memory.
BignumPtr number_of(ByteView content);

inline BignumPtr new_number() {
  BignumPtr number(BN_new());
  if (number) BN_set_flags(number.get(), BN_FLG_CONSTTIME);
  return number;
}

}  // namespace certdoc::keys
