// What was learned of each address, for the table and for programs.
#include <fmt/format.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/host.hpp"
#include "check/host_words.hpp"
#include "check/net_words.hpp"

namespace certdoc {
namespace {

using net::AddressSeen;
using net::TlsSeen;

class OneEndpoint {
 public:
  OneEndpoint(const HostScene& scene, const AddressSeen& one) : scene_(scene), lang_(scene.lang), one_(one) {}

  Endpoint make() {
    net::Trace trace = scene_.seen.resolve;
    trace.steps.insert(trace.steps.end(), one_.main.trace.steps.begin(), one_.main.trace.steps.end());
    Endpoint out = endpoint_of("host", scene_.host, address(), trace, lang_);
    out.outcome = outcome();
    handshake(out.fields);
    if (!scene_.question.quick) examination(out.fields);
    staple(out.fields);
    client_certificate(out.fields);
    return out;
  }

 private:
  using Fields = std::vector<Field>;

  // Of one that did not answer: what was tried last.
  std::string address() const {
    if (!one_.main.address.empty()) return one_.main.address;
    if (one_.main.through_proxy) return say(lang_, "through the proxy", "经代理");
    const auto& steps = one_.main.trace.steps;
    const auto is_connect = [](const net::Step& step) { return step.phase == net::Phase::connect; };
    const auto last = std::find_if(steps.rbegin(), steps.rend(), is_connect);
    return last == steps.rend() ? std::string() : last->what;
  }

  std::string outcome() const {
    const TlsSeen& seen = one_.main;
    if (!seen.complete) return {};
    const std::string out = std::string(name_of(*seen.version)) + ", " + seen.cipher;
    return seen.group.empty() ? out : out + ", " + seen.group;
  }

  void add(Fields& out, std::string_view en, std::string_view zh, std::string value) const {
    if (!value.empty()) out.push_back({say(lang_, en, zh), std::move(value)});
  }

  void handshake(Fields& out) const {
    const TlsSeen& seen = one_.main;
    if (seen.version) add(out, "version", "版本", std::string(name_of(*seen.version)));
    add(out, "cipher", "加密套件", seen.cipher);
    add(out, "group", "密钥交换", seen.group);
    if (seen.alert_received) add(out, "alert", "告警", alert_words(*seen.alert_received));
    if (seen.alert_sent) add(out, "alert sent", "发出的告警", alert_words(*seen.alert_sent));
  }

  void examination(Fields& out) const {
    add(out, "versions", "支持的版本", version_list(one_, net::Offered::yes));
    add(out, "not spoken", "不支持的版本", version_list(one_, net::Offered::no));
    add(out, "certificates", "证书", kinds());
    if (one_.without_name) add(out, "without SNI", "不带 SNI", without_name(*one_.without_name));
  }

  static std::string kind_name(net::CertificateKind kind) {
    return kind == net::CertificateKind::rsa ? "RSA" : kind == net::CertificateKind::ecdsa ? "ECDSA" : "";
  }

  std::string kinds() const {
    std::string out = kind_name(one_.main.kind);
    if (!one_.other_kind || one_.other_kind->chain.empty() || out.empty()) return out;
    const bool same = !one_.main.chain.empty() && one_.other_kind->chain.front() == one_.main.chain.front();
    return same ? out : out + (out == "RSA" ? ", ECDSA" : ", RSA");
  }

  std::string without_name(const TlsSeen& seen) const {
    if (const net::Step* failed = seen.trace.failed()) {
      return failed->detail.empty() ? failure_words(*failed, lang_) : failed->detail;
    }
    const bool same = !seen.chain.empty() &&
                      (seen.chain == one_.main.chain || (one_.other_kind && seen.chain == one_.other_kind->chain));
    return same ? say(lang_, "the same", "相同") : name_of_leaf(seen.chain, lang_);
  }

  void staple(Fields& out) const {
    if (!one_.main.version) return;
    const bool stapled = !one_.main.staple.empty() || (one_.other_kind && !one_.other_kind->staple.empty());
    add(out, "OCSP", "OCSP", stapled ? say(lang_, "stapled", "已装订") : say(lang_, "not stapled", "未装订"));
  }

  void client_certificate(Fields& out) const {
    if (!one_.main.asks_client_certificate) return;
    add(out, "client certificate", "客户端证书",
        demands_client_certificate(one_.main) ? say(lang_, "required", "必须") : say(lang_, "asked for", "索要"));
  }

  const HostScene& scene_;
  Lang lang_;
  const AddressSeen& one_;
};

}  // namespace

std::vector<Endpoint> host_endpoints(const HostScene& scene) {
  std::vector<Endpoint> out;
  out.reserve(scene.seen.addresses.size());
  for (const AddressSeen& one : scene.seen.addresses) out.push_back(OneEndpoint(scene, one).make());
  if (out.empty()) out.push_back(endpoint_of("host", scene.host, {}, scene.seen.resolve, scene.lang));
  return out;
}

std::vector<Finding> host_findings(const HostScene& scene, const std::vector<SentChain>& chains) {
  std::vector<Finding> out;
  find_unreachable(scene, out);
  find_handshake(scene, out);
  find_client_certificate(scene, out);
  find_versions(scene, out);
  find_name(scene, out);
  find_differences(scene, out);
  find_deployed(scene, chains, out);
  return out;
}

}  // namespace certdoc
