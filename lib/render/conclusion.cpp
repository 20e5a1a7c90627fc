#include "render/conclusion.hpp"

#include <algorithm>

#include "base/say.hpp"
#include "certdoc/exit_status.hpp"
#include "render/order.hpp"

namespace certdoc {
namespace {

std::string of_finding(const Finding& worst, std::size_t more, Lang lang) {
  const std::string_view colon = lang == Lang::zh ? "：" : ": ";
  const std::string first = fmt::format("{}{}{}", worst.cause, colon, worst.message);
  return more == 0 ? first : first + say(lang, " (and {} more)", "（另有 {} 项）", more);
}

std::string of_explanations(const Report& report) {
  const Explanation& first = report.explanations.front();
  const bool redundant = first.symbol.empty() || first.code.ends_with(first.symbol);
  std::string out = redundant ? first.code : first.code + " " + first.symbol;
  if (const std::size_t more = report.explanations.size() - 1; more > 0)
    out += say(report.lang, " (and {} more)", "（另有 {} 个）", more);
  return out;
}

}  // namespace

std::string conclusion_of(const Report& report) {
  if (!report.conclusion.empty()) return report.conclusion;
  // What kept the asked for from being examined is the answer, unless something wrong was found all the same.
  constexpr int kSick = static_cast<int>(ExitStatus::sick);
  if (!report.errors.empty() && report.summary.exit != kSick) return report.errors.front().what_in(report.lang);
  const auto sorted = in_order(report.findings);
  const auto of_verdict = [&](Verdict verdict) {
    return static_cast<std::size_t>(
        std::count_if(sorted.begin(), sorted.end(), [&](const Finding* f) { return f->verdict == verdict; }));
  };
  if (const std::size_t confirmed = of_verdict(Verdict::confirmed); confirmed > 0)
    return of_finding(*sorted.front(), confirmed - 1, report.lang);
  if (!report.errors.empty()) return report.errors.front().what_in(report.lang);
  if (report.summary.exit == 3 && !sorted.empty())
    return of_finding(*sorted.front(), of_verdict(Verdict::unknown) - 1, report.lang);
  if (!report.explanations.empty()) return of_explanations(report);
  if (!report.unrecognised.empty()) return say(report.lang, "not recognised", "无法识别");
  std::string out = say(report.lang, "nothing wrong was found", "没有发现问题");
  if (const std::size_t n = of_verdict(Verdict::ruled_out); n > 0)
    out += say(report.lang, "; {} ruled out", "；{} 项已排除", n);
  if (const std::size_t n = of_verdict(Verdict::unknown); n > 0)
    out += say(report.lang, "; {} not known", "；{} 项未知", n);
  return out;
}

}  // namespace certdoc
