// The curves that people use, without asking OpenSSL.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace certdoc {

struct Curve {
  std::string_view oid;   // DER content
  std::string_view name;  // as `PublicKey::curve` has it; empty for SM2
  int bits;               // of the group order
  std::size_t field;      // octets of a coordinate
};

// nullptr: not one of these.
const Curve* usual_curve(ByteView oid);

inline bool is_sm2(ByteView oid) {
  return as_text(oid) == "\x2A\x81\x1C\xCF\x55\x01\x82\x2D";  // 1.2.156.10197.1.301
}

}  // namespace certdoc
