// PEM blocks that stand in a log or ticket, quoted in a mail or behind the time and the name of a program: taken out of
// it line by line, so that they are read like the file that they once were.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "certdoc/stream.hpp"

namespace certdoc {

class LogBlocks {
 public:
  // What is read through the result passes by here, too. This object must outlive it.
  ReadSome watch(ReadSome read);

  // The next bytes of the log.
  void add(std::string_view bytes);

  bool any() const { return blocks_ > 0; }

  // Something stands beside the blocks: a file of nothing but blocks is no log.
  bool has_other_text() const { return other_text_; }

  // The blocks alone, each on the lines where it stands in the log; the lines between them are empty.
  std::shared_ptr<const SecretBytes> text();

 private:
  void line(std::string_view line);
  void outside(std::string_view line);
  void inside(std::string_view line);
  void keep(std::string_view part);

  SecretBytes pending_;  // the beginning of a line; it may be of a key
  SecretBytes kept_;
  std::size_t prefix_ = 0;  // bytes in front of each line of the block
  std::size_t lines_ = 0;   // of the block that is open
  std::size_t blocks_ = 0;
  bool inside_ = false;
  bool other_text_ = false;
};

}  // namespace certdoc
