// What was typed -> codes -> Report. The order of attempts is the order of certainty: an id, a number or symbol
// that names its family, a message text, a bare number, a part of a text.
#include "certdoc/explain.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/text.hpp"
#include "diagnose/answer.hpp"
#include "diagnose/found.hpp"
#include "diagnose/suggest.hpp"
#include "kb/decompose.hpp"
#include "kb/messages.hpp"
#include "kb/scan.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMaxCandidates = 12;
constexpr std::size_t kEcho = 160;

std::string_view say(const Answer& answer, std::string_view en, std::string_view zh) {
  return answer.options().lang == Lang::zh ? zh : en;
}

// What is echoed of an input: short, and never a key that somebody pasted.
std::string echo(const std::string& argument) {
  if (argument.find("PRIVATE KEY") != std::string::npos) return "[PRIVATE KEY]";
  return text::shortened(text::trim(argument), kEcho);
}

class Typed {
 public:
  Typed(std::string argument, Answer& answer)
      : argument_(std::move(argument)), plain_(text::normal_without_ansi(argument_)), answer_(answer) {}

  void run() {
    if (by_id() || by_scan() || by_number() || by_search()) return;
    give_up();
  }

 private:
  const kb::Knowledge& knowledge() const { return answer_.knowledge(); }
  const std::string& family() const { return answer_.options().family; }

  bool by_id() {
    const std::string id(text::trim(plain_));
    if (const kb::Cause cause = knowledge().cause(text::lower(id))) {
      answer_.answer_cause(cause);
      return true;
    }
    const std::size_t colon = id.find(':');
    const auto known = kb::family_index(text::lower(std::string_view(id).substr(0, colon)));
    if (colon == std::string::npos || !known) return false;
    const std::string whole = fmt::format("{}:{}", kb::families()[*known].id, id.substr(colon + 1));
    if (!knowledge().code(whole) && !knowledge().entry(whole)) return false;
    answer_.explain(whole);
    return true;
  }

  bool by_scan() {
    scan_ = kb::scan(plain_, kb::Mode::typed, knowledge());
    auto ids = scan_.ids;
    add_message_ids(plain_, kb::MessageIndex(knowledge()), knowledge(), ids);
    narrow(ids);
    for (const std::string& id : ids) answer_.explain(id);
    return !ids.empty();
  }

  // --family leaves only what belongs to it, under that family's name where a code has several.
  void narrow(std::vector<std::string>& ids) const {
    if (family().empty()) return;
    const auto outside = [&](const std::string& id) { return id.substr(0, id.find(':')) != family(); };
    for (std::string& id : ids) {
      for (const std::string& other : relatives(id, knowledge())) {
        if (outside(id) && !outside(other)) id = other;
      }
    }
    std::erase_if(ids, outside);
  }

  bool by_number() {
    bool any = false;
    for (const kb::Number& number : scan_.open) any = explain(number) || any;
    return any;
  }

  bool explain(const kb::Number& number) {
    auto codes = knowledge().by_value(number.value);
    std::erase_if(codes, [&](const kb::Code& code) {
      return family().empty() ? kb::family_of(code).id == "openssl-library" : kb::family_of(code).id != family();
    });
    drop_relatives(codes, knowledge());
    if (codes.size() == 1) answer_.explain(std::string(codes.front().id()));
    if (codes.size() > 1) answer_.suggest_candidates(number.written, codes);
    return !codes.empty() || flags(number);
  }

  // CERT_TRUST_STATUS is a sum of flags.
  bool flags(const kb::Number& number) {
    if (family() != "trust-status") return false;
    bool any = false;
    for (std::uint32_t bit = 1; bit != 0; bit <<= 1U) {
      const auto code = (number.value & bit) != 0 ? knowledge().by_value(bit, "trust-status") : kb::Code{};
      if (code) answer_.explain(std::string(code.id()));
      any = any || code;
    }
    return any;
  }

  bool by_search() {
    if (!scan_.open.empty()) return false;
    auto codes = kb::search(knowledge(), plain_, family().empty() ? kMaxCandidates : 4096);
    if (!family().empty()) {
      std::erase_if(codes, [&](const kb::Code& code) { return kb::family_of(code).id != family(); });
    }
    drop_relatives(codes, knowledge());
    if (codes.empty()) return false;
    const bool one = codes.size() == 1 || kb::is_whole_text(knowledge(), codes.front(), plain_);
    if (one) {
      answer_.explain(std::string(codes.front().id()));
    } else {
      codes.resize(std::min(codes.size(), kMaxCandidates));
      answer_.suggest_candidates(echo(argument_), codes);
    }
    return true;
  }

  void give_up() {
    Unrecognised nothing;
    nothing.input = echo(argument_);
    if (!family().empty()) {
      nothing.tried.emplace_back(fmt::format(fmt::runtime(say(answer_, "family {} only", "仅限 {} 类")), family()));
    }
    if (!scan_.open.empty()) nothing.tried.emplace_back(say(answer_, "numbers of every table", "所有表中的编号"));
    nothing.tried.emplace_back(say(answer_, "symbols", "符号名"));
    nothing.tried.emplace_back(say(answer_, "message texts in English and Chinese", "中英文错误文本"));
    nothing.tried.emplace_back(say(answer_, "causes and topics", "原因与主题"));
    for (const kb::Number& number : scan_.open) {
      if (number.value > 0xFFFFFFFFLL || number.value < -0x80000000LL) continue;
      const auto code = static_cast<std::uint32_t>(number.value);
      if (code > 0xFFFFU) nothing.parts = kb::parts_of_number(code, knowledge(), answer_.options().lang);
    }
    nothing.suggestions = suggestions(text::trim(plain_), knowledge());
    answer_.report.unrecognised.push_back(std::move(nothing));
  }

  std::string argument_;
  std::string plain_;
  Answer& answer_;
  kb::Scan scan_;
};

}  // namespace

void finish_explain(Answer& answer) {
  Report& report = answer.report;
  if (!report.unrecognised.empty()) answer.add_triage();
  const bool found = !report.explanations.empty() || !report.candidates.empty() || !report.cause_answers.empty();
  report.summary.exit = found ? 0 : 1;
}

Report explain(const std::vector<std::string>& arguments, const KnowledgeBase& knowledge,
               const ExplainOptions& options) {
  Answer answer(knowledge.tables(), options);
  for (const std::string& argument : arguments) Typed(argument, answer).run();
  finish_explain(answer);
  return std::move(answer.report);
}

}  // namespace certdoc
