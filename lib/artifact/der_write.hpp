// DER of a few values, put together.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "base/bytes.hpp"

namespace certdoc::der {

// Tag, length, and these contents one after the other.
Bytes write(std::uint8_t tag, std::initializer_list<ByteView> contents);

// The same of what nobody may find in memory afterwards.
SecretBytes write_secret(std::uint8_t tag, std::initializer_list<ByteView> contents);

// An INTEGER from the octets of a number that is not negative.
Bytes write_unsigned(ByteView number);

}  // namespace certdoc::der
