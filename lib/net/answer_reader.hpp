// Inside lib/net: one HTTP/1 response, read as it comes. Everything in it is bounded: header, interim answers, chunk
// extensions, body. What a peer announces is never reserved.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "net/trace.hpp"

namespace certdoc::net {

struct AnswerLimits {
  std::size_t header_bytes = 0;
  std::uint64_t body_bytes = 0;
  std::uint64_t* budget = nullptr;  // bytes that all bodies may take together; what is read is taken off
  bool header_only = false;         // HEAD, CONNECT: no body follows
};

struct AnswerHead {
  int status = 0;
  std::string line;  // `HTTP/1.1 200 OK`
  std::string content_type, date, age, last_modified, expires, location;
  std::string encoding;      // of Content-Encoding or Transfer-Encoding, where the body is encoded
  std::string authenticate;  // Proxy-Authenticate
  std::string by_proxy;      // the proxy itself answered: what shows it; else empty
};

class AnswerReader {
 public:
  explicit AnswerReader(const AnswerLimits& limits);
  ~AnswerReader();
  AnswerReader(const AnswerReader&) = delete;
  AnswerReader& operator=(const AnswerReader&) = delete;

  enum class State { header, body, done, failed };

  void take(ByteView bytes);
  void end();  // the peer closed

  State state() const;
  Failure failure() const;            // of State::failed
  const std::string& detail() const;  // how an answer starts that is no HTTP; how much body was announced
  const AnswerHead& head() const;     // from State::body on
  std::string beginning() const;      // the first line, as far as it came
  std::uint64_t body_size() const;
  Bytes take_body();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// The first line, up to 80 bytes, as it came.
std::string opening(ByteView bytes);

}  // namespace certdoc::net
