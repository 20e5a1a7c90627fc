#include "render/endpoints.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

//   CRL  http://crl.example.com/issuing.crl
//     resolve    crl.example.com: 192.0.2.7                                  12 ms
//   ! connect    192.0.2.7:80: timed out: nothing came back                9988 ms
constexpr std::size_t kIndent = 4;
constexpr std::size_t kColumn = 15;  // where what was tried begins
constexpr std::size_t kTime = 10;    // with the blanks in front of it
constexpr std::size_t kRoom = Page::kColumns - kColumn - kTime;
constexpr std::size_t kMostPhases = 16;  // of one endpoint, without -v

struct Named {
  std::string_view id, en, zh;
};

constexpr std::array kKinds{
    Named{"crl", "CRL", "CRL"},
    Named{"ocsp", "OCSP", "OCSP"},
    Named{"issuer", "issuer certificate", "颁发者证书"},
    Named{"host", "server", "服务器"},
    Named{"ntp", "NTP", "NTP"},
    Named{"http-date", "HTTP Date", "HTTP Date"},
    Named{"tls", "TLS", "TLS"},
    Named{"timestamp", "time stamp", "时间戳"},
};

constexpr std::array kPhases{
    Named{"url", "URL", "网址"},
    Named{"resolve", "resolve", "域名解析"},
    Named{"connect", "connect", "连接"},
    Named{"proxy", "proxy", "代理"},
    Named{"tls", "TLS", "TLS"},
    Named{"starttls", "STARTTLS", "STARTTLS"},
    Named{"request", "request", "请求"},
    Named{"response", "response", "响应"},
    Named{"redirect", "redirect", "跳转"},
    Named{"body", "body", "内容"},
    Named{"answer", "answer", "应答"},
    Named{"parse", "parse", "解析内容"},
    Named{"issuer", "issuer", "颁发者"},
    Named{"signature", "signature", "签名"},
    Named{"freshness", "freshness", "时效"},
};

template <std::size_t n>
std::string_view word_of(const std::array<Named, n>& all, std::string_view id, Lang lang) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.id == id; });
  if (found == all.end()) return id;
  return lang == Lang::zh ? found->zh : found->en;
}

std::string padded(std::string_view s, std::size_t columns) {
  const std::size_t used = text::width(s);
  return std::string(s) + std::string(used < columns ? columns - used : 0, ' ');
}

bool is_bad(const EndpointPhase& phase) {
  return !phase.failure.empty() && phase.failure != "abandoned";
}

class EndpointWriter {
 public:
  EndpointWriter(Lang lang, const RenderOptions& options, Page& page)
      : options_(options), page_(page), lang_(lang), voice_(lang) {}

  void write(const Endpoint& e) {
    page_.blank();
    page_.heading(fmt::format("{} {}", e.good ? " " : "!", endpoint_kind_word(e.kind, lang_)), e.url, {});
    if (!e.subject.empty()) page_.labelled(kIndent, voice_.say(Word::endpoint_for), e.subject, kColumn);
    if (!e.outcome.empty() && (e.good || options_.verbose || !tells_failure(e))) page_.text(kIndent, e.outcome, 2);
    if (e.good && !options_.verbose) return in_short(e);
    phases(e);
    for (const Field& field : e.fields) page_.labelled(kIndent, field.label, field.value, kColumn);
  }

  void phases(const Endpoint& e) {
    std::size_t shown = 0;
    for (const EndpointPhase& phase : e.phases) {
      if (phase.phase == "url" && !is_bad(phase) && !options_.verbose) continue;  // that it is one says nothing
      if (shown++ == kMostPhases && !options_.verbose) return page_.text(kColumn, "...");
      row(phase, e.url);
    }
  }

 private:
  // A row of the table tells it already.
  static bool tells_failure(const Endpoint& e) { return std::any_of(e.phases.begin(), e.phases.end(), is_bad); }

  // `resolve 1 ms, connect 12 ms`: where all went well
  void in_short(const Endpoint& e) {
    std::vector<std::string> all;
    for (const EndpointPhase& phase : e.phases) {
      if (!phase.failure.empty() || phase.phase == "url") continue;
      all.push_back(fmt::format("{} {}", phase_word(phase.phase, lang_), phase_time(phase)));
    }
    if (!all.empty()) page_.text(kIndent, voice_.list(all), 2, Ink::dim);
  }

  // What stands in the heading is not said again.
  void row(const EndpointPhase& phase, const std::string& url) {
    const std::string remark = phase_remark(phase);
    const std::string place = phase.what == url ? std::string() : phase.what;
    const std::string what = place + (place.empty() || remark.empty() ? "" : ": ") + remark;
    const std::string safe = text::escaped(what);
    auto rows = text::wrapped(safe, kRoom);
    const auto fits = [](const std::string& one) { return text::width(one) <= kRoom; };
    const bool below = !std::all_of(rows.begin(), rows.end(), fits);
    if (rows.empty() || below) rows.assign(1, "");
    const std::string head =
        fmt::format("{}{}", is_bad(phase) ? "  ! " : "    ", padded(phase_word(phase.phase, lang_), kColumn - kIndent));
    const Ink ink = is_bad(phase) ? Ink::red : Ink::plain;
    page_.row(fmt::format("{}{}{:>{}}", head, padded(rows.front(), kRoom), phase_time(phase), kTime), ink);
    for (std::size_t n = 1; n < rows.size(); ++n) page_.row(std::string(kColumn, ' ') + rows[n], ink);
    if (below) page_.text(kIndent + 2, what, 0, ink);
  }

  const RenderOptions& options_;
  Page& page_;
  Lang lang_;
  Voice voice_;
};

}  // namespace

std::string_view endpoint_kind_word(std::string_view kind, Lang lang) {
  return word_of(kKinds, kind, lang);
}

std::string_view phase_word(std::string_view phase, Lang lang) {
  return word_of(kPhases, phase, lang);
}

std::string phase_remark(const EndpointPhase& phase) {
  const std::string& says = phase.says.empty() ? phase.failure : phase.says;
  if (phase.detail.empty() || says.find(phase.detail) != std::string::npos) return says;
  return says.empty() ? phase.detail : fmt::format("{} ({})", says, phase.detail);
}

std::string phase_time(const EndpointPhase& phase) {
  if (phase.microseconds < 1000) return "<1 ms";
  return fmt::format("{} ms", (phase.microseconds + 500) / 1000);
}

void render_endpoints(const Report& report, const RenderOptions& options, Page& page) {
  EndpointWriter writer(report.lang, options, page);
  for (const Endpoint& endpoint : report.endpoints) writer.write(endpoint);
}

void render_phases(const Endpoint& endpoint, const RenderOptions& options, Lang lang, Page& page) {
  EndpointWriter(lang, options, page).phases(endpoint);
}

}  // namespace certdoc
