#include "check/clock_words.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/say.hpp"

namespace certdoc {
namespace {

struct Unit {
  std::chrono::seconds size;
  std::string_view en, zh;
};

constexpr std::array kUnits{
    Unit{std::chrono::days(365), "y", "年"},  Unit{std::chrono::days(1), "d", "天"},
    Unit{std::chrono::hours(1), "h", "小时"}, Unit{std::chrono::minutes(1), "min", "分"},
    Unit{std::chrono::seconds(1), "s", "秒"},
};

std::string with_unit(std::int64_t count, const Unit& unit, Lang lang) {
  return fmt::format("{} {}", count, lang == Lang::zh ? unit.zh : unit.en);
}

const Unit* unit_of(std::chrono::seconds time) {
  return std::find_if(kUnits.begin(), kUnits.end() - 1, [&](const Unit& unit) { return time >= unit.size; });
}

// The largest unit that it has, and the next smaller one, to which it is rounded.
std::string in_units(std::chrono::seconds time, Lang lang) {
  const Unit* at = unit_of(time);
  const std::chrono::seconds finest = at + 1 == kUnits.end() ? at->size : (at + 1)->size;
  time = (time + finest / 2) / finest * finest;
  at = unit_of(time);
  std::string out = with_unit(time / at->size, *at, lang);
  const auto rest = time % at->size;
  if (rest.count() > 0 && at + 1 != kUnits.end()) out += " " + with_unit(rest / (at + 1)->size, *(at + 1), lang);
  return out;
}

// Where not all agree: those that do.
std::string names_of_trusted(const ClockFacts& facts, const ClockVerdict& verdict, Lang lang) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> names;
  for (std::size_t n = 0; n < facts.sources.size(); ++n) {
    if (verdict.trusted[n]) names.push_back(facts.sources[n].name);
  }
  if (names.size() > kMost) {
    names.resize(kMost);
    names.emplace_back("...");
  }
  return fmt::format("{}", fmt::join(names, lang == Lang::zh ? "、" : ", "));
}

std::string_view sources_word(std::size_t count, Lang lang) {
  return lang == Lang::zh ? "个时间源" : count == 1 ? "source" : "sources";
}

}  // namespace

std::string duration_text(Micros time, Lang lang) {
  time = std::chrono::abs(time);
  const auto milliseconds = std::chrono::round<std::chrono::milliseconds>(time);
  if (time < std::chrono::milliseconds(10)) {
    return say(lang, "{:.1f} ms", "{:.1f} 毫秒", static_cast<double>(time.count()) / 1e3);
  }
  if (milliseconds < std::chrono::seconds(1)) return say(lang, "{} ms", "{} 毫秒", milliseconds.count());
  if (milliseconds < std::chrono::minutes(2) &&
      milliseconds % std::chrono::seconds(1) != std::chrono::milliseconds::zero()) {
    return say(lang, "{:.1f} s", "{:.1f} 秒", static_cast<double>(milliseconds.count()) / 1e3);
  }
  return in_units(std::chrono::round<std::chrono::seconds>(time), lang);
}

std::string offset_text(const ClockBounds& bounds, Lang lang) {
  if (bounds.is_floor()) {
    return say(lang, "at least {} behind", "至少慢 {}", duration_text(bounds.earliest, lang));
  }
  const bool behind = bounds.middle() >= Micros{};
  return say(lang, behind ? "{} behind, ± {}" : "{} ahead, ± {}", behind ? "慢 {}，± {}" : "快 {}，± {}",
             duration_text(bounds.middle(), lang), duration_text(bounds.half(), lang));
}

std::string by_whom(const ClockFacts& facts, const ClockVerdict& verdict, Lang lang) {
  if (verdict.basis == Basis::keeper) {
    const bool chrony = facts.keeper->chrony && facts.keeper->chrony->synchronised();
    return chrony ? "chronyd" : say(lang, "the kernel", "内核");
  }
  const auto trusted = static_cast<std::size_t>(std::count(verdict.trusted.begin(), verdict.trusted.end(), true));
  const auto told = static_cast<std::size_t>(
      std::count_if(facts.sources.begin(), facts.sources.end(), [](const ClockSource& one) { return one.bounds; }));
  if (trusted == 1 && told == 1) {
    const auto one = std::find(verdict.trusted.begin(), verdict.trusted.end(), true) - verdict.trusted.begin();
    return facts.sources[static_cast<std::size_t>(one)].name;
  }
  const std::string names = trusted < told ? names_of_trusted(facts, verdict, lang) : std::string();
  const std::string all = say(lang, "{} of {} {}", "{1} {2}中的 {0} 个", trusted, told, sources_word(told, lang));
  return names.empty() ? all : say(lang, "{} ({})", "{}（{}）", all, names);
}

std::string_view kind_text(ClockSourceKind kind) {
  switch (kind) {
    case ClockSourceKind::ntp: return "NTP";
    case ClockSourceKind::http_date: return "HTTP Date";
    case ClockSourceKind::tls: return "TLS";
  }
  return {};
}

}  // namespace certdoc
