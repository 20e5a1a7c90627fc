// XMPP, as a client (RFC 6120 4 and 5).
#include <array>
#include <span>

#include "net/starttls.hpp"

namespace certdoc::net {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} * 1024;

constexpr std::array<std::string_view, 3> kFeaturesEnd{"</stream:features>", "<stream:features/>", "</stream:error>"};
constexpr std::array<std::string_view, 1> kTagEnd{">"};
constexpr std::array<std::string_view, 1> kProceedEnd{"</proceed>"};

std::string in_xml(const std::string& value) {
  std::string out;
  for (const char c : value) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '\'': out += "&apos;"; break;
      default: out += c;
    }
  }
  return out;
}

// What stands in front of the end of the first of these that comes, taken from the wire; empty: none came.
Awaitable<std::string> until(Wire& wire, std::span<const std::string_view> ends) {
  for (;;) {
    const std::string_view waiting = as_text(wire.waiting());
    for (const std::string_view one : ends) {
      const std::size_t at = waiting.find(one);
      if (at == std::string_view::npos) continue;
      std::string out(waiting.substr(0, at + one.size()));
      wire.take(out.size());
      co_return out;
    }
    if (waiting.size() > kMostBytes) co_return std::string();
    const bool came = co_await wire.more();
    if (!came) co_return std::string();
  }
}

// The element behind the stream's header.
std::string_view tail(std::string_view answer) {
  const std::size_t at = answer.find("<stream:error");
  return at == std::string_view::npos ? answer : answer.substr(at);
}

}  // namespace

Awaitable<StarttlsAnswer> starttls_xmpp(Wire& wire, const std::string& name) {
  const std::string header =
      "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
      "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='" +
      in_xml(name) + "'>";
  if (!co_await wire.send(header)) co_return broken(wire);
  const std::string features = co_await until(wire, kFeaturesEnd);
  if (features.empty()) co_return wire.waiting().empty() ? broken(wire) : foreign(as_text(wire.waiting()));
  if (features.ends_with("</stream:error>")) co_return refused(tail(features));
  if (features.find("urn:ietf:params:xml:ns:xmpp-tls") == std::string::npos) co_return missing("stream:features");
  if (!co_await wire.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")) co_return broken(wire);
  const std::string answer = co_await until(wire, kTagEnd);
  if (answer.empty()) co_return broken(wire);
  if (answer.find("<proceed") == std::string::npos) co_return refused(answer);
  if (!answer.ends_with("/>")) {  // <proceed ...></proceed>
    const std::string closed = co_await until(wire, kProceedEnd);
    if (closed.empty()) co_return broken(wire);
  }
  co_return granted({});
}

}  // namespace certdoc::net
