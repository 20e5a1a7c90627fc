#include "net/lookup.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <cstring>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

namespace certdoc::net {
namespace {

int family_of(AddressFamily family) {
  switch (family) {
    case AddressFamily::ipv4: return AF_INET;
    case AddressFamily::ipv6: return AF_INET6;
    case AddressFamily::any: break;
  }
  return AF_UNSPEC;
}

// With the zone of a link-local address: `fe80::1%eth0`.
std::string text_of(const addrinfo& info) {
  std::array<char, NI_MAXHOST> text{};
  const int failed = ::getnameinfo(info.ai_addr, info.ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST);
  return failed == 0 ? text.data() : std::string();
}

// What a look-up and the coroutine that waits for it share. The thread may outlive the coroutine and its executor, so
// it touches `bell` only while that is set.
struct Waiting {
  std::mutex mutex;
  asio::steady_timer* bell = nullptr;
  std::optional<LookupResult> result;

  void ring() {
    const std::lock_guard lock(mutex);
    if (bell != nullptr) bell->cancel();
  }
};

void answer(const std::shared_ptr<Waiting>& waiting, LookupResult result) {
  const std::lock_guard lock(waiting->mutex);
  if (waiting->bell == nullptr) return;
  waiting->result = std::move(result);
  asio::post(waiting->bell->get_executor(), [waiting] { waiting->ring(); });
}

// False: no thread is left.
bool start_thread(const std::shared_ptr<Waiting>& waiting, const std::string& host, const Options& options) {
  try {
    std::thread([waiting, host, family = options.given.family, lookup = options.lookup] {
      answer(waiting, lookup ? lookup(host, family) : system_lookup(host, family));
    }).detach();
    return true;
  } catch (const std::system_error& error) {
    waiting->result = LookupResult{{}, EAI_MEMORY, error.what()};
    return false;
  }
}

}  // namespace

LookupResult system_lookup(const std::string& host, AddressFamily family) {
  addrinfo hints{};
  hints.ai_family = family_of(family);
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  errno = 0;
  const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
  if (error != 0) return {{}, error, error == EAI_SYSTEM ? std::strerror(errno) : ::gai_strerror(error)};
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(found, &::freeaddrinfo);
  LookupResult result;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    std::string text = text_of(*one);
    if (!text.empty() && std::find(result.addresses.begin(), result.addresses.end(), text) == result.addresses.end()) {
      result.addresses.push_back(std::move(text));
    }
  }
  return result;
}

Awaitable<std::optional<LookupResult>> look_up(std::string host, const Options& options) {
  asio::steady_timer bell(co_await asio::this_coro::executor, options.deadline);
  const auto waiting = std::make_shared<Waiting>();
  waiting->bell = &bell;
  if (start_thread(waiting, host, options)) {
    error_code ignored;
    co_await bell.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  const std::lock_guard lock(waiting->mutex);
  waiting->bell = nullptr;
  co_return std::move(waiting->result);
}

}  // namespace certdoc::net
