#include "kb/messages.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace certdoc::kb {
namespace {

// A line with more different messages than this is no line of a log.
constexpr std::size_t kMaxMessages = 256;

// Nobody types a message that is longer than this, and no table has one.
constexpr std::size_t kMaxPhrase = 1024;

bool is_conversion(char c) {
  return std::string_view("sdiuxXlzcpfgo").find(c) != std::string_view::npos;
}

// The length of the placeholder at the start of `s`, or 0.
std::size_t placeholder(std::string_view s) {
  if (s.front() == '%') {
    std::size_t end = 1;
    while (end < s.size() && (text::is_digit(s[end]) || s[end] == '.' || s[end] == '-' || s[end] == 'l')) ++end;
    return end < s.size() && is_conversion(s[end]) ? end + 1 : 0;
  }
  if (s.front() != '{' && s.front() != '<') return 0;
  const std::size_t end = s.find(s.front() == '{' ? '}' : '>');
  return end <= 32 ? end + 1 : 0;
}

// Quotes, colons and stops around a part say nothing.
std::string_view core_of(std::string_view part) {
  const auto idle = [](char c) { return static_cast<unsigned char>(c) < 0x80 && !text::is_word(c); };
  for (;;) {
    const std::size_t before = part.size();
    while (!part.empty() && idle(part.front())) part.remove_prefix(1);
    while (!part.empty() && idle(part.back())) part.remove_suffix(1);
    for (const std::string_view stop : {"。", "，", "！", "；", "：", "、", "“", "”"}) {
      if (part.starts_with(stop)) part.remove_prefix(stop.size());
      if (part.ends_with(stop)) part.remove_suffix(stop.size());
    }
    if (part.size() == before) return part;
  }
}

bool contains(const Message& message, std::string_view folded) {
  std::size_t from = 0;
  for (const Str part : message.list(message->parts)) {
    const std::size_t at = folded.find(message.str(part), from);
    if (at == std::string_view::npos) return false;
    from = at + part.size;
  }
  return true;
}

std::size_t length_of(const Message& message) {
  std::size_t length = 0;
  for (const Str part : message.list(message->parts)) length += part.size;
  return length;
}

// `certificate verify` inside `certificate verify failed`: only the longer one is what was printed.
void drop_contained(std::vector<Message>& found) {
  const auto inside = [&](const Message& small) {
    return std::any_of(found.begin(), found.end(), [&](const Message& big) {
      if (length_of(big) <= length_of(small)) return false;
      const auto parts = big.list(big->parts);
      return std::any_of(parts.begin(), parts.end(), [&](Str part) { return contains(small, big.str(part)); });
    });
  };
  std::vector<Message> kept;
  std::copy_if(found.begin(), found.end(), std::back_inserter(kept), [&](const Message& m) { return !inside(m); });
  found = std::move(kept);
}

}  // namespace

std::vector<std::string> literal_parts(std::string_view message) {
  std::vector<std::string> parts;
  std::string part;
  const auto finish = [&] {
    const std::string folded = text::folded(part);
    if (const auto core = core_of(folded); !core.empty()) parts.emplace_back(core);
    part.clear();
  };
  while (!message.empty()) {
    const std::size_t skip = placeholder(message);
    if (skip == 0) {
      part.push_back(message.front());
    } else {
      finish();
    }
    message.remove_prefix(std::max<std::size_t>(1, skip));
  }
  finish();
  return parts;
}

void MessageIndex::prepare() {
  for (const Tables* tables : knowledge_.layers()) {
    for (const AnchorRow& anchor : tables->anchors) anchored_.set(anchor.hash & 0xFFFFU);
  }
  prepared_ = true;
}

// Each message is compared with the line once, however often its anchor stands there.
void MessageIndex::look_up(const Tables& tables, std::uint32_t hash, std::string_view folded, Found& found) {
  auto at = std::lower_bound(tables.anchors.begin(), tables.anchors.end(), hash,
                             [](const AnchorRow& row, std::uint32_t key) { return row.hash < key; });
  for (; at != tables.anchors.end() && at->hash == hash; ++at) {
    const Message message{&tables, &tables.messages[at->message]};
    if (!found.compared.insert(message.row).second) continue;
    if (found.messages.size() < kMaxMessages && contains(message, folded)) found.messages.push_back(message);
  }
}

std::vector<Message> MessageIndex::find(std::string_view folded) const {
  Found found;
  for_each_pair(folded, [&](std::uint32_t hash) {
    if (prepared_ && !anchored_.test(hash & 0xFFFFU)) return;
    for (const Tables* tables : knowledge_.layers()) look_up(*tables, hash, folded, found);
  });
  if (found.messages.size() > 1) drop_contained(found.messages);
  return std::move(found.messages);
}

namespace {

struct Match {
  Code code;
  bool entry = false;
  std::size_t length = 0;
  int grade = 0;  // 0 the whole text, 1 a phrase of it, 2 all words
};

std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> words;
  while (!folded.empty()) {
    const std::size_t end = std::min(folded.find(' '), folded.size());
    if (end > 0) words.push_back(folded.substr(0, end));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return words;
}

// `needle` in `text`, not beginning inside a word: `red alert` is not in `required alert`.
bool has_words(std::string_view text, std::string_view needle) {
  for (std::size_t at = text.find(needle); at != std::string_view::npos; at = text.find(needle, at + 1)) {
    const bool begins = at == 0 || !text::is_word(text[at - 1]) || !text::is_word(needle.front());
    const std::size_t end = at + needle.size();
    const bool ends = needle.size() > 3 || end == text.size() || !text::is_word(text[end]);
    if (begins && ends) return true;
  }
  return false;
}

// How well one message fits what was typed; negative where it does not.
int grade_of(const Message& message, std::string_view typed, const std::vector<std::string_view>& words) {
  const auto parts = message.list(message->parts);
  const auto has = [&](std::string_view needle) {
    return std::any_of(parts.begin(), parts.end(), [&](Str part) { return has_words(message.str(part), needle); });
  };
  if (has(typed)) return parts.size() == 1 && parts.front().size == typed.size() ? 0 : 1;
  const bool all = words.size() > 1 && std::all_of(words.begin(), words.end(), has);
  return all ? 2 : -1;
}

bool better(const Match& a, const Match& b) {
  if (a.grade != b.grade) return a.grade < b.grade;
  if (a.entry != b.entry) return a.entry;
  if (family_of(a.code).rank != family_of(b.code).rank) return family_of(a.code).rank < family_of(b.code).rank;
  if (a.length != b.length) return a.length < b.length;
  return a.code.id() < b.code.id();
}

}  // namespace

bool is_whole_text(const Knowledge& knowledge, const Code& code, std::string_view typed) {
  const std::string folded = text::folded(typed);
  const auto phrase = core_of(folded);
  for (const Tables* tables : knowledge.layers()) {
    for (const MessageRow& row : tables->messages) {
      const Message message{tables, &row};
      if (code_of(message).id() == code.id() && grade_of(message, phrase, {}) == 0) return true;
    }
  }
  return false;
}

std::vector<Code> search(const Knowledge& knowledge, std::string_view typed, std::size_t limit) {
  const std::string folded = text::folded(typed);
  const std::string_view phrase = core_of(folded);
  if (phrase.size() < 3 || phrase.size() > kMaxPhrase) return {};
  auto words = words_of(phrase);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::vector<Match> matches;
  for (const Tables* tables : knowledge.layers()) {
    for (const MessageRow& row : tables->messages) {
      const Message message{tables, &row};
      const int grade = grade_of(message, phrase, words);
      if (grade < 0) continue;
      const Code code = knowledge.code(code_of(message).id());
      matches.push_back({code, static_cast<bool>(knowledge.entry(code.id())), length_of(message), grade});
    }
  }
  std::sort(matches.begin(), matches.end(), better);
  std::vector<Code> codes;
  for (const Match& match : matches) {
    const bool weaker = !matches.empty() && match.grade == 2 && matches.front().grade < 2;
    if (weaker || codes.size() == limit) break;
    if (std::find(codes.begin(), codes.end(), match.code) == codes.end()) codes.push_back(match.code);
  }
  return codes;
}

}  // namespace certdoc::kb
