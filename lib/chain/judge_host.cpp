// Host names against the names of the leaf (RFC 9525): subjectAltName only, a wildcard for one whole label at the left.
#include <arpa/inet.h>
#include <algorithm>
#include <array>

#include "artifact/der.hpp"
#include "artifact/extensions.hpp"
#include "base/text.hpp"
#include "chain/judge.hpp"
#include "chain/name_match.hpp"
#include "chain/public_suffix.hpp"
#include "chain/punycode.hpp"

namespace certdoc::chain {
namespace {

constexpr std::size_t kMostNamesShown = 16;

std::string address_text(ByteView octets) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (octets.size() != 4 && octets.size() != 16) return {};
  const char* done = inet_ntop(octets.size() == 4 ? AF_INET : AF_INET6, octets.data(), text.data(), text.size());
  return done != nullptr ? done : "";
}

// The last common name, UTF-8; empty: none.
std::string common_name(ByteView name) {
  std::string out;
  for (const der::Value& value : attributes_of(name, "\x55\x04\x03")) out = text_of(value.tag, value.content);
  return out;
}

std::string names_shown(const Certificate& leaf) {
  std::string out;
  std::size_t count = 0;
  for (const GeneralName& name : *leaf.alternative_names) {
    const bool dns = name.kind == GeneralName::Kind::dns, ip = name.kind == GeneralName::Kind::ip;
    if ((!dns && !ip) || count++ >= kMostNamesShown) continue;
    out += (out.empty() ? "" : " ") + (dns ? std::string(as_text(name.content)) : address_text(name.content));
  }
  return out;
}

bool names_host(const Certificate& leaf, const std::string& host, const Bytes& address) {
  if (!leaf.alternative_names) return false;
  return std::any_of(leaf.alternative_names->begin(), leaf.alternative_names->end(), [&](const GeneralName& name) {
    if (!address.empty()) return name.kind == GeneralName::Kind::ip && as_text(name.content) == as_text(address);
    return name.kind == GeneralName::Kind::dns && host_matches(as_text(name.content), host);
  });
}

void asked_host(Case& in) {
  const Certificate& leaf = in.at(0);
  const Bytes address = address_octets(in.question.host);
  const std::string host = address.empty() ? host_in_ascii(in.question.host) : in.question.host;
  if (names_host(leaf, host, address)) return;
  const std::string common = common_name(leaf.subject);
  std::vector<Value> values{{"host", in.question.host}, {"common-name", common}};
  if (host != in.question.host) values.push_back({"a-label", host});
  const bool in_common = !leaf.alternative_names && address.empty() && host_matches(text::lower(common), host);
  if (leaf.alternative_names) values.push_back({"names", names_shown(leaf)});
  in.add(in_common ? Rule::host_only_in_common_name : Rule::host_mismatch, Severity::error, 0, std::move(values));
}

void wildcard(Case& in, std::string_view name) {
  const std::size_t star = name.find('*');
  if (star == std::string_view::npos) return;
  const bool whole_label =
      star == 0 && name.size() > 2 && name[1] == '.' && name.find('*', 1) == std::string_view::npos;
  const std::vector<Value> values{{"name", std::string(name)}};
  if (!whole_label) return void(in.add(Rule::wildcard_form, in.forum(), 0, values));
  const std::string base = text::lower(name.substr(2));
  const bool one_label = base.find('.') == std::string::npos;
  if (one_label) return void(in.add(Rule::wildcard_over_suffix, in.forum(), 0, values));
  if (in.question.suffixes == nullptr) return;
  const auto suffix = in.question.suffixes->is_suffix(base);
  if (suffix == true) in.add(Rule::wildcard_over_suffix, in.forum(), 0, values);
  // Where it would be a warning, nobody is kept from anything for want of the list.
  const bool asked = in.question.profile == Profile::webpki;
  if (!suffix && asked) in.add(Rule::wildcard_suffix_unknown, Severity::error, 0, values).undecided = true;
}

// Only of certificates for servers: others are named otherwise.
void forum_rules(Case& in) {
  const Certificate& leaf = in.at(0);
  if (in.question.purpose != Purpose::server || leaf.is_ca()) return;
  if (!leaf.alternative_names) {
    if (leaf.version == 3) in.add(Rule::san_missing, in.forum(), 0);
    return;
  }
  for (const GeneralName& name : *leaf.alternative_names) {
    if (name.kind == GeneralName::Kind::dns) wildcard(in, as_text(name.content));
  }
  const std::string common = common_name(leaf.subject);
  if (common.empty()) return;
  const Bytes address = address_octets(common);
  const bool listed =
      std::any_of(leaf.alternative_names->begin(), leaf.alternative_names->end(), [&](const auto& name) {
        if (name.kind == GeneralName::Kind::ip) return as_text(name.content) == as_text(address);
        return name.kind == GeneralName::Kind::dns && text::equal_ignoring_case(as_text(name.content), common);
      });
  if (!listed) in.add(Rule::common_name_not_in_san, in.forum(), 0, {{"common-name", common}});
}

}  // namespace

Bytes address_octets(const std::string& host) {
  std::array<std::uint8_t, 16> octets{};
  std::string plain = host;
  if (plain.size() > 2 && plain.front() == '[' && plain.back() == ']') plain = plain.substr(1, plain.size() - 2);
  if (inet_pton(AF_INET, plain.c_str(), octets.data()) == 1) return {octets.begin(), octets.begin() + 4};
  if (inet_pton(AF_INET6, plain.c_str(), octets.data()) == 1) return {octets.begin(), octets.end()};
  return {};
}

bool host_matches(std::string_view pattern, std::string_view host) {
  if (pattern.empty() || host.empty()) return false;
  if (!pattern.starts_with("*.")) return text::equal_ignoring_case(pattern, host);
  const std::size_t dot = host.find('.');
  return dot != std::string_view::npos && dot > 0 && pattern.size() > 2 &&
         pattern.find('*', 1) == std::string_view::npos &&
         text::equal_ignoring_case(pattern.substr(1), host.substr(dot));
}

void judge_host(Case& in) {
  if (!in.question.host.empty()) asked_host(in);
  forum_rules(in);
}

}  // namespace certdoc::chain
