#include "render/diagnoses.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/text.hpp"
#include "render/by_hand.hpp"
#include "render/cause_text.hpp"
#include "render/findings.hpp"
#include "render/order.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kIndent = 6;
constexpr std::size_t kMostProofs = 3;    // findings of one confirmed cause, without -v
constexpr std::size_t kMostManual = 3;    // causes with what to do by hand, without -v
constexpr std::size_t kMostCommands = 2;  // to run for one of them
constexpr std::size_t kMostCodes = 6;     // of one platform
constexpr std::size_t kMostRemedies = 2;  // of one cause
constexpr std::size_t kMostSteps = 3;     // of the first remedy

class DiagnosisWriter {
 public:
  DiagnosisWriter(const Report& report, const RenderOptions& options, Page& page)
      : report_(report), options_(options), page_(page), voice_(report.lang), causes_(report, options.verbose, page) {}

  void write_all() {
    exposed();
    for (const Diagnosis& diagnosis : report_.diagnoses) {
      page_.blank();
      write(diagnosis);
    }
    noticed();
  }

 private:
  void write(const Diagnosis& diagnosis) {
    page_.text(0, diagnosis.conclusion, 0, Ink::bold);
    heading(diagnosis);
    situation(diagnosis);
    page_.blank();
    manual_ = 0;
    solved_ = false;
    std::vector<std::string> rest;
    for (const JudgedCause& one : diagnosis.causes) {
      if (is_one_too_many(one)) {
        rest.push_back(one.cause);
      } else {
        write(one, diagnosis.platform);
      }
    }
    if (!rest.empty())
      page_.labelled(0, voice_.say(Word::unknown), voice_.say(Word::also_possible, joined(rest)), kIndent, Ink::yellow);
  }

  void heading(const Diagnosis& diagnosis) {
    const auto code = std::find_if(report_.explanations.begin(), report_.explanations.end(),
                                   [&](const Explanation& one) { return one.id == diagnosis.code; });
    if (code == report_.explanations.end()) return;
    page_.blank();
    const bool redundant = code->symbol.empty() || code->code.ends_with(code->symbol);
    page_.heading(code->code, redundant ? code->title : code->symbol, code->family_title);
    if (code->official) page_.text(2, code->local_text.empty() ? code->official->text : code->local_text);
    if (!code->official && !code->means.empty()) page_.text(2, code->means);
    if (!code->occurrences) return;
    page_.text(2, voice_.say(Word::times, code->occurrences->count), 2, Ink::dim);
  }

  void situation(const Diagnosis& diagnosis) {
    if (diagnosis.title.empty()) return;
    page_.text(2, diagnosis.guessed ? voice_.say(Word::guessed, diagnosis.title) : diagnosis.title, 2, Ink::dim);
    if (!diagnosis.guessed || diagnosis.others.empty()) return;
    page_.text(2, voice_.say(Word::other_contexts, joined(diagnosis.others)), 2, Ink::dim);
  }

  // What only a person can look at is told of the likeliest; the rest is named.
  bool is_one_too_many(const JudgedCause& one) {
    const bool manual = one.verdict == Verdict::unknown && is_for_the_machine(one);
    return manual && !options_.verbose && ++manual_ > kMostManual;
  }

  void write(const JudgedCause& one, const std::string& platform) {
    switch (one.verdict) {
      case Verdict::confirmed: return confirmed(one, platform);
      case Verdict::ruled_out: return ruled_out(one);
      case Verdict::unknown: return unknown(one, platform);
    }
  }

  const Finding& at(std::size_t n) const { return report_.findings.at(n); }

  void confirmed(const JudgedCause& one, const std::string& platform) {
    std::size_t told = 0;
    for (const std::size_t n : one.findings) {
      if (told++ == kMostProofs && !options_.verbose) {
        page_.text(kIndent, voice_.say(Word::more_findings, one.findings.size() - kMostProofs));
        break;
      }
      page_.labelled(0, voice_.say(Word::is_cause), fmt::format("{}{}{}", one.cause, voice_.colon(), at(n).message),
                     kIndent, Ink::red);
      render_proof(at(n), report_, options_, page_);
    }
    remedies(one, platform);
  }

  // The likeliest way out with its first steps, where nothing before it was told so; the others by name.
  void remedies(const JudgedCause& one, const std::string& platform) {
    const CauseText* cause = report_.cause(one.cause);
    if (cause == nullptr) return;
    std::size_t told = 0;
    for (const RemedyText* remedy : remedies_of(report_, ordered(one, *cause), platform)) {
      if (options_.verbose || remedy->risk == "refuse") {
        causes_.remedy(*remedy, kIndent);
      } else if (told++ < kMostRemedies) {
        page_.labelled(kIndent, voice_.say(Word::fix), remedy->title, kIndent + 6, Ink::green);
        if (!solved_) first_steps(*remedy);
        solved_ = true;
      }
    }
    for (const std::size_t n : one.findings) {
      for (const std::string& command : at(n).next)
        page_.labelled_verbatim(kIndent, voice_.say(Word::next), command, kIndent + 6);
    }
    if (told > 0) page_.labelled_verbatim(kIndent, in_full(), "certdoc explain " + one.cause, kIndent + 6);
  }

  std::string_view in_full() const { return report_.lang == Lang::zh ? "详见" : "more"; }

  void first_steps(const RemedyText& remedy) {
    const std::size_t most = std::min(remedy.steps.size(), kMostSteps);
    causes_.steps({remedy.steps.begin(), remedy.steps.begin() + static_cast<std::ptrdiff_t>(most)}, kIndent + 6);
    if (most < remedy.steps.size()) page_.text(kIndent + 6, "- ...");
  }

  // What the check says of its own finding comes before what the cause has in general.
  CauseText ordered(const JudgedCause& one, const CauseText& cause) const {
    CauseText out;
    for (const std::size_t n : one.findings) {
      for (const std::string& id : at(n).remedies) add_once(out.remedies, id);
    }
    for (const std::string& id : cause.remedies) add_once(out.remedies, id);
    return out;
  }

  static void add_once(std::vector<std::string>& all, const std::string& one) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  }

  void ruled_out(const JudgedCause& one) {
    const Finding& first = at(one.findings.front());
    page_.labelled(0, voice_.say(Word::is_no_cause), fmt::format("{}{}{}", one.cause, voice_.colon(), first.message),
                   kIndent, Ink::green);
    if (!options_.verbose) return;
    for (std::size_t n = 1; n < one.findings.size(); ++n) page_.text(kIndent, at(one.findings[n]).message, 2);
  }

  void unknown(const JudgedCause& one, const std::string& platform) {
    const CauseText* cause = report_.cause(one.cause);
    const std::string what = cause == nullptr ? std::string() : cause->sick;
    page_.labelled(0, voice_.say(Word::unknown), fmt::format("{}{}{}", one.cause, voice_.colon(), what), kIndent,
                   Ink::yellow);
    const bool manual = one.reason && one.reason->kind == ReasonKind::manual;
    for (const std::size_t n : one.findings) {
      if (at(n).message != what) page_.text(kIndent, at(n).message, 2);
    }
    if (one.reason && !manual) page_.text(kIndent, one.reason->text, 2);
    std::size_t told = 0;
    for (const std::string& command : one.run) {
      if (told++ == kMostCommands && !options_.verbose) break;
      page_.labelled_verbatim(kIndent, voice_.say(Word::next), command, kIndent + 6);
    }
    if (is_for_the_machine(one) && cause != nullptr) by_hand(cause->by_hand_on(platform));
  }

  void by_hand(const Step& step) {
    if (!step.text.empty()) page_.labelled(kIndent, voice_.say(Word::by_hand), step.text, kIndent + 9);
    std::size_t told = 0;
    for (const std::string& command : commands_by_hand(step, report_)) {
      if (told++ == kMostCommands && !options_.verbose) break;
      page_.verbatim(kIndent + 9, command);
    }
  }

  static bool is_exposed_key(const Finding& finding) { return finding.cause == "private-key-exposed"; }

  // Whatever the error is, this is more urgent.
  void exposed() {
    for (const std::size_t n : report_.noticed) {
      if (!is_exposed_key(at(n))) continue;
      page_.labelled(0, voice_.say(badge_word(at(n))),
                     fmt::format("{}{}{}", at(n).cause, voice_.colon(), at(n).message), kIndent, Ink::yellow);
      render_proof(at(n), report_, options_, page_);
    }
  }

  // Notes are for whoever wants everything.
  void noticed() {
    bool begun = false;
    for (const std::size_t n : report_.noticed) {
      if (is_exposed_key(at(n)) || (at(n).severity == Severity::note && !options_.verbose)) continue;
      if (!begun) {
        page_.blank();
        page_.text(0, voice_.say(noticed_word(report_)), 0, Ink::bold);
      }
      begun = true;
      page_.labelled(0, voice_.say(badge_word(at(n))),
                     fmt::format("{}{}{}", at(n).cause, voice_.colon(), at(n).message), kIndent, Ink::yellow);
    }
  }

  const Report& report_;
  const RenderOptions& options_;
  Page& page_;
  Voice voice_;
  CauseWriter causes_;
  std::size_t manual_ = 0;
  bool solved_ = false;
};

std::string_view platform_title(const std::string& platform, const Voice& voice) {
  if (platform == "windows") return "Windows";
  if (platform == "linux") return "Linux";
  if (platform == "java") return "Java";
  if (platform == "browser") return voice.say(Word::in_browsers);
  return voice.say(Word::anywhere);
}

}  // namespace

void render_diagnoses(const Report& report, const RenderOptions& options, Page& page) {
  DiagnosisWriter(report, options, page).write_all();
}

void render_appearances(const Report& report, const RenderOptions& options, Page& page) {
  const Voice voice(report.lang);
  std::string cause;
  for (const Appearance& one : report.appearances) {
    if (one.cause != cause) {
      cause = one.cause;
      page.blank();
      page.text(0, voice.say(Word::appears, cause), 0, Ink::bold);
    }
    std::vector<std::string> shown = one.written;
    const bool cut = shown.size() > kMostCodes && !options.verbose;
    if (cut) shown.resize(kMostCodes);
    if (cut) shown.emplace_back("...");
    page.labelled(2, platform_title(one.platform, voice), voice.list(shown), 13);
  }
}

}  // namespace certdoc
