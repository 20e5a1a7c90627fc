// Numbers of keys.
#include "artifact/bignum.hpp"

namespace certdoc::keys {

BignumPtr number_of(ByteView content) {
  BignumPtr number = new_number();
  if (content.size() > kMaxNumberBytes || !number) return nullptr;
  if (BN_bin2bn(content.data(), static_cast<int>(content.size()), number.get()) == nullptr) return nullptr;
  return number;
}

}  // namespace certdoc::keys
