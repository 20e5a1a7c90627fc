#include "artifact/bare.hpp"

#include <algorithm>

namespace certdoc {
namespace {

// The smallest thing worth finding is the public half of an X25519 key: 44 bytes.
constexpr std::size_t kLeast = 40;

// How the runs start that we look for: base64 of "-----BEGIN ", FEEDFEED, CECECECE.
constexpr std::string_view kPem = "LS0tLS1CRUdJTi";
constexpr std::string_view kJks = "/u3+7Q";
constexpr std::string_view kJceks = "zs7Ozg";

// 30 (a SEQUENCE) and a length byte: `M`, `A` to `P`.
bool starts_like_sequence(std::string_view s) {
  return s.size() > 2 && s[0] == 'M' && s[1] >= 'A' && s[1] <= 'P';
}

bool is_candidate(std::string_view s) {
  return starts_like_sequence(s) || s.starts_with(kPem) || s.starts_with(kJks) || s.starts_with(kJceks);
}

bool is_token_character(char c) {
  return is_base64(c) || c == '-' || c == '_';
}

}  // namespace

std::optional<std::size_t> announced_length(ByteView bytes) {
  if (bytes.size() < 2 || bytes[0] != 0x30 || bytes[1] == 0x80) return std::nullopt;
  if (bytes[1] < 0x80) return std::size_t{bytes[1]} + 2;
  const std::size_t count = bytes[1] & 0x7FU;
  if (count > 4 || bytes.size() < 2 + count) return std::nullopt;
  std::size_t length = 0;
  for (std::size_t n = 0; n < count; ++n) length = length << 8U | bytes[2 + n];
  return length + 2 + count;
}

bool is_one_sequence(ByteView bytes) {
  return announced_length(bytes) == bytes.size();
}

// Where a token starts that is a candidate.
std::size_t BareFinder::next_start(std::size_t from, std::size_t to) const {
  for (std::size_t at = from; at < to; ++at) {
    const char c = text_[at];
    if (c != 'M' && c != 'L' && c != '/' && c != 'z') continue;
    if (at > from && is_token_character(text_[at - 1])) continue;
    if (is_candidate(text_.substr(at, std::min(to - at, kPem.size())))) return at;
  }
  return to;
}

Base64 BareFinder::decode(std::size_t at, std::size_t to, std::size_t max_bytes) {
  Base64 decoded = decode_base64(text_, at, to, {.stop_at_padding = true, .max_bytes = max_bytes});
  reached_ = decoded.stop;
  budget_ -= std::min(budget_, decoded.stop - at);
  return decoded;
}

// PEM, key stores and BER of indefinite length: all that stands there, for nothing says how long it should be.
std::optional<BareRun> BareFinder::whole_run(std::size_t at, std::size_t to) {
  BareRun run{.start = at, .end = 0, .decoded = decode(at, to, SIZE_MAX), .is_pem = text_.substr(at).starts_with(kPem)};
  run.end = run.decoded.stop;
  const SecretBytes& bytes = run.decoded.bytes;
  const bool indefinite = bytes.size() > kLeast && bytes[0] == 0x30;
  const bool ended = !indefinite || (bytes[bytes.size() - 1] == 0 && bytes[bytes.size() - 2] == 0);
  if (bytes.size() < kLeast || !ended || (!run.is_pem && !run.decoded.whole())) return std::nullopt;
  return run;
}

std::optional<BareRun> BareFinder::sequence(std::size_t at, std::size_t to, std::size_t announced) {
  BareRun run{.start = at, .end = 0, .decoded = decode(at, to, announced), .is_pem = false, .announced = announced};
  if (run.decoded.bytes.size() < announced) return std::nullopt;
  run.decoded.bytes.resize(announced);
  run.end = run.decoded.stop;
  while (run.end < to && text_[run.end] == '=') ++run.end;
  return run;
}

std::optional<BareRun> BareFinder::run_at(std::size_t at, std::size_t to) {
  reached_ = at;
  const std::string_view head = text_.substr(at, std::min(to - at, kPem.size()));
  if (!starts_like_sequence(head)) return whole_run(at, to);
  const Base64 start = decode_base64(text_, at, std::min(to, at + 64), {.max_bytes = 6});
  if (start.bytes.size() >= 2 && start.bytes[1] == 0x80) return whole_run(at, to);
  const std::optional<std::size_t> announced = announced_length(start.bytes);
  if (!announced || *announced < kLeast || *announced > (to - at) / 4 * 3 + 3) return std::nullopt;
  return sequence(at, to, *announced);
}

std::optional<BareRun> BareFinder::next(std::size_t from, std::size_t to) {
  while (from < to) {
    const std::size_t at = next_start(from, to);
    if (at >= to) break;
    if (auto run = run_at(at, to)) return run;
    // What follows the first word is looked at again, as long as that costs no more than a second pass.
    from = budget_ > 0 ? at + 1 : std::max(at + 1, reached_);
  }
  return std::nullopt;
}

std::optional<BareRun> BareFinder::cut_off(std::size_t from, std::size_t to) {
  while (from < to && (text_[from] == ' ' || text_[from] == '\n' || text_[from] == '\r' || text_[from] == '\t')) ++from;
  if (!starts_like_sequence(text_.substr(from, std::min<std::size_t>(to - from, 4)))) return std::nullopt;
  BareRun run{.start = from, .end = to, .decoded = decode_base64(text_, from, to, {.tolerant = false})};
  const std::optional<std::size_t> announced = announced_length(run.decoded.bytes);
  if (run.decoded.illegal || run.decoded.bytes.size() < kLeast || !announced) return std::nullopt;
  run.announced = *announced;
  return run;
}

}  // namespace certdoc
