// Finds the blocks of a text: by their BEGIN and END lines, else as bare base64.
#include "artifact/armor.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "artifact/armor_reader.hpp"
#include "artifact/foreign.hpp"
#include "artifact/foreign_page.hpp"
#include "base/say.hpp"
#include "base/text.hpp"

namespace certdoc {

TextContents read_text(ByteView bytes, std::size_t max_blocks, Lang lang) {
  return ArmorReader(bytes, max_blocks, lang, false).read();
}

TextContents ArmorReader::read() {
  read_markers();
  if (contents_.blocks.empty() && contents_.foreign.empty()) {
    Foreign foreign = recognise_foreign(text_, lang_);
    contents_.foreign = std::move(foreign.id);
    contents_.looks_like = std::move(foreign.looks_like);
    const bool putty = contents_.foreign.starts_with("putty");
    if (damages_.empty() && !putty) read_bare();
    if (!contents_.blocks.empty()) contents_.looks_like.clear();
  }
  if (!contents_.blocks.empty() || !damages_.empty()) note_form();
  std::vector<Damage> own = damages_.finished();
  contents_.damages.insert(contents_.damages.begin(), std::make_move_iterator(own.begin()),
                           std::make_move_iterator(own.end()));
  return std::move(contents_);
}

void ArmorReader::read_markers() {
  const bool ascii = source_.is_ascii();
  std::optional<Marker> marker = next_marker(text_, 0, ascii);
  if (marker && marker->start > 0) page_ = is_page(text_.substr(0, marker->start));
  std::size_t free_from = 0;  // behind the last block
  while (marker && !full(marker->start)) {
    const std::optional<Marker> next = next_marker(text_, marker->end, ascii);
    const bool ended = marker->begin && next && !next->begin;
    if (marker->begin) {
      const std::size_t to = next ? next->start : text_.size();
      read_begun(*marker, ended ? next : std::nullopt, to);
      free_from = ended ? next->end : to;
    } else {
      read_orphan_end(free_from, *marker);
      free_from = marker->end;
    }
    marker = ended ? next_marker(text_, free_from, ascii) : next;
  }
}

void ArmorReader::read_begun(const Marker& begin, const std::optional<Marker>& end, std::size_t to) {
  const bool foreign = is_foreign_label(begin.label);
  if (foreign) skip_foreign(begin);
  if (!foreign || contents_.foreign == "openssh-private") read_block(begin, end, to);
}

void ArmorReader::skip_foreign(const Marker& marker) {
  if (!contents_.foreign.empty()) return;
  Foreign foreign = foreign_by_label(marker.label, lang_);
  contents_.foreign = std::move(foreign.id);
  contents_.looks_like = std::move(foreign.looks_like);
}

bool ArmorReader::full(std::size_t at) {
  if (contents_.blocks.size() < max_) return false;
  damages_.unread(Flaw::too_many_blocks, at, [&] {
    return say(lang_, "more than {} blocks; what follows was not read", "超过 {} 个块，其后的内容未读取", max_);
  });
  return true;
}

// An END line without its BEGIN: the run of base64 that ends right before it.
void ArmorReader::read_orphan_end(std::size_t from, const Marker& end) {
  if (is_foreign_label(end.label)) return;
  BareFinder finder(text_, 2 * (end.start - from));
  std::optional<BareRun> last;
  while (auto run = finder.next(last ? last->end : from, end.start)) last = std::move(run);
  if (last && text::trim(text_.substr(last->end, end.start - last->end)).empty() && !last->is_pem) {
    damages_.put_right(Flaw::no_begin_line, last->start);
    add_bare(*last, std::string(end.label));
    return;
  }
  damages_.unread(Flaw::no_begin_line, end.start, [&] {
    return say(lang_, "an END line ({}) without a BEGIN line, and nothing readable before it",
               "有 END 行（{}）但没有 BEGIN 行，其前也没有可读的内容", end.label);
  });
}

void ArmorReader::add_bare(BareRun& run, std::string label) {
  const Base64& decoded = run.decoded;
  constexpr std::array kNoted{
      std::pair{Oddity::entities, Flaw::html_entities}, std::pair{Oddity::escapes, Flaw::escaped_newlines},
      std::pair{Oddity::quoted_printable, Flaw::quoted_printable}, std::pair{Oddity::url, Flaw::base64url},
      std::pair{Oddity::padding, Flaw::base64_padding}};
  for (const auto& [oddity, flaw] : kNoted) {
    if (decoded.has(oddity)) damages_.put_right(flaw, decoded.at(oddity));
  }
  if (page_) damages_.put_right(Flaw::inside_page, 0);
  contents_.blocks.push_back({.label = std::move(label),
                              .headers = {},
                              .der = std::move(run.decoded.bytes),
                              .place = source_.place(run.start)});
}

void ArmorReader::read_bare() {
  page_ = is_page(text_);
  BareFinder finder(text_, 2 * text_.size());
  std::size_t from = 0;
  while (auto run = finder.next(from, text_.size())) {
    if (full(run->start)) return;
    from = run->end;
    if (!run->is_pem) {
      add_bare(*run, {});
    } else if (!nested_) {
      read_nested(*run);
    }
  }
  if (contents_.blocks.empty() && contents_.damages.empty()) bare_failed();
}

// PEM text that was encoded once more. What is in it has the place of the whole.
void ArmorReader::read_nested(const BareRun& run) {
  TextContents inner = ArmorReader(run.decoded.bytes, max_ - contents_.blocks.size(), lang_, true).read();
  if (inner.blocks.empty() && inner.damages.empty()) return;
  damages_.put_right(Flaw::base64_of_pem, run.start);
  if (page_) damages_.put_right(Flaw::inside_page, 0);
  const Place place = source_.place(run.start);
  for (Block& block : inner.blocks) {
    block.place = place;
    contents_.blocks.push_back(std::move(block));
  }
  constexpr std::size_t kMost = 100;
  for (Damage& damage : inner.damages) {
    if (contents_.damages.size() >= kMost) break;
    damage.place = place;
    contents_.damages.push_back(std::move(damage));
  }
  if (contents_.foreign.empty()) contents_.foreign = inner.foreign;
}

// Nothing but base64, and yet not read.
void ArmorReader::bare_failed() {
  const std::optional<BareRun> run = BareFinder(text_, 0).cut_off(0, text_.size());
  if (!run) return;
  if (run->decoded.illegal) {
    refuse_character(run->decoded.stop, run->decoded.bytes);
  } else if (run->announced > run->decoded.bytes.size()) {
    refuse_cut_off(run->announced, run->decoded.bytes.size(), text_.size());
  }
}

void ArmorReader::note_form() {
  if (source_.form() == TextForm::utf16le) {
    damages_.put_right(Flaw::utf16le, 0);
  } else if (source_.form() == TextForm::utf16be) {
    damages_.put_right(Flaw::utf16be, 0);
  } else if (source_.has_mark()) {
    damages_.put_right(Flaw::utf8_bom, 0);
  }
  if (source_.has_cr()) note_line_ends();
}

void ArmorReader::note_line_ends() {
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t crlf = kNone, lf = kNone, cr = kNone;
  for (std::size_t at = 0; at < text_.size(); ++at) {
    if (text_[at] == '\n') {
      lf = std::min(lf, at);
    } else if (text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n') {
      crlf = std::min(crlf, at++);
    } else if (text_[at] == '\r') {
      cr = std::min(cr, at);
    }
  }
  if (cr != kNone) damages_.put_right(Flaw::cr_line_ends, cr);
  if (lf != kNone && crlf != kNone) damages_.put_right(Flaw::mixed_line_ends, std::max(lf, crlf));
}

}  // namespace certdoc
