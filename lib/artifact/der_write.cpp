#include "artifact/der_write.hpp"

#include <algorithm>
#include <array>

#include "artifact/der.hpp"

namespace certdoc::der {
namespace {

template <class Container>
Container written(std::uint8_t tag, std::initializer_list<ByteView> contents) {
  std::size_t size = 0;
  for (const ByteView content : contents) size += content.size();
  Container out;
  out.reserve(size + 10);
  out.push_back(tag);
  if (size < 0x80) {
    out.push_back(static_cast<std::uint8_t>(size));
  } else {
    std::uint8_t octets = 0;
    for (std::size_t rest = size; rest != 0; rest >>= 8U) ++octets;
    out.push_back(0x80U | octets);
    for (; octets != 0; --octets) out.push_back(static_cast<std::uint8_t>(size >> (8U * (octets - 1U))));
  }
  for (const ByteView content : contents) out.insert(out.end(), content.begin(), content.end());
  return out;
}

}  // namespace

Bytes write(std::uint8_t tag, std::initializer_list<ByteView> contents) {
  return written<Bytes>(tag, contents);
}

SecretBytes write_secret(std::uint8_t tag, std::initializer_list<ByteView> contents) {
  return written<SecretBytes>(tag, contents);
}

Bytes write_unsigned(ByteView number) {
  constexpr std::array<std::uint8_t, 1> kZero{0};
  const auto first = std::find_if(number.begin(), number.end(), [](std::uint8_t octet) { return octet != 0; });
  const ByteView digits = number.subspan(static_cast<std::size_t>(first - number.begin()));
  const bool pad = digits.empty() || (digits.front() & 0x80U) != 0;
  return write(integer, {pad ? ByteView(kZero) : ByteView(), digits});
}

}  // namespace certdoc::der
