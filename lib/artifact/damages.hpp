// What is wrong with a text, once per kind: the first place and how often.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "artifact/text_form.hpp"
#include "certdoc/lang.hpp"

namespace certdoc {

// The ids are explained in armor.hpp.
enum class Flaw : std::uint8_t {
  utf8_bom,
  utf16le,
  utf16be,
  cr_line_ends,
  mixed_line_ends,
  dashes,
  not_alone_on_line,
  indented,
  line_prefix,
  blanks,
  blank_lines,
  long_lines,
  glued,
  label_mismatch,
  no_begin_line,
  no_end_line,
  html_entities,
  escaped_newlines,
  quoted_printable,
  base64url,
  base64_padding,
  base64_of_pem,
  inside_page,
  bad_base64,
  cut_off,
  empty_block,
  too_many_blocks,
};
constexpr std::size_t kFlaws = 27;

class DamageList {
 public:
  DamageList(DecodedText& text, Lang lang) : text_(text), lang_(lang) { last_.fill({kNowhere, kNowhere}); }

  // Put right; the sentence comes from a table.
  void put_right(Flaw flaw, std::size_t at);
  // Not put right. `sentence` makes the text; it is not asked where there are enough of this kind already.
  template <class Sentence>
  void unread(Flaw flaw, std::size_t at, Sentence sentence) {
    if (counted(flaw, false)) return;
    add(flaw, false, at, sentence());
  }

  bool empty() const { return items_.empty(); }
  std::vector<Damage> finished();

 private:
  struct Item {
    Flaw flaw;
    bool read;
    std::size_t at;
    std::size_t count;
    std::string text;
  };
  static constexpr std::uint32_t kNowhere = UINT32_MAX;
  static constexpr std::size_t kMostUnread = 100;

  bool counted(Flaw flaw, bool read);
  void add(Flaw flaw, bool read, std::size_t at, std::string text);

  DecodedText& text_;
  Lang lang_;
  std::vector<Item> items_;
  std::array<std::array<std::uint32_t, 2>, kFlaws> last_{};  // index of the last item of a flaw, [read]
  std::size_t unread_ = 0;
};

}  // namespace certdoc
