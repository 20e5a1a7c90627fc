// A bounds-checked walk over DER (X.690): no copies, no allocation, no OpenSSL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace certdoc::der {

enum Tag : std::uint8_t {
  boolean = 0x01,
  integer = 0x02,
  bit_string = 0x03,
  octet_string = 0x04,
  null = 0x05,
  oid = 0x06,
  enumerated = 0x0A,
  utf8_string = 0x0C,
  printable_string = 0x13,
  ia5_string = 0x16,
  utc_time = 0x17,
  generalized_time = 0x18,
  bmp_string = 0x1E,
  sequence = 0x30,
  set = 0x31,
};

constexpr std::uint8_t context(unsigned n) {  // [n] IMPLICIT, primitive
  return static_cast<std::uint8_t>(0x80U + n);
}
constexpr std::uint8_t context_constructed(unsigned n) {  // [n], constructed
  return static_cast<std::uint8_t>(0xA0U + n);
}

struct Value {
  std::uint8_t tag = 0;
  ByteView content;
  ByteView whole;  // with tag and length
};

// Walks over the values of one level. Strict: definite and shortest lengths, tag numbers below 31.
class Reader {
 public:
  explicit Reader(ByteView bytes) : rest_(bytes) {}

  bool empty() const { return rest_.empty(); }
  ByteView rest() const { return rest_; }
  // The tag of the next value; 0 at the end.
  std::uint8_t peek() const { return rest_.empty() ? std::uint8_t{0} : rest_.front(); }

  std::optional<Value> next();
  // The next value, if it has this tag; else nothing is taken.
  std::optional<Value> next(std::uint8_t tag);

 private:
  ByteView rest_;
};

// The one value that these bytes are, with nothing after it.
std::optional<Value> only(ByteView bytes, std::uint8_t tag);

// The length of the value at the start, if these bytes start like DER or BER with a definite length; it may be longer
// than what is there. For finding trailing bytes and cut-off files.
std::optional<std::uint64_t> announced_size(ByteView bytes);

// 1.2.840.113549.1.1.1, from the content of an OBJECT IDENTIFIER; empty where it is none.
std::string dotted(ByteView oid);

// True where the content of an OBJECT IDENTIFIER is this one, given as DER content bytes.
inline bool is(ByteView oid, std::string_view content) {
  return as_text(oid) == content;
}

}  // namespace certdoc::der
