#include "chain/canonical_name.hpp"

#include <algorithm>
#include <vector>

#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "artifact/extensions.hpp"
#include "artifact/objects.hpp"
#include "base/text.hpp"

namespace certdoc::chain {
namespace {

bool is_text(std::uint8_t tag) {
  constexpr std::uint8_t kTeletex = 0x14, kVisible = 0x1A;
  return tag == der::utf8_string || tag == der::bmp_string || tag == der::printable_string || tag == der::ia5_string ||
         tag == kTeletex || tag == kVisible;
}

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text::trim(text)) {
    if (!text::is_space(c)) {
      out += text::lower(c);
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

Bytes canonical_value(const der::Value& value) {
  if (!is_text(value.tag)) return to_bytes(value.whole);
  const std::string text = folded(text_of(value.tag, value.content));
  return der::write(der::utf8_string, {as_bytes(text)});
}

// A SET OF is in the order of its encodings.
bool append_relative(ByteView set, Bytes& out) {
  std::vector<Bytes> members;
  for (der::Reader attributes(set); !attributes.empty();) {
    const auto attribute = attributes.next(der::sequence);
    if (!attribute) return false;
    der::Reader parts(attribute->content);
    const auto type = parts.next(der::oid);
    const auto value = type ? parts.next() : std::nullopt;
    if (!value) return false;
    members.push_back(der::write(der::sequence, {type->whole, canonical_value(*value)}));
  }
  std::sort(members.begin(), members.end());
  Bytes all;
  for (const Bytes& member : members) all.insert(all.end(), member.begin(), member.end());
  const Bytes whole = der::write(der::set, {all});
  out.insert(out.end(), whole.begin(), whole.end());
  return true;
}

}  // namespace

std::string canonical_name(ByteView name) {
  const auto sequence = der::only(name, der::sequence);
  if (!sequence) return std::string(as_text(name));
  Bytes out;
  for (der::Reader relatives(sequence->content); !relatives.empty();) {
    const auto relative = relatives.next(der::set);
    if (!relative || !append_relative(relative->content, out)) return std::string(as_text(name));
  }
  return std::string(as_text(out));
}

std::uint32_t name_hash(const std::string& canonical) {
  const Bytes digest = sha1(as_bytes(canonical));
  std::uint32_t hash = 0;
  for (std::size_t n = 4; n-- > 0;) hash = hash << 8U | digest[n];
  return hash;
}

// A prefix of whole values: canonical names are SETs one after the other, in DER, so a prefix of bytes is enough.
bool is_below(const std::string& name, const std::string& base) {
  return name.starts_with(base);
}

}  // namespace certdoc::chain
