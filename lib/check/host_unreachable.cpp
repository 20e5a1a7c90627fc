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
  explicit Unreachable(const HostScene& scene) : scene_(scene), tally_("host-unreachable", scene.host) {}

  void run(std::vector<Finding>& out) {
    if (const Step* step = scene_.seen.resolve.failed()) {
      tell(scene_.seen.resolve, *step, Severity::error);
    }
    for (const net::AddressSeen& one : scene_.seen.addresses) {
      const Step* step = unreached(one.main);
      if (step != nullptr) tell(one.main.trace, *step, severity_of(*step));
    }
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
        {std::string(phase_id(step.phase)), {}, why, {}});
    for (const Step& other : trace.steps) {
      if (&other == &step || other.failure == Failure::none || other.abandoned) continue;
      tally_.add({std::string(phase_id(other.phase)), {}, failure_with_place(other, scene_.lang), {}});
    }
    if (!step.detail.empty()) tally_.add({say(scene_.lang, "in its own words", "原文"), {}, step.detail, {}});
    suggest(step);
  }

  void suggest(const Step& step) {
    const auto host = quoted_for_sh(scene_.question.host);
    if (host && step.phase == Phase::resolve) tally_.next("nslookup " + *host);
  }

  const HostScene& scene_;
  Tally tally_;
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
