// URLs as RFC 3986 writes them, of the schemes http and https. What stands in a certificate or a Location header is
// hostile: nothing that could end a header line gets through.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/bytes.hpp"
#include "net/trace.hpp"

namespace certdoc::net {

constexpr std::size_t kMaxUrl = 8192;

struct Url {
  bool tls = false;        // https
  SecretBytes userinfo;    // `user:password`, its percent-escapes decoded
  std::string host;        // lower case; an IPv6 address without brackets, with its zone: `fe80::1%eth0`
  std::uint16_t port = 0;  // the scheme's where none is written
  bool port_written = false;
  std::string target;  // path and query as they are written, `/` at least; bytes that are not ASCII are escaped

  std::string_view scheme() const { return tls ? "https" : "http"; }
  // For Host: `www.example.test:8080`, `[2001:db8::1]`; without the scheme's own port.
  std::string authority() const;
  // Whole, credentials masked; for Step::what and to compare.
  std::string text() const;
};

struct UrlProblem {
  Failure failure = Failure::bad_url;
  // scheme_refused: the scheme. bad_url: empty, too-long, blank, control-character, no-scheme, no-host, bad-host or
  // bad-port.
  std::string detail;
};

tl::expected<Url, UrlProblem> parse_url(std::string_view text);

// What a Location header means that came from `base` (RFC 3986, section 5).
tl::expected<Url, UrlProblem> resolve_reference(const Url& base, std::string_view reference);

// `HOST:PORT` for CONNECT and Step::what; an IPv6 address gets brackets.
std::string host_and_port(std::string_view host, std::uint16_t port);

// A URL that may be malformed, with its credentials as `***`.
std::string masked(std::string_view url);

}  // namespace certdoc::net
