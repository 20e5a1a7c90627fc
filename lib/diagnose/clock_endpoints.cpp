// The endpoints of check-clock.
#include <fmt/format.h>
#include <algorithm>

#include "base/say.hpp"
#include "check/clock_words.hpp"
#include "check/net_words.hpp"
#include "diagnose/clock_picture.hpp"
#include "diagnose/clock_reading.hpp"
#include "net/url.hpp"

namespace certdoc {
namespace {

std::string seconds(Micros time) {
  return fmt::format("{:+.6f} s", static_cast<double>(time.count()) / 1e6);
}

std::string size(Micros time) {
  return fmt::format("{:.6f} s", static_cast<double>(time.count()) / 1e6);
}

struct RefusalWords {
  net::NtpRefusal refusal;
  std::string_view id, en, zh;
};

constexpr std::array kRefusals{
    RefusalWords{net::NtpRefusal::not_an_answer, "no-ntp", "what came back is no answer of an NTP server",
                 "返回的内容不是 NTP 服务器的应答"},
    RefusalWords{net::NtpRefusal::not_ours, "not-ours",
                 "an answer came, but not to this question: a late one, or one that somebody else made up",
                 "收到应答，但不是对本次提问的：可能是迟到的，也可能是他人伪造的"},
    RefusalWords{net::NtpRefusal::kiss, "kiss-of-death", "the server refuses by a kiss code",
                 "服务器以 kiss 代码拒绝服务"},
    RefusalWords{net::NtpRefusal::unsynchronised, "unsynchronised", "the server itself does not know the time",
                 "服务器自身未同步，不知道时间"},
    RefusalWords{net::NtpRefusal::no_time, "no-time", "the answer lacks a time, or its times contradict each other",
                 "应答缺少时间，或其中的时间相互矛盾"},
};

// What the kiss codes say that are there to say something (RFC 5905 7.4).
std::string kiss_words(const std::string& kiss, Lang lang) {
  if (kiss == "RATE") return say(lang, "it is asked too often", "请求过于频繁");
  if (kiss == "DENY") return say(lang, "it denies access", "拒绝访问");
  if (kiss == "RSTR") return say(lang, "its rules do not allow it", "其规则不允许");
  if (kiss == "INIT" || kiss == "STEP") return say(lang, "it is not synchronised yet", "它还没有同步");
  return {};
}

class EndpointMaker {
 public:
  EndpointMaker(const ClockQuestions& questions, const ClockFacts& facts, Lang lang)
      : questions_(questions), facts_(facts), lang_(lang), verdict_(judge_clock(facts)) {}

  Endpoint ntp(const net::NtpAnswer& answer, std::size_t source) const {
    const net::NtpServer& server = questions_.ntp[answer.server];
    Endpoint e = endpoint_of("ntp", net::host_and_port(server.host, server.port), {}, answer.trace, lang_);
    settle(e, source);
    if (!answer.best) refused(e, answer);
    if (answer.best && !answer.kiss.empty()) {
      e.outcome += say(lang_, "; asked once more, it refused ({})", "；再次询问时它拒绝了（{}）", answer.kiss);
    }
    if (answer.best) ntp_fields(e, answer);
    add(e, "configured in", "配置于", questions_.locations[answer.server]);
    return e;
  }

  Endpoint web(std::string_view kind, const std::string& url, const net::Response& response, std::size_t source) const {
    Endpoint e = endpoint_of(kind, url, {}, response.trace, lang_);
    settle(e, source);
    // Any answer has a Date, also one that says no or sends elsewhere: nothing else of it is looked at.
    if (response.status != 0) forgive(e);
    if (!facts_.sources[source].bounds && response.status != 0) {
      e.outcome = say(lang_, "it answered, but without a usable Date", "有应答，但没有可用的 Date");
      e.phases.back().failure = "no-date";
      e.phases.back().says = e.outcome;
    }
    web_fields(e, response);
    return e;
  }

  Endpoint tls(const net::TlsProbe& probe, const net::Response& http, const net::TlsSeen& seen,
               std::size_t source) const {
    const std::string url = net::host_and_port(probe.host, probe.port);
    if (date_bounds(http)) return web("tls", url, http, source);
    Endpoint e = endpoint_of("tls", url, {}, seen.trace, lang_);
    settle(e, source);
    if (facts_.sources[source].bounds) {
      e.outcome = say(lang_, "it does not tell the time; it is later than {}", "它没有给出时间；现在不早于 {}",
                      to_rfc3339(latest_seen(seen)));
    }
    if (const auto staple = staple_time(seen)) {
      add(e, "OCSP response made at", "OCSP 响应生成于", to_rfc3339(*staple));
    }
    if (const auto begin = youngest_begin(seen)) {
      add(e, "youngest certificate from", "最新证书生效于", to_rfc3339(*begin));
    }
    return e;
  }

 private:
  static Time latest_seen(const net::TlsSeen& seen) {
    return std::max(staple_time(seen).value_or(Time{}), youngest_begin(seen).value_or(Time{}));
  }

  // What it says of this clock, and whether that is believed.
  void settle(Endpoint& e, std::size_t n) const {
    const ClockSource& source = facts_.sources[n];
    const bool told = source.bounds && !source.bounds->is_floor();
    const bool believed = verdict_.trusted[n] || verdict_.basis != Basis::agreed;
    e.good = told && believed;
    if (!told) return;
    e.outcome = say(lang_, "this clock is {}", "本机时钟{}", offset_text(*source.bounds, lang_));
    if (!believed) e.outcome += say(lang_, "; that contradicts the others", "；与其他时间源矛盾");
  }

  static void forgive(Endpoint& e) {
    for (EndpointPhase& phase : e.phases) {
      if (phase.phase == "redirect" || phase.failure == "http-status") phase.failure = phase.says = "";
    }
  }

  void refused(Endpoint& e, const net::NtpAnswer& answer) const {
    const auto words = std::find_if(kRefusals.begin(), kRefusals.end(),
                                    [&](const RefusalWords& one) { return one.refusal == answer.refusal; });
    if (words == kRefusals.end() || e.phases.empty()) return;
    EndpointPhase& last = e.phases.back();
    last.failure = words->id;
    last.says = say(lang_, words->en, words->zh);
    if (answer.kiss.empty()) return;
    const std::string meaning = kiss_words(answer.kiss, lang_);
    last.detail = meaning.empty() ? answer.kiss : fmt::format("{}: {}", answer.kiss, meaning);
  }

  void ntp_fields(Endpoint& e, const net::NtpAnswer& answer) const {
    const Micros shift = facts_.shift;
    add(e, "offset", "偏差", seconds(answer.best->offset - shift));
    add(e, "uncertainty", "误差范围", size(answer.best->uncertainty));
    add(e, "delay", "往返延迟", size(answer.best->delay));
    add(e, "stratum", "层级", fmt::format("{}", answer.reply.stratum));
    add(e, "reference", "参考源", answer.reply.reference);
    add(e, "root delay", "根延迟", size(answer.reply.root_delay));
    add(e, "root dispersion", "根离散", size(answer.reply.root_dispersion));
    add(e, "answers", "应答数", say(lang_, "{} of {}", "{1} 次中 {0} 次", answer.answered, answer.asked));
  }

  void web_fields(Endpoint& e, const net::Response& response) const {
    if (response.status != 0) add(e, "status", "状态码", fmt::format("{}", response.status));
    add(e, "Date", "Date", response.date);
    add(e, "Age", "Age", response.age);
    if (response.through_proxy) add(e, "proxy", "代理", say(lang_, "yes", "是"));
  }

  void add(Endpoint& e, std::string_view en, std::string_view zh, const std::string& value) const {
    if (!value.empty()) e.fields.push_back({say(lang_, en, zh), value});
  }

  const ClockQuestions& questions_;
  const ClockFacts& facts_;
  Lang lang_;
  ClockVerdict verdict_;
};

}  // namespace

std::vector<Endpoint> clock_endpoints(const ClockQuestions& questions, const ClockAnswers& answers,
                                      const ClockFacts& facts, Lang lang) {
  const EndpointMaker make(questions, facts, lang);
  std::vector<Endpoint> out;
  for (const net::NtpAnswer& answer : answers.ntp) out.push_back(make.ntp(answer, out.size()));
  for (std::size_t n = 0; n < answers.http.size(); ++n) {
    out.push_back(make.web("http-date", facts.sources[out.size()].name, answers.http[n], out.size()));
  }
  for (std::size_t n = 0; n < answers.tls.size(); ++n) {
    out.push_back(make.tls(questions.tls[n], answers.tls_http[n], answers.tls[n], out.size()));
  }
  return out;
}

}  // namespace certdoc
