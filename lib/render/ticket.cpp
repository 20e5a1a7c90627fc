// The report as a ticket: what a support engineer asks for first, then everything.
#include <fmt/format.h>

#include "base/say.hpp"
#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "render/conclusion.hpp"
#include "render/markdown_text.hpp"
#include "render/words.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kTitle = 120;  // columns

std::string fact(std::string_view label, std::string_view value) {
  return fmt::format("- {}: {}\n", markdown::plain(label), markdown::code(value));
}

std::string facts_of(const Report& report, const TicketFacts& facts) {
  const Lang lang = report.lang;
  std::string out = fact(say(lang, "command", "命令"), facts.command_line);
  out += fact(say(lang, "time", "时间"), report.time);
  out += fact(say(lang, "exit status", "退出码"), std::to_string(report.summary.exit));
  out += fmt::format("- {}\n", markdown::plain(counts_line(report.summary, report.summary.unknown, report.lang)));
  for (const Field& field : facts.fields) out += fact(field.label, field.value);
  return out;
}

std::string promise(const TicketFacts& facts, Lang lang) {
  const std::string none = say(lang, "This file holds no private key and no password.", "本文件不含私钥和密码。");
  const std::string names =
      facts.redacted
          ? say(lang,
                "Names, paths, addresses and hashes are placeholders; a second file, which stays with the sender, says "
                "what they stand for.",
                "名称、路径、地址和哈希已用占位符代替；对照表在另一个文件中，由发送者保存。")
          : say(lang, "Nothing was redacted: look it over before you send it.", "内容未脱敏：发送前请检查。");
  return fmt::format("*{} {}*\n", none, names);
}

std::string errors_of(const Report& report) {
  std::string out;
  for (const Error& error : report.errors) {
    out += fmt::format("- {}\n", markdown::plain(error.what_in(report.lang)));
    if (const std::string& hint = error.hint_in(report.lang); !hint.empty())
      out += fmt::format("  - {}\n", markdown::plain(hint));
  }
  return out.empty() ? out : fmt::format("\n## {}\n\n{}", say(report.lang, "Not examined", "未能检查"), out);
}

}  // namespace

std::string render_ticket(const Report& report, const TicketFacts& facts) {
  const Lang lang = report.lang;
  const std::string conclusion = conclusion_of(report);
  std::string out = fmt::format("# certdoc {}{}{}\n\n", markdown::plain(report.command), lang == Lang::zh ? "：" : ": ",
                                markdown::plain(text::shortened(conclusion, kTitle)));
  out += fmt::format("**{}** {}\n\n", say(lang, "Conclusion:", "结论："), markdown::plain(conclusion));
  out += facts_of(report, facts) + "\n" + promise(facts, lang);
  out += errors_of(report);
  if (const std::string whole = render_markdown(report); !whole.empty())
    out += fmt::format("\n## {}\n\n{}", say(lang, "Report", "报告"), whole);
  return out;
}

}  // namespace certdoc
