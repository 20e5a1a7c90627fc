#include "diagnose/answer.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/text.hpp"
#include "kb/decompose.hpp"

namespace certdoc {
namespace {

constexpr std::string_view kTriageTopic = "topic:unknown-code";

const kb::Family& family_of_id(std::string_view id) {
  return kb::families()[kb::family_index(id.substr(0, id.find(':'))).value_or(0)];
}

Severity severity_of(std::string_view name) {
  return name == "error" ? Severity::error : name == "warning" ? Severity::warning : Severity::note;
}

void add_once(std::vector<std::string>& list, std::string item) {
  if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
}

}  // namespace

Answer::Answer(const kb::Knowledge& knowledge, const ExplainOptions& options)
    : knowledge_(knowledge), options_(options) {
  report.command = "explain";
  report.lang = options.lang;
  report.time = options.time;
}

std::string Answer::text(const kb::Tables& tables, kb::Text t) const {
  return std::string(tables.str(options_.lang == Lang::zh ? t.zh : t.en));
}

std::vector<std::string> Answer::ids(const kb::Tables& tables, kb::List l) {
  std::vector<std::string> out;
  out.reserve(l.count);
  for (const kb::Str s : tables.list(l)) out.emplace_back(tables.str(s));
  return out;
}

Step Answer::step(const kb::Tables& tables, const kb::StepRow& row) const {
  return {text(tables, row.text), ids(tables, row.run)};
}

void Answer::explain(const std::string& id) {
  const auto same = [&](const Explanation& e) { return e.id == id; };
  if (std::any_of(report.explanations.begin(), report.explanations.end(), same)) return;
  Explanation explanation;
  explanation.id = id;
  const kb::Family& family = family_of_id(id);
  explanation.family = family.id;
  explanation.family_title = options_.lang == Lang::zh ? family.zh : family.en;
  explanation.code = kb::display(family, std::string_view(id).substr(family.id.size() + 1));

  const auto others = relatives(id, knowledge_);
  kb::Code code = knowledge_.code(id);
  kb::Entry entry = knowledge_.entry(id);
  for (const std::string& other : others) {
    if (!code) code = knowledge_.code(other);
    if (!entry) entry = knowledge_.entry(other);
  }
  if (code) add_facts(explanation, code);
  add_relatives(explanation, others);
  add_parts(explanation);
  if (entry) add_entry(explanation, entry);
  if (explanation.official) use_source(explanation.official->source);
  use_sources(explanation.sources);
  report.explanations.push_back(std::move(explanation));
}

void Answer::add_relatives(Explanation& explanation, const std::vector<std::string>& others) const {
  for (const std::string& other : others) {
    const kb::Family& kin = family_of_id(other);
    add_once(explanation.aliases, kb::display(kin, std::string_view(other).substr(kin.id.size() + 1)));
    const kb::Code known = knowledge_.code(other);
    if (!known) continue;
    if (explanation.symbol.empty()) explanation.symbol = kb::symbol_of(known);
    add_once(explanation.aliases, std::string(kb::symbol_of(known)));
  }
  std::erase(explanation.aliases, explanation.symbol);
}

void Answer::add_facts(Explanation& explanation, const kb::Code& code) const {
  explanation.symbol = kb::symbol_of(code);
  const std::string en(code.str(code->text.en));
  const std::string zh(code.str(code->text.zh));
  if (!en.empty() || !zh.empty())
    explanation.official = Official{en.empty() ? zh : en, std::string(code.str(code->source))};
  if (options_.lang == Lang::zh && !zh.empty() && !en.empty()) explanation.local_text = zh;
  for (const std::string& symbol : ids(*code.tables, code->symbols)) {
    if (symbol != explanation.symbol) add_once(explanation.aliases, symbol);
  }
  const bool hresult = kb::family_of(code).id == "windows" && code->value > 0x7FFFFFFF;
  if (hresult) add_once(explanation.aliases, fmt::format("{}", static_cast<std::int32_t>(code->value)));
  for (const std::string& see : ids(*code.tables, code->see_also)) add_once(explanation.see_also, see);
  add_once(explanation.sources, std::string(code.str(code->source)));
}

void Answer::add_parts(Explanation& explanation) const {
  const kb::Family& family = family_of_id(explanation.id);
  const auto value = kb::value_of_key(family, std::string_view(explanation.id).substr(family.id.size() + 1));
  if (!value) return;
  const auto bits = static_cast<std::uint32_t>(*value);
  if (family.id == "windows") explanation.parts = kb::parts_of_hresult(bits, knowledge_, options_.lang);
  if (family.id == "ntstatus") explanation.parts = kb::parts_of_ntstatus(bits, knowledge_, options_.lang);
  if (family.id != "openssl") return;
  if (const auto error = kb::unpack_openssl(bits, knowledge_)) {
    explanation.parts = kb::parts_of_openssl(*error, knowledge_, options_.lang);
  }
}

void Answer::add_entry(Explanation& explanation, const kb::Entry& entry) {
  const kb::Tables& tables = *entry.tables;
  explanation.title = text(tables, entry->title);
  explanation.means = text(tables, entry->means);
  explanation.retired = text(tables, entry->retired);
  if (!explanation.official && entry->official.size > 0) {
    explanation.official =
        Official{std::string(entry.str(entry->official)), std::string(entry.str(entry->official_source))};
  }
  for (const auto& row : tables.claims.subspan(entry->claims.at, entry->claims.count)) {
    explanation.claims.push_back(claim(tables, row));
  }
  for (const auto& row : tables.situations.subspan(entry->situations.at, entry->situations.count)) {
    explanation.contexts.push_back(situation(tables, row));
    const bool shown = options_.everything || explanation.contexts.size() == 1;
    for (const std::string& cause : explanation.contexts.back().causes) {
      if (options_.everything)
        use_cause(cause);
      else if (shown)
        outline_cause(cause);
    }
  }
  explanation.remedies = ids(tables, entry->remedies);
  use_remedies(explanation.remedies);
  for (std::string& see : ids(tables, entry->see_also)) add_once(explanation.see_also, std::move(see));
  for (std::string& source : ids(tables, entry->sources)) add_once(explanation.sources, std::move(source));
}

Claim Answer::claim(const kb::Tables& tables, const kb::ClaimRow& row) {
  Claim c{text(tables, row.says), text(tables, row.fact), std::string(tables.str(row.verdict)),
          std::string(tables.str(row.said_by)), ids(tables, row.sources)};
  if (options_.everything) use_source(c.said_by);
  use_sources(c.sources);
  return c;
}

Situation Answer::situation(const kb::Tables& tables, const kb::SituationRow& row) {
  Situation s;
  s.id = tables.str(row.context);
  s.platform = "any";
  if (const kb::Context context = knowledge_.context(s.id)) {
    s.title = text(*context.tables, context->title);
    if (context->platform.size > 0) s.platform = context.str(context->platform);
  }
  s.note = text(tables, row.note);
  s.causes = ids(tables, row.causes);
  return s;
}

// A certdoc command is offered only where this program has it; commands of the system always.
bool Answer::can_run(std::string_view command_line) const {
  constexpr std::string_view kOurs = "certdoc ";
  if (!command_line.starts_with(kOurs)) return !command_line.empty();
  command_line.remove_prefix(kOurs.size());
  const std::string_view command = command_line.substr(0, command_line.find(' '));
  return std::find(options_.commands.begin(), options_.commands.end(), command) != options_.commands.end();
}

// Without the steps that are nothing but commands which cannot be run.
std::vector<Step> Answer::steps(const kb::Tables& tables, kb::Range rows) const {
  std::vector<Step> all;
  for (const kb::StepRow& row : tables.steps.subspan(rows.at, rows.count)) {
    Step one = step(tables, row);
    const bool had_commands = !one.run.empty();
    std::erase_if(one.run, [this](const std::string& command) { return !can_run(command); });
    const bool useful = !had_commands || !one.run.empty();
    if (useful || (all.empty() && rows.count == 1)) all.push_back(std::move(one));
  }
  return all;
}

// What the first screen shows of a cause and its remedies; most of what is known is not copied for it.
CauseText Answer::outline(const kb::Cause& cause) const {
  const kb::Tables& tables = *cause.tables;
  CauseText out;
  out.id = cause.id();
  out.severity = severity_of(cause.str(cause->severity));
  out.sick = text(tables, cause->sick);
  const std::string_view check = cause.str(cause->check);
  if (can_run(check)) out.check = check;
  if (cause->by_hand.count > 0) out.by_hand = step(tables, tables.steps[cause->by_hand.at]);
  if (cause->by_hand.count > 1) out.by_hand_windows = step(tables, tables.steps[cause->by_hand.at + 1]);
  out.remedies = ids(tables, cause->remedies);
  return out;
}

RemedyText Answer::outline(const kb::Remedy& remedy) const {
  RemedyText out;
  out.id = remedy.id();
  out.title = text(*remedy.tables, remedy->title);
  out.platform = remedy.str(remedy->platform);
  out.risk = remedy.str(remedy->risk);
  return out;
}

void Answer::outline_cause(const std::string& id) {
  if (used_causes_.contains(id) || !outlined_causes_.insert(id).second) return;
  const kb::Cause cause = knowledge_.cause(id);
  if (!cause) return;
  CauseText out = outline(cause);
  for (const std::string& remedy : out.remedies) outline_remedy(remedy);
  report.causes.push_back(std::move(out));
}

void Answer::outline_remedy(const std::string& id) {
  if (used_remedies_.contains(id) || !outlined_remedies_.insert(id).second) return;
  if (const kb::Remedy remedy = knowledge_.remedy(id)) report.remedies.push_back(outline(remedy));
}

void Answer::use_cause(const std::string& id) {
  if (!used_causes_.insert(id).second) return;
  if (outlined_causes_.erase(id) > 0) std::erase_if(report.causes, [&](const CauseText& c) { return c.id == id; });
  const kb::Cause cause = knowledge_.cause(id);
  if (!cause) return;
  const kb::Tables& tables = *cause.tables;
  CauseText out = outline(cause);
  out.healthy = text(tables, cause->healthy);
  out.explanation = text(tables, cause->explanation);
  out.sources = ids(tables, cause->sources);
  use_remedies(out.remedies);
  use_sources(out.sources);
  report.causes.push_back(std::move(out));
}

void Answer::use_remedy(const std::string& id) {
  if (!used_remedies_.insert(id).second) return;
  if (outlined_remedies_.erase(id) > 0) {
    std::erase_if(report.remedies, [&](const RemedyText& r) { return r.id == id; });
  }
  const kb::Remedy remedy = knowledge_.remedy(id);
  if (!remedy) return;
  const kb::Tables& tables = *remedy.tables;
  RemedyText out = outline(remedy);
  out.steps = steps(tables, remedy->steps);
  if (remedy->undo.count > 0) out.undo = step(tables, tables.steps[remedy->undo.at]);
  out.contact = text(tables, remedy->contact);
  out.advice = text(tables, remedy->advice);
  out.instead = text(tables, remedy->instead);
  out.instead_remedy = remedy.str(remedy->instead_remedy);
  out.sources = ids(tables, remedy->sources);
  use_sources(out.sources);
  const std::string instead = out.instead_remedy;
  report.remedies.push_back(std::move(out));
  if (!instead.empty()) use_remedy(instead);
}

void Answer::use_source(const std::string& id) {
  if (!used_sources_.insert(id).second) return;
  const kb::SourceRef source = knowledge_.source(id);
  if (!source) return;
  report.sources.push_back({id, std::string(source.str(source->title)), std::string(source.str(source->url)),
                            std::string(source.str(source->kind))});
}

void Answer::use_remedies(const std::vector<std::string>& all) {
  for (const std::string& id : all) use_remedy(id);
}

void Answer::use_sources(const std::vector<std::string>& all) {
  if (!options_.everything) return;
  for (const std::string& id : all) use_source(id);
}

void Answer::answer_cause(const kb::Cause& cause) {
  CauseAnswer answer{std::string(cause.id()), {}};
  use_cause(answer.cause);
  for (const std::string& source : ids(*cause.tables, cause->sources)) use_source(source);
  answer.shows_as = errors_of(answer.cause);
  report.cause_answers.push_back(std::move(answer));
}

std::vector<std::string> Answer::errors_of(const std::string& cause) const {
  std::vector<std::string> errors;
  for (const kb::Tables* tables : knowledge_.layers()) {
    for (const kb::EntryRow& entry : tables->entries) {
      for (const auto& row : tables->situations.subspan(entry.situations.at, entry.situations.count)) {
        const auto causes = ids(*tables, row.causes);
        const bool has = std::find(causes.begin(), causes.end(), cause) != causes.end();
        if (has) add_once(errors, std::string(tables->str(entry.id)));
      }
    }
  }
  return errors;
}

void Answer::complete(Finding& finding) {
  if (finding.verdict != Verdict::confirmed) return;
  use_cause(finding.cause);
  const CauseText* cause = report.cause(finding.cause);
  if (cause == nullptr) return;
  if (finding.remedies.empty()) finding.remedies = cause->remedies;
  if (finding.severity == Severity::note) return;  // nothing fails by it
  const auto [known, fresh] = errors_.try_emplace(finding.cause);
  if (fresh) known->second = errors_of(finding.cause);
  finding.shows_as = known->second;
}

void Answer::adopt(const Finding& finding) {
  if (finding.verdict != Verdict::confirmed) return;
  use_cause(finding.cause);
  use_remedies(finding.remedies);
}

Candidate Answer::candidate(const std::string& input, const kb::Code& code) const {
  const kb::Family& family = kb::family_of(code);
  std::string words = text(*code.tables, code->text);
  if (words.empty()) words = code.str(code->text.en).empty() ? code.str(code->text.zh) : code.str(code->text.en);
  if (const kb::Entry entry = knowledge_.entry(code.id()); entry && words.empty()) {
    words = text(*entry.tables, entry->title);
    if (words.empty()) words = text(*entry.tables, entry->means);
  }
  return {input, std::string(code.id()), kb::display(family, kb::key_of(code)), std::string(kb::symbol_of(code)),
          words};
}

void Answer::suggest_candidates(const std::string& input, const std::vector<kb::Code>& codes) {
  for (const kb::Code& code : codes) report.candidates.push_back(candidate(input, code));
}

void Answer::add_triage() {
  const kb::Entry entry = knowledge_.entry(kTriageTopic);
  if (!entry) return;
  report.triage = ids(*entry.tables, entry->remedies);
  use_remedies(report.triage);
}

}  // namespace certdoc
