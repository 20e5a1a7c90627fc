#include "net/url.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace certdoc::net {
namespace {

using Problem = tl::unexpected<UrlProblem>;
using text::is_digit;

Problem bad(std::string detail) {
  return Problem(UrlProblem{Failure::bad_url, std::move(detail)});
}

bool is_letter(char c) {
  return text::is_word(c) && !is_digit(c) && c != '_';
}

bool is_hex(char c) {
  return is_digit(c) || (text::lower(c) >= 'a' && text::lower(c) <= 'f');
}

// A scheme, RFC 3986 section 3.1; empty where the text does not start with one.
std::string scheme_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 32 || !is_letter(text.front())) return {};
  const std::string_view scheme = text.substr(0, colon);
  const auto fits = [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; };
  return std::all_of(scheme.begin(), scheme.end(), fits) ? text::lower(scheme) : std::string();
}

// What keeps the text from being a URL or a reference at all; empty: nothing.
std::string unfit(std::string_view text) {
  if (text.size() > kMaxUrl) return "too-long";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ') return "blank";
    if (byte < 0x20 || byte == 0x7f) return "control-character";
  }
  return {};
}

SecretBytes unescaped(std::string_view text) {
  SecretBytes out;
  out.reserve(text.size());
  for (std::size_t n = 0; n < text.size(); ++n) {
    unsigned value = static_cast<unsigned char>(text[n]);
    if (text[n] == '%' && n + 2 < text.size() && is_hex(text[n + 1]) && is_hex(text[n + 2])) {
      std::from_chars(text.data() + n + 1, text.data() + n + 3, value, 16);
      n += 2;
    }
    out.push_back(static_cast<std::uint8_t>(value));
  }
  return out;
}

// Raw UTF-8 in a Location header is common; in a request line it must not be.
std::string ascii(std::string_view target) {
  std::string out;
  for (const char c : target) {
    if (static_cast<unsigned char>(c) < 0x80) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

// `::1`, `fe80::1%eth0`, `fe80::1%25eth0` (RFC 6874)
bool take_ipv6(std::string_view literal, std::string& host) {
  const std::size_t percent = literal.find('%');
  const std::string address = text::lower(literal.substr(0, percent));
  std::array<unsigned char, 16> bytes{};
  if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return false;
  host = address;
  if (percent == std::string_view::npos) return true;
  std::string_view zone = literal.substr(percent + 1);
  if (zone.starts_with("25") && zone.size() > 2) zone.remove_prefix(2);
  const auto fits = [](char c) { return text::is_word(c) || c == '-' || c == '.'; };
  if (zone.empty() || zone.size() > 15 || !std::all_of(zone.begin(), zone.end(), fits)) return false;
  host += '%' + std::string(zone);
  return true;
}

bool take_name(std::string_view name, std::string& host) {
  const auto fits = [](char c) { return text::is_word(c) || c == '-' || c == '.'; };
  if (name.empty() || name.size() > 255 || !std::all_of(name.begin(), name.end(), fits)) return false;
  host = text::lower(name);
  return std::any_of(host.begin(), host.end(), text::is_word);
}

// Digits after the colon; none: the scheme's port.
bool take_port(std::string_view digits, Url& url) {
  url.port = url.tls ? 443 : 80;
  if (digits.empty()) return true;
  unsigned port = 0;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || rest != digits.data() + digits.size() || port == 0 || port > 65535) return false;
  url.port = static_cast<std::uint16_t>(port);
  url.port_written = true;
  return true;
}

// `[::1]:80` -> `::1`, `80`
struct HostPort {
  std::string_view host, port;
  bool in_brackets = false, well_formed = true;
};

HostPort split(std::string_view text) {
  HostPort out;
  std::size_t colon = 0;
  out.in_brackets = !text.empty() && text.front() == '[';
  if (out.in_brackets) {
    const std::size_t bracket = std::min(text.find(']'), text.size());
    out.host = text.substr(1, bracket - 1);
    colon = bracket + 1;
    out.well_formed = bracket < text.size() && (colon == text.size() || text[colon] == ':');
  } else {
    colon = std::min(text.find(':'), text.size());
    out.host = text.substr(0, colon);
  }
  if (out.well_formed && colon < text.size()) out.port = text.substr(colon + 1);
  return out;
}

tl::expected<void, UrlProblem> take_authority(std::string_view authority, Url& url) {
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) {
    url.userinfo = unescaped(authority.substr(0, at));
    authority.remove_prefix(at + 1);
  }
  const HostPort parts = split(authority);
  if (parts.host.empty()) return bad("no-host");
  const bool good = parts.in_brackets ? take_ipv6(parts.host, url.host) : take_name(parts.host, url.host);
  if (!parts.well_formed || !good) return bad("bad-host");
  if (!take_port(parts.port, url)) return bad("bad-port");
  return {};
}

// `rest` starts behind the scheme's `//`.
tl::expected<Url, UrlProblem> parse_rest(bool tls, std::string_view rest) {
  Url url;
  url.tls = tls;
  rest = rest.substr(0, rest.find('#'));
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  if (const auto taken = take_authority(rest.substr(0, end), url); !taken) return Problem(taken.error());
  url.target = ascii(rest.substr(end));
  if (!url.target.starts_with('/')) url.target.insert(0, 1, '/');
  if (url.text().size() > kMaxUrl) return bad("too-long");
  return url;
}

// RFC 3986, section 5.2.4; `path` starts with a slash.
std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(0, end);
    const bool last = end == path.size();
    if (segment == "/..") out.erase(std::min(out.rfind('/'), out.size()));
    if (segment != "/.." && segment != "/.") out += segment;
    if ((segment == "/.." || segment == "/.") && last) out += '/';
    path.remove_prefix(end);
  }
  return out.empty() ? "/" : out;
}

// A reference without scheme and authority, on the path of `base`.
std::string target_of(const Url& base, std::string_view reference) {
  const std::string_view path = std::string_view(base.target).substr(0, base.target.find('?'));
  if (reference.empty()) return base.target;
  if (reference.front() == '?') return std::string(path) + ascii(reference);
  const std::size_t query = std::min(reference.find('?'), reference.size());
  std::string merged;
  if (reference.front() != '/') merged = path.substr(0, path.rfind('/') + 1);
  merged += reference.substr(0, query);
  return ascii(without_dots(merged)) + ascii(reference.substr(query));
}

}  // namespace

std::string host_and_port(std::string_view host, std::uint16_t port) {
  return host.find(':') == std::string_view::npos ? fmt::format("{}:{}", host, port)
                                                  : fmt::format("[{}]:{}", host, port);
}

std::string Url::authority() const {
  const std::string address = host.substr(0, host.find('%'));  // a zone means nothing to others
  std::string out = host_and_port(address, port);
  if (port == (tls ? 443 : 80)) out.erase(out.rfind(':'));
  return out;
}

std::string Url::text() const {
  return fmt::format("{}://{}{}{}", scheme(), userinfo.empty() ? "" : "***@", authority(), target);
}

tl::expected<Url, UrlProblem> parse_url(std::string_view text) {
  if (text.empty()) return bad("empty");
  if (std::string wrong = unfit(text); !wrong.empty()) return bad(std::move(wrong));
  const std::string scheme = scheme_of(text);
  if (scheme.empty()) return bad("no-scheme");
  if (scheme != "http" && scheme != "https") return Problem(UrlProblem{Failure::scheme_refused, scheme});
  text.remove_prefix(scheme.size() + 1);
  if (!text.starts_with("//")) return bad("no-host");
  return parse_rest(scheme == "https", text.substr(2));
}

tl::expected<Url, UrlProblem> resolve_reference(const Url& base, std::string_view reference) {
  if (!scheme_of(reference).empty()) return parse_url(reference);
  if (std::string wrong = unfit(reference); !wrong.empty()) return bad(std::move(wrong));
  if (reference.starts_with("//")) return parse_rest(base.tls, reference.substr(2));
  Url url = base;
  url.target = target_of(base, reference.substr(0, reference.find('#')));
  if (url.text().size() > kMaxUrl) return bad("too-long");
  return url;
}

std::string masked(std::string_view url) {
  if (const auto parsed = parse_url(url); parsed) return parsed->text();
  const std::size_t slashes = url.find("//");
  const std::size_t start = slashes == std::string_view::npos ? 0 : slashes + 2;
  const std::size_t at = url.rfind('@');
  if (at == std::string_view::npos || at < start) return std::string(url);
  return std::string(url.substr(0, start)) + "***" + std::string(url.substr(at));
}

}  // namespace certdoc::net
