// The mistakes of clock_mistake.hpp as sentences.
#include <fmt/format.h>

#include "base/say.hpp"
#include "check/clock_mistake.hpp"

namespace certdoc {
namespace {

// UTC+08:00
std::string zone_name(std::chrono::seconds east) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(std::chrono::abs(east)).count();
  return fmt::format("UTC{}{:02}:{:02}", east.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string own_zone_ahead(const NamedMistake& named, const ClockFacts& facts, Lang lang) {
  const std::string zone = zone_name(named.zone);
  const bool local = facts.keeper && facts.keeper->machine.hardware.local;
  if (local) {
    return say(lang, "it shows the local time of this machine ({}) as if that were UTC",
               "它把本机当地时间（{}）当成了 UTC", zone);
  }
  return say(
      lang,
      "it shows the local time of this machine ({}) as if that were UTC: the hardware clock keeps local time, as "
      "Windows wants it, and this system reads it as UTC",
      "它把本机当地时间（{}）当成了 UTC：硬件时钟存的是当地时间（Windows 的做法），而本系统按 UTC 读取", zone);
}

std::string own_zone_behind(const NamedMistake& named, const ClockFacts& facts, Lang lang) {
  const std::string zone = zone_name(named.zone);
  if (facts.keeper && facts.keeper->machine.hardware.local) {
    return say(lang,
               "UTC was taken for the local time of this machine ({}): /etc/adjtime says that the hardware clock keeps "
               "local time, and it keeps UTC",
               "它把 UTC 当成了本机当地时间（{}）：/etc/adjtime 写明硬件时钟存当地时间，实际存的是 UTC", zone);
  }
  return say(lang, "UTC was taken for the local time of this machine ({})", "它把 UTC 当成了本机当地时间（{}）", zone);
}

std::string summer_time(Lang lang) {
  return say(lang,
             "one hour: summer time (DST) counted once too often or too seldom, or the time zone next door; UTC itself "
             "knows neither",
             "正好一小时：夏令时多算或少算了一次，或选了相邻时区；UTC 本身与二者无关");
}

std::string wrong_date(const NamedMistake& named, const ClockFacts& facts, Lang lang) {
  const auto day = [](Time time) { return to_rfc3339(time).substr(0, 10); };
  const std::string shown = day(facts.now), truth = day(facts.now + named.days);
  std::string_view en = "the date is wrong", zh = "日期错了";
  if (named.mistake == ClockMistake::year) en = "the year is wrong", zh = "年份错了";
  if (named.mistake == ClockMistake::month) en = "the month is wrong", zh = "月份错了";
  if (named.mistake == ClockMistake::day_and_month) en = "day and month are swapped", zh = "日和月写反了";
  if (named.mistake == ClockMistake::gps_weeks) {
    en = "it is 1024 weeks off: the week number of a GPS receiver has run over";
    zh = "正好差 1024 周：GPS 接收机的周计数已溢出";
  }
  return say(lang, "the time of day is right, {}: {} instead of {}", "时刻正确，但{}：显示 {}，应为 {}",
             lang == Lang::zh ? zh : en, shown, truth);
}

}  // namespace

std::string mistake_text(const NamedMistake& named, const ClockFacts& facts, Lang lang) {
  switch (named.mistake) {
    case ClockMistake::none: return {};
    case ClockMistake::own_zone_ahead: return own_zone_ahead(named, facts, lang);
    case ClockMistake::own_zone_behind: return own_zone_behind(named, facts, lang);
    case ClockMistake::zone_ahead:
      return say(lang, "a time zone: the local time of {} was taken for UTC", "时区错误：把 {} 的当地时间当成了 UTC",
                 zone_name(named.zone));
    case ClockMistake::zone_behind:
      return say(lang, "a time zone: UTC was taken for the local time of {}, or the local time of {} for UTC",
                 "时区错误：把 UTC 当成了 {} 的当地时间，或把 {} 的当地时间当成了 UTC", zone_name(named.zone),
                 zone_name(-named.zone));
    case ClockMistake::summer_time: return summer_time(lang);
    case ClockMistake::half_day:
      return say(lang, "twelve hours: AM and PM are confused", "正好十二小时：上午和下午弄反了");
    case ClockMistake::tai:
      return say(lang, "37 s: it runs on International Atomic Time (TAI), without the leap seconds of UTC",
                 "快 37 秒：它走的是国际原子时 TAI，没有扣除 UTC 的闰秒");
    case ClockMistake::gps:
      return say(lang, "18 s: it runs on GPS time, without the leap seconds of UTC",
                 "快 18 秒：它走的是 GPS 时，没有扣除 UTC 的闰秒");
    case ClockMistake::reset:
      return say(lang,
                 "it stands where clocks begin: the hardware clock has lost the time (empty battery), or there is none",
                 "它停在时钟的起点：硬件时钟丢失了时间（电池没电），或者没有硬件时钟");
    default: return wrong_date(named, facts, lang);
  }
}

}  // namespace certdoc
