#include "net/exchange.hpp"

#include <fmt/format.h>

#include "net/address_rules.hpp"

namespace certdoc::net {
namespace {

void append(SecretBytes& out, std::string_view text) {
  out.insert(out.end(), text.begin(), text.end());
}

void append_credentials(SecretBytes& out, std::string_view header, const SecretBytes& userinfo) {
  if (userinfo.empty()) return;
  const SecretBytes value = basic_authorization(userinfo);
  append(out, header);
  out.insert(out.end(), value.begin(), value.end());
  append(out, "\r\n");
}

}  // namespace

bool Exchange::add(Step step) {
  const bool good = step.failure == Failure::none;
  response_.trace.steps.push_back(std::move(step));
  return good;
}

Target Exchange::target() const {
  Target target;
  target.host = hop_.url.host;
  target.port = hop_.url.port;
  target.named_by = hop_.named_by;
  target.from_public = hop_.from_public;
  return target;
}

Awaitable<std::optional<tcp::socket>> Exchange::open_through_proxy(const Target& target) {
  if (refused_by_name(target, shared_.options, response_.trace)) co_return std::nullopt;
  std::optional<tcp::socket> socket = co_await open_proxy(*proxy_, shared_.options, response_.trace);
  absolute_form_ = !hop_.url.tls;
  if (!socket || absolute_form_) co_return socket;
  if (!co_await connect_through(*socket, *proxy_, target, shared_.options, response_.trace)) socket.reset();
  co_return socket;
}

Awaitable<std::optional<tcp::socket>> Exchange::open() {
  const Target where = target();
  if (request_.via == Via::configured) {
    Route route = route_for(hop_.url.tls, where, shared_.options, response_.trace);
    if (route.failed) co_return std::nullopt;
    proxy_ = std::move(route.proxy);
  }
  response_.through_proxy = proxy_.has_value();
  if (proxy_) co_return co_await open_through_proxy(where);
  co_return co_await open_direct(where, shared_.options, response_.trace);
}

void Exchange::note_peer() {
  const tcp::endpoint peer = stream_->peer();
  response_.peer = text_of(peer);
  from_public_ = proxy_.has_value() || reach_of(peer.address()) == Reach::global;
}

Awaitable<bool> Exchange::secure() {
  Step step = make_step(Phase::tls, hop_.url.host);
  co_await stream_->start_tls(shared_.https.client(hop_.url.host, request_.verify_tls), step);
  co_return add(std::move(step));
}

// Every value in it was parsed before: nothing ends a line early.
SecretBytes Exchange::written() const {
  const std::string_view method = request_.head ? "HEAD" : hop_.post ? "POST" : "GET";
  SecretBytes out;
  append(out, fmt::format("{} {}{} HTTP/1.1\r\nHost: {}\r\n", method,
                          absolute_form_ ? "http://" + hop_.url.authority() : std::string(), hop_.url.target,
                          hop_.url.authority()));
  append(out, fmt::format("User-Agent: certdoc/{}\r\nAccept: {}\r\nAccept-Encoding: identity\r\nConnection: close\r\n",
                          CERTDOC_VERSION, request_.accept.empty() ? "*/*" : request_.accept));
  append_credentials(out, "Authorization: ", hop_.url.userinfo);
  if (absolute_form_) append_credentials(out, "Proxy-Authorization: ", proxy_->userinfo);
  if (hop_.post) {
    append(out, fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n", request_.content_type, request_.post.size()));
  }
  append(out, "\r\n");
  if (hop_.post) out.insert(out.end(), request_.post.begin(), request_.post.end());
  return out;
}

Awaitable<bool> Exchange::send() {
  const Stopwatch watch;
  Step step = make_step(Phase::request, hop_.url.text());
  response_.sent_at = std::chrono::system_clock::now();
  const SecretBytes bytes = written();
  if (!co_await stream_->write(bytes)) set(step, stream_->failure());
  step.took = watch.elapsed();
  co_return add(std::move(step));
}

AnswerLimits Exchange::limits() const {
  AnswerLimits limits;
  limits.header_bytes = shared_.options.header_bytes;
  limits.body_bytes = request_.max_body != 0 ? request_.max_body : shared_.options.given.max_body;
  limits.budget = &shared_.budget;
  limits.header_only = request_.head;
  return limits;
}

// Once more from the network; an orderly end may be the end of a body.
Awaitable<void> Exchange::receive_more() {
  const ByteView bytes = co_await stream_->read();
  if (!bytes.empty()) {
    reader_->take(bytes);
  } else if (stream_->failure().failure == Failure::closed) {
    reader_->end();
  }
}

// What an answer means that is no body to be read.
bool Exchange::judge_header(Step step) {
  if (reader_->state() == AnswerReader::State::header) {
    set(step, stream_->failure());
    if (step.failure == Failure::timed_out && step.detail.empty()) step.detail = reader_->beginning();
    return add(std::move(step));
  }
  const AnswerHead& head = reader_->head();
  if (head.status == 0) {
    step.failure = reader_->failure();
    step.detail = reader_->detail();
    return add(std::move(step));
  }
  response_.status = head.status;
  response_.content_type = head.content_type;
  response_.date = head.date;
  response_.age = head.age;
  response_.last_modified = head.last_modified;
  response_.expires = head.expires;
  step.what = head.line;
  if (proxy_ && (head.status == 407 || !head.by_proxy.empty())) {
    step.phase = Phase::proxy;
    judge_refusal(head, step);
  }
  return add(std::move(step));
}

Awaitable<bool> Exchange::receive_header() {
  const Stopwatch watch;
  reader_ = std::make_unique<AnswerReader>(limits());
  while (reader_->state() == AnswerReader::State::header && stream_->failure().failure == Failure::none) {
    co_await receive_more();
  }
  response_.headers_at = std::chrono::system_clock::now();
  Step step = make_step(Phase::response, hop_.url.text());
  step.took = watch.elapsed();
  co_return judge_header(std::move(step));
}

Awaitable<bool> Exchange::ask() {
  std::optional<tcp::socket> socket = co_await open();
  if (!socket) co_return false;
  stream_ = std::make_unique<Stream>(std::move(*socket), shared_.options.deadline);
  note_peer();
  if (hop_.url.tls && !co_await secure()) co_return false;
  if (!co_await send()) co_return false;
  co_return co_await receive_header();
}

void Exchange::judge_body(Step step) {
  step.what = std::to_string(reader_->body_size());
  if (reader_->state() == AnswerReader::State::failed) {
    step.failure = reader_->failure();
    step.detail = reader_->detail();
  } else if (reader_->state() != AnswerReader::State::done) {
    set(step, stream_->failure());
    if (step.failure == Failure::reset) step.failure = Failure::body_truncated;
  } else if (reader_->body_size() == 0) {
    step.failure = Failure::body_empty;
  }
  response_.body = reader_->take_body();
  add(std::move(step));
}

Awaitable<void> Exchange::read_body() {
  const Stopwatch watch;
  Step step = make_step(Phase::body, {});
  if (!head().encoding.empty()) {
    step.what = "0";
    step.failure = Failure::body_encoded;
    step.detail = head().encoding;
    add(std::move(step));
    co_return;
  }
  while (reader_->state() == AnswerReader::State::body && stream_->failure().failure == Failure::none) {
    co_await receive_more();
  }
  step.took = watch.elapsed();
  judge_body(std::move(step));
}

}  // namespace certdoc::net
