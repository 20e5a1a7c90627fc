// What this machine says of its own clock: the kernel, the daemons that keep it, the hardware clock, the time zone.
// Facts; nothing is changed.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "machine/root.hpp"
#include "machine/time_servers.hpp"

namespace certdoc::machine {

using Micros = std::chrono::microseconds;

// adjtimex(2). Somebody who keeps the clock tells the kernel how well; where nobody does, the error grows by 500 ppm
// until the kernel itself says that the clock is unsynchronised.
struct KernelClock {
  bool known = false;  // else this kernel does not say
  bool synchronised = false;
  Micros max_error{}, estimated_error{};
  int tai_offset = 0;  // seconds that TAI is ahead of UTC; 0: nobody has told the kernel
};

// systemd-timesyncd: whether it runs, and when it last heard of the time.
struct Timesyncd {
  bool running = false;
  std::optional<std::chrono::sys_seconds> synchronised;
};

// The clock that runs while the machine is off.
struct HardwareClock {
  std::optional<std::chrono::sys_seconds> reading;  // as if it kept UTC
  bool local = false;                               // /etc/adjtime: it keeps local time
};

struct MachineClock {
  KernelClock kernel;
  Timesyncd timesyncd;
  HardwareClock hardware;
  std::string zone;  // Asia/Shanghai; empty: /etc/localtime does not tell
  ChronyDoor chrony;
  TimeServers configured;
};

KernelClock kernel_clock();

// All but the kernel's, which has no file.
MachineClock read_machine_clock(const Root& root);

}  // namespace certdoc::machine
