// proxy-misconfigured: an address that answers without the proxy and not through it, or the other way round.
#include <algorithm>

#include "base/say.hpp"
#include "check/net_words.hpp"
#include "check/revocation_findings.hpp"
#include "check/revocation_words.hpp"

namespace certdoc {
namespace {

std::string message_of(const Inquiry& one, Lang lang) {
  return one.other_way->direct ? say(lang, "{} answers without the proxy, and not through it",
                                     "{} 不经代理可以访问，经过代理则不行", one.url)
                               : say(lang, "{} answers through the proxy, and not without it",
                                     "{} 经过代理可以访问，不经代理则不行", one.url);
}

// As it was configured; empty: none is unusable.
std::string unusable_setting(const RevocationScene& scene) {
  for (const Inquiry& one : scene.inquiries) {
    const net::Step* end = one.trace.failed();
    if (end != nullptr && is_unusable_proxy(*end)) return end->what;
  }
  return {};
}

void one_way(const RevocationScene& scene, bool direct, std::vector<Finding>& out) {
  Tally tally("proxy-misconfigured", scene.proxy.empty() ? unusable_setting(scene) : scene.proxy);
  for (const Inquiry& one : scene.inquiries) {
    if (!one.other_way || !one.other_way->works || one.other_way->direct != direct) continue;
    const net::Step* end = one.trace.failed();
    if (end == nullptr) continue;
    tally.sick(Severity::error, message_of(one, scene.lang),
               {phase_label(end->phase, scene.lang), {}, failure_with_place(*end, scene.lang), one.url});
  }
  tally.next(scene.command(direct ? "--proxy none" : "--proxy PROXY"));
  append(out, tally.finding({}));
}

// A setting that nobody can follow is wrong, whatever happens without it.
void unusable(const RevocationScene& scene, std::vector<Finding>& out) {
  for (const Inquiry& one : scene.inquiries) {
    const net::Step* end = one.trace.failed();
    if (end == nullptr || !is_unusable_proxy(*end) || (one.other_way && one.other_way->works)) continue;
    Tally tally("proxy-misconfigured", end->what);
    tally.sick(Severity::error, failure_with_place(*end, scene.lang),
               {phase_label(end->phase, scene.lang), {}, end->what, one.url});
    tally.next(scene.command("--proxy none"));
    return append(out, tally.finding({}));
  }
}

}  // namespace

void find_proxy_problems(const RevocationScene& scene, std::vector<Finding>& out) {
  unusable(scene, out);
  one_way(scene, true, out);
  one_way(scene, false, out);
  const auto through = [](const Inquiry& one) { return one.through_proxy && one.arrived(); };
  const bool some = std::any_of(scene.inquiries.begin(), scene.inquiries.end(), through);
  if (!scene.everything || !some) return;
  for (const Finding& finding : out) {
    if (finding.cause == "proxy-misconfigured") return;
  }
  Tally tally("proxy-misconfigured", scene.proxy);
  tally.healthy(say(scene.lang, "the proxy lets requests through", "代理能够转发请求"));
  append(out, tally.finding({}));
}

}  // namespace certdoc
