#include "machine/clock.hpp"

#ifdef __linux__
#include <sys/timex.h>
#endif
#include <charconv>

#include "base/text.hpp"
#include "machine/words.hpp"

namespace certdoc::machine {
namespace {

std::optional<std::chrono::sys_seconds> hardware_reading(const Root& root) {
  const auto text = root.read("/sys/class/rtc/rtc0/since_epoch");
  if (!text) return std::nullopt;
  const std::string_view digits = text::trim(*text);
  std::int64_t seconds = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  constexpr std::int64_t kMost = 253'402'300'799;  // 9999-12-31
  if (error != std::errc() || stop != digits.data() + digits.size() || seconds < 0 || seconds > kMost) {
    return std::nullopt;
  }
  return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

// The third line of adjtime(5).
bool keeps_local_time(const Root& root) {
  bool local = false;
  each_line(root.read("/etc/adjtime").value_or(""), [&](std::string_view line, std::size_t number) {
    if (number == 3) local = text::trim(line) == "LOCAL";
  });
  return local;
}

// A link to `/usr/share/zoneinfo/Asia/Shanghai`; where it is a copy, Debian has the name in a file.
std::string zone_of(const Root& root) {
  constexpr std::string_view kDatabase = "zoneinfo/";
  const std::string target = root.link("/etc/localtime").value_or("");
  const std::size_t at = target.find(kDatabase);
  if (at != std::string::npos) return target.substr(at + kDatabase.size());
  const std::string file = root.read("/etc/timezone").value_or("");
  const auto name = words_of(std::string_view(file).substr(0, file.find('\n')));
  return name.size() == 1 ? std::string(name[0]) : std::string();
}

}  // namespace

KernelClock kernel_clock() {
  KernelClock out;
#ifdef __linux__
  timex state{};  // no mode: only looks
  if (::adjtimex(&state) < 0) return out;
  out.known = true;
  out.synchronised = (state.status & STA_UNSYNC) == 0;
  out.max_error = Micros(state.maxerror);
  out.estimated_error = Micros(state.esterror);
  out.tai_offset = state.tai;
#endif
  return out;
}

MachineClock read_machine_clock(const Root& root) {
  MachineClock out;
  out.timesyncd.running = root.exists("/run/systemd/timesync");
  out.timesyncd.synchronised = root.touched("/run/systemd/timesync/synchronized");
  out.hardware = {hardware_reading(root), keeps_local_time(root)};
  out.zone = zone_of(root);
  out.configured = read_time_servers(root, out.chrony);
  return out;
}

}  // namespace certdoc::machine
