#include "chain/name_match.hpp"

#include <arpa/inet.h>
#include <algorithm>
#include <array>

#include "artifact/der.hpp"
#include "artifact/objects.hpp"
#include "base/text.hpp"
#include "chain/canonical_name.hpp"

namespace certdoc::chain {
namespace {

using Kind = GeneralName::Kind;

bool ends_with(std::string_view name, std::string_view tail) {
  return name.size() >= tail.size() && text::equal_ignoring_case(name.substr(name.size() - tail.size()), tail);
}

// `example.com` is for itself and all below; `.example.com`, which RFC 5280 does not know, for those below only.
bool below(std::string_view host, std::string_view base) {
  if (base.empty()) return true;
  if (!ends_with(host, base)) return false;
  const std::size_t more = host.size() - base.size();
  return more == 0 || base.front() == '.' || host[more - 1] == '.';
}

Match dns(std::string_view name, std::string_view base, bool excluding) {
  if (base.find('*') != std::string_view::npos) return Match::malformed;
  if (below(name, base)) return Match::yes;
  const bool wildcard = excluding && name.starts_with("*.");
  // Every name that the wildcard stands for has one label instead of the star.
  const std::size_t dot = wildcard ? base.find('.') : std::string_view::npos;
  return dot != std::string_view::npos && text::equal_ignoring_case(base.substr(dot), name.substr(1)) ? Match::yes
                                                                                                      : Match::no;
}

// `.example.com`: hosts below; `example.com`: this host alone.
bool is_host(std::string_view host, std::string_view base) {
  if (base.starts_with('.')) return host.size() > base.size() && ends_with(host, base);
  return text::equal_ignoring_case(host, base);
}

Match email(std::string_view name, std::string_view base) {
  const std::size_t at = name.rfind('@'), base_at = base.rfind('@');
  if (at == std::string_view::npos) return Match::unsupported;
  const std::string_view host = name.substr(at + 1);
  if (base.empty()) return Match::yes;
  if (base_at == std::string_view::npos) return is_host(host, base) ? Match::yes : Match::no;
  const bool same =
      name.substr(0, at) == base.substr(0, base_at) && text::equal_ignoring_case(host, base.substr(base_at + 1));
  return same ? Match::yes : Match::no;
}

// The host of a URI with an authority; empty: it has none, and cannot be compared.
std::string_view host_of(std::string_view uri) {
  const std::size_t slashes = uri.find("://");
  if (slashes == std::string_view::npos) return {};
  std::string_view host = uri.substr(slashes + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) host = host.substr(user + 1);
  if (host.starts_with('[')) return {};
  return host.substr(0, host.find(':'));
}

Match uri(std::string_view name, std::string_view base) {
  const std::string_view host = host_of(name);
  if (host.empty()) return Match::unsupported;
  return base.empty() || is_host(host, base) ? Match::yes : Match::no;
}

Match ip(ByteView name, ByteView base) {
  if (base.size() != 8 && base.size() != 32) return Match::malformed;
  const std::size_t size = base.size() / 2;
  if (name.size() != size) return Match::no;
  for (std::size_t n = 0; n < size; ++n) {
    if (((name[n] ^ base[n]) & base[size + n]) != 0) return Match::no;
  }
  return Match::yes;
}

std::string address(ByteView octets) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (octets.size() != 4 && octets.size() != 16) return hex(octets);
  const char* done = inet_ntop(octets.size() == 4 ? AF_INET : AF_INET6, octets.data(), text.data(), text.size());
  return done != nullptr ? done : "";
}

}  // namespace

Match matches(const GeneralName& name, const GeneralName& base, bool excluding) {
  const std::string_view text = as_text(name.content), wanted = as_text(base.content);
  switch (name.kind) {
    case Kind::dns: return dns(text, wanted, excluding);
    case Kind::email: return email(text, wanted);
    case Kind::uri: return uri(text, wanted);
    case Kind::ip: return ip(name.content, base.content);
    case Kind::directory:
      return is_below(canonical_name(name.content), canonical_name(base.content)) ? Match::yes : Match::no;
    default: return Match::unsupported;
  }
}

std::vector<der::Value> attributes_of(ByteView name, std::string_view type) {
  std::vector<der::Value> out;
  const auto sequence = der::only(name, der::sequence);
  for (der::Reader sets(sequence ? sequence->content : ByteView()); !sets.empty();) {
    const auto set = sets.next(der::set);
    if (!set) break;
    for (der::Reader attributes(set->content); !attributes.empty();) {
      const auto attribute = attributes.next(der::sequence);
      if (!attribute) break;
      der::Reader parts(attribute->content);
      const auto oid = parts.next(der::oid);
      const auto value = oid ? parts.next() : std::nullopt;
      if (value && der::is(oid->content, type)) out.push_back(*value);
    }
  }
  return out;
}

GeneralNames emails_of_subject(ByteView subject) {
  GeneralNames out;
  for (const der::Value& value : attributes_of(subject, "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x01")) {
    out.push_back({Kind::email, value.content});
  }
  return out;
}

std::string shown(const GeneralName& name) {
  constexpr std::array kPrefixes{"otherName", "email", "DNS", "x400", "DirName", "ediParty", "URI", "IP", "RID"};
  const std::string prefix = std::string(kPrefixes[static_cast<std::size_t>(name.kind)]) + ":";
  switch (name.kind) {
    case Kind::directory: return prefix + name_text(name.content);
    case Kind::dns:
    case Kind::email:
    case Kind::uri: return prefix + std::string(as_text(name.content));
    case Kind::ip: {
      const ByteView all = name.content;
      const bool mask = all.size() == 8 || all.size() == 32;
      if (!mask) return prefix + address(all);
      return prefix + address(all.first(all.size() / 2)) + "/" + address(all.subspan(all.size() / 2));
    }
    default: return prefix + hex(name.content);
  }
}

}  // namespace certdoc::chain
