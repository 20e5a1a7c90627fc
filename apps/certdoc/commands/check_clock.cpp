// certdoc check-clock: is the clock of this machine right; would it matter for these certificates.
#include "commands/check_clock.hpp"

#include <fmt/format.h>
#include <charconv>

#include "base/time.hpp"
#include "certdoc/clock.hpp"
#include "examining.hpp"
#include "networking.hpp"
#include "utc_offset.hpp"

namespace certdoc {
namespace {

using std::chrono::microseconds;

class CheckClock : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("FILE|-", paths_,
                      {"certificates, CRLs, OCSP responses: would the clock change what is made of them",
                       "证书、CRL、OCSP 响应：时钟是否会改变对它们的判断"});
    flags.values("--ntp", "HOST[:PORT]", clock_.ntp,
                 {"ask this NTP server; may be repeated; without --ntp, --http and --tls: those that this machine is "
                  "configured to ask",
                  "询问该 NTP 服务器；可重复；不给 --ntp、--http、--tls 时询问本机已配置的服务器"});
    flags.values("--http", "URL", clock_.http,
                 {"ask this web server: its Date header; may be repeated", "询问该网站：Date 头；可重复"});
    flags.values("--tls", "HOST[:PORT]", clock_.tls,
                 {"ask this TLS server: its Date header, or at least how late it must be; may be repeated",
                  "询问该 TLS 服务器：Date 头，否则至少得出时间下限；可重复"});
    flags.value("--max-skew", "SECONDS", max_skew_,
                {"how wrong the clock may be (default 60)", "允许的时钟误差（默认 60 秒）"});
    flags.value(
        "--samples", "NUMBER", samples_,
        {"ask each NTP server that often, 2 s apart (default: until the answer is good enough, at most 4 times)",
         "每个 NTP 服务器询问的次数，间隔 2 秒（默认：足够准确即止，最多 4 次）"});
    flags.value("--root", "DIR", clock_.root,
                {"read the configuration of the system that is mounted there (default /)",
                 "读取挂载在该目录的系统的配置（默认 /）"});
    examining_.declare(flags);
    networking_.declare(flags);
  }

  int run(const Settings& settings) override {
    auto options = examining_.options(settings);
    if (!options) return usage_error("check-clock", options.error(), settings);
    const auto network = networking_.options();
    if (!network) return usage_error("check-clock", network.error(), settings);
    const auto knowledge = settings.knowledge();
    if (!knowledge) return usage_error("check-clock", knowledge.error(), settings);
    if (const auto wrong = take_options(settings, *options)) return usage_error("check-clock", *wrong, settings);
    Report report = with_password(
        *options, [&](const ExamineOptions& o) { return check_clock(paths_, *knowledge, o, *network, clock_); });
    summarise(report, settings.exit_rules());
    return print_report(std::move(report), settings, {clock_.root});
  }

 private:
  std::optional<Error> take_options(const Settings& settings, const ExamineOptions& options) {
    if (auto wrong = take_max_skew()) return wrong;
    if (auto wrong = take_samples()) return wrong;
    const auto now = parse_time(options.time);
    const bool another = !settings.at.empty();
    if (now && another) clock_.shift = std::chrono::floor<microseconds>(*now - std::chrono::system_clock::now());
    // The zone of this machine says nothing of another one's clock.
    if (now && (!another || clock_.root != "/")) clock_.utc_offset = utc_offset(clock_.root, *now);
    return unfit_clock_options(clock_);
  }

  // `60`, `0.5`
  std::optional<Error> take_max_skew() {
    if (max_skew_.empty()) return std::nullopt;
    const auto time = parse_seconds(max_skew_);
    if (!time || time->count() == 0) {
      return Error{Error::Kind::usage, fmt::format("--max-skew wants seconds, more than none, not {}", max_skew_),
                   "for example: --max-skew 5", fmt::format("--max-skew 应为大于零的秒数，而不是 {}", max_skew_),
                   "例如：--max-skew 5"};
    }
    clock_.max_skew = *time;
    return std::nullopt;
  }

  std::optional<Error> take_samples() {
    if (samples_.empty()) return std::nullopt;
    constexpr unsigned kMost = 8;
    const char* const end = samples_.data() + samples_.size();
    const auto [stop, error] = std::from_chars(samples_.data(), end, clock_.samples);
    if (error == std::errc() && stop == end && clock_.samples >= 1 && clock_.samples <= kMost) return std::nullopt;
    return Error{Error::Kind::usage, fmt::format("--samples wants a number from 1 to {}, not {}", kMost, samples_),
                 "for example: --samples 4", fmt::format("--samples 应为 1 到 {} 的数，而不是 {}", kMost, samples_),
                 "例如：--samples 4"};
  }

  std::vector<std::string> paths_;
  std::string max_skew_, samples_;
  ClockOptions clock_;
  Examining examining_;
  Networking networking_;
};

std::unique_ptr<Command> make() {
  return std::make_unique<CheckClock>();
}

}  // namespace

CommandInfo check_clock_command() {
  return {"check-clock",
          {"is the clock of this machine right; would it matter for these certificates",
           "本机时钟是否准确；对这些证书有无影响"},
          {"certdoc check-clock --ntp localhost --allow-unknown",
           "certdoc check-clock --ntp localhost --max-skew 5 --allow-unknown server.crt ca.crt"},
          make};
}

}  // namespace certdoc
