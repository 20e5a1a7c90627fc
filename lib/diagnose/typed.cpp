#include "diagnose/typed.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/text.hpp"
#include "diagnose/found.hpp"
#include "diagnose/suggest.hpp"
#include "kb/decompose.hpp"
#include "kb/messages.hpp"

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

}  // namespace

Typed::Typed(std::string argument, Answer& answer)
    : argument_(std::move(argument)), plain_(text::normal_without_ansi(argument_)), answer_(answer) {
  scan_ = kb::scan(plain_, kb::Mode::typed, knowledge());
  ids_ = scan_.ids;
  add_message_ids(plain_, kb::MessageIndex(knowledge()), knowledge(), ids_);
  narrow_to_family(ids_, family(), knowledge());
}

std::string Typed::named_cause() const {
  const kb::Cause cause = knowledge().cause(text::lower(text::trim(plain_)));
  return cause ? std::string(cause.id()) : std::string();
}

std::string Typed::named_id() const {
  const std::string id(text::trim(plain_));
  const std::size_t colon = id.find(':');
  const auto known = kb::family_index(text::lower(std::string_view(id).substr(0, colon)));
  if (colon == std::string::npos || !known) return {};
  std::string whole = fmt::format("{}:{}", kb::families()[*known].id, id.substr(colon + 1));
  if (!knowledge().code(whole) && !knowledge().entry(whole)) return {};
  return whole;
}

bool Typed::is_plain_word() const {
  return std::all_of(plain_.begin(), plain_.end(), [](char c) { return !text::is_digit(c) && c != '_'; });
}

void Typed::answer() {
  if (const auto cause = named_cause(); !cause.empty()) return answer_.answer_cause(knowledge().cause(cause));
  if (const auto id = named_id(); !id.empty()) return answer_.explain(id);
  for (const std::string& id : ids_) answer_.explain(id);
  if (!ids_.empty() || by_whole_text() || by_number() || by_search()) return;
  give_up();
}

// Somebody's own keyword, which may hold a number: `GW-17`.
bool Typed::by_whole_text() {
  const bool letters =
      std::any_of(plain_.begin(), plain_.end(), [](char c) { return text::lower(c) >= 'a' || (c & 0x80) != 0; });
  if (scan_.open.empty() || !letters || plain_.find("0x") != std::string::npos) return false;
  const auto codes = searched();
  if (codes.empty() || !kb::is_whole_text(knowledge(), codes.front(), plain_)) return false;
  answer_.explain(std::string(codes.front().id()));
  return true;
}

std::vector<kb::Code> Typed::searched() const {
  auto codes = kb::search(knowledge(), plain_, family().empty() ? kMaxCandidates : 4096);
  if (!family().empty()) {
    std::erase_if(codes, [&](const kb::Code& code) { return kb::family_of(code).id != family(); });
  }
  drop_relatives(codes, knowledge());
  return codes;
}

bool Typed::is_searched_text() const {
  return scan_.open.empty() && !searched().empty();
}

// Of `error:2F000064:lib(47)::reason(100)` only the code itself counts.
bool Typed::by_number() {
  const auto is_code = [](const kb::Number& number) { return number.hex && number.written.size() >= 8; };
  const bool has_code = std::any_of(scan_.open.begin(), scan_.open.end(), is_code);
  bool any = false;
  for (const kb::Number& number : scan_.open) {
    if (!has_code || is_code(number)) any = explain(number) || any;
  }
  return any;
}

bool Typed::explain(const kb::Number& number) {
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
bool Typed::flags(const kb::Number& number) {
  if (family() != "trust-status") return false;
  bool any = false;
  for (std::uint32_t bit = 1; bit != 0; bit <<= 1U) {
    const auto code = (number.value & bit) != 0 ? knowledge().by_value(bit, "trust-status") : kb::Code{};
    if (code) answer_.explain(std::string(code.id()));
    any = any || code;
  }
  return any;
}

bool Typed::by_search() {
  if (!scan_.open.empty()) return false;
  auto codes = searched();
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

void Typed::give_up() {
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

}  // namespace certdoc
