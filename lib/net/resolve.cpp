// The phase `resolve`: what --resolve says, a literal address, or the resolver; then the address rules.
#include <netdb.h>
#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "base/text.hpp"
#include "net/address_rules.hpp"
#include "net/connect.hpp"
#include "net/failure.hpp"
#include "net/lookup.hpp"
#include "net/overrides.hpp"

namespace certdoc::net {
namespace {

constexpr std::size_t kMaxAddresses = 16;  // tried for one name: a zone may hold thousands

Failure failure_of_lookup(int error) {
  switch (error) {
    case EAI_NONAME:
    case EAI_NODATA:
    case EAI_ADDRFAMILY: return Failure::name_unknown;
    case EAI_MEMORY: return Failure::local_failed;
    default: return Failure::resolver_failed;
  }
}

bool fits(const asio::ip::address& address, AddressFamily family) {
  return family == AddressFamily::any || address.is_v4() == (family == AddressFamily::ipv4);
}

std::vector<asio::ip::address> parsed(const std::vector<std::string>& texts, AddressFamily family) {
  std::vector<asio::ip::address> out;
  for (const std::string& text : texts) {
    error_code bad;
    const auto address = asio::ip::make_address(text, bad);
    if (!bad && fits(address, family) && out.size() < kMaxAddresses) out.push_back(address);
  }
  return out;
}

std::string joined(const std::vector<asio::ip::address>& addresses) {
  std::string out;
  for (const auto& address : addresses) out += (out.empty() ? "" : ", ") + address.to_string();
  return out;
}

void note(const LookupResult& result, const std::vector<asio::ip::address>& addresses, Step& step) {
  step.detail = result.error != 0 ? result.detail : joined(addresses);
  step.code = result.error;
  step.failure = result.error != 0   ? failure_of_lookup(result.error)
                 : addresses.empty() ? Failure::name_unknown
                                     : Failure::none;
}

// Those that the rules allow. Each of the others gets a step.
std::vector<tcp::endpoint> allowed(const std::vector<asio::ip::address>& addresses, std::uint16_t port,
                                   const Asker& asker, Trace& trace) {
  std::vector<tcp::endpoint> out;
  for (const auto& address : addresses) {
    const Reach where = reach_of(address);
    if (may_connect(where, asker)) {
      out.emplace_back(address, port);
    } else {
      trace.steps.push_back(
          make_step(Phase::resolve, address.to_string(), Failure::address_refused, std::string(name_of(where))));
    }
  }
  return out;
}

// What --resolve says was named by a person.
Asker asker_of(const Target& target, const Options& options) {
  const bool given = !overridden(options.given.resolve, target.host, target.port).empty();
  return {given ? NamedBy::user : target.named_by, target.from_public, options.given.allow_private};
}

// What needs no resolver.
LookupResult given_addresses(const Target& target, const Options& options) {
  LookupResult result;
  result.addresses = overridden(options.given.resolve, target.host, target.port);
  error_code not_literal;
  if (result.addresses.empty()) asio::ip::make_address(target.host, not_literal);
  if (result.addresses.empty() && !not_literal) result.addresses = {target.host};
  return result;
}

}  // namespace

Reach reach_of(const asio::ip::address& address) {
  if (address.is_v4()) {
    const auto bytes = address.to_v4().to_bytes();
    return reach_of(std::span<const std::uint8_t>(bytes));
  }
  const auto bytes = address.to_v6().to_bytes();
  return reach_of(std::span<const std::uint8_t>(bytes));
}

Awaitable<std::vector<tcp::endpoint>> resolve(const Target& target, const Options& options, Trace& trace) {
  const Stopwatch watch;
  Step step = make_step(Phase::resolve, target.host);
  std::optional<LookupResult> result = given_addresses(target, options);
  if (result->addresses.empty()) {
    result.reset();
    if (Clock::now() < options.deadline) result = co_await look_up(target.host, options);
  }
  std::vector<asio::ip::address> addresses;
  if (result) addresses = parsed(result->addresses, options.given.family);
  if (result) note(*result, addresses, step);
  if (!result) step.failure = Failure::timed_out;
  step.took = watch.elapsed();
  trace.steps.push_back(std::move(step));
  co_return allowed(addresses, target.port, asker_of(target, options), trace);
}

}  // namespace certdoc::net
