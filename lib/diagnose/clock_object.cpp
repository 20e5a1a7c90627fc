// The machine's clock, as check-clock shows it.
#include <fmt/format.h>

#include "base/say.hpp"
#include "check/clock_words.hpp"
#include "diagnose/clock_picture.hpp"

namespace certdoc {
namespace {

std::string zone_text(const ClockZone& zone) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(std::chrono::abs(zone.offset)).count();
  const std::string offset =
      fmt::format("UTC{}{:02}:{:02}", zone.offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
  return zone.name.empty() ? offset : fmt::format("{}, {}", zone.name, offset);
}

std::string kernel_text(const machine::KernelClock& kernel, Lang lang) {
  if (!kernel.known) return {};
  if (!kernel.synchronised) return say(lang, "not synchronised", "未同步");
  return say(lang, "synchronised, at most {} wrong", "已同步，误差不超过 {}", duration_text(kernel.max_error, lang));
}

std::string chrony_text(const ClockKeeper& keeper, Lang lang) {
  if (!keeper.chrony) return {};
  if (!keeper.chrony->synchronised()) return say(lang, "runs, follows no time source", "正在运行，没有跟随任何时间源");
  const auto bounds = keeper_bounds(keeper);
  return say(lang, "follows {}, stratum {}: this clock is {}", "跟随 {}，层级 {}：本机时钟{}", keeper.chrony->name(),
             keeper.chrony->stratum, offset_text(*bounds, lang));
}

std::string timesyncd_text(const machine::Timesyncd& timesyncd, Lang lang) {
  if (!timesyncd.running) return {};
  if (!timesyncd.synchronised) return say(lang, "runs, has not synchronised yet", "正在运行，尚未同步");
  return say(lang, "runs, last synchronised {}", "正在运行，上次同步 {}", to_rfc3339(*timesyncd.synchronised));
}

// By how much it is ahead of this clock; nothing where the zone that it keeps is not known.
std::optional<Micros> hardware_lead(const ClockFacts& facts) {
  const machine::HardwareClock& hardware = facts.keeper->machine.hardware;
  if (!hardware.reading || (hardware.local && !facts.zone)) return std::nullopt;
  const auto zone = hardware.local ? facts.zone->offset : std::chrono::seconds{};
  return *hardware.reading - zone - facts.now;
}

std::string hardware_text(const ClockFacts& facts, Lang lang) {
  const machine::HardwareClock& hardware = facts.keeper->machine.hardware;
  if (!hardware.reading) return hardware.local ? say(lang, "keeps local time", "存当地时间") : "";
  const std::string time = to_rfc3339(*hardware.reading).substr(0, 19);
  return hardware.local ? say(lang, "{}, local time", "{}，当地时间", time) : fmt::format("{} UTC", time);
}

}  // namespace

Object clock_object(const ClockFacts& facts, Lang lang) {
  Object o;
  o.kind = "clock";
  o.encoding = "other";
  o.location = say(lang, "this machine", "本机");
  const auto add = [&](std::string_view en, std::string_view zh, const std::string& value) {
    if (!value.empty()) o.fields.push_back({say(lang, en, zh), value});
  };
  add("time", "时间", to_rfc3339(facts.now));
  if (facts.zone) add("time zone", "时区", zone_text(*facts.zone));
  if (!facts.keeper) return o;
  add("kernel", "内核", kernel_text(facts.keeper->machine.kernel, lang));
  add("chronyd", "chronyd", chrony_text(*facts.keeper, lang));
  add("timesyncd", "timesyncd", timesyncd_text(facts.keeper->machine.timesyncd, lang));
  add("hardware clock", "硬件时钟", hardware_text(facts, lang));
  return o;
}

std::vector<std::string> clock_notes(const ClockFacts& facts, const machine::TimeServers& configured, Lang lang) {
  std::vector<std::string> out;
  if (configured.cut) {
    out.push_back(say(lang, "more than {} time servers are configured; the others were not asked",
                      "配置的时间服务器超过 {} 个，其余未询问", machine::kMostServers));
  }
  const auto lead = facts.keeper ? hardware_lead(facts) : std::nullopt;
  if (lead && std::chrono::abs(*lead) > facts.max_skew) {
    out.push_back(say(lang,
                      *lead > Micros{}
                          ? "the hardware clock is {} ahead of this clock, which begins there after a restart"
                          : "the hardware clock is {} behind this clock, which begins there after a restart",
                      *lead > Micros{} ? "硬件时钟比本机时钟快 {}，重启后时钟会从那里开始"
                                       : "硬件时钟比本机时钟慢 {}，重启后时钟会从那里开始",
                      duration_text(*lead, lang)));
  }
  return out;
}

}  // namespace certdoc
