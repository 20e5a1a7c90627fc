// X.690, 8.1: lengths and end-of-contents. Only what stands before the content of a value changes, never the content.
#include "artifact/pkcs12_ber.hpp"

#include <algorithm>
#include <array>

#include "artifact/der.hpp"

namespace certdoc::ber {
namespace {

constexpr std::size_t kDeepest = 32;
constexpr std::uint8_t kConstructed = 0x20;
constexpr std::uint8_t kOctetsInPieces = der::octet_string | kConstructed;

struct Header {
  std::uint8_t tag = 0;
  std::size_t size = 0;  // of tag and length
  bool indefinite = false;
  std::size_t content = 0;  // its bytes, where that is known
  bool constructed() const { return (tag & kConstructed) != 0; }
};

// Of the value that stands here whole; tag numbers beyond 30 stand nowhere in PKCS#12.
std::optional<Header> header(ByteView bytes) {
  if (bytes.size() < 2 || (bytes[0] & 0x1FU) == 0x1F) return std::nullopt;
  Header out{.tag = bytes[0], .size = 2};
  if (bytes[1] == 0x80) {
    out.indefinite = true;
    return out.constructed() ? std::optional(out) : std::nullopt;
  }
  const auto announced = der::announced_size(bytes);
  if (!announced || *announced > bytes.size()) return std::nullopt;
  if (bytes[1] > 0x80) out.size += bytes[1] & 0x7FU;
  out.content = static_cast<std::size_t>(*announced) - out.size;
  return out;
}

bool at_end_mark(ByteView bytes) {
  return bytes.size() >= 2 && bytes[0] == 0 && bytes[1] == 0;
}

std::optional<std::size_t> size_of(ByteView bytes, std::size_t depth) {
  const auto head = header(bytes);
  if (!head || depth > kDeepest) return std::nullopt;
  if (!head->indefinite) return head->size + head->content;
  std::size_t at = head->size;
  while (!at_end_mark(bytes.subspan(at))) {
    const auto inner = size_of(bytes.subspan(at), depth + 1);
    if (!inner) return std::nullopt;
    at += *inner;
  }
  return at + 2;
}

bool definite_below(ByteView bytes, std::size_t depth) {
  if (depth > kDeepest) return false;
  der::Reader reader(bytes);
  while (!reader.empty()) {
    const auto value = reader.next();
    if (!value || value->tag == kOctetsInPieces) return false;
    if ((value->tag & kConstructed) != 0 && !definite_below(value->content, depth + 1)) return false;
  }
  return true;
}

void put_header(SecretBytes& out, std::uint8_t tag, std::size_t size) {
  out.push_back(tag);
  if (size < 0x80) return out.push_back(static_cast<std::uint8_t>(size));
  std::array<std::uint8_t, sizeof size> octets{};
  std::size_t count = 0;
  for (; size > 0; size >>= 8U) octets[count++] = static_cast<std::uint8_t>(size & 0xFFU);
  out.push_back(static_cast<std::uint8_t>(0x80U | count));
  out.insert(out.end(), octets.rend() - static_cast<std::ptrdiff_t>(count), octets.rend());
}

// Pieces, written already, are put together.
std::optional<SecretBytes> joined(ByteView pieces) {
  SecretBytes out;
  der::Reader reader(pieces);
  while (!reader.empty()) {
    const auto piece = reader.next(der::octet_string);
    if (!piece) return std::nullopt;
    out.insert(out.end(), piece->content.begin(), piece->content.end());
  }
  return out;
}

bool write(ByteView& rest, SecretBytes& out, std::size_t depth);

// The values inside, up to the end of what is there or the mark, which is taken.
bool write_inner(ByteView& rest, bool marked, SecretBytes& out, std::size_t depth) {
  while (marked ? !at_end_mark(rest) : !rest.empty()) {
    if (!write(rest, out, depth + 1)) return false;
  }
  if (marked) rest = rest.subspan(2);
  return true;
}

bool write(ByteView& rest, SecretBytes& out, std::size_t depth) {
  const auto head = header(rest);
  if (!head || depth > kDeepest) return false;
  ByteView inner = head->indefinite ? rest.subspan(head->size) : rest.subspan(head->size, head->content);
  if (!head->constructed()) {
    put_header(out, head->tag, inner.size());
    out.insert(out.end(), inner.begin(), inner.end());
    rest = rest.subspan(head->size + head->content);
    return true;
  }
  std::optional<SecretBytes> content(std::in_place);
  if (!write_inner(inner, head->indefinite, *content, depth)) return false;
  rest = head->indefinite ? inner : rest.subspan(head->size + head->content);
  const bool pieces = head->tag == kOctetsInPieces;
  if (pieces) content = joined(*content);
  if (!content) return false;
  put_header(out, pieces ? std::uint8_t{der::octet_string} : head->tag, content->size());
  out.insert(out.end(), content->begin(), content->end());
  return true;
}

}  // namespace

std::optional<std::size_t> size(ByteView bytes) {
  return size_of(bytes, 0);
}

bool is_definite(ByteView bytes) {
  return definite_below(bytes, 0);
}

std::optional<SecretBytes> definite(ByteView bytes) {
  SecretBytes out;
  out.reserve(bytes.size());
  ByteView rest = bytes;
  if (!write(rest, out, 0)) return std::nullopt;
  return out;
}

}  // namespace certdoc::ber
