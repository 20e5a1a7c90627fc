// Reads all armor of one text. One object for one text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "artifact/armor.hpp"
#include "artifact/bare.hpp"
#include "artifact/damages.hpp"
#include "artifact/marker.hpp"
#include "artifact/text_form.hpp"

namespace certdoc {

class ArmorReader {
 public:
  ArmorReader(ByteView bytes, std::size_t max_blocks, Lang lang, bool nested)
      : source_(bytes),
        text_(source_.view()),
        damages_(source_, lang),
        max_(max_blocks),
        lang_(lang),
        nested_(nested) {}

  TextContents read();

 private:
  // What stands around a block.
  struct Frame {
    Marker begin;
    std::optional<Marker> end;
    std::size_t from = 0, to = 0;  // between them
    std::string_view prefix;       // of the BEGIN line
    std::string_view line_prefix;  // of every line
  };

  // pem_block.cpp
  void read_block(const Marker& begin, const std::optional<Marker>& end, std::size_t to);
  std::string_view prefix_of(const Marker& begin);
  void note_prefix(const Frame& frame, bool embedded);
  void note_markers(const Frame& frame, bool embedded);
  void note_oddities(const Base64& decoded);
  std::size_t read_headers(const Frame& frame, std::size_t from, Block& block) const;
  Base64 decode(const Frame& frame, std::size_t from) const;
  void decode_block(const Frame& frame, Block& block);

  // pem_accept.cpp
  bool accept(const Frame& frame, Base64& decoded, const Block& block);
  bool accept_text(const Frame& frame, const Base64& decoded, const Block& block);
  bool accept_unended(const Frame& frame, Base64& decoded);

  // armor.cpp
  void read_markers();
  void read_begun(const Marker& begin, const std::optional<Marker>& end, std::size_t to);
  void read_orphan_end(std::size_t from, const Marker& end);
  void read_bare();
  void read_nested(const BareRun& run);
  void add_bare(BareRun& run, std::string label);
  void bare_failed();
  void skip_foreign(const Marker& marker);
  void note_form();
  void note_line_ends();
  bool full(std::size_t at);

  // pem_refusal.cpp: what could not be read, in words
  void refuse_character(std::size_t at, const SecretBytes& before);
  void refuse_empty(const Marker& begin);
  void refuse_count(const Base64& decoded, std::size_t at);
  void refuse_cut_off(std::size_t announced, std::size_t there, std::size_t at);
  std::string character_name(std::size_t at) const;

  DecodedText source_;
  std::string_view text_;
  DamageList damages_;
  TextContents contents_;
  std::size_t max_;
  Lang lang_;
  bool nested_;
  bool page_ = false;
};

}  // namespace certdoc
