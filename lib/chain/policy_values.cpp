#include "chain/policy_values.hpp"

#include <algorithm>

#include "artifact/der.hpp"
#include "artifact/strict.hpp"

namespace certdoc::chain {
namespace {

constexpr std::size_t kMaxPolicies = 1024;

}  // namespace

std::optional<std::uint32_t> count_of(ByteView integer) {
  if (!strict::integer(integer) || (integer[0] & 0x80U) != 0) return std::nullopt;
  std::uint32_t value = 0;
  for (const std::uint8_t octet : integer) value = value > 0xFFFFFFU ? UINT32_MAX : value << 8U | octet;
  return value;
}

// No policy twice (RFC 5280 4.2.1.4); OpenSSL holds to that too.
bool take_policies(const RawExtension& in, Certificate& out) {
  const auto sequence = der::only(in.value, der::sequence);
  auto& list = out.policies.emplace();
  if (!sequence) return false;
  for (der::Reader reader(sequence->content); !reader.empty();) {
    const auto one = reader.next(der::sequence);
    const auto oid = one ? der::Reader(one->content).next(der::oid) : std::nullopt;
    if (!oid || list.size() >= kMaxPolicies) return false;
    list.push_back(oid->content);
  }
  std::vector<std::string_view> sorted;
  sorted.reserve(list.size());
  for (const ByteView one : list) sorted.push_back(as_text(one));
  std::sort(sorted.begin(), sorted.end());
  return !list.empty() && std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
}

bool take_policy_mappings(const RawExtension& in, Certificate& out) {
  const auto sequence = der::only(in.value, der::sequence);
  if (!sequence) return false;
  for (der::Reader reader(sequence->content); !reader.empty();) {
    const auto one = reader.next(der::sequence);
    if (!one || out.policy_mappings.size() >= kMaxPolicies) return false;
    der::Reader parts(one->content);
    const auto issuer = parts.next(der::oid);
    const auto subject = issuer ? parts.next(der::oid) : std::nullopt;
    if (!subject || !parts.empty()) return false;
    out.policy_mappings.push_back({issuer->content, subject->content});
  }
  return !out.policy_mappings.empty();
}

bool take_policy_constraints(const RawExtension& in, Certificate& out) {
  const auto sequence = der::only(in.value, der::sequence);
  if (!sequence) return false;
  der::Reader parts(sequence->content);
  auto& constraints = out.policy_constraints.emplace();
  const auto require = parts.next(der::context(0)), inhibit = parts.next(der::context(1));
  if (require) constraints.require_explicit = count_of(require->content);
  if (inhibit) constraints.inhibit_mapping = count_of(inhibit->content);
  const bool read = (!require || constraints.require_explicit) && (!inhibit || constraints.inhibit_mapping);
  return read && (require || inhibit) && parts.empty();
}

bool take_inhibit_any_policy(const RawExtension& in, Certificate& out) {
  const auto number = der::only(in.value, der::integer);
  if (number) out.inhibit_any_policy = count_of(number->content);
  return out.inhibit_any_policy.has_value();
}

}  // namespace certdoc::chain
