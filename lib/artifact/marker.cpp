#include "artifact/marker.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMaxLabel = 64;

// Bytes of the dash at the start; 0: none. Word makes U+2013 and U+2014 of `--`.
std::size_t dash_width(std::string_view s) {
  if (s.starts_with('-')) return 1;
  if (s.size() < 3) return 0;
  const auto third = static_cast<unsigned char>(s[2]);
  if (s.starts_with("\xE2\x80") && third >= 0x90 && third <= 0x95) return 3;
  return s.starts_with("\xE2\x88\x92") || s.starts_with("\xEF\xBC\x8D") ? 3 : 0;
}

struct Dashes {
  std::size_t count = 0;
  std::size_t end = 0;
  bool plain = true;  // `-` only
};

Dashes dashes_at(std::string_view text, std::size_t at) {
  Dashes run{.count = 0, .end = at, .plain = true};
  while (run.end < text.size()) {
    const std::size_t width = dash_width(text.substr(run.end, 3));
    if (width == 0) break;
    run.plain = run.plain && width == 1;
    run.end += width;
    ++run.count;
  }
  return run;
}

std::size_t find_dash(std::string_view text, std::size_t from, bool ascii) {
  if (ascii) return text.find('-', from);
  for (; from < text.size(); ++from) {
    const char c = text[from];
    const bool may_be = c == '-' || c == '\xE2' || c == '\xEF';
    if (may_be && dash_width(text.substr(from, 3)) > 0) return from;
  }
  return std::string_view::npos;
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  const std::size_t most = std::min(text.size(), at + 8);
  while (at < most && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

// Up to the closing dashes or whatever cannot be in a label.
std::size_t label_end(std::string_view text, std::size_t at) {
  const std::size_t most = std::min(text.size(), at + kMaxLabel);
  for (; at < most; ++at) {
    const char c = text[at];
    const bool inner_hyphen =
        c == '-' && at + 1 < text.size() && text::is_word(text[at + 1]) && at > 0 && text::is_word(text[at - 1]);
    if (inner_hyphen) continue;
    if (c == '-' || static_cast<unsigned char>(c) < ' ' ||
        std::string_view("<>&\"'\\").find(c) != std::string_view::npos) {
      break;
    }
    if (static_cast<unsigned char>(c) >= 0x80 && dash_width(text.substr(at, 3)) > 0) break;
  }
  return at;
}

// Labels of which even a marker with wrong dashes is taken for one: `-- BEGIN TRANSACTION` is none.
bool is_usual_label(std::string_view label) {
  constexpr std::array<std::string_view, 8> kWords{"CERTIFICATE", " KEY",       " REQUEST", "PKCS7",
                                                   "PKCS #7",     "PARAMETERS", " CRL",     "CMS"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return label.find(word) != std::string_view::npos; });
}

bool begins_word(std::string_view s) {
  return s.starts_with("BEGIN ") || s.starts_with("END ");
}

// The closing dashes; half of them where those of the next BEGIN follow at once.
void close(std::string_view text, std::size_t at, Marker& marker, bool exact) {
  const Dashes closing = dashes_at(text, at);
  marker.end = closing.end;
  marker.exact = exact && closing.plain && closing.count == 5;
  if (closing.count < 4 || !closing.plain || !begins_word(text.substr(skip_blanks(text, closing.end), 6))) return;
  marker.glued = true;
  marker.end = at + closing.count / 2;
  marker.exact = exact && closing.count == 10;
}

std::optional<Marker> marker_at(std::string_view text, std::size_t start, const Dashes& opening) {
  const std::size_t word = skip_blanks(text, opening.end);
  Marker marker{.start = start, .end = 0, .label = {}, .begin = text.substr(word).starts_with("BEGIN ")};
  if (!marker.begin && !text.substr(word).starts_with("END ")) return std::nullopt;
  const std::size_t blank = word + (marker.begin ? 5 : 3);
  const std::size_t from = skip_blanks(text, blank);
  const std::size_t to = label_end(text, from);
  marker.label = text::trim(text.substr(from, to - from));
  const bool tight = word == opening.end && from == blank + 1 && marker.label.size() == to - from;
  close(text, to, marker, tight && opening.plain && opening.count == 5);
  if (marker.label.empty() || to - from >= kMaxLabel) return std::nullopt;
  const bool closed = marker.end > to;
  const bool line_ends = to == text.size() || text[to] == '\n' || text[to] == '\r';
  if (marker.exact) return marker;
  if (!is_usual_label(marker.label) || (!closed && !line_ends)) return std::nullopt;
  return marker;
}

}  // namespace

std::optional<Marker> next_marker(std::string_view text, std::size_t from, bool ascii) {
  for (;;) {
    const std::size_t start = find_dash(text, from, ascii);
    if (start == std::string_view::npos) return std::nullopt;
    const Dashes opening = dashes_at(text, start);
    if (auto marker = marker_at(text, start, opening)) return marker;
    from = opening.end;
  }
}

std::size_t line_start(std::string_view text, std::size_t at) {
  const std::size_t least = at > 64 ? at - 64 : 0;
  for (std::size_t p = at; p > least; --p) {
    if (text[p - 1] == '\n' || text[p - 1] == '\r') return p;
  }
  return least == 0 ? 0 : at;
}

}  // namespace certdoc
