// tls-handshake-failed and its kin: why no handshake came about, by what the server said.
#include <fmt/format.h>
#include <algorithm>
#include <utility>

#include "base/say.hpp"
#include "check/host.hpp"
#include "check/host_words.hpp"
#include "check/net_words.hpp"
#include "check/tally.hpp"
#include "net/tls_alert.hpp"

namespace certdoc {
namespace {

using net::AddressSeen;
using net::Failure;
using net::Phase;
using net::Step;

struct Diagnosis {
  std::string_view cause;
  std::string message;
  std::string next = {};
};

std::string first_line(std::string_view s) {
  constexpr std::size_t kMost = 120;
  return std::string(s.substr(0, std::min(s.find_first_of("\r\n"), kMost)));
}

// The protocol in whose clothes TLS is spoken after STARTTLS; empty: there is none.
std::string_view starttls_for(net::Spoken spoken) {
  using net::Spoken;
  switch (spoken) {
    case Spoken::smtp: return "smtp";
    case Spoken::ftp: return "ftp";
    case Spoken::imap: return "imap";
    case Spoken::pop3: return "pop3";
    case Spoken::mysql: return "mysql";
    case Spoken::nntp: return "nntp";
    case Spoken::sieve: return "sieve";
    case Spoken::xmpp: return "xmpp";
    case Spoken::ldap: return "ldap";
    default: return {};
  }
}

class Handshakes {
 public:
  explicit Handshakes(const HostScene& scene) : scene_(scene), lang_(scene.lang), host_(scene.host) {}

  void run(std::vector<Finding>& out) {
    for (const AddressSeen& one : scene_.seen.addresses) look_at(one);
    for (const auto& tally : tallies_) append(out, tally.second.finding({}));
    if (scene_.everything && speaks_tls_) {
      Tally tally("tls-not-spoken", host_);
      tally.healthy(say(lang_, "{} answers in TLS", "{} 以 TLS 应答", host_));
      append(out, tally.finding({}));
    }
    if (!tallies_.empty() || !worked_ || !scene_.everything) return;
    Tally tally("tls-handshake-failed", host_);
    tally.healthy(say(lang_, "the TLS handshake with {} works", "与 {} 的 TLS 握手成功", host_));
    append(out, tally.finding({}));
  }

 private:
  void look_at(const AddressSeen& one) {
    worked_ = worked_ || one.main.complete;
    const Step* const step = one.main.trace.failed();
    // Refusing is answering, too.
    speaks_tls_ = speaks_tls_ || one.main.version || (step != nullptr && step->failure == Failure::tls_alert);
    if (step == nullptr || unreached(one.main) != nullptr || demands_client_certificate(one.main)) return;
    Diagnosis found = step->phase == Phase::starttls ? in_plain_text(*step) : in_tls(one, *step);
    Tally& tally = tally_of(found.cause);
    tally.sick(Severity::error, std::move(found.message),
               {phase_label(step->phase, lang_), {}, failure_words(*step, lang_), one.main.address});
    tally.next(std::move(found.next));
    if (!step->detail.empty()) {
      tally.add({say(lang_, "in its own words", "原文"), {}, first_line(step->detail), one.main.address});
    }
    const std::string versions = version_list(one, net::Offered::yes);
    if (!versions.empty()) tally.add({say(lang_, "versions", "支持的版本"), {}, versions, one.main.address});
  }

  Tally& tally_of(std::string_view cause) {
    const auto known =
        std::find_if(tallies_.begin(), tallies_.end(), [&](const auto& one) { return one.first == cause; });
    if (known != tallies_.end()) return known->second;
    return tallies_.emplace_back(cause, Tally(cause, host_)).second;
  }

  Diagnosis in_plain_text(const Step& step) const {
    const std::string_view protocol = name_of(scene_.question.starttls);
    switch (step.failure) {
      case Failure::starttls_missing:
        return {"starttls-unavailable",
                say(lang_, "{} does not offer STARTTLS ({})", "{} 不提供 STARTTLS（{}）", host_, protocol)};
      case Failure::starttls_refused:
        return {"starttls-unavailable", say(lang_, "{} refuses STARTTLS ({}): {}", "{} 拒绝 STARTTLS（{}）：{}", host_,
                                            protocol, first_line(step.detail))};
      case Failure::starttls_injected:
        return {"starttls-injection",
                say(lang_, "{} sends plain text behind its consent to STARTTLS; clients take that for protected",
                    "{} 同意 STARTTLS 之后仍发送明文，客户端会把它当作加密内容", host_)};
      case Failure::starttls_foreign:
        return {"tls-not-spoken", say(lang_, "{} does not speak {}", "{} 不使用 {} 协议", host_, protocol)};
      case Failure::timed_out:
        if (!step.detail.empty()) {
          return {"tls-handshake-failed", say(lang_, "{} begins to speak, and falls silent before STARTTLS ({})",
                                              "{} 开始应答，但在 STARTTLS（{}）之前没有了下文", host_, protocol)};
        }
        return {"tls-handshake-failed",
                say(lang_,
                    "{} waits silently where {} would speak; a port that speaks TLS from the start wants no --starttls",
                    "{} 没有按 {} 协议应答；一开始就使用 TLS 的端口不需要 --starttls", host_, protocol)};
      default:
        return {"tls-handshake-failed", say(lang_, "{} breaks off before STARTTLS: {}", "{} 在 STARTTLS 之前中断：{}",
                                            host_, failure_words(step, lang_))};
    }
  }

  Diagnosis in_tls(const AddressSeen& one, const Step& step) const {
    switch (step.failure) {
      case Failure::tls_not_spoken: return not_tls(one);
      case Failure::tls_alert: return alert(one, step.code);
      case Failure::tls_failed: return our_side(one, step);
      case Failure::timed_out:
        return failed(say(lang_, "{}: connected, but the TLS handshake did not end in time",
                          "{}：已连接，但 TLS 握手未在时限内完成", host_));
      default: return hung_up(one, step);
    }
  }

  static Diagnosis failed(std::string message) { return {"tls-handshake-failed", std::move(message)}; }

  Diagnosis not_tls(const AddressSeen& one) const {
    const std::string what = spoken_words(one.main.spoken, lang_);
    const std::string_view protocol = starttls_for(one.main.spoken);
    std::string next;
    if (!protocol.empty() && !scene_.command.empty() && scene_.question.starttls == net::Starttls::none) {
      next = fmt::format("{} --starttls {}", scene_.command, protocol);
    }
    if (one.main.spoken == net::Spoken::unknown) {
      return {"tls-not-spoken", say(lang_, "{} does not answer in TLS", "{} 的应答不是 TLS", host_), next};
    }
    return {"tls-not-spoken", say(lang_, "{} does not speak TLS, but {}", "{} 不是 TLS，而是{}", host_, what), next};
  }

  Diagnosis by_name() const {
    return {"sni-wrong", say(lang_, "{} breaks off for the name {} (SNI), and answers without a name",
                             "{} 对名称 {}（SNI）中断握手，不带名称时有应答", host_, scene_.question.servername)};
  }

  Diagnosis alert(const AddressSeen& one, int code) const {
    const std::string words = alert_words(code);
    const bool before_hello = !one.main.version.has_value();
    if (code == net::unrecognized_name) {
      return {"sni-wrong",
              scene_.question.servername.empty()
                  ? say(lang_, "{} wants a server name (SNI), and none was sent", "{} 需要 SNI，但没有发送", host_)
                  : say(lang_, "{} does not know the name {} (SNI): {}", "{} 不认识名称 {}（SNI）：{}", host_,
                        scene_.question.servername, words)};
    }
    if (code == net::protocol_version) return no_version(one);
    if (!scene_.question.servername.empty() && works_without_name(one)) return by_name();
    const bool no_parameters = code == net::insufficient_security || (code == net::handshake_failure && before_hello);
    if (no_parameters) {
      return {
          "tls-no-common-cipher",
          say(lang_, "{} finds no cipher, curve or signature that it shares with us, or none for its certificate: {}",
              "{} 找不到与我方共同的加密套件、曲线或签名算法，或没有适合其证书的：{}", host_, words)};
    }
    return failed(say(lang_, "{} broke off the TLS handshake: {}", "{} 中止了 TLS 握手：{}", host_, words));
  }

  Diagnosis no_version(const AddressSeen& one) const {
    const std::string only = version_list(one, net::Offered::yes);
    if (only.empty()) {
      return {"tls-no-common-version",
              say(lang_, "{} speaks none of TLS 1.0 to 1.3", "{} 不支持 TLS 1.0 至 1.3 中的任何版本", host_)};
    }
    return {"tls-no-common-version", say(lang_, "{} speaks {} only", "{} 只支持 {}", host_, only)};
  }

  Diagnosis our_side(const AddressSeen& one, const Step& step) const {
    if (one.main.alert_sent == net::protocol_version) return no_version(one);
    return failed(say(lang_, "the TLS handshake with {} fails: {}", "与 {} 的 TLS 握手失败：{}", host_,
                      step.detail.empty() ? failure_words(step, lang_) : step.detail));
  }

  Diagnosis hung_up(const AddressSeen& one, const Step& step) const {
    if (!scene_.question.servername.empty() && works_without_name(one)) return by_name();
    return failed(say(lang_, "{} hangs up during the TLS handshake, without an alert: {}",
                      "{} 在 TLS 握手中直接断开，没有告警：{}", host_, failure_words(step, lang_)));
  }

  const HostScene& scene_;
  Lang lang_;
  const std::string& host_;
  std::vector<std::pair<std::string_view, Tally>> tallies_;
  bool worked_ = false, speaks_tls_ = false;
};

}  // namespace

void find_handshake(const HostScene& scene, std::vector<Finding>& out) {
  Handshakes(scene).run(out);
}

}  // namespace certdoc
