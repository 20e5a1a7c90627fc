#include "diagnose/pasted_key.hpp"

#include "base/say.hpp"

namespace certdoc {
namespace {

std::string message_of(std::string_view form, std::size_t keys, Lang lang) {
  if (keys > 1)
    return say(
        lang,
        "{} private keys ({}) stand in the text; they are not shown here. If it was sent to anybody, treat them as "
        "compromised",
        "文本中含有 {} 个私钥（{}），此处不显示。如果文本发给过任何人，应视为密钥已泄露", keys, form);
  return say(lang,
             "a private key ({}) stands in the text; it is not shown here. If it was sent to anybody, treat the key as "
             "compromised",
             "文本中含有私钥（{}），此处不显示。如果文本发给过任何人，应视为密钥已泄露", form);
}

}  // namespace

void warn_of_key(const std::string& subject, std::string_view form, const std::vector<std::uint64_t>& lines,
                 Answer& answer) {
  const Lang lang = answer.options().lang;
  Finding finding;
  finding.cause = "private-key-exposed";
  finding.verdict = Verdict::confirmed;
  finding.severity = Severity::warning;
  finding.subject = subject;
  finding.message = message_of(form, lines.size(), lang);
  for (const std::uint64_t line : lines) {
    finding.evidence.push_back(
        {say(lang, "line", "行"), {}, fmt::format("{}", line), fmt::format("{}:{}", subject, line)});
  }
  answer.complete(finding);
  answer.report.findings.push_back(std::move(finding));
}

}  // namespace certdoc
