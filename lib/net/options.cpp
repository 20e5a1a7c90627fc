#include "net/options.hpp"

#include <fmt/format.h>

#include "net/overrides.hpp"
#include "net/proxy.hpp"

namespace certdoc {
namespace {

Result<void> validate_proxy(const std::string& proxy) {
  if (proxy.empty() || proxy == "none") return {};
  const auto parsed = net::parse_proxy(proxy);
  if (parsed) return {};
  const std::string shown = net::masked(proxy);
  if (parsed.error().failure == net::Failure::scheme_refused) {
    return fail(Error::Kind::usage,
                fmt::format("--proxy {}: a proxy of the kind {} is not known", shown, parsed.error().detail),
                "name an HTTP proxy: http://HOST:PORT",
                fmt::format("--proxy {}：不支持 {} 类型的代理", shown, parsed.error().detail),
                "请指定 HTTP 代理：http://主机:端口");
  }
  return fail(Error::Kind::usage, fmt::format("--proxy wants http://[USER:PASSWORD@]HOST:PORT or none, not {}", shown),
              "write @, : and / inside of a password as %40, %3A and %2F",
              fmt::format("--proxy 应为 http://[用户:密码@]主机:端口 或 none，而不是 {}", shown),
              "密码中的 @、:、/ 请写作 %40、%3A、%2F");
}

Result<void> validate_override(const std::string& text) {
  if (net::parse_override(text)) return {};
  return fail(Error::Kind::usage, fmt::format("--resolve wants HOST:PORT:ADDRESS, not {}", text),
              "for example: --resolve www.example.com:443:192.0.2.1",
              fmt::format("--resolve 应为 主机:端口:地址，而不是 {}", text),
              "例如：--resolve www.example.com:443:192.0.2.1");
}

}  // namespace

Result<void> validate(const NetworkOptions& options) {
  for (const std::string& text : options.resolve) {
    if (auto good = validate_override(text); !good) return good;
  }
  return validate_proxy(options.proxy);
}

namespace net {

Options options_from(const NetworkOptions& given) {
  Options options;
  options.given = given;
  options.deadline = Clock::now() + given.timeout;
  return options;
}

}  // namespace net
}  // namespace certdoc
