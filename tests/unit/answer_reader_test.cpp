#include "net/answer_reader.hpp"

#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::net;
using State = AnswerReader::State;

namespace {

struct Read {
  State state = State::header;
  Failure failure = Failure::none;
  std::string detail;
  AnswerHead head;
  std::string body;
};

AnswerLimits roomy() {
  AnswerLimits limits;
  limits.header_bytes = 4096;
  limits.body_bytes = 10'000;
  return limits;
}

// `piece` bytes at a time, as a network may deliver them; then the peer closes unless it is still `open`.
Read read(std::string_view answer, std::size_t piece, bool open = false, const AnswerLimits& limits = roomy()) {
  AnswerReader reader(limits);
  for (std::size_t at = 0; at < answer.size(); at += piece) reader.take(as_bytes(answer.substr(at, piece)));
  if (!open) reader.end();
  Read out{reader.state(), reader.failure(), reader.detail(), reader.head(), {}};
  out.body = as_text(reader.take_body());
  return out;
}

// Whatever the pieces are, the outcome is the same.
Read read_any(std::string_view answer, bool open = false, const AnswerLimits& limits = roomy()) {
  const Read whole = read(answer, answer.size() + 1, open, limits);
  for (const std::size_t piece : {1U, 2U, 7U}) {
    const Read again = read(answer, piece, open, limits);
    CHECK(again.state == whole.state);
    CHECK(again.failure == whole.failure);
    CHECK(again.head.line == whole.head.line);
    if (whole.state == State::done) CHECK(again.body == whole.body);
  }
  return whole;
}

std::string chunks(const std::string& lines) {
  return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + lines;
}

}  // namespace

TEST_CASE("an answer is read by its length, by chunks, and to the end") {
  const Read by_length =
      read_any("HTTP/1.1 200 Fine\r\nContent-Type: a/b\r\nDate: now\r\nContent-Length: 4\r\n\r\nbody", true);
  CHECK(by_length.state == State::done);
  CHECK(by_length.head.line == "HTTP/1.1 200 Fine");
  CHECK(by_length.head.content_type == "a/b");
  CHECK(by_length.head.date == "now");
  CHECK(by_length.body == "body");
  CHECK(read_any(chunks("2;x=y\r\nbo\r\n002\r\ndy\r\n0\r\nTrailer: x\r\n\r\n"), true).body == "body");
  CHECK(read_any("HTTP/1.0 200 OK\r\n\r\nbody").body == "body");
  CHECK(read_any("HTTP/1.0 200 OK\r\n\r\nbody", true).state == State::body);
}

TEST_CASE("an answer without a body is whole at its header") {
  CHECK(read_any("HTTP/1.1 204 No Content\r\n\r\n", true).state == State::done);
  CHECK(read_any("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", true).state == State::done);
  AnswerLimits head = roomy();
  head.header_only = true;
  CHECK(read_any("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", true, head).state == State::done);
}

TEST_CASE("interim answers are skipped, but not without end") {
  const std::string interim = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
  const std::string real = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx";
  CHECK(read_any(interim + interim + real, true).body == "x");
  std::string many;
  for (int n = 0; n < 9; ++n) many += interim;
  CHECK(read_any(many, true).failure == Failure::header_too_large);
}

TEST_CASE("what is cut off is truncated") {
  const Read by_length = read_any("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody");
  CHECK(by_length.failure == Failure::body_truncated);
  CHECK(by_length.detail == "9");
  CHECK(by_length.body == "body");
  CHECK(read_any(chunks("4\r\nbody\r\n")).failure == Failure::body_truncated);
  CHECK(read_any(chunks("4\r\nbo")).failure == Failure::body_truncated);
  CHECK(read_any(chunks("4\r\nbody\r\n0\r\n")).failure == Failure::body_truncated);
  CHECK(read_any(chunks("")).failure == Failure::body_truncated);
  CHECK(read_any("HTTP/1.1 200 OK\r\nConte").failure == Failure::closed);
  CHECK(read_any("HTTP/").failure == Failure::closed);
  CHECK(read_any("").failure == Failure::closed);
}

TEST_CASE("what is no HTTP is told at once, and by what it looks like") {
  const Read ftp = read_any("220 files.example.test FTP server ready\r\n", true);
  CHECK(ftp.failure == Failure::http_malformed);
  CHECK(ftp.detail.starts_with("2"));
  CHECK(read("220 ready\r\n", 99, true).detail == "220 ready");
  CHECK(read("<html>", 99, true).failure == Failure::http_malformed);
  CHECK(read("\x15\x03\x01\x00\x02\x02\x46", 99, true).failure == Failure::tls_spoken);
  for (const char* wrong : {"HTTP/1.1 abc OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n"}) {
    CAPTURE(wrong);
    CHECK(read_any(wrong, true).failure == Failure::http_malformed);
  }
}

TEST_CASE("chunks must be well-formed") {
  for (const char* wrong :
       {"zz\r\nbody\r\n", "-1\r\nx\r\n", "4\r\nbodyXX0\r\n\r\n", "\r\n\r\n\r\n", "ffffffffffffffffff\r\n"}) {
    CAPTURE(wrong);
    CHECK(read_any(chunks(wrong), true).failure == Failure::http_malformed);
  }
}

TEST_CASE("everything is bounded") {
  CHECK(read_any("HTTP/1.1 200 OK\r\nX: " + std::string(10'000, 'x'), true).failure == Failure::header_too_large);
  std::string lines;
  for (int n = 0; n < 2000; ++n) lines += "X: y\r\n";
  CHECK(read_any("HTTP/1.1 200 OK\r\n" + lines, true).failure == Failure::header_too_large);
  CHECK(read_any("HTTP/1.1 200 OK\r\n\r\n" + std::string(10'001, 'x'), true).failure == Failure::body_too_large);
  CHECK(read_any("HTTP/1.1 200 OK\r\n\r\n" + std::string(10'000, 'x')).state == State::done);
  CHECK(read_any("HTTP/1.1 200 OK\r\nContent-Length: 10001\r\n\r\n", true).failure == Failure::body_too_large);
  CHECK(read_any(chunks("2711\r\n" + std::string(10'001, 'x') + "\r\n0\r\n\r\n"), true).failure ==
        Failure::body_too_large);
  CHECK(read_any(chunks("1;" + std::string(10'000, 'x')), true).state == State::failed);
  CHECK(read_any(chunks("0\r\nX: " + std::string(10'000, 'x')), true).state == State::failed);
}

TEST_CASE("all bodies together have a budget") {
  std::uint64_t budget = 6;
  AnswerLimits limits = roomy();
  limits.budget = &budget;
  const char* const answer = "HTTP/1.1 200 OK\r\n\r\nbody";
  CHECK(read(answer, 99, false, limits).state == State::done);
  CHECK(budget == 2);
  CHECK(read(answer, 99, false, limits).failure == Failure::body_too_large);
}

TEST_CASE("an encoding that nobody asked for is named") {
  CHECK(read_any("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx").head.encoding == "gzip");
  CHECK(read_any("HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 1\r\n\r\nx").head.encoding.empty());
  CHECK(read_any("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n").head.encoding ==
        "gzip, chunked");
}

TEST_CASE("a proxy's own answer is told by what it adds") {
  CHECK(read_any("HTTP/1.1 503 Service Unavailable\r\nX-Squid-Error: ERR_CONNECT_FAIL 111\r\n\r\n").head.by_proxy ==
        "ERR_CONNECT_FAIL 111");
  CHECK(read_any("HTTP/1.1 500 Unable to connect\r\nServer: tinyproxy/1.11.1\r\n\r\n").head.by_proxy ==
        "tinyproxy/1.11.1");
  CHECK(read_any("HTTP/1.1 502 Bad Gateway\r\nProxy-Status: p.test; error=dns_error\r\n\r\n").head.by_proxy ==
        "p.test; error=dns_error");
  CHECK(read_any("HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\nVia: 1.1 p.test\r\n\r\n").head.by_proxy.empty());
}
