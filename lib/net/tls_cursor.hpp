// Inside lib/net: TLS's presentation language (RFC 8446 3): numbers, and vectors with their length in front.
#pragma once

#include <cstdint>

#include "base/bytes.hpp"

namespace certdoc::net {

// Walks over bytes. Past the end everything is zero and empty, and `good` is false for good.
class Cursor {
 public:
  explicit Cursor(ByteView bytes) : rest_(bytes) {}

  bool good() const { return good_; }
  bool empty() const { return rest_.empty() || !good_; }

  unsigned number(std::size_t octets) {
    unsigned value = 0;
    for (const std::uint8_t octet : bytes(octets)) value = value << 8U | octet;
    return value;
  }

  ByteView bytes(std::size_t count) {
    if (!good_ || count > rest_.size()) {
      good_ = false;
      return {};
    }
    const ByteView out = rest_.first(count);
    rest_ = rest_.subspan(count);
    return out;
  }

  // A vector whose length takes this many octets.
  ByteView vector(std::size_t octets) {
    const std::size_t length = number(octets);
    return bytes(length);
  }

 private:
  ByteView rest_;
  bool good_ = true;
};

}  // namespace certdoc::net
