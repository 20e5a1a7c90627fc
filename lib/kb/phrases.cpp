#include "kb/phrases.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace certdoc::kb {
namespace {

struct Phrase {
  std::string_view words;
  std::string_view family;
};

constexpr std::array kPhrases{
    Phrase{"curl", "curl"},
    Phrase{"alert", "tls-alert"},
    Phrase{"警报", "tls-alert"},
    Phrase{"警报代码", "tls-alert"},
    Phrase{"error:num", "x509"},
    Phrase{"verify return code", "x509"},
    Phrase{"verify error", "x509"},
    Phrase{"x509_v_err", "x509"},
    Phrase{"osstatus", "apple"},
    Phrase{"gnutls", "gnutls"},
    Phrase{"event", "event"},
    Phrase{"eventid", "event"},
    Phrase{"schannel", "event"},
    Phrase{"alertdesc", "tls-alert"},
    Phrase{"事件", "event"},
    Phrase{"win32", "win32"},
    Phrase{"getlasterror", "win32"},
    Phrase{"lasterror", "win32"},
    Phrase{"winerror", "win32"},
    Phrase{"system error", "win32"},
    Phrase{"nss", "nss"},
    Phrase{"pr_error", "nss"},
    Phrase{"net_error", "chromium"},
    Phrase{"libcurl", "curl"},
    Phrase{"ntstatus", "ntstatus"},
    Phrase{"ocsp response", "ocsp"},
    Phrase{"警告代码", "tls-alert"},
    Phrase{"tls protocol defined", "tls-alert"},
};

// They may stand between the phrase and the number.
constexpr std::array<std::string_view, 18> kFillers{"number", "code",     "is",       "was",  "no",  "id",
                                                    "errno",  "error",    "status",   "代码", "num", "fatal",
                                                    "exit",   "returned", "received", "为",   "是",  "generated"};
constexpr int kMaxFillers = 4;

constexpr std::string_view kSeparators = " \t:=#(,'\"[.>";
constexpr std::size_t kReach = 64;

bool is_separator(char c) {
  return std::find(kSeparators.begin(), kSeparators.end(), c) != kSeparators.end();
}

void strip_separators(std::string_view& s) {
  while (!s.empty() && is_separator(s.back())) s.remove_suffix(1);
}

// `words` at the end of `s`, not as the tail of a longer word.
bool ends_with_words(std::string_view s, std::string_view words) {
  if (!s.ends_with(words)) return false;
  const bool ascii = text::is_word(words.front());
  return !ascii || s.size() == words.size() || !text::is_word(s[s.size() - words.size() - 1]);
}

bool strip_filler(std::string_view& s) {
  const auto filler = std::find_if(kFillers.begin(), kFillers.end(), [&](auto f) { return ends_with_words(s, f); });
  if (filler == kFillers.end()) return false;
  s.remove_suffix(filler->size());
  strip_separators(s);
  return true;
}

// `error 20 at 0 depth lookup`
bool is_depth_lookup(std::string_view before, std::string_view after) {
  return before.ends_with("error ") && after.starts_with(" at ") &&
         after.substr(0, 32).find(" depth") != std::string_view::npos;
}

// `curl 7.88.1`, `alert 20:15:03`, `verify 2026-11-21`, `curl 10.0.0.1`: the first piece of something longer.
bool goes_on(std::string_view after) {
  return after.size() > 1 && std::string_view(".:-").find(after[0]) != std::string_view::npos &&
         text::is_digit(after[1]);
}

// `curl[60]:` is how syslog writes a program and its process id.
bool is_process_id(std::string_view before, std::string_view after) {
  return before.size() > 1 && before.back() == '[' && text::is_word(before[before.size() - 2]) &&
         after.starts_with("]:");
}

// The last bytes of all phrases and fillers: most numbers of a log have none of them in front.
constexpr std::array<bool, 256> last_bytes() {
  std::array<bool, 256> last{};
  for (const Phrase& phrase : kPhrases) last[static_cast<unsigned char>(phrase.words.back())] = true;
  for (const std::string_view filler : kFillers) last[static_cast<unsigned char>(filler.back())] = true;
  return last;
}

bool may_be_named(std::string_view before) {
  static constexpr std::array<bool, 256> kLast = last_bytes();
  before = before.substr(before.size() - std::min(before.size(), kReach));
  strip_separators(before);
  if (before.empty() || (text::is_digit(before.back()) && !text::ends_with_ignoring_case(before, "win32")))
    return false;
  return kLast.at(static_cast<unsigned char>(text::lower(before.back())));
}

}  // namespace

std::string_view family_named_around(std::string_view before, std::string_view after) {
  if (goes_on(after) || is_process_id(before, after)) return {};
  if (!may_be_named(before)) return {};
  const std::string near = text::lower(before.substr(before.size() - std::min(before.size(), kReach)));
  if (is_depth_lookup(near, after)) return "x509";
  std::string_view rest = near;
  strip_separators(rest);
  for (int fillers = 0; fillers <= kMaxFillers; ++fillers) {
    for (const Phrase& phrase : kPhrases) {
      if (ends_with_words(rest, phrase.words)) return phrase.family;
    }
    if (!strip_filler(rest)) break;
  }
  return {};
}

}  // namespace certdoc::kb
