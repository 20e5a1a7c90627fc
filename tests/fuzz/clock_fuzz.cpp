// Whatever a server or a configuration says about the time: figures stay within their types, nothing unfit is asked,
// and what is cut off is not read.
#include <unistd.h>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/text.hpp"
#include "check/clock_words.hpp"
#include "machine/time_servers.hpp"
#include "net/chrony_packet.hpp"
#include "net/http_date.hpp"
#include "net/ntp_packet.hpp"

namespace {

using namespace certdoc;

void check(bool holds) {
  if (!holds) std::abort();
}

std::uint64_t number(ByteView bytes) {
  std::uint64_t out = 0;
  for (const std::uint8_t byte : bytes) out = out << 8U | byte;
  return out;
}

void check_ntp(ByteView bytes) {
  if (bytes.size() < net::kNtpPacket)
    return check(net::read_ntp_reply(bytes, 0).refusal == net::NtpRefusal::not_an_answer);
  const net::NtpReply reply = net::read_ntp_reply(bytes, number(bytes.subspan(24, 8)));
  check(text::is_utf8(reply.kiss) && text::is_utf8(reply.reference));
  if (reply.refusal != net::NtpRefusal::none) return;
  check(reply.stratum > 0 && reply.stratum < 16 && reply.sent >= reply.received);
  const net::NtpSample sample = net::ntp_sample(reply, net::WallTime{}, net::WallTime(net::Micros(1)));
  check(sample.uncertainty > net::Micros{} && sample.delay >= net::Micros{});
  offset_text({sample.offset - sample.uncertainty, sample.offset + sample.uncertainty}, Lang::en);
}

void check_chrony(ByteView bytes) {
  if (bytes.size() < net::kChronyPacket) return check(!net::read_chrony_tracking(bytes, 0));
  const auto tracking = net::read_chrony_tracking(bytes, static_cast<std::uint32_t>(number(bytes.subspan(16, 4))));
  if (!tracking) return;
  check(tracking->root_delay >= net::Micros{} && tracking->root_dispersion >= net::Micros{});
  check(text::escaped(tracking->name()) == tracking->name());
}

// One directory for all inputs, with the input as every file that is read.
class SystemRoot {
 public:
  SystemRoot() {
    std::string name = (std::filesystem::temp_directory_path() / "certdoc-fuzz-XXXXXX").string();
    check(::mkdtemp(name.data()) != nullptr);
    path_ = name;
    for (const char* directory : {"/etc/systemd", "/run/systemd/timesync"}) {
      std::filesystem::create_directories(path_ + directory);
    }
  }
  ~SystemRoot() { std::filesystem::remove_all(path_); }
  SystemRoot(const SystemRoot&) = delete;
  SystemRoot& operator=(const SystemRoot&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

const std::string& system_root() {
  static const SystemRoot root;
  return root.path();
}

void check_configuration(ByteView bytes) {
  for (const char* file : {"/etc/chrony.conf", "/etc/ntp.conf", "/etc/systemd/timesyncd.conf"}) {
    std::ofstream(system_root() + file, std::ios::binary) << as_text(bytes);
  }
  machine::ChronyDoor door;
  const auto servers = machine::read_time_servers(machine::Root(system_root()), door);
  check(servers.servers.size() <= machine::kMostServers);
  for (const machine::TimeServer& server : servers.servers) {
    check(server.port != 0 && !server.host.empty() && server.host.front() != '-');
    check(text::escaped(server.host) == server.host);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 65536) return 0;
  const ByteView bytes(data, size);
  check_ntp(bytes);
  check_chrony(bytes);
  net::parse_http_date(as_text(bytes));
  check_configuration(bytes);
  return 0;
}
