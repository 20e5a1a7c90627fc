// Whether what stands between BEGIN and END can be taken for what it was meant to be.
#include <algorithm>

#include "artifact/armor_reader.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

bool is_encrypted(const Block& block) {
  return std::any_of(block.headers.begin(), block.headers.end(), [](const auto& header) {
    return header.first == "Proc-Type" && header.second.ends_with("ENCRYPTED");
  });
}

}  // namespace

bool ArmorReader::accept(const Frame& frame, Base64& decoded, const Block& block) {
  if (!frame.end) return accept_unended(frame, decoded);
  if (!accept_text(frame, decoded, block)) return false;
  if (frame.end->label == frame.begin.label) return true;
  if (!is_encrypted(block) && announced_length(decoded.bytes)) {
    damages_.put_right(Flaw::label_mismatch, frame.end->start);
    return true;
  }
  damages_.unread(Flaw::label_mismatch, frame.end->start, [&] {
    return say(lang_, "BEGIN {} is followed by END {}", "BEGIN {} 之后是 END {}", frame.begin.label, frame.end->label);
  });
  return false;
}

// It must be base64, and all of the DER that it starts with. What is encrypted starts with nothing in particular.
bool ArmorReader::accept_text(const Frame& frame, const Base64& decoded, const Block& block) {
  if (decoded.illegal) {
    refuse_character(decoded.stop, decoded.bytes);
    return false;
  }
  if (decoded.characters == 0) {
    refuse_empty(frame.begin);
    return false;
  }
  const bool unsure = decoded.has(Oddity::padding) || decoded.has(Oddity::url);
  const bool sound = decoded.whole() && (!unsure || is_one_sequence(decoded.bytes));
  if (sound && is_encrypted(block)) return true;
  const auto announced = announced_length(decoded.bytes);
  const bool cut_off = announced && *announced > decoded.bytes.size();
  if (cut_off) {
    refuse_cut_off(*announced, decoded.bytes.size(), frame.end->start);
  } else if (!sound) {
    refuse_count(decoded, frame.end->start);
  }
  return sound && !cut_off;
}

// Without an END line only the length in the DER says that all of it is there.
bool ArmorReader::accept_unended(const Frame& frame, Base64& decoded) {
  const auto announced = announced_length(decoded.bytes);
  if (announced && *announced <= decoded.bytes.size()) {
    decoded.bytes.resize(*announced);
    damages_.put_right(Flaw::no_end_line, frame.begin.start);
    return true;
  }
  if (announced) {
    refuse_cut_off(*announced, decoded.bytes.size(), decoded.stop);
    return false;
  }
  damages_.unread(Flaw::no_end_line, frame.begin.start, [&] {
    return say(lang_, "BEGIN {} has no END line, and nothing shows where its content ends",
               "BEGIN {} 没有 END 行，也无法判断内容在哪里结束", frame.begin.label);
  });
  return false;
}

}  // namespace certdoc
