// host-unreachable: where on the way to the server it ended, at which address.
#include <fmt/format.h>
#include <algorithm>

#include "base/quote.hpp"
#include "base/say.hpp"
#include "check/host.hpp"
#include "check/net_words.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using net::Failure;
using net::Phase;
using net::Step;

// This machine has no IPv6, say: that tells nothing about the server.
bool is_no_way_from_here(const Step& step) {
  return step.failure == Failure::no_route || step.failure == Failure::local_failed;
}

class Unreachable {
 public:
  explicit Unreachable(const HostScene& scene)
      : scene_(scene), tally_("host-unreachable", scene.host), proxy_("proxy-misconfigured", scene.host) {}

  void run(std::vector<Finding>& out) {
    if (const Step* step = scene_.seen.resolve.failed()) {
      tell(scene_.seen.resolve, *step, Severity::error);
    }
    for (const net::AddressSeen& one : scene_.seen.addresses) {
      const Step* step = unreached(one.main);
      if (step == nullptr) continue;
      if (is_fault_of_proxy(*step)) {
        blame_proxy(one.main.trace, *step);
      } else {
        tell(one.main.trace, *step, severity_of(*step));
      }
    }
    append(out, proxy_.finding({}));
    if (reached() > 0) tally_.healthy(say(scene_.lang, "{} can be reached", "可以连上 {}", scene_.host));
    auto finding = tally_.finding({});
    if (finding && (finding->verdict == Verdict::confirmed || scene_.everything)) out.push_back(std::move(*finding));
  }

 private:
  std::ptrdiff_t reached() const {
    const auto& all = scene_.seen.addresses;
    return std::count_if(all.begin(), all.end(), [](const auto& one) { return unreached(one.main) == nullptr; });
  }

  // As long as one address answers, clients get through.
  Severity severity_of(const Step& step) const {
    if (reached() == 0) return Severity::error;
    return is_no_way_from_here(step) ? Severity::note : Severity::warning;
  }

  void tell(const net::Trace& trace, const Step& step, Severity severity) {
    const std::string why = failure_with_place(step, scene_.lang);
    const bool all = severity == Severity::error;
    tally_.sick(
        severity,
        all ? say(scene_.lang, "{} cannot be reached: {}", "连不上 {}：{}", scene_.host, why)
            : say(scene_.lang, "one address of {} cannot be reached: {}", "{} 的一个地址连不上：{}", scene_.host, why),
        {phase_label(step.phase, scene_.lang), {}, why, {}});
    for (const Step& other : trace.steps) {
      if (&other == &step || other.failure == Failure::none || other.abandoned) continue;
      tally_.add({phase_label(other.phase, scene_.lang), {}, failure_with_place(other, scene_.lang), {}});
    }
    if (!step.detail.empty()) tally_.add({say(scene_.lang, "in its own words", "原文"), {}, step.detail, {}});
    suggest(step);
  }

  // A proxy that cannot be used, does not answer or does not let us pass. That it got no answer from the host (5xx) is
  // the host's fault.
  static bool is_fault_of_proxy(const Step& step) { return step.phase == Phase::proxy && step.code < 500; }

  void blame_proxy(const net::Trace& trace, const Step& step) {
    proxy_.sick(Severity::error,
                say(scene_.lang, "{} cannot be reached through the proxy: {}", "无法经代理连上 {}：{}", scene_.host,
                    failure_with_place(step, scene_.lang)),
                {phase_label(step.phase, scene_.lang), {}, failure_with_place(step, scene_.lang), {}});
    for (const Step& other : trace.steps) {
      if (&other == &step || other.failure == Failure::none || other.abandoned) continue;
      proxy_.add({phase_label(other.phase, scene_.lang), {}, failure_with_place(other, scene_.lang), {}});
    }
    if (!step.detail.empty()) proxy_.add({say(scene_.lang, "in its own words", "原文"), {}, step.detail, {}});
    if (!scene_.command.empty()) proxy_.next(scene_.command + " --proxy none");
  }

  void suggest(const Step& step) {
    const auto host = quoted_for_sh(scene_.question.host);
    if (host && step.phase == Phase::resolve) tally_.next("nslookup " + *host);
  }

  const HostScene& scene_;
  Tally tally_, proxy_;
};

}  // namespace

const net::Step* unreached(const net::TlsSeen& seen) {
  const net::Step* const failed = seen.trace.failed();
  const bool before = failed != nullptr && failed->phase != Phase::tls && failed->phase != Phase::starttls;
  return before ? failed : nullptr;
}

void find_unreachable(const HostScene& scene, std::vector<Finding>& out) {
  Unreachable(scene).run(out);
}

}  // namespace certdoc
