#include "net/stream.hpp"

#include <openssl/err.h>
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include "net/answer_reader.hpp"
#include "net/tls_spoken.hpp"

namespace certdoc::net {

void Stream::fail(const error_code& error) {
  failure_ = guard_.expired() ? SystemFailure{Failure::timed_out, 0, {}} : failure_of(error);
}

tcp::endpoint Stream::peer() const {
  error_code ignored;
  return socket_.remote_endpoint(ignored);
}

// One piece from the network into raw_.
Awaitable<bool> Stream::receive() {
  error_code error;
  received_ = co_await socket_.async_read_some(asio::buffer(raw_), asio::redirect_error(asio::use_awaitable, error));
  if (error) fail(error);
  co_return !error;
}

Awaitable<bool> Stream::send(ByteView bytes) {
  error_code error;
  co_await asio::async_write(socket_, asio::buffer(bytes.data(), bytes.size()),
                             asio::redirect_error(asio::use_awaitable, error));
  if (error) fail(error);
  co_return !error;
}

// What OpenSSL has written goes to the network.
Awaitable<bool> Stream::flush() {
  char* data = nullptr;
  const long size = BIO_get_mem_data(SSL_get_wbio(ssl_.get()), &data);
  if (size <= 0) co_return true;
  const Bytes out(data, data + size);
  BIO_reset(SSL_get_wbio(ssl_.get()));
  co_return co_await send(out);
}

// What OpenSSL wants before it can go on: true where it may be asked again.
Awaitable<bool> Stream::proceed(int result) {
  const int wants = SSL_get_error(ssl_.get(), result);
  if (wants == SSL_ERROR_SSL) tls_error_ = take_tls_error();  // at once: others use the thread's queue too
  const bool flushed = co_await flush();                      // an alert too
  if (wants == SSL_ERROR_ZERO_RETURN) failure_ = {Failure::closed, 0, {}};
  if (wants != SSL_ERROR_WANT_READ || !flushed) co_return false;
  if (!co_await receive()) co_return false;
  if (first_.empty()) first_ = to_bytes(ByteView(raw_).first(std::min<std::size_t>(80, received_)));
  BIO_write(SSL_get_rbio(ssl_.get()), raw_.data(), static_cast<int>(received_));
  co_return true;
}

Awaitable<bool> Stream::shake_hands() {
  while (true) {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    if (result == 1) co_return co_await flush();
    if (!co_await proceed(result)) co_return false;
  }
}

void Stream::judge_handshake(Step& step) {
  if (failure_.failure != Failure::none) return set(step, failure_);
  if (!first_.empty() && !looks_like_tls(first_)) {
    step.failure = Failure::tls_not_spoken;
    step.detail = opening(first_);
    return;
  }
  const long verified = SSL_get_verify_result(ssl_.get());
  const bool alert = tls_error_.alert != 0;
  step.failure = alert ? Failure::tls_alert : Failure::tls_failed;
  step.code = tls_error_.alert;
  step.detail = !alert && verified != X509_V_OK ? X509_verify_cert_error_string(verified) : tls_error_.reason;
}

Awaitable<bool> Stream::start_tls(HttpsPtr ssl, Step& step) {
  const Stopwatch watch;
  ssl_ = std::move(ssl);
  const bool good = ssl_ != nullptr && co_await shake_hands();
  if (ssl_ == nullptr) step.failure = Failure::local_failed;
  if (ssl_ != nullptr && !good) judge_handshake(step);
  if (good) step.what = SSL_get_version(ssl_.get());
  step.took = watch.elapsed();
  co_return good;
}

Awaitable<ByteView> Stream::read() {
  if (ssl_ == nullptr) {
    const bool came = co_await receive();
    co_return came ? ByteView(raw_).first(received_) : ByteView();
  }
  while (true) {
    ERR_clear_error();
    const int size = SSL_read(ssl_.get(), plain_.data(), static_cast<int>(plain_.size()));
    if (size > 0) co_return ByteView(plain_).first(static_cast<std::size_t>(size));
    if (!co_await proceed(size)) break;
  }
  if (failure_.failure == Failure::none) failure_ = {Failure::reset, 0, tls_error_.reason};
  co_return ByteView();
}

Awaitable<bool> Stream::write(ByteView bytes) {
  if (ssl_ == nullptr) co_return co_await send(bytes);
  ERR_clear_error();
  if (SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) <= 0) {
    failure_ = {Failure::reset, 0, take_tls_error().reason};
    co_return false;
  }
  co_return co_await flush();
}

}  // namespace certdoc::net
