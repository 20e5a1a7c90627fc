// Inside lib/net: one request to one URL and its answer, without redirects.
#pragma once

#include <memory>
#include <optional>

#include "net/answer_reader.hpp"
#include "net/fetch.hpp"
#include "net/https_context.hpp"
#include "net/stream.hpp"
#include "net/tunnel.hpp"
#include "net/url.hpp"

namespace certdoc::net {

// What all requests of one fetch_all share.
struct Shared {
  explicit Shared(const Options& given) : options(given), https(given), budget(given.all_bodies) {}
  const Options& options;
  HttpsContexts https;
  std::uint64_t budget;  // bytes that bodies may still take
};

// Where a request goes now: its own URL, or where a redirect led.
struct Hop {
  Url url;
  NamedBy named_by = NamedBy::material;
  bool from_public = false;
  bool post = false;
};

class Exchange {
 public:
  Exchange(const Request& request, const Hop& hop, Shared& shared, Response& response)
      : request_(request), hop_(hop), shared_(shared), response_(response) {}

  // Up to the header of the answer; false: it did not come so far, the trace tells why.
  Awaitable<bool> ask();
  // The rest of it, into Response::body.
  Awaitable<void> read_body();

  const AnswerHead& head() const { return reader_->head(); }
  // The answer came from a public address, or through a proxy, of which nobody knows.
  bool from_public() const { return from_public_; }

 private:
  Target target() const;
  Awaitable<std::optional<tcp::socket>> open();
  Awaitable<std::optional<tcp::socket>> open_through_proxy(const Target& target);
  Awaitable<bool> secure();
  Awaitable<bool> send();
  Awaitable<bool> receive_header();
  Awaitable<void> receive_more();
  bool judge_header(Step step);
  void judge_body(Step step);
  SecretBytes written() const;
  void note_peer();
  AnswerLimits limits() const;
  bool add(Step step);

  const Request& request_;
  const Hop& hop_;
  Shared& shared_;
  Response& response_;
  std::optional<Proxy> proxy_;
  bool absolute_form_ = false;  // http through a proxy
  bool from_public_ = false;
  std::unique_ptr<Stream> stream_;
  std::unique_ptr<AnswerReader> reader_;
};

}  // namespace certdoc::net
