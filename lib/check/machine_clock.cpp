// clock-skewed and clock-unsynchronised: the script knows when it was written and shows when it ran, so the reading of
// the other clock must lie between that moment and this one.
#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "check/clock_words.hpp"
#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

using machine::Fact;

constexpr std::string_view kSkewed = "clock-skewed";
constexpr std::string_view kUnsynchronised = "clock-unsynchronised";
// More than the time between writing, copying and reading could explain is not asked for: only this much either way.
constexpr std::chrono::seconds kTolerance{300};

class ClockJudge {
 public:
  ClockJudge(const MachineScene& scene, const Fact& clock) : scene_(scene), clock_(clock) {}

  void judge(std::vector<Finding>& out) const {
    if (scene_.facts.collected) out.push_back(skew(*scene_.facts.collected));
    if (clock_.is("synchronised", "yes")) {
      out.push_back(scene_.ruled_out(kUnsynchronised, say(lang(), "that clock is kept in time", "时钟有同步")));
    } else if (clock_.is("synchronised", "no")) {
      Finding finding = scene_.confirmed(kUnsynchronised, Severity::note,
                                         say(lang(), "nothing keeps that clock in time", "没有程序同步那台机器的时钟"));
      finding.evidence.push_back(
          evidence_of(scene_, clock_, say(lang(), "kept by", "同步方式"), std::string(clock_["source"])));
      out.push_back(std::move(finding));
    }
  }

 private:
  Lang lang() const { return scene_.lang(); }

  Finding skew(Time reading) const {
    const Time now = scene_.context.now;
    if (reading > now + kTolerance) return wrong(reading, reading - now, true);
    const auto& written = scene_.facts.written;
    // A script that is newer than this moment was written by another clock; nothing follows from it.
    const bool bounded = written && *written <= now;
    if (bounded && reading < *written - kTolerance) return wrong(reading, *written - reading, false);
    if (bounded && now - *written <= kTolerance) {
      return right(reading, std::max({now - reading, reading - *written, std::chrono::seconds(1)}));
    }
    return undecided(reading);
  }

  Evidence row(Time reading) const {
    const auto& written = scene_.facts.written;
    return evidence_of(scene_, clock_, say(lang(), "clock of that machine", "那台机器的时钟"), to_rfc3339(reading),
                       (written ? to_rfc3339(*written) : std::string()) + " ... " + to_rfc3339(scene_.context.now));
  }

  Finding wrong(Time reading, std::chrono::seconds least, bool ahead) const {
    const std::string by = duration_text(std::chrono::duration_cast<Micros>(least), lang());
    Finding finding = scene_.confirmed(
        kSkewed, Severity::error,
        ahead ? say(lang(), "that clock is at least {} ahead of the one here", "那台机器的时钟比本机至少快 {}", by)
              : say(lang(), "that clock is at least {} behind the one here", "那台机器的时钟比本机至少慢 {}", by));
    finding.evidence.push_back(row(reading));
    finding.evidence.push_back(
        evidence_of(scene_, clock_, say(lang(), "time zone", "时区"), std::string(clock_["zone"])));
    finding.remedies = {scene_.facts.is_windows() ? "sync-clock-windows" : "sync-clock-linux", "refuse-set-clock-back"};
    finding.next = {"certdoc check-clock"};
    return finding;
  }

  // The script ran at some time between both.
  Finding right(Time reading, std::chrono::seconds most) const {
    Finding finding = scene_.ruled_out(
        kSkewed, say(lang(), "that clock and the one here agree to within {}", "那台机器的时钟与本机相差不超过 {}",
                     duration_text(std::chrono::duration_cast<Micros>(most), lang())));
    finding.evidence.push_back(row(reading));
    return finding;
  }

  // The script ran at some time since it was written. A clock that its own system calls synchronised is right.
  Finding undecided(Time reading) const {
    Finding finding =
        clock_.is("synchronised", "yes")
            ? scene_.ruled_out(kSkewed, say(lang(), "that clock is kept in time, and its reading fits",
                                            "那台机器的时钟有同步，读数也合理"))
            : scene_.unknown(kSkewed, ReasonKind::inconclusive,
                             say(lang(), "when exactly the script ran is not known", "不清楚脚本运行的准确时刻"),
                             say(lang(), "that clock is not far off; smaller errors do not show",
                                 "时钟没有大的偏差；较小的偏差看不出来"));
    finding.evidence.push_back(row(reading));
    return finding;
  }

  const MachineScene& scene_;
  const Fact& clock_;
};

}  // namespace

void judge_clock_facts(const MachineScene& scene, std::vector<Finding>& out) {
  if (const Fact* clock = scene.facts.find("clock")) ClockJudge(scene, *clock).judge(out);
}

}  // namespace certdoc
