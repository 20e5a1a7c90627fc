// certdoc diagnose: read the symptoms, examine the material once, hold the causes of each code against what was found.
#include "certdoc/diagnose.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/append.hpp"
#include "base/quote.hpp"
#include "base/say.hpp"
#include "check/machine.hpp"
#include "diagnose/answer.hpp"
#include "diagnose/appearance.hpp"
#include "diagnose/examination.hpp"
#include "diagnose/examine.hpp"
#include "diagnose/join.hpp"
#include "diagnose/locked.hpp"
#include "diagnose/situation.hpp"
#include "diagnose/symptoms.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 2> kOrphans{"key-unpaired", "certificate-unpaired"};

bool is_orphan(const Finding& finding) {
  return std::find(kOrphans.begin(), kOrphans.end(), finding.cause) != kOrphans.end();
}

// The situation in which a code is looked at.
struct Chosen {
  const Situation* situation = nullptr;
  bool guessed = false;
};

class Diagnoser {
 public:
  Diagnoser(const DiagnosisRequest& request, const KnowledgeBase& knowledge)
      : request_(request),
        knowledge_(knowledge),
        symptoms_(symptoms_of(request, knowledge)),
        explain_(answer_options(request.options)),
        answer_(knowledge.tables(), explain_) {
    answer_.report.command = "diagnose";
    answer_.report.time = request.options.time;
    for (const std::string& path : request.facts) machines_.push_back(machine_of(path, lang()));
  }

  Report run(const FileProgress& progress) {
    for (const std::string& code : symptoms_.codes) answer_.explain(code);
    Report found = examined(progress);
    take_over(found);
    diagnose_all();
    if (report().diagnoses.empty()) {
      show_everything();
    } else {
      keep_what_matters();
    }
    return std::move(answer_.report);
  }

 private:
  Report& report() { return answer_.report; }
  Lang lang() const { return request_.options.lang; }

  // --- the material

  Report examined(const FileProgress& progress) {
    Examination all;
    all.paths = symptoms_.paths;
    all.held = symptoms_.held;
    all.hosts = request_.hosts;
    all.options = request_.options;
    all.options.everything = true;
    all.chain = request_.chain;
    all.host = request_.host;
    all.revocation = request_.revocation;
    all.network = request_.network;
    all.online = request_.online;
    all.clock = request_.clock;
    all.facts = request_.facts;
    all.target_named = !request_.options.target.empty() || is_situation_named();
    all.extra = request_.extra;
    all.extra.insert(all.extra.end(), symptoms_.findings.begin(), symptoms_.findings.end());
    all.settle = [this](const Material& material, ExamineOptions& options, ChainOptions& chain) {
      settle(material, options, chain);
    };
    return examine_all(all, knowledge_, progress);
  }

  // What the codes say of the program that reads the files, and of what the certificate is for. Of several codes the
  // first one counts.
  void settle(const Material& material, ExamineOptions& options, ChainOptions& chain) {
    features_ = features_of(material, !request_.hosts.empty());
    locked_ = locked_files(material, !request_.options.passwords.empty(), lang());
    for (const Explanation& code : report().explanations) {
      const Chosen chosen = choose(code);
      if (chosen.situation == nullptr) continue;
      if (options.target.empty()) options.target = target_in(chosen.situation->id);
      const std::string_view purpose = purpose_in(code.id, chosen.situation->id);
      if (!request_.purpose_given && !purpose.empty()) chain.purpose = purpose;
      break;
    }
    target_ = options.target;
    purpose_ = chain.purpose;
  }

  void take_over(Report& found) {
    append(report().inputs, std::move(symptoms_.logs));
    for (Input& input : found.inputs) add_input(std::move(input));
    report().objects = std::move(found.objects);
    report().chains = std::move(found.chains);
    report().endpoints = std::move(found.endpoints);
    report().errors = std::move(symptoms_.errors);
    append(report().errors, std::move(found.errors));
    report().notes = std::move(symptoms_.notes);
    take_notes_on_facts(found.notes);
    report().candidates = std::move(symptoms_.candidates);
    report().unrecognised = std::move(symptoms_.unrecognised);
    report().findings = std::move(found.findings);
    doubt_what_is_locked(locked_, lang(), report().findings);
  }

  // How old they are, what could not be read of them. What the checks noted on the way is no news in a diagnosis.
  void take_notes_on_facts(std::vector<std::string>& notes) {
    for (std::string& note : notes) {
      const bool on_facts = std::any_of(request_.facts.begin(), request_.facts.end(),
                                        [&](const std::string& path) { return note.starts_with(path); });
      if (on_facts) report().notes.push_back(std::move(note));
    }
  }

  // A log that holds certificates is one input.
  void add_input(Input&& input) {
    const auto same = std::find_if(report().inputs.begin(), report().inputs.end(),
                                   [&](const Input& one) { return one.path == input.path; });
    if (same == report().inputs.end()) return report().inputs.push_back(std::move(input));
    append(same->kinds, std::move(input.kinds));
  }

  // --- the situation

  Chosen choose(const Explanation& code) const {
    if (code.contexts.empty()) return {};
    for (const auto& [wanted, sure] : wishes()) {
      if (const Situation* one = first_of(code.contexts, wanted, sure)) return {one, !sure};
    }
    return {&code.contexts.front(), code.contexts.size() > 1};
  }

  // Of several codes the first one counts, as in `settle`.
  bool is_situation_named() const {
    const auto& codes = answer_.report.explanations;
    const auto first =
        std::find_if(codes.begin(), codes.end(), [](const auto& code) { return !code.contexts.empty(); });
    return first != codes.end() && !choose(*first).guessed;
  }

  // What speaks for a situation, strongest first; true: somebody said so.
  std::vector<std::pair<std::vector<std::string>, bool>> wishes() const {
    std::vector<std::pair<std::vector<std::string>, bool>> out;
    if (!request_.context.empty()) {
      std::vector<std::string> named = situations_named(request_.context);
      named.insert(named.begin(), request_.context);
      out.emplace_back(std::move(named), true);
    }
    out.emplace_back(situations_named(request_.options.target), true);
    out.emplace_back(situations_in(symptoms_.text), true);
    out.emplace_back(situations_for(features_), false);
    return out;
  }

  // --context names a situation that this code does not have.
  bool is_unfit(const Explanation& code) const {
    if (request_.context.empty() || code.contexts.empty()) return false;
    return first_of(code.contexts, wishes().front().first, true) == nullptr;
  }

  void note_unfit_context(const Explanation& code, const Situation& used) {
    report().notes.push_back(say(lang(), "{} has no context {}; {} is used instead.", "{} 没有 {} 这一场合；改用 {}。",
                                 code.code, request_.context, used.id));
  }

  // --- the verdicts

  JoinOptions join_options(const std::string& code, const Situation& situation) const {
    JoinOptions out;
    out.proof.lang = lang();
    out.proof.platform = situation.platform;
    out.proof.machines = machines_;
    out.proof.trust_given = request_.chain.trust != "system";
    out.proof.served = !request_.hosts.empty();
    out.proof.client = is_client(situation.id);
    const std::string_view own = target_in(situation.id);
    out.proof.target_known = !target_.empty() && (own.empty() || own == target_ || !request_.options.target.empty());
    const std::string_view purpose = purpose_in(code, situation.id);
    out.proof.purpose_clear = request_.purpose_given || (!purpose.empty() && purpose == purpose_);
    out.online = request_.online;
    out.clock = request_.clock.has_value();
    out.facts = !request_.facts.empty();
    out.have = {features_.certificate, features_.key, features_.csr, !request_.hosts.empty(), !locked_.empty()};
    out.command = command();
    return out;
  }

  // This command line, to be run again with more; empty where it cannot be written. Codes stand for what was typed: a
  // pasted text may hold anything.
  std::vector<std::string> command() const {
    std::vector<std::string> out{"certdoc", "diagnose"};
    std::vector<std::string> given;
    given.reserve(answer_.report.explanations.size() + request_.paths.size() + request_.hosts.size());
    for (const Explanation& code : answer_.report.explanations) given.push_back(query_of(code));
    given.insert(given.end(), symptoms_.causes.begin(), symptoms_.causes.end());
    std::copy_if(request_.paths.begin(), request_.paths.end(), std::back_inserter(given),
                 [this](const std::string& path) { return !is_crl_file(path); });
    for (const HostTarget& host : request_.hosts) given.push_back(host.name);
    for (const std::string& one : given) {
      const bool negative = one.size() > 2 && one.front() == '-' && one[1] >= '0' && one[1] <= '9';
      const auto quoted = negative ? Result<std::string>(one) : quoted_for_sh(one);
      if (!quoted || one == "-") return {};
      out.push_back(*quoted);
    }
    for (const std::string& path : request_.facts) {
      const auto quoted = quoted_for_sh(path);
      if (!quoted) return {};
      out.insert(out.end(), {"--facts", *quoted});
    }
    for (const std::string& word : request_.again) {
      const auto quoted = word.starts_with("--") ? Result<std::string>(word) : quoted_for_sh(word);
      if (!quoted) return {};
      out.push_back(*quoted);
    }
    return out;
  }

  // It is named with its option.
  bool is_crl_file(const std::string& path) const {
    const auto& files = request_.revocation.crl_files;
    return !request_.again.empty() && std::find(files.begin(), files.end(), path) != files.end();
  }

  // As it was shown where that is one word, else by its id.
  static std::string query_of(const Explanation& code) {
    const bool one_word = code.code.find_first_of(" :/") == std::string::npos && code.family != "java";
    return one_word ? code.code : code.id;
  }

  Diagnosis judged(const Explanation& code, const Situation& situation, bool guessed) const {
    Diagnosis out{code.id, code.code, situation.id, situation.title, situation.platform, guessed, {}, {}, {}};
    for (const Situation& one : code.contexts) {
      if (one.id != situation.id) out.others.push_back(one.id);
    }
    out.causes = judge_causes(situation.causes, answer_.report.findings, join_options(code.id, situation));
    return out;
  }

  static bool has_confirmed(const Diagnosis& diagnosis) {
    return !diagnosis.causes.empty() && diagnosis.causes.front().verdict == Verdict::confirmed;
  }

  // A guess is given up for another situation that the material speaks for as well, where a cause is proven.
  Diagnosis diagnosed(const Explanation& code) const {
    const Chosen chosen = choose(code);
    if (chosen.situation == nullptr) return {code.id, code.code, {}, {}, "any", false, {}, {}, {}};
    Diagnosis first = judged(code, *chosen.situation, chosen.guessed);
    if (!chosen.guessed || has_confirmed(first)) return first;
    const std::vector<std::string> likely = situations_for(features_);
    for (const Situation& other : code.contexts) {
      if (std::find(likely.begin(), likely.end(), other.id) == likely.end()) continue;
      if (target_in(other.id) != target_in(chosen.situation->id)) continue;
      Diagnosis second = judged(code, other, true);
      if (has_confirmed(second)) return second;
    }
    return first;
  }

  void diagnose_all() {
    for (const Explanation& code : report().explanations) {
      Diagnosis one = diagnosed(code);
      const auto used = std::find_if(code.contexts.begin(), code.contexts.end(),
                                     [&](const Situation& situation) { return situation.id == one.context; });
      if (is_unfit(code) && used != code.contexts.end()) note_unfit_context(code, *used);
      add(std::move(one));
    }
    for (const std::string& cause : symptoms_.causes) {
      answer_.answer_cause(knowledge_.tables().cause(cause));
      Situation alone;
      alone.causes = {cause};
      alone.platform = "any";
      Diagnosis one{cause, cause, {}, {}, "any", false, {}, {}, {}};
      one.causes = judge_causes(alone.causes, report().findings, join_options({}, alone));
      add(std::move(one));
    }
    report().cause_answers.clear();
  }

  void add(Diagnosis&& diagnosis) {
    // The explanation of the code has the words for its first situation only.
    for (const JudgedCause& cause : diagnosis.causes) answer_.outline_cause(cause.cause);
    diagnosis.conclusion = conclusion_of(diagnosis, report().findings, lang());
    const bool proven = has_confirmed(diagnosis);
    const bool first = report().diagnoses.empty() ||
                       (proven && std::none_of(report().diagnoses.begin(), report().diagnoses.end(), has_confirmed));
    if (first) report().conclusion = diagnosis.conclusion;
    report().diagnoses.push_back(std::move(diagnosis));
  }

  // --- what stays in the report

  // What the verdicts rest on, and other problems; that something is in order which no code asks about is no news.
  void keep_what_matters() {
    doubt_what_proves_nothing();
    std::vector<bool> used(report().findings.size(), false);
    each_proof([&](std::size_t& n) { used[n] = true; });
    std::vector<std::size_t> place(used.size(), 0);
    std::vector<Finding> kept;
    for (std::size_t n = 0; n < used.size(); ++n) {
      Finding& finding = report().findings[n];
      if (!used[n] && !is_worth_noticing(finding)) continue;
      if (!used[n]) {
        finding.severity = std::min(finding.severity, doubtful(finding) ? Severity::note : Severity::warning);
        report().noticed.push_back(kept.size());
      }
      place[n] = kept.size();
      answer_.adopt(finding);
      kept.push_back(std::move(finding));
    }
    report().findings = std::move(kept);
    each_proof([&](std::size_t& n) { n = place[n]; });
  }

  // What was seen and leaves its cause open is no problem that was found.
  void doubt_what_proves_nothing() {
    std::vector<const JudgedCause*> judged(report().findings.size(), nullptr);
    for (const Diagnosis& diagnosis : report().diagnoses) {
      for (const JudgedCause& cause : diagnosis.causes) {
        for (const std::size_t n : cause.findings) {
          if (judged[n] == nullptr || cause.verdict == Verdict::confirmed) judged[n] = &cause;
        }
      }
    }
    for (std::size_t n = 0; n < judged.size(); ++n) {
      if (judged[n] == nullptr || judged[n]->verdict != Verdict::unknown) continue;
      report().findings[n].verdict = Verdict::unknown;
      report().findings[n].reason = judged[n]->reason;
    }
  }

  // The findings that the verdicts rest on, by their place in the report.
  template <class Visit>
  void each_proof(Visit visit) {
    for (Diagnosis& diagnosis : report().diagnoses) {
      for (JudgedCause& cause : diagnosis.causes) std::for_each(cause.findings.begin(), cause.findings.end(), visit);
    }
  }

  static bool is_worth_noticing(const Finding& finding) {
    return finding.verdict == Verdict::confirmed && !is_orphan(finding);
  }

  bool doubtful(const Finding& finding) const {
    const Situation nowhere;
    JoinOptions options = join_options({}, nowhere);
    options.proof.platform = "any";
    options.proof.purpose_clear = request_.purpose_given;
    return doubt_about(finding, options.proof).has_value();
  }

  // --- without a code

  void show_everything() {
    std::vector<std::string> told;
    for (const Finding& finding : report().findings) {
      answer_.adopt(finding);
      const bool fails = finding.verdict == Verdict::confirmed && finding.severity != Severity::note;
      if (!fails || std::find(told.begin(), told.end(), finding.cause) != told.end()) continue;
      told.push_back(finding.cause);
      for (Appearance& one : appearances_of(finding.cause, answer_.knowledge())) {
        report().appearances.push_back(std::move(one));
      }
    }
    report().conclusion = general_conclusion();
  }

  std::string general_conclusion() {
    const auto count = [&](Severity severity) {
      return std::count_if(report().findings.begin(), report().findings.end(), [&](const Finding& finding) {
        return finding.verdict == Verdict::confirmed && finding.severity == severity;
      });
    };
    const auto errors = count(Severity::error);
    const auto warnings = count(Severity::warning);
    if (errors + warnings == 0 && symptoms_.asked && !report().unrecognised.empty()) {
      return say(lang(), "The error was not recognised, so none of its causes was looked for.",
                 "无法识别该错误，因此没有检查其原因。");
    }
    if (errors + warnings == 0)
      return say(lang(), "Nothing is wrong as far as it was examined.", "就已检查的内容而言，没有发现问题。");
    const auto noun = [](std::ptrdiff_t number, std::string_view one) {
      return fmt::format("{} {}{}", number, one, number == 1 ? "" : "s");
    };
    if (lang() == Lang::zh) return fmt::format("发现 {} 个错误、{} 个警告。", errors, warnings);
    return fmt::format("{} and {} were found.", noun(errors, "error"), noun(warnings, "warning"));
  }

  const DiagnosisRequest& request_;
  const KnowledgeBase& knowledge_;
  Symptoms symptoms_;
  ExplainOptions explain_;
  Answer answer_;
  Features features_;
  LockedFiles locked_;
  std::string target_, purpose_;
  std::vector<std::string> machines_;  // that facts are of
};

}  // namespace

Report diagnose(const DiagnosisRequest& request, const KnowledgeBase& knowledge, const FileProgress& progress) {
  return Diagnoser(request, knowledge).run(progress);
}

Report list_contexts(const KnowledgeBase& knowledge, const ExamineOptions& options) {
  Report out;
  out.command = "diagnose";
  out.lang = options.lang;
  out.time = options.time;
  for (const kb::Tables* tables : knowledge.tables().layers()) {
    for (const kb::ContextRow& row : tables->contexts) {
      const kb::Text title = row.title;
      out.candidates.push_back({{},
                                std::string(tables->str(row.id)),
                                std::string(tables->str(options.lang == Lang::zh ? title.zh : title.en)),
                                {},
                                {}});
    }
  }
  return out;
}

bool known_context(const std::string& name, const KnowledgeBase& knowledge) {
  return static_cast<bool>(knowledge.tables().context(name)) || !situations_named(name).empty();
}

}  // namespace certdoc
