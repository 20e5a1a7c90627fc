// HTTP: many URLs side by side, each with its phases. Blocks until all are done or the deadline has come.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "net/options.hpp"
#include "net/trace.hpp"

namespace certdoc::net {

enum class Via {
  configured,  // --proxy, else what the environment says for this URL
  direct,      // never a proxy
};

struct Request {
  std::string url;  // http:// or https://
  NamedBy named_by = NamedBy::material;
  Via via = Via::configured;
  Bytes post;                // empty: GET
  std::string content_type;  // of `post`
  std::string accept;
  std::uint64_t max_body = 0;  // 0: as the options say
  bool head = false;           // HEAD: headers only, for clocks
  bool verify_tls = false;     // https: false: the certificate is not looked at, since the answer proves itself by its
                               // own signature
};

struct Response {
  Trace trace;
  int status = 0;            // 0: none came
  std::string content_type;  // as sent
  std::string date;          // the Date header, as sent
  std::string age;           // the Age header, as sent: it may have spent this many seconds in a cache
  std::string last_modified, expires;
  Bytes body;
  std::string final_url;  // after redirects
  std::string peer;       // address and port that answered
  bool through_proxy = false;
  // When the answer's header had come, by this machine's clock: for the Date header.
  std::chrono::system_clock::time_point sent_at{}, headers_at{};

  bool ok() const { return trace.failed() == nullptr && status == 200; }
};

using FetchDone = std::function<void(std::size_t done, std::size_t all)>;

// In the order of the requests.
std::vector<Response> fetch_all(const std::vector<Request>& requests, const Options& options,
                                const FetchDone& progress = {});

}  // namespace certdoc::net
