// How right is the clock of this machine: what was learned of it, and what follows. All offsets are what has to be
// added to this clock: positive where it is behind.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "machine/clock.hpp"
#include "net/chrony_packet.hpp"

namespace certdoc {

using Micros = std::chrono::microseconds;

// The offset lies between these. Some sources only know what time it is at least: nothing stands above it then.
struct ClockBounds {
  Micros earliest{};
  Micros latest = Micros::max();

  bool is_floor() const { return latest == Micros::max(); }
  Micros middle() const { return earliest + (latest - earliest) / 2; }
  Micros half() const { return (latest - earliest) / 2; }
};

enum class ClockSourceKind { ntp, http_date, tls };

// Somebody who was asked for the time.
struct ClockSource {
  ClockSourceKind kind = ClockSourceKind::ntp;
  std::string name;                   // `ntp.example.com`, `http://www.example.com/`
  std::optional<ClockBounds> bounds;  // empty: no answer that tells the time
  // Of a floor: somebody's clock said so (producedAt of an OCSP response). A certificate's notBefore is only what its
  // CA chose to write.
  bool read_off_a_clock = true;
};

// The time zone that this machine is in, at the time in question.
struct ClockZone {
  std::string name;               // Asia/Shanghai
  std::chrono::seconds offset{};  // east of UTC
};

// What the machine itself says; not looked at where the clock in question is another one (--at).
struct ClockKeeper {
  machine::MachineClock machine;
  std::optional<net::ChronyTracking> chrony;
};

struct ClockFacts {
  Time now{};  // what this clock shows
  Micros max_skew{60'000'000};
  Micros shift{};      // how far it is ahead of the clock of this machine, where it is another one
  bool named = false;  // the person named whom to ask
  std::vector<ClockSource> sources;
  std::optional<ClockKeeper> keeper;
  std::optional<ClockZone> zone;
};

// clock-skewed of the machine and of every dated object in the files, clock-unsynchronised, peer-clock-skewed.
std::vector<Finding> clock_findings(const ClockFacts& facts, const Material& material, Lang lang);

}  // namespace certdoc
