#include "check/clock_agreement.hpp"

#include <algorithm>
#include <functional>

namespace certdoc {
namespace {

struct Edge {
  Micros at;
  bool opens = false;
};

using Wanted = std::function<bool(const ClockSource&)>;

bool tells_time(const ClockSource& source) {
  return source.bounds && !source.bounds->is_floor();
}

bool is_ntp(const ClockSource& source) {
  return source.kind == ClockSourceKind::ntp;
}

// Two good servers may differ by more than either admits, and contradict each other in nothing that matters here.
Micros tolerance_of(const ClockFacts& facts) {
  constexpr Micros kMost = std::chrono::milliseconds(100);
  return std::min(kMost, facts.max_skew / 20);
}

bool meet(const ClockBounds& a, const ClockBounds& b, Micros tolerance) {
  return a.earliest - tolerance <= b.latest && b.earliest - tolerance <= a.latest;
}

std::size_t count(const ClockFacts& facts, const Wanted& wanted) {
  return static_cast<std::size_t>(std::count_if(facts.sources.begin(), facts.sources.end(), wanted));
}

std::vector<Edge> edges_of(const ClockFacts& facts, const Wanted& wanted, Micros margin) {
  std::vector<Edge> edges;
  for (const ClockSource& source : facts.sources) {
    if (!wanted(source)) continue;
    edges.push_back({source.bounds->earliest - margin, true});
    edges.push_back({source.bounds->latest + margin, false});
  }
  // Intervals that only touch do meet.
  std::sort(edges.begin(), edges.end(),
            [](const Edge& a, const Edge& b) { return a.at != b.at ? a.at < b.at : a.opens && !b.opens; });
  return edges;
}

// Where more than half of them meet: from the first to the last place where most of them do. Each interval is wider by
// `margin` at both ends.
std::optional<ClockBounds> majority(const ClockFacts& facts, const Wanted& wanted, Micros margin) {
  const auto edges = edges_of(facts, wanted, margin);
  std::size_t inside = 0, most = 0;
  ClockBounds best;
  for (std::size_t n = 0; n < edges.size(); ++n) {
    if (!edges[n].opens) {
      --inside;
    } else if (++inside >= most) {
      if (inside > most) best.earliest = edges[n].at;
      best.latest = edges[n + 1].at;  // an interval that opens has an edge behind it
      most = inside;
    }
  }
  if (most * 2 <= edges.size() / 2) return std::nullopt;
  return best;
}

ClockBounds hull(const ClockFacts& facts, const Wanted& wanted) {
  ClockBounds out{Micros::max(), Micros::min()};
  for (const ClockSource& source : facts.sources) {
    if (!wanted(source)) continue;
    out.earliest = std::min(out.earliest, source.bounds->earliest);
    out.latest = std::max(out.latest, source.bounds->latest);
  }
  return out;
}

struct Agreement {
  ClockBounds bounds;
  Micros tolerance{};  // up to which they differ
};

// To the letter where they do; else of those that all but meet, with all that they say.
std::optional<Agreement> agreement_among(const ClockFacts& facts, const Wanted& wanted) {
  if (count(facts, wanted) == 0) return std::nullopt;
  if (const auto bounds = majority(facts, wanted, {})) return Agreement{*bounds, {}};
  const Micros tolerance = tolerance_of(facts);
  const auto near = majority(facts, wanted, tolerance / 2);
  if (!near) return std::nullopt;
  const Wanted agrees = [&](const ClockSource& one) { return wanted(one) && meet(*one.bounds, *near, tolerance / 2); };
  return Agreement{hull(facts, agrees), tolerance};
}

std::optional<Agreement> agreement(const ClockFacts& facts) {
  const Wanted ntp = [](const ClockSource& source) { return tells_time(source) && is_ntp(source); };
  const auto by_ntp = agreement_among(facts, ntp);
  return by_ntp ? by_ntp : agreement_among(facts, tells_time);
}

// Each of them leads to one verdict, and to the same side.
Skew common_skew(const ClockFacts& facts) {
  std::optional<Skew> common;
  std::optional<bool> behind;
  for (const ClockSource& source : facts.sources) {
    if (!tells_time(source)) continue;
    const Skew skew = skew_of(*source.bounds, facts.max_skew);
    const bool side = source.bounds->earliest > Micros{};
    if (common.value_or(skew) != skew) return Skew::undecided;
    if (skew == Skew::beyond && behind.value_or(side) != side) return Skew::undecided;
    common = skew;
    behind = side;
  }
  return common.value_or(Skew::undecided);
}

void trust_all(const ClockFacts& facts, ClockVerdict& verdict) {
  for (std::size_t n = 0; n < facts.sources.size(); ++n) verdict.trusted[n] = tells_time(facts.sources[n]);
}

void judge_times(const ClockFacts& facts, ClockVerdict& verdict) {
  const auto agreed = agreement(facts);
  verdict.bounds = agreed ? agreed->bounds : hull(facts, tells_time);
  if (agreed) {
    verdict.basis = Basis::agreed;
    verdict.skew = skew_of(agreed->bounds, facts.max_skew);
    for (std::size_t n = 0; n < facts.sources.size(); ++n) {
      const auto& bounds = facts.sources[n].bounds;
      verdict.trusted[n] = bounds && meet(*bounds, agreed->bounds, agreed->tolerance);
    }
    return;
  }
  verdict.skew = common_skew(facts);
  verdict.basis = verdict.skew == Skew::undecided ? Basis::disagreed : Basis::all_alike;
  trust_all(facts, verdict);
}

// Somebody's clock was further than ours when it made what we saw: ours is behind. That it is not says nothing.
void judge_floors(const ClockFacts& facts, ClockVerdict& verdict) {
  for (std::size_t n = 0; n < facts.sources.size(); ++n) {
    const ClockSource& source = facts.sources[n];
    const bool counts = source.bounds && source.read_off_a_clock && source.bounds->earliest > facts.max_skew;
    if (!counts) continue;
    verdict.basis = Basis::floor;
    verdict.skew = Skew::beyond;
    verdict.trusted[n] = true;
    verdict.bounds.earliest = std::max(verdict.bounds.earliest, source.bounds->earliest);
  }
}

// A machine that is told to ask others, or that a person named others for, is not its own witness as long as they can
// answer; where they were named, not at all.
void judge_keeper(const ClockFacts& facts, ClockVerdict& verdict) {
  const auto bounds = facts.keeper && !facts.named ? keeper_bounds(*facts.keeper) : std::nullopt;
  if (!bounds) return;
  verdict.basis = Basis::keeper;
  verdict.bounds = *bounds;
  verdict.skew = skew_of(*bounds, facts.max_skew);
}

}  // namespace

Skew skew_of(const ClockBounds& bounds, Micros allowed) {
  if (bounds.earliest > allowed || bounds.latest < -allowed) return Skew::beyond;
  return bounds.earliest >= -allowed && bounds.latest <= allowed ? Skew::within : Skew::undecided;
}

std::optional<ClockBounds> keeper_bounds(const ClockKeeper& keeper) {
  if (keeper.chrony && keeper.chrony->synchronised()) {
    const Micros error = keeper.chrony->root_delay / 2 + keeper.chrony->root_dispersion;
    return ClockBounds{keeper.chrony->correction - error, keeper.chrony->correction + error};
  }
  const machine::KernelClock& kernel = keeper.machine.kernel;
  if (!kernel.known || !kernel.synchronised) return std::nullopt;
  return ClockBounds{-kernel.max_error, kernel.max_error};
}

ClockVerdict judge_clock(const ClockFacts& facts) {
  ClockVerdict verdict;
  verdict.trusted.assign(facts.sources.size(), false);
  if (count(facts, tells_time) > 0) {
    judge_times(facts, verdict);
  } else {
    judge_floors(facts, verdict);
    if (verdict.basis == Basis::nothing) judge_keeper(facts, verdict);
  }
  return verdict;
}

}  // namespace certdoc
