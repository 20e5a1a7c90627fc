#include "net/http_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/text.hpp"

namespace certdoc::net {
namespace {

using std::chrono::sys_seconds;

constexpr std::size_t kLongest = 64;

// The words of a date, whatever stands between them: `Sunday,` `06-Nov-94` -> Sunday 06 Nov 94.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  constexpr std::string_view kBetween = " ,-";
  while (!text.empty()) {
    const std::size_t start = std::min(text.find_first_not_of(kBetween), text.size());
    text.remove_prefix(start);
    const std::size_t end = std::min(text.find_first_of(kBetween), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

std::optional<int> number(std::string_view digits, std::size_t least, std::size_t most) {
  int value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (digits.size() < least || digits.size() > most || error != std::errc() || stop != end || value < 0) {
    return std::nullopt;
  }
  return value;
}

std::optional<unsigned> month_of(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::find(kMonths.begin(), kMonths.end(), name);
  if (found == kMonths.end()) return std::nullopt;
  return static_cast<unsigned>(found - kMonths.begin()) + 1;
}

// Two digits are a year of this century or the last; RFC 9110 takes what is not more than 50 years ahead.
std::optional<int> year_of(std::string_view digits) {
  if (digits.size() != 2) return number(digits, 4, 4);
  const auto two = number(digits, 2, 2);
  if (!two) return std::nullopt;
  return *two < 70 ? 2000 + *two : 1900 + *two;
}

std::optional<std::chrono::seconds> clock_of(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hour = number(text.substr(0, 2), 2, 2);
  const auto minute = number(text.substr(3, 2), 2, 2);
  const auto second = number(text.substr(6, 2), 2, 2);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

std::optional<sys_seconds> time_of(std::string_view day, std::string_view month, std::string_view year,
                                   std::string_view clock) {
  const auto d = number(day, 1, 2);
  const auto m = month_of(month);
  const auto y = year_of(year);
  const auto c = clock_of(clock);
  if (!d || !m || !y || !c) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*y), std::chrono::month(*m),
                                         std::chrono::day(static_cast<unsigned>(*d))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + *c;
}

}  // namespace

std::optional<sys_seconds> parse_http_date(std::string_view text) {
  if (text.size() > kLongest) return std::nullopt;
  const auto words = words_of(text);
  if (words.size() == 6 && words[5] == "GMT") return time_of(words[1], words[2], words[3], words[4]);
  if (words.size() == 5) return time_of(words[2], words[1], words[4], words[3]);  // asctime
  return std::nullopt;
}

OffsetBounds http_offset(sys_seconds date, std::optional<std::uint32_t> age, WallTime asked, WallTime answered) {
  // A cache counts whole seconds too.
  const std::chrono::seconds cached(age && *age > 0 ? std::int64_t{*age} + 1 : 0);
  return {date - answered, date + std::chrono::seconds(1) + cached - asked};
}

}  // namespace certdoc::net
