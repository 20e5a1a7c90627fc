#include "check/clock_agreement.hpp"

#include "catch.hpp"
#include "check/clock_words.hpp"

using namespace certdoc;
using std::chrono::hours;
using std::chrono::seconds;

namespace {

ClockSource source(ClockSourceKind kind, Micros offset, Micros uncertainty) {
  return {kind, "source", ClockBounds{offset - uncertainty, offset + uncertainty}, true};
}
ClockSource ntp(Micros offset, Micros uncertainty = seconds(1)) {
  return source(ClockSourceKind::ntp, offset, uncertainty);
}
ClockSource web(Micros offset, Micros uncertainty = seconds(1)) {
  return source(ClockSourceKind::http_date, offset, uncertainty);
}
ClockSource silent() {
  return {ClockSourceKind::ntp, "silent", std::nullopt, true};
}
ClockSource floor_at(Micros earliest, bool read_off_a_clock = true) {
  return {ClockSourceKind::tls, "floor", ClockBounds{earliest, Micros::max()}, read_off_a_clock};
}

ClockVerdict judge(std::vector<ClockSource> sources) {
  ClockFacts facts;
  facts.sources = std::move(sources);
  return judge_clock(facts);
}

using Trusted = std::vector<bool>;

}  // namespace

TEST_CASE("bounds are within, beyond, or both") {
  CHECK(skew_of({seconds(-60), seconds(60)}, seconds(60)) == Skew::within);
  CHECK(skew_of({seconds(61), seconds(62)}, seconds(60)) == Skew::beyond);
  CHECK(skew_of({seconds(-62), seconds(-61)}, seconds(60)) == Skew::beyond);
  CHECK(skew_of({seconds(59), seconds(61)}, seconds(60)) == Skew::undecided);
  CHECK(skew_of({seconds(-61), seconds(61)}, seconds(60)) == Skew::undecided);
  CHECK(skew_of({seconds(61), Micros::max()}, seconds(60)) == Skew::beyond);
  CHECK(skew_of({seconds(-61), Micros::max()}, seconds(60)) == Skew::undecided);
}

TEST_CASE("one source is believed") {
  const ClockVerdict verdict = judge({ntp(hours(3))});
  CHECK(verdict.basis == Basis::agreed);
  CHECK(verdict.skew == Skew::beyond);
  CHECK(verdict.bounds.middle() == hours(3));
}

TEST_CASE("several sources tell the time where their intervals meet") {
  const ClockVerdict verdict = judge({ntp(seconds(1)), ntp(seconds(2)), silent()});
  CHECK(verdict.bounds.earliest == seconds(1));
  CHECK(verdict.bounds.latest == seconds(2));
  CHECK(verdict.trusted == Trusted{true, true, false});
}

TEST_CASE("intervals that only touch do meet") {
  const ClockVerdict verdict = judge({ntp(seconds(1)), ntp(seconds(3))});
  CHECK(verdict.basis == Basis::agreed);
  CHECK(verdict.bounds.earliest == seconds(2));
  CHECK(verdict.bounds.latest == seconds(2));
}

TEST_CASE("the one that contradicts the majority is not trusted") {
  const ClockVerdict verdict = judge({ntp(seconds(0)), ntp(hours(3)), ntp(seconds(1))});
  CHECK(verdict.basis == Basis::agreed);
  CHECK(verdict.skew == Skew::within);
  CHECK(verdict.trusted == Trusted{true, false, true});
}

TEST_CASE("where the majority can be had in two places the bounds hold both") {
  const ClockVerdict verdict = judge({ntp(seconds(5), seconds(5)), ntp(seconds(1)), ntp(seconds(9))});
  CHECK(verdict.basis == Basis::agreed);
  CHECK(verdict.bounds.earliest == seconds(0));
  CHECK(verdict.bounds.latest == seconds(10));
}

TEST_CASE("sources that differ by no more than the tolerance agree, with all that they say") {
  using std::chrono::milliseconds;
  const Micros fine = Micros(300);
  const ClockVerdict three = judge({ntp({}, fine), ntp(milliseconds(10), fine), ntp(seconds(500), fine)});
  CHECK(three.basis == Basis::agreed);
  CHECK(three.skew == Skew::within);
  CHECK(three.trusted == Trusted{true, true, false});
  CHECK(three.bounds.earliest == -fine);
  CHECK(three.bounds.latest == milliseconds(10) + fine);
  CHECK(judge({ntp({}, fine), ntp(milliseconds(200), fine), ntp(seconds(500), fine)}).basis == Basis::disagreed);
  ClockFacts strict;  // who wants to know it better gets a smaller one
  strict.max_skew = milliseconds(100);
  strict.sources = {ntp({}, fine), ntp(milliseconds(10), fine)};
  CHECK(judge_clock(strict).basis == Basis::all_alike);
}

TEST_CASE("where not all agree, those that do are named") {
  ClockFacts facts;
  facts.sources = {ntp({}), ntp({}), ntp(hours(1))};
  facts.sources[0].name = "a.example";
  facts.sources[1].name = "b.example";
  const ClockVerdict verdict = judge_clock(facts);
  CHECK(by_whom(facts, verdict, Lang::en) == "2 of 3 sources (a.example, b.example)");
  CHECK(by_whom(facts, verdict, Lang::zh) == "3 个时间源中的 2 个（a.example、b.example）");
}

TEST_CASE("two that contradict each other decide nothing") {
  const ClockVerdict verdict = judge({ntp(seconds(0)), ntp(hours(3))});
  CHECK(verdict.basis == Basis::disagreed);
  CHECK(verdict.skew == Skew::undecided);
}

TEST_CASE("sources that differ, but lead to one verdict, decide it") {
  const ClockVerdict wrong = judge({ntp(hours(2)), ntp(hours(3))});
  CHECK(wrong.basis == Basis::all_alike);
  CHECK(wrong.skew == Skew::beyond);
  CHECK(wrong.bounds.earliest == hours(2) - seconds(1));
  const ClockVerdict right = judge({ntp(seconds(-10)), ntp(seconds(10))});
  CHECK(right.basis == Basis::all_alike);
  CHECK(right.skew == Skew::within);
}

TEST_CASE("sources on both sides of the truth lead to no verdict") {
  CHECK(judge({ntp(hours(2)), ntp(hours(-2))}).skew == Skew::undecided);
}

TEST_CASE("web servers do not outvote NTP servers") {
  const ClockVerdict verdict = judge({ntp(seconds(0)), web(hours(3)), web(hours(3)), web(hours(3))});
  CHECK(verdict.skew == Skew::within);
  CHECK(verdict.trusted == Trusted{true, false, false, false});
}

TEST_CASE("web servers decide between NTP servers that are at odds") {
  const ClockVerdict verdict = judge({ntp(seconds(0)), ntp(hours(3)), web(hours(3))});
  CHECK(verdict.basis == Basis::agreed);
  CHECK(verdict.skew == Skew::beyond);
  CHECK(verdict.trusted == Trusted{false, true, true});
}

TEST_CASE("web servers decide where no NTP server answers") {
  CHECK(judge({silent(), web(hours(3))}).skew == Skew::beyond);
}

TEST_CASE("bounds that hold both verdicts decide nothing") {
  const ClockVerdict verdict = judge({ntp(seconds(58), seconds(5))});
  CHECK(verdict.basis == Basis::agreed);
  CHECK(verdict.skew == Skew::undecided);
}

TEST_CASE("what another clock has seen proves ours behind, and never right") {
  const ClockVerdict behind = judge({floor_at(hours(3)), silent()});
  CHECK(behind.basis == Basis::floor);
  CHECK(behind.skew == Skew::beyond);
  CHECK(behind.bounds.is_floor());
  CHECK(judge({floor_at(hours(-3))}).skew == Skew::undecided);
  CHECK(judge({floor_at(seconds(30))}).skew == Skew::undecided);
}

TEST_CASE("the date from which a certificate is valid proves nothing about a clock") {
  CHECK(judge({floor_at(hours(3), false)}).basis == Basis::nothing);
}

TEST_CASE("a floor beside somebody who tells the time is not needed") {
  const ClockVerdict verdict = judge({floor_at(hours(-3)), web(seconds(0))});
  CHECK(verdict.basis == Basis::agreed);
  CHECK(verdict.trusted == Trusted{true, true});
  CHECK(judge({floor_at(hours(3)), web(seconds(0))}).trusted == Trusted{false, true});
}

TEST_CASE("nobody who tells the time: nothing") {
  CHECK(judge({}).basis == Basis::nothing);
  CHECK(judge({silent(), silent()}).basis == Basis::nothing);
}

TEST_CASE("the machine's own time keeping counts where nobody was named and nobody answers") {
  ClockFacts facts;
  facts.keeper.emplace();
  facts.keeper->machine.kernel = {true, true, seconds(2), seconds(1), 37};
  CHECK(judge_clock(facts).basis == Basis::keeper);
  CHECK(judge_clock(facts).skew == Skew::within);
  facts.sources = {silent()};
  CHECK(judge_clock(facts).basis == Basis::keeper);
  facts.named = true;
  CHECK(judge_clock(facts).basis == Basis::nothing);
  facts.named = false;
  facts.sources = {ntp(hours(3))};
  CHECK(judge_clock(facts).skew == Skew::beyond);
}

TEST_CASE("chronyd knows better than the kernel, and nobody knows where both follow nothing") {
  ClockKeeper keeper;
  CHECK_FALSE(keeper_bounds(keeper));
  keeper.machine.kernel = {true, false, seconds(16), seconds(16), 0};
  CHECK_FALSE(keeper_bounds(keeper));
  net::ChronyTracking tracking;
  tracking.reference_id = 0xC0000201;
  tracking.stratum = 3;
  tracking.correction = hours(3);
  tracking.root_delay = seconds(2);
  tracking.root_dispersion = seconds(1);
  keeper.chrony = tracking;
  const auto bounds = keeper_bounds(keeper);
  REQUIRE(bounds);
  CHECK(bounds->earliest == hours(3) - seconds(2));
  CHECK(bounds->latest == hours(3) + seconds(2));
}
