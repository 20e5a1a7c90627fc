#include "net/proxy.hpp"

namespace certdoc::net {

tl::expected<Proxy, UrlProblem> parse_proxy(std::string_view text) {
  std::string whole(text);
  if (text.find("://") == std::string_view::npos) whole.insert(0, "http://");
  auto url = parse_url(whole);
  ::explicit_bzero(whole.data(), whole.size());
  if (!url) return tl::unexpected(url.error());
  if (url->tls) return tl::unexpected(UrlProblem{Failure::scheme_refused, "https"});
  if (!url->port_written) url->port = 1080;
  const std::string shown = (url->userinfo.empty() ? "http://" : "http://***@") + host_and_port(url->host, url->port);
  return Proxy{url->host, url->port, std::move(url->userinfo), shown};
}

std::string proxy_setting(bool https, std::string_view host, std::uint16_t port, const NetworkOptions& given) {
  if (given.proxy == "none" || excepted(given.no_proxy, host, port)) return {};
  if (!given.proxy.empty()) return given.proxy;
  return https ? given.https_proxy : given.http_proxy;
}

}  // namespace certdoc::net
