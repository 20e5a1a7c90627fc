// Base64 that stands without BEGIN and END.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "artifact/base64.hpp"

namespace certdoc {

// The length that DER announces at the start of these bytes; nullopt: no SEQUENCE of definite length.
std::optional<std::size_t> announced_length(ByteView bytes);

// True where these bytes are one SEQUENCE, all of it and nothing more.
bool is_one_sequence(ByteView bytes);

struct BareRun {
  std::size_t start = 0, end = 0;
  Base64 decoded;
  bool is_pem = false;        // the decoded bytes are PEM text
  std::size_t announced = 0;  // cut off where it is more than what was decoded
};

// Finds the runs of base64 that decode to a whole DER SEQUENCE, a Java key store or PEM. All calls together look at
// little more than `budget` characters and once at the text, whatever it holds.
class BareFinder {
 public:
  BareFinder(std::string_view text, std::size_t budget) : text_(text), budget_(budget) {}

  // The next run in text[from, to).
  std::optional<BareRun> next(std::size_t from, std::size_t to);

  // text[from, to) is nothing but base64, and starts like DER that is longer than what is there.
  std::optional<BareRun> cut_off(std::size_t from, std::size_t to);

 private:
  std::optional<BareRun> run_at(std::size_t at, std::size_t to);
  std::size_t next_start(std::size_t from, std::size_t to) const;
  std::optional<BareRun> whole_run(std::size_t at, std::size_t to);
  std::optional<BareRun> sequence(std::size_t at, std::size_t to, std::size_t announced);
  Base64 decode(std::size_t at, std::size_t to, std::size_t max_bytes);

  std::string_view text_;
  std::size_t budget_;
  std::size_t reached_ = 0;  // how far the last attempt read
};

}  // namespace certdoc
