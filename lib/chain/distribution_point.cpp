#include "chain/distribution_point.hpp"

#include <algorithm>

#include "artifact/der.hpp"
#include "artifact/strict.hpp"
#include "chain/canonical_name.hpp"
#include "chain/extension_values.hpp"

namespace certdoc::chain {
namespace {

constexpr std::size_t kMostPoints = 64;  // points, and URLs of one
constexpr std::size_t kMostOctets = 1U << 16U;

// ReasonFlags, content of the BIT STRING.
std::optional<Reasons> reasons(ByteView content) {
  if (!strict::bit_string(content)) return std::nullopt;
  Reasons out = 0;
  for (unsigned bit = 0; bit < 9; ++bit) {
    const std::size_t octet = 1 + bit / 8;
    if (octet < content.size() && (content[octet] & (0x80U >> bit % 8)) != 0) out |= 1U << bit;
  }
  return out & kAllReasons;
}

// [0] { CHOICE { fullName [0], nameRelativeToCRLIssuer [1] } }, its content.
std::optional<PointName> point_name(ByteView content) {
  der::Reader reader(content);
  PointName out;
  if (const auto full = reader.next(der::context_constructed(0))) {
    auto names = general_names_in(full->content);
    if (!names || names->empty() || !reader.empty()) return std::nullopt;
    out.full = std::move(*names);
    return out;
  }
  const auto relative = reader.next(der::context_constructed(1));
  if (!relative || !reader.empty()) return std::nullopt;
  out.relative = relative->content;
  return out;
}

std::optional<DistributionPoint> distribution_point(ByteView content) {
  der::Reader parts(content);
  DistributionPoint out;
  if (const auto name = parts.next(der::context_constructed(0))) {
    out.name = point_name(name->content);
    if (!out.name) return std::nullopt;
  }
  if (const auto flags = parts.next(der::context(1))) {
    out.reasons = reasons(flags->content);
    if (!out.reasons) return std::nullopt;
  }
  if (const auto issuer = parts.next(der::context_constructed(2))) {
    auto names = general_names_in(issuer->content);
    if (!names || names->empty()) return std::nullopt;
    out.crl_issuer = std::move(*names);
  }
  return parts.empty() ? std::optional(std::move(out)) : std::nullopt;
}

// [n] IMPLICIT BOOLEAN DEFAULT FALSE. False: it is there, and is none.
bool take_flag(der::Reader& parts, unsigned number, bool& out) {
  if (parts.peek() != der::context(number)) return true;
  const auto value = parts.next();
  if (!value || value->content.size() != 1) return false;
  out = value->content[0] != 0;
  return true;
}

bool take_reasons(der::Reader& parts, IssuingPoint& out) {
  if (parts.peek() != der::context(3)) return true;
  const auto flags = parts.next();
  if (flags) out.only_reasons = reasons(flags->content);
  return out.only_reasons.has_value();
}

}  // namespace

std::vector<std::string> PointName::urls() const {
  std::vector<std::string> out;
  for (const GeneralName& name : full) {
    if (name.kind == GeneralName::Kind::uri && out.size() < kMostPoints) out.emplace_back(as_text(name.content));
  }
  return out;
}

bool names_directory(const GeneralNames& names, const std::string& canonical) {
  return std::any_of(names.begin(), names.end(), [&](const GeneralName& name) {
    return name.kind == GeneralName::Kind::directory && canonical_name(name.content) == canonical;
  });
}

std::optional<std::vector<DistributionPoint>> distribution_points(ByteView value) {
  const auto sequence = value.size() <= kMostOctets ? der::only(value, der::sequence) : std::nullopt;
  if (!sequence) return std::nullopt;
  std::vector<DistributionPoint> out;
  for (der::Reader points(sequence->content); !points.empty();) {
    const auto point = points.next(der::sequence);
    auto read = point ? distribution_point(point->content) : std::nullopt;
    if (!read || out.size() >= kMostPoints) return std::nullopt;
    out.push_back(std::move(*read));
  }
  return out;
}

std::optional<IssuingPoint> issuing_point(ByteView value) {
  const auto sequence = value.size() <= kMostOctets ? der::only(value, der::sequence) : std::nullopt;
  if (!sequence) return std::nullopt;
  der::Reader parts(sequence->content);
  IssuingPoint out;
  if (const auto name = parts.next(der::context_constructed(0))) {
    out.name = point_name(name->content);
    if (!out.name) return std::nullopt;
  }
  const bool read = take_flag(parts, 1, out.only_users) && take_flag(parts, 2, out.only_cas) &&
                    take_reasons(parts, out) && take_flag(parts, 4, out.indirect) &&
                    take_flag(parts, 5, out.only_attributes);
  return read && parts.empty() ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace certdoc::chain
