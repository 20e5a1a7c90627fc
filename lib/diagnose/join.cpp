#include "diagnose/join.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/say.hpp"
#include "certdoc/exit_status.hpp"

namespace certdoc {
namespace {

class Judge {
 public:
  Judge(std::string cause, const std::vector<Finding>& findings, const JoinOptions& options)
      : findings_(findings), options_(options) {
    out_.cause = std::move(cause);
  }

  JudgedCause run() {
    for (std::size_t n = 0; n < findings_.size(); ++n) {
      if (findings_[n].cause == out_.cause && !is_of_other_program(findings_[n], options_.proof)) sort_in(n);
    }
    prefer_machine();
    if (!confirmed_.empty()) {
      settle(Verdict::confirmed, confirmed_);
    } else if (!open_.empty()) {
      settle(Verdict::unknown, open_);
      out_.reason = reason_;
      tell_how();
    } else if (!ruled_out_.empty()) {
      settle(Verdict::ruled_out, ruled_out_);
    } else {
      nothing_seen();
    }
    return std::move(out_);
  }

 private:
  void sort_in(std::size_t n) {
    const Finding& finding = findings_[n];
    if (auto doubt = doubt_about(finding, options_.proof)) {
      const bool graver = !reason_ || (is_excused(reason_) && !is_excused(doubt));
      if (graver) reason_ = std::move(doubt);
      open_.push_back(n);
    } else {
      (finding.verdict == Verdict::confirmed ? confirmed_ : ruled_out_).push_back(n);
    }
  }

  // Where facts of the machine in question decide, what could not be decided from here is no longer open.
  void prefer_machine() {
    const auto of_machine = [this](std::size_t n) { return is_of_machine(findings_[n], options_.proof); };
    const bool decided = std::any_of(ruled_out_.begin(), ruled_out_.end(), of_machine);
    const bool open = std::any_of(open_.begin(), open_.end(), of_machine);
    if (decided && !open) open_.clear();
  }

  void settle(Verdict verdict, std::vector<std::size_t>& proof) {
    out_.verdict = verdict;
    std::stable_sort(proof.begin(), proof.end(), [this](std::size_t a, std::size_t b) {
      return static_cast<int>(findings_[a].severity) > static_cast<int>(findings_[b].severity);
    });
    out_.findings = std::move(proof);
  }

  // The material for it is missing, or it is nothing for a program.
  void nothing_seen() {
    const Need need = need_of(out_.cause, options_.have);
    if (need == Need::lists && options_.online) return nothing_came();
    const bool asked = (need == Need::network && options_.online) || (need == Need::clock && options_.clock);
    if (need == Need::nobody || asked) return ask_the_machine();
    if (need == Need::host && options_.have.host) return server_told_nothing();
    const bool password = need == Need::password || need == Need::password_and_csr;
    const ReasonKind kind = is_on_request(need) ? ReasonKind::not_requested
                            : password          ? ReasonKind::no_password
                                                : ReasonKind::no_input;
    out_.reason = Reason{kind, words_for(need, lang())};
    run_again_with(argument_for(need));
    offer_scripts();
  }

  void nothing_came() {
    out_.reason = Reason{ReasonKind::unreachable, say(lang(), "it was asked for, and nothing came that decides it",
                                                      "已联网查询，但没有得到可据以判定的内容")};
  }

  void server_told_nothing() {
    out_.reason = Reason{ReasonKind::inconclusive,
                         say(lang(), "what the server answered does not decide it", "服务器的应答不足以判定")};
    offer_scripts();
  }

  // No file and no address tells; what is so on the machine may.
  void ask_the_machine() {
    const bool facts = !scripts_for(out_.cause, options_.proof.platform).empty();
    if (!facts) {
      out_.reason = Reason{ReasonKind::manual, words_for(Need::nobody, lang())};
    } else if (options_.facts) {
      out_.reason = Reason{ReasonKind::manual, say(lang(), "the facts given do not decide it", "给出的事实不足以判定")};
    } else {
      out_.reason = Reason{ReasonKind::no_input,
                           say(lang(),
                               "facts of the machine decide it: run this script there, then give what it wrote "
                               "with --facts",
                               "由该机器上的事实判定：在那台机器上运行此脚本，再用 --facts 给出其结果")};
      offer_scripts();
    }
  }

  void offer_scripts() {
    if (options_.facts) return;
    for (const std::string& system : scripts_for(out_.cause, options_.proof.platform)) {
      run_again_with(fmt::format("--script {} --out {}", system, system == "windows" ? "facts.ps1" : "facts.sh"));
    }
  }

  void tell_how() {
    for (const std::size_t n : out_.findings) {
      for (const std::string& command : findings_[n].next) {
        if (std::find(out_.run.begin(), out_.run.end(), command) == out_.run.end()) out_.run.push_back(command);
      }
    }
    if (out_.run.empty() && out_.reason) run_again_with(what_to_add());
    offer_scripts();
  }

  // What would remove the doubt about what was seen.
  std::string_view what_to_add() const {
    if (out_.reason->kind == ReasonKind::no_password) return argument_for(Need::password);
    if (out_.reason->kind == ReasonKind::not_requested) return argument_for(need_of(out_.cause));
    if (out_.reason->kind != ReasonKind::no_input) return {};
    if (out_.cause == "root-untrusted" || out_.cause == "chain-incomplete") return "--trust ROOTS.pem";
    if (out_.cause == "purpose-mismatch") return "--purpose client";
    return options_.proof.target_known ? argument_for(need_of(out_.cause, options_.have)) : "--target NAME";
  }

  void run_again_with(std::string_view more) {
    if (options_.command.empty() || more.empty()) return;
    out_.run.push_back(fmt::format("{} {}", fmt::join(options_.command, " "), more));
  }

  Lang lang() const { return options_.proof.lang; }

  const std::vector<Finding>& findings_;
  const JoinOptions& options_;
  std::vector<std::size_t> confirmed_, ruled_out_, open_;
  std::optional<Reason> reason_;
  JudgedCause out_;
};

int rank(const JudgedCause& one) {
  return one.verdict == Verdict::confirmed ? 0 : one.verdict == Verdict::ruled_out ? 1 : 2;
}

std::string without_stop(std::string text) {
  while (text.ends_with('.')) text.pop_back();
  return text;
}

std::string ids_of(const std::vector<const JudgedCause*>& causes, Lang lang) {
  std::vector<std::string> ids;
  ids.reserve(causes.size());
  for (const JudgedCause* one : causes) ids.push_back(one->cause);
  return fmt::format("{}", fmt::join(ids, lang == Lang::zh ? "、" : ", "));
}

}  // namespace

std::vector<JudgedCause> judge_causes(const std::vector<std::string>& causes, const std::vector<Finding>& findings,
                                      const JoinOptions& options) {
  std::vector<JudgedCause> out;
  out.reserve(causes.size());
  for (const std::string& cause : causes) out.push_back(Judge(cause, findings, options).run());
  std::stable_sort(out.begin(), out.end(),
                   [](const JudgedCause& a, const JudgedCause& b) { return rank(a) < rank(b); });
  return out;
}

std::string conclusion_of(const Diagnosis& diagnosis, const std::vector<Finding>& findings, Lang lang) {
  std::vector<const JudgedCause*> confirmed, left;
  bool decided = false;
  for (const JudgedCause& one : diagnosis.causes) {
    if (one.verdict == Verdict::confirmed) confirmed.push_back(&one);
    if (one.verdict == Verdict::unknown) left.push_back(&one);
    decided = decided || one.verdict == Verdict::ruled_out;
  }
  const std::string& code = diagnosis.shown;
  if (diagnosis.causes.empty()) {
    return say(lang, "Nothing is known that causes {}.", "没有关于 {} 的原因的记录。", code);
  }
  if (!confirmed.empty()) {
    const std::string why = without_stop(findings[confirmed.front()->findings.front()].message);
    if (confirmed.size() == 1) return say(lang, "{} because {}.", "{} 的原因：{}。", code, why);
    confirmed.erase(confirmed.begin());
    return say(lang, "{} because {}; also true: {}.", "{} 的原因：{}；同时成立的还有：{}。", code, why,
               ids_of(confirmed, lang));
  }
  if (left.empty()) {
    return say(lang, "None of the causes that are known of {} is the one here.", "{} 的已知原因在这里都不成立。", code);
  }
  if (!decided && left.size() == 1) {
    return say(lang, "{}: the only cause that is known is {}; see below how it is checked.",
               "{}：已知的原因只有 {}，核实方法见下。", code, left.front()->cause);
  }
  if (!decided) {
    return say(lang, "What is here decides none of the causes of {}; they are {}.",
               "现有材料无法判定 {} 的任何原因；可能的原因有：{}。", code, ids_of(left, lang));
  }
  return say(lang, "{}: none of the causes that can be checked here is the one; left {} {}.",
             "{0}：这里能检查的原因都不成立；剩下的是 {2}。", code, left.size() == 1 ? "is" : "are",
             ids_of(left, lang));
}

}  // namespace certdoc
