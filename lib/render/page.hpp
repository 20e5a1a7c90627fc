// A page of terminal text: 80 columns, indented and wrapped, escaped, coloured if asked for.
#pragma once

#include <string>
#include <string_view>

namespace certdoc {

enum class Ink { plain, bold, dim, red, yellow, green };

class Page {
 public:
  explicit Page(bool color) : color_(color) {}

  static constexpr std::size_t kColumns = 80;

  // Wrapped text; continuation lines are indented by `hang` more columns.
  void text(std::size_t indent, std::string_view s, std::size_t hang = 0, Ink ink = Ink::plain);

  // `label  text`, the text wrapped in a column of its own, or below the label where a word is too wide for that.
  // `column` is where it starts.
  void labelled(std::size_t indent, std::string_view label, std::string_view s, std::size_t column, Ink ink = Ink::dim);

  // A command, URL or hash: on a line of its own, never broken.
  void verbatim(std::size_t indent, std::string_view s);
  void labelled_verbatim(std::size_t indent, std::string_view label, std::string_view s, std::size_t column);

  // `left` bold, then `middle`, and `right` at the right margin where there is room.
  void heading(std::string_view left, std::string_view middle, std::string_view right);

  // A row of a table that is laid out and escaped already.
  void row(std::string_view laid_out, Ink ink = Ink::plain);

  void blank();

  // The page, without blank lines at its end.
  std::string take() &&;

 private:
  std::string inked(std::string_view s, Ink ink) const;
  void line(std::size_t indent, std::string_view s);

  bool color_;
  std::string out_;
};

}  // namespace certdoc
