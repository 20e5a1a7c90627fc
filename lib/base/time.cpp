#include "base/time.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace certdoc {
namespace {

// `count` digits at `at`; -1 where they are none.
int digits(std::string_view s, std::size_t at, std::size_t count) {
  if (at + count > s.size()) return -1;
  int value = -1;
  const char* end = s.data() + at + count;
  const auto [stop, error] = std::from_chars(s.data() + at, end, value);
  return error == std::errc() && stop == end && s[at] != '-' ? value : -1;
}

// Seconds east of UTC of `Z`, `+08:00`, `-0330`; false where it is none of these.
bool parse_offset(std::string_view s, std::chrono::seconds& offset) {
  if (s == "Z" || s == "z") return true;
  if (s.size() < 5 || (s[0] != '+' && s[0] != '-')) return false;
  const int hours = digits(s, 1, 2);
  const int minutes = digits(s, s[3] == ':' ? 4 : 3, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || s.size() != (s[3] == ':' ? 6U : 5U)) return false;
  offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
  if (s[0] == '-') offset = -offset;
  return true;
}

}  // namespace

std::string to_rfc3339(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

Result<Time> parse_time(std::string_view s) {
  const auto wrong = [&] {
    return fail(Error::Kind::usage, fmt::format("'{}' is not a point in time", s),
                "write it like 2026-11-21T12:00:00Z or 2026-11-21", fmt::format("'{}' 不是有效的时间", s),
                "写法如 2026-11-21T12:00:00Z 或 2026-11-21");
  };
  const std::chrono::year_month_day date{std::chrono::year(digits(s, 0, 4)),
                                         std::chrono::month(static_cast<unsigned>(digits(s, 5, 2))),
                                         std::chrono::day(static_cast<unsigned>(digits(s, 8, 2)))};
  if (s.size() < 10 || s[4] != '-' || s[7] != '-' || digits(s, 0, 4) < 0 || !date.ok()) return wrong();
  const Time midnight = std::chrono::sys_days(date);
  if (s.size() == 10) return midnight;
  if (s.size() < 20 || (s[10] != 'T' && s[10] != ' ') || s[13] != ':' || s[16] != ':') return wrong();
  const std::array<int, 3> clock{digits(s, 11, 2), digits(s, 14, 2), digits(s, 17, 2)};
  if (clock[0] < 0 || clock[0] > 23 || clock[1] < 0 || clock[1] > 59 || clock[2] < 0 || clock[2] > 59) return wrong();
  std::chrono::seconds offset{0};
  if (!parse_offset(s.substr(19), offset)) return wrong();
  return midnight + std::chrono::hours(clock[0]) + std::chrono::minutes(clock[1]) + std::chrono::seconds(clock[2]) -
         offset;
}

std::optional<std::chrono::microseconds> parse_seconds(std::string_view s) {
  constexpr std::int64_t kSecond = 1'000'000;
  constexpr std::int64_t kMost = 1'000'000'000;
  const std::size_t point = std::min(s.find('.'), s.size());
  const std::string_view fraction = s.substr(std::min(point + 1, s.size()));
  std::int64_t micros = 0;
  if (point == 0 || (point < s.size() && fraction.empty())) return std::nullopt;
  for (const char c : s.substr(0, point)) {
    if (!text::is_digit(c) || micros > kMost) return std::nullopt;
    micros = micros * 10 + (c - '0');
  }
  micros *= kSecond;
  std::int64_t worth = kSecond / 10;
  for (const char c : fraction) {
    if (!text::is_digit(c)) return std::nullopt;
    micros += (c - '0') * worth;
    worth /= 10;
  }
  if (micros > kMost * kSecond) return std::nullopt;
  return std::chrono::microseconds(micros);
}

}  // namespace certdoc
