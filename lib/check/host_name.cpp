// sni-wrong, as a note: what a client gets that sends no name (Java 6, Android 2, monitoring by address).
#include <algorithm>

#include "base/say.hpp"
#include "check/host.hpp"
#include "check/host_words.hpp"
#include "check/net_words.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

bool is_leaf_of(const net::TlsSeen& seen, const Bytes& leaf) {
  return !seen.chain.empty() && seen.chain.front() == leaf;
}

class WithoutName {
 public:
  explicit WithoutName(const HostScene& scene) : scene_(scene), tally_("sni-wrong", scene.host) {}

  void run(std::vector<Finding>& out) {
    for (const net::AddressSeen& one : scene_.seen.addresses) {
      if (one.without_name && one.main.version) look_at(one, *one.without_name);
    }
    auto finding = tally_.finding({});
    if (finding && (finding->verdict == Verdict::confirmed || scene_.everything)) out.push_back(std::move(*finding));
  }

 private:
  void look_at(const net::AddressSeen& one, const net::TlsSeen& without) {
    const net::Step* const failed = without.trace.failed();
    const bool in_tls = failed != nullptr && failed->phase == net::Phase::tls;
    if (in_tls && failed->failure != net::Failure::timed_out) return refused(one, *failed);
    if (failed != nullptr || without.chain.empty()) return;
    const Bytes& leaf = without.chain.front();
    if (is_leaf_of(one.main, leaf) || (one.other_kind && is_leaf_of(*one.other_kind, leaf))) {
      return tally_.healthy(
          say(scene_.lang, "{} shows the same certificate without SNI", "{} 不带 SNI 时给出相同的证书", scene_.host));
    }
    tally_.sick(Severity::note,
                say(scene_.lang, "without SNI {} shows another certificate: clients that send no name get it",
                    "不带 SNI 时 {} 给出另一张证书：不发送名称的客户端会得到它", scene_.host),
                {say(scene_.lang, "without SNI", "不带 SNI"), name_of_leaf(one.main.chain, scene_.lang),
                 name_of_leaf(without.chain, scene_.lang), without.address});
  }

  void refused(const net::AddressSeen& one, const net::Step& step) {
    if (!one.main.complete) return;  // with a name it is no better
    tally_.sick(Severity::note,
                say(scene_.lang, "{} answers only clients that send its name (SNI)",
                    "{} 只应答发送了名称（SNI）的客户端", scene_.host),
                {say(scene_.lang, "without SNI", "不带 SNI"),
                 {},
                 step.detail.empty() ? failure_words(step, scene_.lang) : step.detail,
                 one.main.address});
  }

  const HostScene& scene_;
  Tally tally_;
};

}  // namespace

void find_name(const HostScene& scene, std::vector<Finding>& out) {
  WithoutName(scene).run(out);
}

}  // namespace certdoc
