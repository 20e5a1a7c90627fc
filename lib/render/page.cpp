#include "render/page.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace certdoc {
namespace {

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::plain: return "";
    case Ink::bold: return "1";
    case Ink::dim: return "2";
    case Ink::red: return "1;31";
    case Ink::yellow: return "1;33";
    case Ink::green: return "32";
  }
  return "";
}

// The rows of a column that begins at `start`; none where it is too narrow or a word is wider than it.
std::vector<std::string> rows_of(std::string_view s, std::size_t start) {
  constexpr std::size_t kNarrowest = 16;
  if (start + kNarrowest > Page::kColumns) return {};
  const std::size_t columns = Page::kColumns - start;
  std::vector<std::string> rows = text::wrapped(s, columns);
  const auto fits = [&](const std::string& row) { return text::width(row) <= columns; };
  return std::all_of(rows.begin(), rows.end(), fits) ? rows : std::vector<std::string>{};
}

}  // namespace

std::string Page::inked(std::string_view s, Ink ink) const {
  if (!color_ || ink == Ink::plain || s.empty()) return std::string(s);
  return fmt::format("\x1b[{}m{}\x1b[0m", code_of(ink), s);
}

void Page::line(std::size_t indent, std::string_view s) {
  if (!s.empty()) out_.append(indent, ' ').append(s);
  out_.push_back('\n');
}

void Page::text(std::size_t indent, std::string_view s, std::size_t hang, Ink ink) {
  const std::string safe = text::escaped(s);
  bool first = true;
  for (const std::string& row : text::wrapped(safe, kColumns - indent - hang)) {
    line(indent + (first ? 0 : hang), inked(row, ink));
    first = false;
  }
}

void Page::labelled(std::size_t indent, std::string_view label, std::string_view s, std::size_t column, Ink ink) {
  const std::string safe = text::escaped(label);
  const std::size_t used = indent + text::width(safe) + 2;
  const std::size_t start = std::max(column, used);
  const auto rows = rows_of(text::escaped(s), start);
  if (rows.empty()) {
    line(indent, inked(safe, ink));
    return this->text(indent + 4, s);
  }
  const std::string gap(rows.front().empty() ? 0 : start - used + 2, ' ');
  line(indent, inked(safe, ink) + gap + rows.front());
  for (std::size_t n = 1; n < rows.size(); ++n) line(start, rows[n]);
}

void Page::verbatim(std::size_t indent, std::string_view s) {
  line(indent, inked(text::escaped(s), Ink::bold));
}

void Page::labelled_verbatim(std::size_t indent, std::string_view label, std::string_view s, std::size_t column) {
  const std::size_t used = indent + text::width(label) + 2;
  const std::size_t gap = std::max(column, used) - used + 2;
  line(indent, inked(label, Ink::dim) + std::string(gap, ' ') + inked(text::escaped(s), Ink::bold));
}

void Page::heading(std::string_view left, std::string_view middle, std::string_view right) {
  const std::string safe_left = text::escaped(left);
  const std::string safe_middle = text::escaped(middle);
  if (!middle.empty() && text::width(safe_left) + 2 + text::width(safe_middle) > kColumns) {
    heading(left, {}, right);
    return this->text(2, middle, 0, Ink::bold);
  }
  const std::size_t used = text::width(safe_left) + (middle.empty() ? 0 : 2 + text::width(safe_middle));
  std::string row = inked(safe_left, Ink::bold);
  if (!middle.empty()) row += "  " + inked(safe_middle, Ink::bold);
  const std::size_t need = text::width(right);
  if (!right.empty() && used + 2 + need <= kColumns) {
    row += std::string(kColumns - used - need, ' ') + inked(right, Ink::dim);
  }
  line(0, row);
}

void Page::row(std::string_view laid_out, Ink ink) {
  const std::size_t end = laid_out.find_last_not_of(' ');
  line(0, inked(laid_out.substr(0, end == std::string_view::npos ? 0 : end + 1), ink));
}

std::string Page::take() && {
  while (out_.ends_with("\n\n")) out_.pop_back();
  return std::move(out_);
}

void Page::blank() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_.push_back('\n');
}

}  // namespace certdoc
