#include "check/timestamp.hpp"

#include <fmt/format.h>
#include <chrono>

#include "base/quote.hpp"
#include "base/say.hpp"
#include "check/net_words.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using std::chrono::seconds;

// RFC 3161 2.4.2
std::string status_words(int status, Lang lang) {
  switch (status) {
    case 0: return say(lang, "granted", "已签发");
    case 1: return say(lang, "granted with modifications", "已签发（有改动）");
    case 2: return say(lang, "rejection", "拒绝");
    case 3: return say(lang, "waiting", "等待");
    case 4: return say(lang, "revocation warning", "即将吊销");
    case 5: return say(lang, "revoked", "已吊销");
    default: return std::to_string(status);
  }
}

// The stamp was made between the request and the answer: how far its time lies outside of that.
seconds clock_error(const TimestampScene& scene) {
  const auto sent = std::chrono::floor<seconds>(scene.response.sent_at);
  const auto came = std::chrono::ceil<seconds>(scene.response.headers_at);
  const Time stamp = *scene.stamp.time;
  if (stamp < sent) return sent - stamp;
  return stamp > came ? stamp - came : seconds(0);
}

class Stamped {
 public:
  explicit Stamped(const TimestampScene& scene)
      : scene_(scene), lang_(scene.lang), tally_("timestamp-unreachable", scene.url) {}

  std::vector<Finding> run() {
    std::vector<Finding> out;
    if (const net::Step* failed = scene_.response.trace.failed()) {
      unreachable(*failed);
    } else if (!scene_.stamp.read) {
      no_reply();
    } else if (!scene_.stamp.granted() || !scene_.stamp.has_token) {
      refused();
    } else {
      judge();
    }
    append(out, tally_.finding({}));
    if (scene_.stamp.time) clock(out);
    return out;
  }

 private:
  void sick(const std::string& message, std::string label, std::string actual) {
    tally_.sick(Severity::error, message, {std::move(label), {}, std::move(actual), scene_.url});
  }

  void unreachable(const net::Step& step) {
    sick(say(lang_, "{} gives no time stamp: {}", "{} 无法提供时间戳：{}", scene_.url, failure_with_place(step, lang_)),
         phase_label(step.phase, lang_), failure_words(step, lang_));
    const auto url = quoted_for_sh(scene_.url);
    if (url) tally_.next(fmt::format("curl -v --max-time 10 -o /dev/null {}", *url));
  }

  void no_reply() {
    sick(say(lang_, "{} answers, but not with a time stamp", "{} 有应答，但不是时间戳", scene_.url),
         say(lang_, "content type", "内容类型"), scene_.response.content_type);
    if (!scene_.stamp.problem.empty()) tally_.add({"OpenSSL", {}, scene_.stamp.problem, {}});
  }

  void refused() {
    const Timestamp& stamp = scene_.stamp;
    const std::string why = stamp.failure.empty() ? stamp.status_text : stamp.failure;
    sick(say(lang_, "{} refuses: {}", "{} 拒绝签发：{}", scene_.url,
             why.empty() ? status_words(stamp.status, lang_) : why),
         "PKIStatus", fmt::format("{} ({})", status_words(stamp.status, lang_), stamp.status));
    if (!stamp.status_text.empty()) tally_.add({say(lang_, "in its own words", "原文"), {}, stamp.status_text, {}});
  }

  void judge() {
    const Timestamp& stamp = scene_.stamp;
    if (!stamp.answers_request) {
      sick(say(lang_, "what {} stamped is not what was asked for", "{} 签发的不是所请求的内容", scene_.url),
           say(lang_, "hash or nonce", "哈希或随机数"), say(lang_, "differs", "不一致"));
    }
    if (stamp.certificates.empty()) {
      sick(say(lang_, "the time stamp of {} comes without the certificate that signed it",
               "{} 的时间戳没有附带签名证书", scene_.url),
           "certReq", "TRUE");
    } else if (!stamp.signature_good) {
      sick(say(lang_, "the signature of the time stamp of {} does not verify", "{} 的时间戳签名无效", scene_.url),
           say(lang_, "signature", "签名"), say(lang_, "wrong", "错误"));
    } else if (!stamp.signer_named) {
      sick(say(lang_, "the time stamp of {} does not name its signer (signingCertificate)",
               "{} 的时间戳没有写明签名证书（signingCertificate）", scene_.url),
           "signingCertificate", say(lang_, "missing", "缺失"));
    }
    tally_.healthy(say(lang_, "{} gives time stamps", "{} 可以签发时间戳", scene_.url));
  }

  void clock(std::vector<Finding>& out) const {
    constexpr seconds kMost{60};
    const seconds error = clock_error(scene_);
    Tally tally("clock-skewed", scene_.url);
    if (error > kMost) {
      tally.sick(Severity::warning,
                 say(lang_, "the clock of {} and that of this machine are {} s apart", "{} 的时钟与本机相差 {} 秒",
                     scene_.url, error.count()),
                 {say(lang_, "its time", "对方时间"), {}, to_rfc3339(*scene_.stamp.time), scene_.url});
    } else if (scene_.everything) {
      tally.healthy(say(lang_, "the clock of {} agrees with that of this machine", "{} 的时钟与本机一致", scene_.url));
    }
    append(out, tally.finding({}));
  }

  const TimestampScene& scene_;
  Lang lang_;
  Tally tally_;
};

}  // namespace

std::vector<Finding> timestamp_findings(const TimestampScene& scene) {
  return Stamped(scene).run();
}

Endpoint timestamp_endpoint(const TimestampScene& scene) {
  Endpoint out = endpoint_of("timestamp", scene.url, {}, scene.response.trace, scene.lang);
  const Timestamp& stamp = scene.stamp;
  out.good = out.good && stamp.read && stamp.granted() && stamp.has_token;
  if (!stamp.read) return out;
  out.outcome = status_words(stamp.status, scene.lang);
  if (stamp.time) out.fields.push_back({say(scene.lang, "time", "时间"), to_rfc3339(*stamp.time)});
  if (!stamp.policy.empty()) out.fields.push_back({say(scene.lang, "policy", "策略"), stamp.policy});
  return out;
}

}  // namespace certdoc
