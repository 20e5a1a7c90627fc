#include "render/words.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace certdoc {
namespace {

struct Pair {
  std::string_view en;
  std::string_view zh;
};

// One place for every word, so that a missing translation does not compile.
constexpr Pair pair(Word w) {  // NOLINT(readability-function-size): a table
  switch (w) {
    case Word::likeliest_first: return {"{}, likeliest first", "{}，按可能性排序"};
    case Word::check: return {"check", "验证"};
    case Word::fix: return {"fix", "处理"};
    case Word::by_hand: return {"by hand", "手工"};
    case Word::also_possible: return {"also possible: {}", "还有可能：{}"};
    case Word::said: return {"People are told", "常见说法"};
    case Word::source: return {"Source", "来源"};
    case Word::sources: return {"Sources", "来源"};
    case Word::risk: return {"risk", "风险"};
    case Word::undo: return {"undo", "撤销"};
    case Word::contact: return {"contact", "联系"};
    case Word::warning: return {"Don't", "不要"};
    case Word::instead: return {"Instead", "应当"};
    case Word::see_also: return {"See also", "另见"};
    case Word::aliases: return {"Also written", "其他写法"};
    case Word::everything: return {"Everything known", "全部内容"};
    case Word::one_cause: return {"One cause in full", "单个原因详解"};
    case Word::ambiguous:
      return {"{} has several meanings. Say which one you mean:", "{} 有多种含义，请指明是哪一种："};
    case Word::unrecognised: return {"Not recognised: {}", "无法识别：{}"};
    case Word::tried: return {"tried", "已尝试"};
    case Word::did_you_mean: return {"did you mean", "您是否要找"};
    case Word::nothing_known:
      return {"certdoc knows no meaning for this and will not invent one.", "certdoc 没有它的含义记录，也不会编造。"};
    case Word::triage: return {"What to do about an unknown error, in this order", "遇到未知错误时，按此顺序排查"};
    case Word::shows_as: return {"shows up as", "表现为"};
    case Word::healthy: return {"when healthy", "正常状态"};
    case Word::lines: return {"line", "行"};
    case Word::times: return {"found {} x", "出现 {} 次"};
    case Word::claims: return {"What people are told, and what holds: {} with -v", "常见说法与事实：{} 条，用 -v 查看"};
    case Word::more_claims:
      return {"What people are told, and what holds: {} more with -v", "常见说法与事实：另有 {} 条，用 -v 查看"};
    case Word::retired: return {"Retired", "已停用"};
    case Word::fail: return {"FAIL", "错误"};
    case Word::warn: return {"WARN", "警告"};
    case Word::note: return {"note", "提示"};
    case Word::ok: return {"ok", "正常"};
    case Word::unknown: return {"?", "未知"};
    case Word::expected: return {"expected", "应为"};
    case Word::causes: return {"Causes", "原因"};
    case Word::remedies: return {"Remedies", "处理办法"};
    case Word::no_official: return {"no official text known", "没有已知的官方文本"};
    case Word::summary_line:
      return {"{0} error{1}, {2} warning{3}, {4} note{5}; {6} ruled out, {7} unknown",
              "{0} 个错误，{2} 个警告，{4} 条提示；{6} 项已排除，{7} 项未知"};
    case Word::wrong: return {"wrong", "错误"};
    case Word::half_right: return {"half right", "部分正确"};
    case Word::right: return {"right", "正确"};
    case Word::unverified: return {"not verified", "未经证实"};
    case Word::whatever_cause: return {"Whatever the cause", "无论何种原因"};
    case Word::state: return {"closed", "未打开"};
    case Word::subject: return {"subject", "主题"};
    case Word::issuer: return {"issuer", "颁发者"};
    case Word::serial: return {"serial", "序列号"};
    case Word::valid: return {"valid", "有效期"};
    case Word::from_to: return {"{} to {}", "{} 至 {}"};
    case Word::key: return {"key", "密钥"};
    case Word::signature: return {"signature", "签名算法"};
    case Word::next: return {"next", "下一步"};
    case Word::more_notes: return {"{}: {} more; -v lists them", "{}：另有 {} 项，用 -v 列出"};
    case Word::more_families: return {"{} more keys; -v lists them", "另有 {} 个密钥，用 -v 列出"};
    case Word::chain_missing: return {"MISSING", "缺失"};
    case Word::chain_trusted: return {"trust store", "信任库"};
    case Word::chain_expired: return {"EXPIRED", "已过期"};
    case Word::chain_not_yet: return {"NOT YET", "未生效"};
    case Word::chain_other: return {"another path:", "另一条路径："};
    case Word::chain_bad: return {"bad", "有问题"};
    case Word::endpoint_for: return {"for", "用于"};
    case Word::endpoint_failed: return {"failed", "失败"};
    case Word::hosts_count: return {"{} hosts, {} with errors", "{} 台主机，{} 台有错误"};
    case Word::not_checked: return {"-", "-"};
    case Word::go: return {"GO", "GO"};
    case Word::go_why: return {"what was checked is in order", "可以部署：已检查的内容没有问题"};
    case Word::go_but: return {"; not checked: {}", "；未检查：{}"};
    case Word::no_go: return {"NO-GO", "NO-GO"};
    case Word::undecided: return {"UNDECIDED", "UNDECIDED"};
    case Word::undecided_why:
      return {"nothing wrong was found, but not everything could be examined",
              "无法判定：没有发现问题，但有内容未能检查"};
    case Word::endpoint_good: return {"answered", "有应答"};
    case Word::openssl_hashes:
      return {"As openssl ... -pubkey | openssl sha256 prints them:", "openssl ... -pubkey | openssl sha256 的结果："};
    case Word::risk_none: return {"none: it only looks", "无：只查看"};
    case Word::risk_low: return {"low", "低"};
    case Word::risk_high: return {"high", "高"};
    case Word::risk_refuse: return {"not recommended", "不建议"};
    case Word::is_cause: return {"YES", "是"};
    case Word::is_no_cause: return {"no", "否"};
    case Word::guessed: return {"{} (guessed from what was given)", "{}（根据所给材料推测）"};
    case Word::other_contexts: return {"other situations, with --context: {}", "其他场合，可用 --context 指定：{}"};
    case Word::more_findings: return {"and {} more, with -v", "另有 {} 项，用 -v 查看"};
    case Word::also_noticed: return {"Also noticed, not a cause of this error", "另外发现的问题，与此错误无关"};
    case Word::perhaps_noticed:
      return {"Also noticed; whether it is the cause is not known", "另外发现的问题；是否为原因尚不清楚"};
    case Word::appears: return {"{} shows up as", "{} 表现为"};
    case Word::in_browsers: return {"browsers", "浏览器"};
    case Word::anywhere: return {"elsewhere", "其他"};
  }
  return {};
}

}  // namespace

std::string_view word(Word w, Lang lang) {
  const Pair both = pair(w);
  return lang == Lang::zh ? both.zh : both.en;
}

Word noticed_word(const Report& report) {
  const bool dark = !report.unrecognised.empty() || !report.candidates.empty() ||
                    std::any_of(report.diagnoses.begin(), report.diagnoses.end(),
                                [](const Diagnosis& one) { return one.causes.empty(); });
  return dark ? Word::perhaps_noticed : Word::also_noticed;
}

Word badge_word(const Finding& finding) {
  if (finding.verdict == Verdict::ruled_out) return Word::ok;
  if (finding.verdict == Verdict::unknown) return Word::unknown;
  return finding.severity == Severity::error     ? Word::fail
         : finding.severity == Severity::warning ? Word::warn
                                                 : Word::note;
}

Word claim_word(std::string_view verdict) {
  if (verdict == "right") return Word::right;
  if (verdict == "wrong") return Word::wrong;
  return verdict == "half-right" ? Word::half_right : Word::unverified;
}

Word risk_word(std::string_view risk) {
  if (risk == "none") return Word::risk_none;
  if (risk == "low") return Word::risk_low;
  return risk == "high" ? Word::risk_high : Word::risk_refuse;
}

std::string counts_line(const Summary& s, std::ptrdiff_t unknown, Lang lang) {
  const auto plural = [](int n) { return n == 1 ? "" : "s"; };
  return fmt::format(fmt::runtime(word(Word::summary_line, lang)), s.error, plural(s.error), s.warning,
                     plural(s.warning), s.note, plural(s.note), s.ruled_out, unknown);
}

}  // namespace certdoc
