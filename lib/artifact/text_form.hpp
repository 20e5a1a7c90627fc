// Bytes of a text file as UTF-8, and the way back from a position in it to a line and a byte of the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "artifact/artifact.hpp"
#include "base/bytes.hpp"

namespace certdoc {

enum class TextForm { utf8, utf16le, utf16be, latin };

// A view where the bytes are UTF-8 already, else a decoded copy that is wiped.
class DecodedText {
 public:
  explicit DecodedText(ByteView bytes);

  std::string_view view() const { return view_; }
  TextForm form() const { return form_; }
  bool has_mark() const { return source_start_ > 0; }  // a byte order mark, which is not part of the view
  bool is_ascii() const { return ascii_; }
  bool has_cr() const { return has_cr_; }
  ByteView source() const { return source_; }

  // Where in the file this position of the view stands. Positions may be asked for in any order; all together cost one
  // pass over the text.
  Place place(std::size_t at);

 private:
  struct Mark {
    std::size_t at = 0, source = 0, line = 1;
  };
  void decode_utf16(bool little);
  void decode_latin();
  void append(std::uint32_t point);
  Mark moved(Mark from, std::size_t to) const;
  std::size_t source_width(unsigned char c) const;

  ByteView source_;
  SecretBytes decoded_;
  std::string_view view_;
  std::vector<Mark> marks_;  // one every 4 KiB, as far as somebody asked
  std::size_t source_start_ = 0;
  TextForm form_ = TextForm::utf8;
  bool ascii_ = false;
  bool has_cr_ = false;
};

}  // namespace certdoc
