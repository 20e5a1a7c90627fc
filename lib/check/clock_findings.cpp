// clock-skewed of the machine, peer-clock-skewed, clock-unsynchronised.
#include <fmt/format.h>
#include <algorithm>

#include "base/say.hpp"
#include "check/clock_files.hpp"
#include "check/clock_mistake.hpp"
#include "check/clock_words.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

std::string this_machine(Lang lang) {
  return say(lang, "this machine", "本机");
}

class ClockJudge {
 public:
  ClockJudge(const ClockFacts& facts, Lang lang) : facts_(facts), lang_(lang), verdict_(judge_clock(facts)) {}

  std::vector<Finding> judge(const Material& material) const {
    std::vector<Finding> out = clock_file_findings(facts_, verdict_, material, lang_);
    for (Finding& finding : out) {
      if (finding.verdict == Verdict::confirmed) complete(finding);
    }
    // A clock that is right enough for the machine, but not for a file, is not called right.
    const bool matters = std::any_of(out.begin(), out.end(),
                                     [](const Finding& finding) { return finding.verdict == Verdict::confirmed; });
    if (verdict_.skew != Skew::within || !matters) out.insert(out.begin(), machine());
    for (std::size_t n = 0; n < facts_.sources.size(); ++n) append(out, peer(n));
    append(out, keeping());
    return out;
  }

 private:
  Finding machine() const {
    Finding finding;
    finding.cause = "clock-skewed";
    finding.subject = this_machine(lang_);
    switch (verdict_.skew) {
      case Skew::within: right(finding); break;
      case Skew::beyond: wrong(finding); break;
      case Skew::undecided: open(finding); break;
    }
    return finding;
  }

  void right(Finding& finding) const {
    finding.verdict = Verdict::ruled_out;
    if (verdict_.basis == Basis::all_alike) {
      finding.message =
          say(lang_, "the clock of this machine is right to within {}: the sources differ, but all say so",
              "本机时钟误差不超过 {}：各时间源有分歧，但都支持这一点", duration_text(facts_.max_skew, lang_));
      return;
    }
    finding.message = say(lang_, "the clock of this machine is right: {}, by {}", "本机时钟准确：{}（依据：{}）",
                          offset_text(verdict_.bounds, lang_), by_whom(facts_, verdict_, lang_));
  }

  void wrong(Finding& finding) const {
    finding.verdict = Verdict::confirmed;
    finding.severity = Severity::error;
    finding.message =
        verdict_.basis == Basis::all_alike
            ? say(lang_, "the clock of this machine is wrong: the sources differ, but each says that it is {}",
                  "本机时钟不准：各时间源有分歧，但都说它{}", least())
            : say(lang_, "the clock of this machine is {}, by {}", "本机时钟{}（依据：{}）",
                  offset_text(verdict_.bounds, lang_), by_whom(facts_, verdict_, lang_));
    complete(finding);
  }

  // Of sources that differ: what all of them say.
  std::string least() const {
    const bool behind = verdict_.bounds.earliest > Micros{};
    const Micros least = behind ? verdict_.bounds.earliest : verdict_.bounds.latest;
    return say(lang_, behind ? "at least {} behind" : "at least {} ahead", behind ? "至少慢 {}" : "至少快 {}",
               duration_text(least, lang_));
  }

  void open(Finding& finding) const {
    finding.verdict = Verdict::unknown;
    finding.message = say(lang_, "whether the clock of this machine is right is not known", "无法判断本机时钟是否准确");
    finding.reason = reason();
    if (verdict_.basis == Basis::nothing) add_keeper(finding);
  }

  Reason reason() const {
    if (verdict_.basis == Basis::disagreed) {
      return {ReasonKind::inconclusive, say(lang_, "the time sources contradict each other, and none has the majority",
                                            "各时间源相互矛盾，没有多数一致的结果")};
    }
    if (verdict_.basis != Basis::nothing) {
      return {ReasonKind::inconclusive,
              say(lang_, "it is {}; that may be within {}, or beyond", "{}；可能在允许的 {} 之内，也可能超出",
                  offset_text(verdict_.bounds, lang_), duration_text(facts_.max_skew, lang_))};
    }
    if (facts_.sources.empty()) {
      return {
          ReasonKind::no_input,
          say(lang_, "no time source was named, and none is configured here; name one with --ntp HOST or --http URL",
              "没有指定时间源，本机也没有配置；请用 --ntp HOST 或 --http URL 指定")};
    }
    const bool floor = std::any_of(facts_.sources.begin(), facts_.sources.end(),
                                   [](const ClockSource& one) { return one.bounds.has_value(); });
    if (floor) {
      return {ReasonKind::inconclusive,
              say(lang_, "what was seen only tells what time it is at least", "所见内容只能说明现在不早于某个时间")};
    }
    return {ReasonKind::unreachable, say(lang_, "no time source told the time", "没有时间源给出时间")};
  }

  // A witness that was not asked for is evidence, and no verdict.
  void add_keeper(Finding& finding) const {
    const auto bounds = facts_.keeper ? keeper_bounds(*facts_.keeper) : std::nullopt;
    if (!bounds) return;
    ClockVerdict own;
    own.basis = Basis::keeper;
    finding.evidence.push_back({by_whom(facts_, own, lang_), {}, offset_text(*bounds, lang_), {}});
  }

  void complete(Finding& finding) const {
    const Time truth = std::chrono::round<std::chrono::seconds>(
        facts_.now + (verdict_.bounds.is_floor() ? verdict_.bounds.earliest : verdict_.bounds.middle()));
    if (verdict_.basis != Basis::all_alike) {
      finding.evidence.push_back({say(lang_, "this clock", "本机时钟"), to_rfc3339(truth), to_rfc3339(facts_.now), {}});
    }
    const NamedMistake named =
        verdict_.basis == Basis::all_alike ? NamedMistake{} : clock_mistake(verdict_.bounds, facts_);
    const std::string mistake = mistake_text(named, facts_, lang_);
    if (!mistake.empty()) finding.evidence.push_back({say(lang_, "looks like", "看起来"), {}, mistake, {}});
    finding.remedies = remedies(named.mistake);
    finding.next = next();
  }

  static std::vector<std::string> remedies(ClockMistake mistake) {
    const bool zone = mistake == ClockMistake::own_zone_ahead || mistake == ClockMistake::own_zone_behind ||
                      mistake == ClockMistake::zone_ahead || mistake == ClockMistake::zone_behind;
    std::vector<std::string> out{"sync-clock-linux"};
    if (zone) out.emplace_back("hardware-clock-utc");
    for (const char* id : {"sync-clock-windows", "sync-clock-macos", "refuse-set-clock-back"}) out.emplace_back(id);
    return out;
  }

  // What looks, not what sets: a jump of the clock is announced before (the remedy says to whom).
  std::vector<std::string> next() const {
    if (!facts_.keeper) return {};
    if (facts_.keeper->chrony) return {"chronyc tracking"};
    return {facts_.keeper->machine.timesyncd.running ? "timedatectl timesync-status" : "timedatectl"};
  }

  // Web servers have no say where NTP servers agree: that shows whose clock is wrong.
  std::optional<Finding> peer(std::size_t n) const {
    const ClockSource& source = facts_.sources[n];
    if (verdict_.basis != Basis::agreed || !source.bounds) return std::nullopt;
    const std::size_t others = static_cast<std::size_t>(
        std::count(verdict_.trusted.begin(), verdict_.trusted.end(), true) - (verdict_.trusted[n] ? 1 : 0));
    if (verdict_.trusted[n]) {
      const bool ntp = source.kind == ClockSourceKind::ntp;
      return ntp || others == 0 || source.bounds->is_floor() ? std::nullopt : std::optional(right_peer(source));
    }
    const ClockBounds& truth = verdict_.bounds;
    const Micros early = source.bounds->earliest - truth.latest;  // how far it is at least ahead, and at most
    const Micros late = source.bounds->is_floor() ? Micros::max() : source.bounds->latest - truth.earliest;
    const ClockBounds off{early, late};
    if (skew_of(off, facts_.max_skew) != Skew::beyond || source.bounds->is_floor()) return std::nullopt;
    return wrong_peer(source, off);
  }

  static Finding right_peer(const ClockSource& source, Lang lang) {
    Finding finding;
    finding.cause = "peer-clock-skewed";
    finding.subject = source.name;
    finding.verdict = Verdict::ruled_out;
    finding.severity = Severity::warning;
    finding.message = say(lang, "the clock of {} is right", "{} 的时钟准确", source.name);
    return finding;
  }
  Finding right_peer(const ClockSource& source) const { return right_peer(source, lang_); }

  Finding wrong_peer(const ClockSource& source, const ClockBounds& off) const {
    Finding finding = right_peer(source);
    finding.verdict = Verdict::confirmed;
    // Ahead of the truth: what would have to be added to it is negative.
    const ClockBounds wanted{-off.latest, -off.earliest};
    finding.message = say(lang_, "the clock of {} is {}, by {}", "{} 的时钟{}（依据：{}）", source.name,
                          offset_text(wanted, lang_), by_whom(facts_, verdict_, lang_));
    return finding;
  }

  // Right now is not right tomorrow.
  std::optional<Finding> keeping() const {
    if (!facts_.keeper) return std::nullopt;
    const ClockKeeper& keeper = *facts_.keeper;
    if (!keeper.chrony && !keeper.machine.kernel.known) return std::nullopt;
    Finding finding;
    finding.cause = "clock-unsynchronised";
    finding.subject = this_machine(lang_);
    finding.severity = Severity::note;
    const bool kept = keeper_bounds(keeper).has_value();
    finding.verdict = kept ? Verdict::ruled_out : Verdict::confirmed;
    finding.message =
        kept ? say(lang_, "the clock of this machine is kept in time", "本机时钟有时间同步") : unkept(keeper);
    if (!kept) finding.remedies = {"sync-clock-linux"};
    return finding;
  }

  std::string unkept(const ClockKeeper& keeper) const {
    if (keeper.chrony) {
      return say(lang_, "chronyd runs, but follows no time source", "chronyd 正在运行，但没有跟随任何时间源");
    }
    if (keeper.machine.timesyncd.running) {
      return say(lang_, "systemd-timesyncd runs, but has not reached a server for hours or ever",
                 "systemd-timesyncd 正在运行，但数小时内（或从未）连上服务器");
    }
    return say(lang_, "nothing keeps this clock in time: the kernel calls it unsynchronised",
               "没有程序同步本机时钟：内核标记为未同步");
  }

  const ClockFacts& facts_;
  Lang lang_;
  ClockVerdict verdict_;
};

}  // namespace

std::vector<Finding> clock_findings(const ClockFacts& facts, const Material& material, Lang lang) {
  return ClockJudge(facts, lang).judge(material);
}

}  // namespace certdoc
