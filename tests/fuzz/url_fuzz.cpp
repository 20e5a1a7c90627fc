// Whatever URL and reference come in: what gets through is safe in a request line, survives being written and read
// again, and shows no credentials.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "net/proxy.hpp"
#include "net/url.hpp"

namespace {

using namespace certdoc;
using namespace certdoc::net;

void check(bool holds) {
  if (!holds) std::abort();
}

bool printable(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f) return false;
  }
  return true;
}

void check_url(const Url& url) {
  check(!url.host.empty() && url.host.size() <= 300 && printable(url.host));
  check(url.host.find_first_of("/?#@[]\\") == std::string::npos);
  check(url.port != 0 && url.target.starts_with('/') && printable(url.target));
  const std::string text = url.text();
  check(printable(text) && text.size() <= kMaxUrl);
  const auto again = parse_url(text);
  check(again.has_value() && again->target == url.target && again->port == url.port && again->tls == url.tls);
  check(again->host == url.host.substr(0, url.host.find('%')) && again->text() == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  const std::string_view text = input.substr(0, line);
  masked(text);
  static_cast<void>(parse_proxy(text));
  excepted(text, "www.example.test", 80);
  const auto url = parse_url(text);
  if (!url) return 0;
  check_url(*url);
  if (line == std::string_view::npos) return 0;
  const auto referred = resolve_reference(*url, input.substr(line + 1));
  if (referred) check_url(*referred);
  return 0;
}
