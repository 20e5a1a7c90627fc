// Finding codes by the texts that systems print: in a log line (is one of our messages in it?) and typed by a
// person (is it a part of one of our messages?).
#pragma once

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/text.hpp"
#include "kb/knowledge.hpp"

namespace certdoc::kb {

// The literal parts of a message, folded: `no method for loading keypair for %s (%s)` has two. Placeholders are
// printf's, {0}, and <NAME>.
std::vector<std::string> literal_parts(std::string_view message);

// Calls `visit(hash)` for each two neighbouring words of a folded text. A CJK character is a word.
template <class Visit>
void for_each_pair(std::string_view folded, Visit visit) {
  constexpr std::uint32_t kStart = 2166136261U;  // FNV-1a
  constexpr std::uint32_t kPrime = 16777619U;
  std::uint32_t previous = 0;
  bool first = true;
  for (std::size_t at = 0; at < folded.size();) {
    const auto lead = static_cast<unsigned char>(folded[at]);
    if (lead < 0x80 && !text::is_word(folded[at])) {
      ++at;
      continue;
    }
    const std::size_t glyph = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::size_t least = std::min(at + glyph, folded.size());
    std::uint32_t hash = kStart;
    for (; at < least || (lead < 0x80 && at < folded.size() && text::is_word(folded[at])); ++at) {
      hash = (hash ^ static_cast<unsigned char>(folded[at])) * kPrime;
    }
    if (!first) visit((previous * 31U) ^ hash);
    previous = hash;
    first = false;
  }
}

// Finds which messages a line of a log contains. Costs next to nothing for lines without any pair of words that a
// message is anchored at.
class MessageIndex {
 public:
  explicit MessageIndex(const Knowledge& knowledge) : knowledge_(knowledge) {}

  // Worth it for many lines: remembers which pairs of words can be anchors at all.
  void prepare();

  // Each message whose parts all stand in the line, in order. Messages inside a longer found one are left out.
  std::vector<Message> find(std::string_view folded) const;

 private:
  struct Found {
    std::vector<Message> messages;
    std::unordered_set<const MessageRow*> compared;
  };

  static void look_up(const Tables& tables, std::uint32_t hash, std::string_view folded, Found& found);

  const Knowledge& knowledge_;
  std::bitset<65536> anchored_;
  bool prepared_ = false;
};

// Codes whose texts contain what was typed, best first; all of its words in any order where the phrase as a
// whole is nowhere. At most `limit`.
std::vector<Code> search(const Knowledge& knowledge, std::string_view typed, std::size_t limit);

// True where one of the code's texts is just what was typed, and nothing more.
bool is_whole_text(const Knowledge& knowledge, const Code& code, std::string_view typed);

inline Code code_of(const Message& message) {
  return {message.tables, &message.tables->codes[message->code]};
}

}  // namespace certdoc::kb
