#include "diagnose/typed.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/key_material.hpp"
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
  if (!private_key_form(argument).empty()) return std::string(kHiddenKey);
  return text::shortened(without_base64(text::trim(argument)), kEcho);
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

// `x509:20`, `hresult:0x80092004`, `schannel:36887`, and keys as they are shown: `export-soft-certificate`.
std::string Typed::named_id() const {
  const std::string typed(text::trim(plain_));
  const std::size_t colon = typed.find(':');
  std::vector<std::string> candidates;
  if (colon == std::string::npos) {
    for (const std::string_view own : {"topic", "cfca", "java", "event"})
      candidates.push_back(fmt::format("{}:{}", own, typed));
  } else if (const auto known = kb::family_index(text::lower(typed.substr(0, colon)))) {
    const std::string_view id = kb::families()[*known].id;
    candidates.push_back(fmt::format("{}:{}", id, typed.substr(colon + 1)));
    candidates.push_back(fmt::format("{}:{}/{}", id, text::lower(typed.substr(0, colon)), typed.substr(colon + 1)));
  }
  for (const std::string& id : candidates) {
    const bool wanted = family().empty() || id.starts_with(family() + ":");
    if (wanted && (knowledge().code(id) || knowledge().entry(id))) return id;
  }
  return {};
}

bool Typed::is_plain_word() const {
  return std::all_of(plain_.begin(), plain_.end(), [](char c) { return !text::is_digit(c) && c != '_'; });
}

void Typed::answer() {
  if (const auto cause = named_cause(); !cause.empty()) return answer_.answer_cause(knowledge().cause(cause));
  if (const auto id = named_id(); !id.empty()) return answer_.explain(id);
  for (const std::string& id : ids_) explain(id);
  if (!scan_.unknown_detail.empty()) answer_.report.notes.push_back(unknown_detail());
  if (!ids_.empty() || by_whole_text() || by_cause() || by_number() || by_search()) return;
  give_up();
}

std::string Typed::unknown_detail() const {
  return fmt::format(fmt::runtime(say(answer_, "The detail code {} is not known; the answer is for the code alone.",
                                      "明细码 {} 没有记录；以上仅针对主错误码。")),
                     scan_.unknown_detail);
}

// Under the symbol that was asked for, where a number has several.
void Typed::explain(const std::string& id) {
  answer_.explain(id);
  Explanation& explanation = answer_.report.explanations.back();
  if (explanation.id != id) return;  // explained before, for another argument
  for (std::string& alias : explanation.aliases) {
    const bool asked =
        alias.find('_') != std::string::npos && text::folded(plain_).find(text::folded(alias)) != std::string::npos;
    const bool also = text::folded(plain_).find(text::folded(explanation.symbol)) != std::string::npos;
    if (asked && !also && !explanation.symbol.empty()) return std::swap(alias, explanation.symbol);
  }
}

// The phrase of a cause, sick, in either language.
bool Typed::by_cause() {
  const std::string phrase = text::folded(plain_);
  std::vector<kb::Cause> found;
  for (const kb::Tables* tables : knowledge().layers()) {
    for (const kb::CauseRow& row : tables->causes) {
      const auto is = [&](kb::Str s) { return text::folded(tables->str(s)).find(phrase) != std::string::npos; };
      if (is(row.sick.en) || is(row.sick.zh)) found.push_back({tables, &row});
    }
  }
  if (found.size() != 1 || phrase.size() < 12 || !family().empty()) return false;
  answer_.answer_cause(found.front());
  return true;
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
  return !words().empty() && !searched().empty();
}

// The words around the numbers, e.g. `tls` of `tls 48`.
std::vector<std::string> Typed::words() const {
  std::vector<std::string> all;
  std::string word;
  for (const char c : plain_ + " ") {
    if (text::is_word(c) || (c & 0x80) != 0) {
      word.push_back(c);
      continue;
    }
    const bool number = !word.empty() && text::is_digit(word.front());
    if (!word.empty() && !number) all.push_back(text::lower(word));
    word.clear();
  }
  return all;
}

// A number is a code where nothing else was typed, or only the name of a family; the numbers of a sentence
// (`connect to 10.1.1.1 port 443 failed`) are none, unless they look like a code themselves.
bool Typed::by_number() {
  const auto is_code = [](const kb::Number& number) { return number.hex && number.written.size() >= 8; };
  const bool has_code = std::any_of(scan_.open.begin(), scan_.open.end(), is_code);
  const auto around = words();
  const auto named = around.size() == 1 ? kb::family_index(around.front()) : std::nullopt;
  if (!around.empty() && !named && !has_code) return false;
  bool any = false;
  for (const kb::Number& number : scan_.open) {
    if (!has_code || is_code(number))
      any = explain(number, named ? kb::families()[*named].id : std::string_view(family())) || any;
  }
  return any;
}

bool Typed::explain(const kb::Number& number, std::string_view only) {
  auto codes = knowledge().by_value(number.value);
  std::erase_if(codes, [&](const kb::Code& code) {
    return only.empty() ? kb::family_of(code).id == "openssl-library" : kb::family_of(code).id != only;
  });
  drop_relatives(codes, knowledge());
  if (codes.size() == 1) answer_.explain(std::string(codes.front().id()));
  if (codes.size() > 1) answer_.suggest_candidates(number.written, codes);
  return !codes.empty() || flags(number);
}

// CERT_TRUST_STATUS is a sum of flags.
bool Typed::flags(const kb::Number& number) {
  if (family() != "trust-status") return false;
  const auto errors = kb::chain_errors(static_cast<std::uint32_t>(number.value), knowledge());
  for (const kb::Code& code : errors) answer_.explain(std::string(code.id()));
  return !errors.empty();
}

bool Typed::by_search() {
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
