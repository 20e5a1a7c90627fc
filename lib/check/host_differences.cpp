// addresses-differ: the addresses behind one name do not show the same.
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/host.hpp"
#include "check/host_words.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using net::AddressSeen;

std::string chain_of(const AddressSeen& one, Lang lang) {
  if (one.main.chain.empty()) return {};
  return say(lang, "{}, {} sent, {}", "{}，发送 {} 张，{}", name_of_leaf(one.main.chain, lang), one.main.chain.size(),
             hex(sha256(one.main.chain.front())).substr(0, 8));
}

// Equal where the addresses are set up alike.
struct Setup {
  std::vector<std::vector<Bytes>> chains;
  std::string versions;
  bool complete = false;

  friend bool operator==(const Setup& a, const Setup& b) = default;
};

Setup setup_of(const AddressSeen& one) {
  Setup out;
  out.chains.push_back(one.main.chain);
  if (one.other_kind) out.chains.push_back(one.other_kind->chain);
  std::sort(out.chains.begin(), out.chains.end());
  out.versions = version_list(one, net::Offered::yes);
  out.complete = one.main.complete;
  return out;
}

class Differences {
 public:
  explicit Differences(const HostScene& scene)
      : scene_(scene), lang_(scene.lang), tally_("addresses-differ", scene.host) {}

  void run(std::vector<Finding>& out) {
    std::vector<const AddressSeen*> reached;
    for (const AddressSeen& one : scene_.seen.addresses) {
      if (unreached(one.main) == nullptr) reached.push_back(&one);
    }
    if (reached.size() < 2) return;
    const Setup first = setup_of(*reached.front());
    for (const AddressSeen* one : reached) compare(first, *reached.front(), *one);
    if (scene_.everything)
      tally_.healthy(say(lang_, "all addresses of {} show the same", "{} 的各个地址表现一致", scene_.host));
    append(out, tally_.finding({}));
  }

 private:
  void compare(const Setup& first_setup, const AddressSeen& first, const AddressSeen& one) {
    const Setup setup = setup_of(one);
    if (setup == first_setup) return;
    if (setup.chains != first_setup.chains) {
      differs(say(lang_, "certificates", "证书"), chain_of(first, lang_), chain_of(one, lang_), one);
    } else if (setup.versions != first_setup.versions) {
      differs(say(lang_, "versions", "支持的版本"), first_setup.versions, setup.versions, one);
    } else {
      differs(say(lang_, "handshake", "握手"), first.main.complete ? "ok" : "failed",
              one.main.complete ? "ok" : "failed", one);
    }
  }

  void differs(const std::string& label, const std::string& expected, const std::string& actual,
               const AddressSeen& one) {
    tally_.sick(Severity::warning,
                say(lang_, "the addresses of {} do not show the same: {} differs", "{} 的各个地址表现不一致：{} 不同",
                    scene_.host, one.main.address),
                {label, expected, actual, one.main.address});
  }

  const HostScene& scene_;
  Lang lang_;
  Tally tally_;
};

}  // namespace

void find_differences(const HostScene& scene, std::vector<Finding>& out) {
  Differences(scene).run(out);
}

}  // namespace certdoc
