#include "networking.hpp"

#include <fmt/format.h>

#include "base/time.hpp"

namespace certdoc {
namespace {

std::string first_set(const char* lower, const char* upper) {
  const std::string_view value = environment(lower);
  return std::string(value.empty() ? environment(upper) : value);
}

// `10`, `2.5`: seconds.
Result<std::chrono::milliseconds> timeout_of(const std::string& text) {
  const auto time = parse_seconds(text);
  if (!time || *time < std::chrono::milliseconds(1) || *time > std::chrono::days(1)) {
    return fail(Error::Kind::usage, fmt::format("--timeout wants seconds up to 86400, not {}", text),
                "for example: --timeout 30", fmt::format("--timeout 应为不超过 86400 的秒数，而不是 {}", text),
                "例如：--timeout 30");
  }
  return std::chrono::floor<std::chrono::milliseconds>(*time);
}

}  // namespace

void Networking::declare(Flags& flags) {
  flags.value("--timeout", "SECONDS", timeout_,
              {"for the whole command (default 10); it is kept whatever a peer does",
               "整个命令的时限（默认 10 秒），无论对方怎样都会遵守"});
  flags.value("--proxy", "URL", proxy_,
              {"go through this proxy, http://[USER:PASSWORD@]HOST:PORT, or none; default: http_proxy, https_proxy, "
               "no_proxy",
               "通过该代理 http://[用户:密码@]主机:端口，或 none；默认取 http_proxy、https_proxy、no_proxy"});
  flags.values("--resolve", "HOST:PORT:ADDRESS", resolve_,
               {"use this address for that host and port; may be repeated", "该主机和端口使用此地址；可重复"});
  flags.flag("--ipv4", ipv4_, {"IPv4 addresses only", "只用 IPv4 地址"});
  flags.flag("--ipv6", ipv6_, {"IPv6 addresses only", "只用 IPv6 地址"});
  flags.flag("--allow-private", allow_private_,
             {"URLs in certificates and redirects may lead to loopback and link-local addresses",
              "允许证书和重定向中的 URL 指向环回和链路本地地址"});
}

Result<NetworkOptions> Networking::options() const {
  NetworkOptions options;
  if (ipv4_ && ipv6_) {
    return fail(Error::Kind::usage, "--ipv4 and --ipv6 exclude each other", "leave one of them out",
                "--ipv4 与 --ipv6 不能同时使用", "请去掉其中一个");
  }
  if (!timeout_.empty()) {
    const auto timeout = timeout_of(timeout_);
    if (!timeout) return tl::unexpected(timeout.error());
    options.timeout = *timeout;
    options.timeout_given = true;
  }
  options.family = ipv4_ ? AddressFamily::ipv4 : ipv6_ ? AddressFamily::ipv6 : AddressFamily::any;
  options.allow_private = allow_private_;
  options.proxy = proxy_;
  options.http_proxy = environment("http_proxy");  // HTTP_PROXY can be set by whoever asks a CGI program
  options.https_proxy = first_set("https_proxy", "HTTPS_PROXY");
  options.no_proxy = first_set("no_proxy", "NO_PROXY");
  options.resolve = resolve_;
  if (const auto good = validate(options); !good) return tl::unexpected(good.error());
  return options;
}

}  // namespace certdoc
