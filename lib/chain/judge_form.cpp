// What RFC 5280 4 demands of the certificates themselves.
#include "artifact/objects.hpp"
#include "chain/judge.hpp"

namespace certdoc::chain {
namespace {

constexpr std::string_view kNameConstraints = "2.5.29.30";

void serial(Case& in, std::size_t n) {
  const ByteView serial = in.at(n).serial;
  constexpr std::size_t kMost = 20;
  const std::vector<Value> values{{"serial", hex(serial)}};
  if (serial.empty()) return;
  if (serial.size() == 1 && serial[0] == 0) in.add(Rule::serial_zero, in.of(n), n, values);
  if ((serial[0] & 0x80U) != 0) in.add(Rule::serial_negative, in.of(n), n, values);
  if (serial.size() > kMost) in.add(Rule::serial_too_long, in.of(n), n, values);
}

void extensions(Case& in, std::size_t n) {
  const Certificate& one = in.at(n);
  for (const std::string& oid : one.critical_unknown) {
    in.add(Rule::extension_critical_unknown, Severity::error, n, {{"extension", oid}});
  }
  for (const std::string& oid : one.twice) in.add(Rule::extension_twice, in.of(n), n, {{"extension", oid}});
  for (const std::string& oid : one.malformed) {
    const bool constraints = oid == kNameConstraints;  // judged with them
    if (!constraints) in.add(Rule::extension_malformed, Severity::error, n, {{"extension", oid}});
  }
  if (one.extensions_present && one.version < 3) in.add(Rule::extensions_without_v3, in.of(n), n);
}

bool is_empty_name(ByteView name) {
  return name.size() <= 2;
}

void names(Case& in, std::size_t n) {
  const Certificate& one = in.at(n);
  if (is_empty_name(one.issuer)) in.add(Rule::issuer_empty, in.of(n), n);
  if (!is_empty_name(one.subject)) return;
  const bool named = one.alternative_names && one.alternative_names_critical;
  if (is_issuer(n) || !named) in.add(Rule::subject_empty, in.of(n), n);
}

void key_ids(Case& in, std::size_t n) {
  const Certificate& one = in.at(n);
  if (one.version < 3) return;
  if (is_issuer(n) && one.subject_key_id.empty()) in.add(Rule::key_id_missing, in.of(n), n, {{"missing", "subject"}});
  if (!one.self_issued() && one.authority_key_id.empty()) {
    in.add(Rule::key_id_missing, in.of(n), n, {{"missing", "authority"}});
  }
}

}  // namespace

void judge_form(Case& in) {
  for (std::size_t n = 0; n < in.size(); ++n) {
    serial(in, n);
    extensions(in, n);
    names(in, n);
    key_ids(in, n);
  }
  if (in.at(0).version < 3) in.add(Rule::v1_leaf, in.forum(), 0, {{"version", std::to_string(in.at(0).version)}});
}

}  // namespace certdoc::chain
