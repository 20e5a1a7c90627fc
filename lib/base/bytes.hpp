// Bytes and views of them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "certdoc/secret.hpp"

namespace certdoc {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView as_bytes(std::string_view s) {
  return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(ByteView view) {
  return {view.begin(), view.end()};
}
inline SecretBytes to_secret(ByteView view) {
  return {view.begin(), view.end()};
}

}  // namespace certdoc
