#include "net/answer_reader.hpp"

#include <utility>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <limits>
#include <optional>

#include "base/text.hpp"
#include "net/tls_spoken.hpp"

namespace certdoc::net {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;

// `0`, twice CR LF: no answer in chunks ends within less, and Beast asserts that it sees a last chunk's five bytes.
constexpr std::size_t kLastChunk = 5;
constexpr std::size_t kOpening = 80;  // of a line that people are shown
constexpr int kMaxInterim = 8;        // answers with 1xx before the real one

// A body that grows as it comes, up to a limit of its own and a budget that all share.
struct BoundedBody {
  struct value_type {
    Bytes bytes;
    std::uint64_t left = 0;
    std::uint64_t* budget = nullptr;
  };

  class reader {
   public:
    template <bool request, class Fields>
    reader(http::header<request, Fields>&, value_type& body) : body_(body) {}

    void init(const boost::optional<std::uint64_t>&, error_code& error) { error = {}; }

    template <class Buffers>
    std::size_t put(const Buffers& buffers, error_code& error) {
      const std::size_t size = boost::beast::buffer_bytes(buffers);
      if (size > std::min(body_.left, *body_.budget)) {
        error = http::error::body_limit;
        return 0;
      }
      const std::size_t old = body_.bytes.size();
      body_.bytes.resize(old + size);
      boost::asio::buffer_copy(boost::asio::buffer(body_.bytes.data() + old, size), buffers);
      body_.left -= size;
      *body_.budget -= size;
      error = {};
      return size;
    }

    void finish(error_code& error) { error = {}; }

   private:
    value_type& body_;
  };
};

using Parser = http::response_parser<BoundedBody>;

std::string value_of(const Parser& parser, boost::beast::string_view name) {
  const auto found = parser.get().find(name);
  return found == parser.get().end() ? std::string() : std::string(found->value());
}

// What is wrapped around the body, apart from chunks.
std::string encoding_of(const Parser& parser) {
  const std::string content = value_of(parser, "Content-Encoding");
  if (!content.empty() && !text::equal_ignoring_case(content, "identity")) return content;
  const std::string transfer = value_of(parser, "Transfer-Encoding");
  const bool plain = transfer.empty() || text::equal_ignoring_case(transfer, "chunked") ||
                     text::equal_ignoring_case(transfer, "identity");
  return plain ? std::string() : transfer;
}

// Squid says so by a header of its own, others by RFC 9209; tinyproxy names itself as the server in its own pages only.
std::string proxy_evidence(const Parser& parser) {
  if (std::string squid = value_of(parser, "X-Squid-Error"); !squid.empty()) return squid;
  const std::string status = value_of(parser, "Proxy-Status");
  if (status.find("error=") != std::string::npos) return status;
  std::string server = value_of(parser, "Server");
  const bool proxy = text::lower(server).starts_with("tinyproxy") || text::lower(server).starts_with("squid");
  return proxy && parser.get().result_int() >= 400 ? server : std::string();
}

AnswerHead head_of(const Parser& parser) {
  AnswerHead head;
  const unsigned version = parser.get().version();
  head.status = static_cast<int>(parser.get().result_int());
  head.line =
      "HTTP/" + std::to_string(version / 10) + '.' + std::to_string(version % 10) + ' ' + std::to_string(head.status);
  if (const auto reason = parser.get().reason(); !reason.empty()) head.line += ' ' + std::string(reason);
  head.content_type = value_of(parser, "Content-Type");
  head.date = value_of(parser, "Date");
  head.age = value_of(parser, "Age");
  head.last_modified = value_of(parser, "Last-Modified");
  head.expires = value_of(parser, "Expires");
  head.location = value_of(parser, "Location");
  head.authenticate = value_of(parser, "Proxy-Authenticate");
  head.encoding = encoding_of(parser);
  head.by_proxy = proxy_evidence(parser);
  return head;
}

}  // namespace

std::string opening(ByteView bytes) {
  const std::string_view all = as_text(bytes.first(std::min(bytes.size(), kOpening)));
  return std::string(all.substr(0, all.find_first_of("\r\n")));
}

struct AnswerReader::Inside {
  explicit Inside(const AnswerLimits& given) : limits(given) {
    if (limits.budget == nullptr) limits.budget = &own_budget;
    start();
  }

  void start();
  void feed();
  void note_head();
  void judge(const error_code& error);
  void check_opening();
  void fail(Failure why, std::string detail = {});

  AnswerLimits limits;
  std::uint64_t own_budget = std::numeric_limits<std::uint64_t>::max();
  std::optional<Parser> parser;
  Bytes waiting;  // came, but is not a whole line or header yet
  Bytes first;    // the first bytes of all, as many as are shown of a line
  bool opened = false;
  int interim = 0;
  State state = State::header;
  Failure failure = Failure::none;
  std::string detail;
  AnswerHead head;
};

void AnswerReader::Inside::start() {
  parser.emplace();
  parser->header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  parser->body_limit(std::numeric_limits<std::uint64_t>::max());
  parser->eager(false);  // stop behind the header, to look at it
  parser->skip(limits.header_only);
  parser->get().body().left = limits.body_bytes;
  parser->get().body().budget = limits.budget;
}

void AnswerReader::Inside::fail(Failure why, std::string what) {
  state = State::failed;
  failure = why;
  detail = std::move(what);
}

// Told at once, not only when a header does not end.
void AnswerReader::Inside::check_opening() {
  constexpr std::string_view kHttp = "HTTP/";
  const std::size_t size = std::min(waiting.size(), kHttp.size());
  opened = size == kHttp.size();
  if (as_text(ByteView(waiting).first(size)) == kHttp.substr(0, size)) return;
  fail(looks_like_tls(waiting) ? Failure::tls_spoken : Failure::http_malformed, opening(waiting));
}

void AnswerReader::Inside::judge(const error_code& error) {
  if (error == http::error::header_limit) return fail(Failure::header_too_large);
  if (error == http::error::body_limit) return fail(Failure::body_too_large);
  fail(Failure::http_malformed, state == State::header ? opening(waiting) : error.message());
}

void AnswerReader::Inside::note_head() {
  if (parser->get().result_int() / 100 == 1 && parser->get().result_int() != 101) {
    if (++interim > kMaxInterim) return fail(Failure::header_too_large);
    opened = false;
    return start();
  }
  head = head_of(*parser);
  state = State::body;
  const auto announced = parser->content_length();
  const bool body = !limits.header_only && !parser->is_done() && announced;
  if (body) detail = std::to_string(*announced);
  if (body && *announced > std::min(limits.body_bytes, *limits.budget)) fail(Failure::body_too_large, detail);
}

void AnswerReader::Inside::feed() {
  std::size_t used = 0;
  const auto enough = [&] {
    return waiting.size() - used >= (state == State::body && parser->chunked() ? kLastChunk : 1);
  };
  while (enough() && (state == State::header || state == State::body)) {
    error_code error;
    const ByteView rest = ByteView(waiting).subspan(used);
    used += parser->put(boost::asio::buffer(rest.data(), rest.size()), error);
    if (error == http::error::need_more) break;
    if (error) return judge(error);
    if (state == State::header && parser->is_header_done()) note_head();
    if (state == State::body && parser->is_done()) state = State::done;
  }
  waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(used));
  // A line of a chunk or a trailer that does not end. The parser bounds the header by itself.
  if (state == State::body && waiting.size() > limits.header_bytes) fail(Failure::header_too_large);
}

AnswerReader::AnswerReader(const AnswerLimits& limits) : inside_(std::make_unique<Inside>(limits)) {}
AnswerReader::~AnswerReader() = default;

void AnswerReader::take(ByteView bytes) {
  const std::size_t kept = std::min(bytes.size(), kOpening - inside_->first.size());
  inside_->first.insert(inside_->first.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(kept));
  inside_->waiting.insert(inside_->waiting.end(), bytes.begin(), bytes.end());
  if (!inside_->opened) inside_->check_opening();
  inside_->feed();
}

void AnswerReader::end() {
  if (inside_->state == State::header) {
    const bool silent = inside_->waiting.empty() && !inside_->parser->got_some();
    return inside_->fail(Failure::closed, silent ? std::string() : opening(inside_->waiting));
  }
  if (inside_->state != State::body) return;
  error_code error;
  inside_->parser->put_eof(error);
  if (error) return inside_->fail(Failure::body_truncated, inside_->detail);
  inside_->state = State::done;
}

AnswerReader::State AnswerReader::state() const {
  return inside_->state;
}
Failure AnswerReader::failure() const {
  return inside_->failure;
}
const std::string& AnswerReader::detail() const {
  return inside_->detail;
}
std::string AnswerReader::beginning() const {
  return opening(inside_->first);
}
const AnswerHead& AnswerReader::head() const {
  return inside_->head;
}
std::uint64_t AnswerReader::body_size() const {
  return inside_->parser->get().body().bytes.size();
}
Bytes AnswerReader::take_body() {
  return std::move(inside_->parser->get().body().bytes);
}

}  // namespace certdoc::net
