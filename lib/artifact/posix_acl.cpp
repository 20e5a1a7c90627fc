#include "artifact/posix_acl.hpp"

#include <algorithm>

namespace certdoc {
namespace {

constexpr std::size_t kHeader = 4;
constexpr std::size_t kEntry = 8;
constexpr std::uint32_t kVersion = 2;

std::uint32_t little_endian(ByteView bytes) {
  std::uint32_t value = 0;
  for (std::size_t at = bytes.size(); at > 0; --at) value = value << 8U | bytes[at - 1];
  return value;
}

std::optional<AclTag> tag_of(std::uint32_t value) {
  for (const AclTag tag :
       {AclTag::owner, AclTag::user, AclTag::owning_group, AclTag::group, AclTag::mask, AclTag::other}) {
    if (static_cast<std::uint32_t>(tag) == value) return tag;
  }
  return std::nullopt;
}

bool has_one(const Acl& acl, AclTag tag) {
  return std::count_if(acl.begin(), acl.end(), [&](const AclEntry& entry) { return entry.tag == tag; }) == 1;
}

std::string_view word_of(AclTag tag) {
  switch (tag) {
    case AclTag::owner:
    case AclTag::user: return "user";
    case AclTag::owning_group:
    case AclTag::group: return "group";
    case AclTag::mask: return "mask";
    case AclTag::other: return "other";
  }
  return "";
}

}  // namespace

std::optional<Acl> decode_acl(ByteView value) {
  if (value.size() < kHeader || (value.size() - kHeader) % kEntry != 0) return std::nullopt;
  if (little_endian(value.first(kHeader)) != kVersion) return std::nullopt;
  Acl acl;
  for (ByteView rest = value.subspan(kHeader); !rest.empty(); rest = rest.subspan(kEntry)) {
    const auto tag = tag_of(little_endian(rest.first(2)));
    const std::uint32_t bits = little_endian(rest.subspan(2, 2));
    if (!tag || bits > 7) return std::nullopt;
    acl.push_back({*tag, bits, little_endian(rest.subspan(4, 4)), {}});
  }
  const bool is_whole = has_one(acl, AclTag::owner) && has_one(acl, AclTag::owning_group) &&
                        has_one(acl, AclTag::other) && acl.back().tag == AclTag::other;
  return is_whole ? std::optional(acl) : std::nullopt;
}

std::string bits_text(unsigned bits) {
  return {(bits & kRead) != 0 ? 'r' : '-', (bits & kWrite) != 0 ? 'w' : '-', (bits & kExecute) != 0 ? 'x' : '-'};
}

std::string entry_text(const AclEntry& entry) {
  const bool named = entry.tag == AclTag::user || entry.tag == AclTag::group;
  const std::string who = !named ? std::string() : entry.name.empty() ? std::to_string(entry.id) : entry.name;
  return std::string(word_of(entry.tag)) + ":" + who + ":" + bits_text(entry.bits);
}

}  // namespace certdoc
