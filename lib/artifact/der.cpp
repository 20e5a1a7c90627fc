// Tags, lengths and object identifiers of X.690. Everything is checked against what is there before it is used.
#include "artifact/der.hpp"

#include <array>
#include <limits>
#include <ranges>

namespace certdoc::der {
namespace {

struct Header {
  std::size_t size = 0;  // of tag and length
  std::uint64_t content = 0;
  bool shortest = true;
};

// The length octets that follow the tag.
std::optional<Header> header_of(ByteView bytes) {
  constexpr std::size_t kMaxLengthOctets = 8;
  if (bytes.size() < 2 || bytes[0] == 0 || (bytes[0] & 0x1FU) == 0x1FU) return std::nullopt;
  const std::size_t octets = bytes[1] & 0x7FU;
  if (bytes[1] < 0x80) return Header{2, bytes[1], true};
  if (octets == 0 || octets > kMaxLengthOctets || bytes.size() < 2 + octets) return std::nullopt;
  std::uint64_t length = 0;
  for (const std::uint8_t octet : bytes.subspan(2, octets)) length = length << 8U | octet;
  return Header{2 + octets, length, bytes[2] != 0 && length >= 0x80};
}

// `number` * 128 + `septet`, in decimal digits: an arc of an OID may be larger than any integer type (2.25.UUID).
void append_septet(std::string& number, unsigned septet) {
  unsigned carry = septet;
  for (char& digit : std::ranges::reverse_view(number)) {
    const unsigned value = static_cast<unsigned>(digit - '0') * 128 + carry;
    digit = static_cast<char>('0' + value % 10);
    carry = value / 10;
  }
  for (; carry != 0; carry /= 10) number.insert(number.begin(), static_cast<char>('0' + carry % 10));
}

std::string decimal(ByteView arc) {
  constexpr std::size_t kFits = 9;  // 63 bits
  if (arc.size() <= kFits) {
    std::uint64_t value = 0;
    for (const std::uint8_t octet : arc) value = value << 7U | (octet & 0x7FU);
    return std::to_string(value);
  }
  std::string number;
  for (const std::uint8_t octet : arc) append_septet(number, octet & 0x7FU);
  return number;
}

// The octets of the arc at the start; empty where it is not written as it must be.
ByteView first_arc(ByteView oid) {
  if (oid.empty() || oid.front() == 0x80) return {};
  std::size_t size = 1;
  while (size < oid.size() && (oid[size - 1] & 0x80U) != 0) ++size;
  return (oid[size - 1] & 0x80U) == 0 ? oid.first(size) : ByteView{};
}

// The first two arcs share one number; empty where that is too large to be any in use.
std::string first_two(ByteView arc) {
  if (arc.size() > 4) return {};
  unsigned value = 0;
  for (const std::uint8_t octet : arc) value = value << 7U | (octet & 0x7FU);
  const unsigned top = value < 40 ? 0 : value < 80 ? 1 : 2;
  return std::to_string(top) + '.' + std::to_string(value - top * 40);
}

}  // namespace

std::optional<Value> Reader::next() {
  const auto header = header_of(rest_);
  if (!header || !header->shortest || header->content > rest_.size() - header->size) return std::nullopt;
  const auto length = static_cast<std::size_t>(header->content);
  const Value value{rest_[0], rest_.subspan(header->size, length), rest_.first(header->size + length)};
  rest_ = rest_.subspan(value.whole.size());
  return value;
}

std::optional<Value> Reader::next(std::uint8_t tag) {
  return peek() == tag ? next() : std::nullopt;
}

std::optional<Value> only(ByteView bytes, std::uint8_t tag) {
  Reader reader(bytes);
  const auto value = reader.next(tag);
  return reader.empty() ? value : std::nullopt;
}

std::optional<std::uint64_t> announced_size(ByteView bytes) {
  const auto header = header_of(bytes);
  if (!header || header->content > std::numeric_limits<std::uint64_t>::max() - header->size) return std::nullopt;
  return header->size + header->content;
}

std::string dotted(ByteView oid) {
  constexpr std::size_t kMaxSize = 128;  // the digits of a long arc cost the square of its length
  if (oid.size() > kMaxSize) return {};
  ByteView arc = first_arc(oid);
  std::string out = arc.empty() ? std::string() : first_two(arc);
  if (out.empty()) return {};
  for (ByteView rest = oid.subspan(arc.size()); !rest.empty(); rest = rest.subspan(arc.size())) {
    arc = first_arc(rest);
    if (arc.empty()) return {};
    out += '.';
    out += decimal(arc);
  }
  return out;
}

}  // namespace certdoc::der
