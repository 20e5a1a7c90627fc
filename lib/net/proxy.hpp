// Which proxy a host is asked through, as curl decides it: --proxy, else http_proxy for http and https_proxy for
// everything else; no_proxy excepts hosts from either. Nothing else is excepted, not even loopback. Only proxies that
// speak plain HTTP are known; without a port it is 1080.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/options.hpp"
#include "net/url.hpp"

namespace certdoc::net {

struct Proxy {
  std::string host;
  std::uint16_t port = 0;
  SecretBytes userinfo;  // `user:password`; empty: none
  std::string text;      // its URL, masked
};

// `http://user:password@proxy.test:3128`, `proxy.test:3128`
tl::expected<Proxy, UrlProblem> parse_proxy(std::string_view text);

// What was configured for this host, unparsed; empty: no proxy.
std::string proxy_setting(bool https, std::string_view host, std::uint16_t port, const NetworkOptions& given);

// no_proxy: a list of names, each with its subdomains, addresses and CIDR blocks, with or without a port; `*`: all.
bool excepted(std::string_view no_proxy, std::string_view host, std::uint16_t port);

}  // namespace certdoc::net
