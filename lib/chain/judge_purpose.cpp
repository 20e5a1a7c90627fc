// keyUsage and extendedKeyUsage against the purpose asked for, on the leaf and on all above it.
#include <algorithm>
#include <array>
#include <string>

#include "chain/judge.hpp"

namespace certdoc::chain {
namespace {

constexpr std::string_view kAny = "2.5.29.37.0";
// Netscape's and Microsoft's server gated crypto: old CAs have it instead of serverAuth, and OpenSSL takes it there.
constexpr std::array<std::string_view, 2> kGated{"2.16.840.1.113730.4.1", "1.3.6.1.4.1.311.10.3.3"};

struct Wanted {
  std::string_view oid;
  unsigned usage;  // one of these bits
};

Wanted wanted(Purpose purpose) {
  using namespace usage;
  switch (purpose) {
    case Purpose::server: return {"1.3.6.1.5.5.7.3.1", digital_signature | key_encipherment | key_agreement};
    case Purpose::client: return {"1.3.6.1.5.5.7.3.2", digital_signature | key_agreement};
    case Purpose::code_signing: return {"1.3.6.1.5.5.7.3.3", digital_signature};
    case Purpose::email:
      return {"1.3.6.1.5.5.7.3.4", digital_signature | non_repudiation | key_encipherment | key_agreement};
    case Purpose::timestamp: return {"1.3.6.1.5.5.7.3.8", digital_signature | non_repudiation};
    case Purpose::any: break;
  }
  return {};
}

bool has(const std::vector<std::string>& list, std::string_view oid) {
  return std::find(list.begin(), list.end(), oid) != list.end();
}

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& one : list) out += (out.empty() ? "" : " ") + one;
  return out;
}

void leaf_usages(Case& in, const Wanted& wanted) {
  const Certificate& leaf = in.at(0);
  if (!leaf.extended_key_usage) {
    if (leaf.version < 3 || leaf.is_ca()) return;
    const bool needed = in.question.purpose == Purpose::timestamp;  // RFC 3161 2.3
    in.add(Rule::purpose_absent, needed ? Severity::error : in.forum(), 0, {{"wanted", std::string(wanted.oid)}});
    return;
  }
  const auto& list = *leaf.extended_key_usage;
  const std::vector<Value> values{{"wanted", std::string(wanted.oid)}, {"found", joined(list)}};
  if (has(list, wanted.oid)) return;
  if (has(list, kAny)) {
    in.add(Rule::purpose_any_only, in.forum(), 0, values);
  } else {
    in.add(Rule::purpose_missing, Severity::error, 0, values);
  }
}

// RFC 3161 2.3: critical, and the only one.
void timestamp(Case& in) {
  const Certificate& leaf = in.at(0);
  if (in.question.purpose != Purpose::timestamp || !leaf.extended_key_usage) return;
  if (!leaf.extended_key_usage_critical) in.add(Rule::purpose_not_critical, Severity::error, 0);
  if (leaf.extended_key_usage->size() != 1) {
    in.add(Rule::purpose_not_alone, Severity::error, 0, {{"found", joined(*leaf.extended_key_usage)}});
  }
}

bool allows(const std::vector<std::string>& list, const Wanted& wanted, Purpose purpose) {
  const bool gated = purpose == Purpose::server && (has(list, kGated[0]) || has(list, kGated[1]));
  return gated || has(list, wanted.oid) || has(list, kAny);
}

}  // namespace

void judge_purpose(Case& in) {
  if (in.question.purpose == Purpose::any) return;
  const Wanted purpose = wanted(in.question.purpose);
  leaf_usages(in, purpose);
  timestamp(in);
  const Certificate& leaf = in.at(0);
  if (leaf.key_usage && (*leaf.key_usage & purpose.usage) == 0) {
    in.add(Rule::purpose_key_usage, Severity::error, 0,
           {{"key-usage", std::to_string(*leaf.key_usage)}, {"wanted", std::string(purpose.oid)}});
  }
  for (std::size_t n = 1; n < in.size(); ++n) {
    const auto& list = in.at(n).extended_key_usage;
    if (list && !allows(*list, purpose, in.question.purpose)) {
      in.add(Rule::purpose_of_ca, Severity::error, n, {{"wanted", std::string(purpose.oid)}, {"found", joined(*list)}});
    }
  }
}

}  // namespace certdoc::chain
