// Who can import the PFX: the target that was named, or else all that the table knows, in one finding.
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/pfx_rules.hpp"

namespace certdoc {
namespace {

using kb::Accepts;

constexpr std::array<std::string_view, 1> kDecides{"pfx-algorithm-for-target"};

bool writes_old(const kb::Target& target) {
  return target.pfx->recipe.key_cipher == "DES-EDE3-CBC";
}

Evidence plain(std::string label, std::string actual) {
  return {.label = std::move(label), .expected = {}, .actual = std::move(actual), .location = {}};
}

Finding start(const LoadedFile& file, Severity severity) {
  Finding finding;
  finding.cause = kDecides[0];
  finding.subject = file.path;
  finding.severity = severity;
  return finding;
}

// For the target that was named.
class Named {
 public:
  Named(const LoadedFile& file, const kb::Target& target, Lang lang) : file_(file), target_(target), lang_(lang) {}

  Finding finding(const PfxNeeds& needs) {
    made_ = start(file_, Severity::error);
    if (!target_.pfx) return no_pfx();
    const PfxVerdict verdict = judge(needs, *target_.pfx);
    for (const PfxJudgement& judgement : verdict.against) show(judgement);
    if (verdict.accepts == Accepts::no) return refused(verdict.against.front());
    if (verdict.accepts == Accepts::unknown) return uncertain(verdict.against.front());
    if (!needs.hidden.empty()) return hidden(needs.hidden.front());
    made_.verdict = Verdict::ruled_out;
    made_.message = say(lang_, "{} imports {} as it is", "{} 可直接导入 {}", target_.title, file_.path);
    return std::move(made_);
  }

 private:
  Finding no_pfx() {
    const kb::TargetRule* rule = kb::rule(target_, "pkcs12");
    made_.message = say(lang_, "{} is not known to import a PFX", "没有资料表明 {} 能导入 PFX", target_.title);
    made_.reason =
        Reason{ReasonKind::manual,
               rule == nullptr ? made_.message : std::string(lang_ == Lang::zh ? rule->why.zh : rule->why.en)};
    return std::move(made_);
  }

  void show(const PfxJudgement& judgement) {
    made_.evidence.push_back({.label = judgement.fact->label,
                              .expected = why(judgement, lang_),
                              .actual = judgement.fact->actual,
                              .location = judgement.fact->location});
  }

  Finding refused(const PfxJudgement& first) {
    made_.verdict = Verdict::confirmed;
    made_.message = say(lang_, "{} cannot import {}: {}", "{} 不能导入 {}：{}", target_.title, file_.path,
                        first.fact->label + " " + first.fact->actual);
    says_there(first);
    made_.remedies.emplace_back(writes_old(target_) ? "rebuild-pfx-for-old-windows" : "rebuild-pfx");
    next();
    return std::move(made_);
  }

  Finding uncertain(const PfxJudgement& first) {
    made_.verdict = Verdict::unknown;
    made_.message =
        say(lang_, "whether {} imports {} is not certain", "{} 能否导入 {} 尚不确定", target_.title, file_.path);
    made_.reason = Reason{ReasonKind::manual, why(first, lang_)};
    says_there(first);
    next();
    return std::move(made_);
  }

  Finding hidden(const Reason& reason) {
    made_.verdict = Verdict::unknown;
    made_.message = say(lang_, "what shows of {} is read by {}; the rest is not known",
                        "{} 中能看到的部分 {} 都能读取，其余未知", file_.path, target_.title);
    made_.reason = reason;
    return std::move(made_);
  }

  std::string source(const kb::PfxRule& rule) const {
    if (rule.source != "tried") return std::string(rule.source);
    return say(lang_, "tried with the program itself", "已用该程序实测");
  }

  void says_there(const PfxJudgement& judgement) {
    if (judgement.rule == nullptr) return;
    if (!judgement.rule->shows.empty()) {
      made_.evidence.push_back(plain(say(lang_, "it says there", "那里会显示"), std::string(judgement.rule->shows)));
    }
    made_.evidence.push_back(plain(say(lang_, "source", "来源"), source(*judgement.rule)));
    if (!judgement.rule->code.empty()) made_.shows_as.emplace_back(judgement.rule->code);
  }

  void next() {
    std::string command = rewrite_command(file_, target_);
    if (!command.empty()) made_.next.push_back(std::move(command));
  }

  const LoadedFile& file_;
  const kb::Target& target_;
  Lang lang_;
  Finding made_;
};

// Targets of which the same is said.
struct Group {
  Accepts accepts = Accepts::yes;
  std::string why;
  std::vector<const kb::Target*> targets;
};

// `Windows Server 2003, 2008, 2012`
std::string titles(const std::vector<const kb::Target*>& targets) {
  constexpr std::string_view kSeries = "Windows Server ";
  std::string text;
  bool series = false;
  for (const kb::Target* target : targets) {
    std::string_view title = target->title;
    const bool again = title.starts_with(kSeries);
    if (again && series) title.remove_prefix(kSeries.size());
    series = again;
    text += text.empty() ? std::string(title) : fmt::format(", {}", title);
  }
  return text;
}

class Everyone {
 public:
  Everyone(const LoadedFile& file, Lang lang) : file_(file), lang_(lang) {}

  Finding finding(const PfxNeeds& needs) {
    for (const kb::Target& target : kb::targets()) {
      if (target.pfx) sort_in(target, judge(needs, *target.pfx));
    }
    Finding made = start(file_, Severity::note);
    for (const Accepts accepts : {Accepts::no, Accepts::yes, Accepts::unknown}) {
      for (const Group& group : groups_) {
        if (group.accepts == accepts) made.evidence.push_back(row(group));
      }
    }
    for (const Reason& reason : needs.hidden) {
      made.evidence.push_back(plain(say(lang_, "not known", "未知"), reason.text));
    }
    decide(made, needs);
    return made;
  }

 private:
  void sort_in(const kb::Target& target, const PfxVerdict& verdict) {
    const std::string because = verdict.against.empty() ? std::string{} : why(verdict.against.front(), lang_);
    auto found = std::find_if(groups_.begin(), groups_.end(), [&](const Group& group) {
      return group.accepts == verdict.accepts && group.why == because;
    });
    if (found == groups_.end()) found = groups_.insert(groups_.end(), {verdict.accepts, because, {}});
    found->targets.push_back(&target);
    counts_[static_cast<std::size_t>(verdict.accepts)] += 1;
  }

  Evidence row(const Group& group) const {
    const std::string who = titles(group.targets);
    switch (group.accepts) {
      case Accepts::no: return plain(say(lang_, "refused by", "不能导入"), fmt::format("{}: {}", who, group.why));
      case Accepts::unknown: return plain(say(lang_, "not certain", "不确定"), fmt::format("{}: {}", who, group.why));
      default: return plain(say(lang_, "imported by", "可以导入"), who);
    }
  }

  std::size_t count(Accepts accepts) const { return counts_[static_cast<std::size_t>(accepts)]; }

  // The newest of those that refuse it for the first reason: they come in order of age.
  const kb::Target* whom_to_suit() const {
    const auto found =
        std::find_if(groups_.begin(), groups_.end(), [](const Group& group) { return group.accepts == Accepts::no; });
    return found == groups_.end() ? nullptr : found->targets.back();
  }

  void decide(Finding& made, const PfxNeeds& needs) const {
    const std::size_t all = count(Accepts::yes) + count(Accepts::no) + count(Accepts::unknown);
    if (const kb::Target* refusing = whom_to_suit()) {
      made.verdict = Verdict::confirmed;
      made.message = say(lang_, "{1} of {2} programs cannot import {0}", "{2} 个程序中有 {1} 个不能导入 {0}",
                         file_.path, count(Accepts::no), all);
      std::string command = rewrite_command(file_, *refusing);
      if (!command.empty()) made.next.push_back(std::move(command));
    } else if (count(Accepts::unknown) > 0) {
      made.message =
          say(lang_, "no program is known to refuse {0}; of {1} of {2} it is not certain",
              "没有已知不能导入 {0} 的程序；{2} 个中有 {1} 个不确定", file_.path, count(Accepts::unknown), all);
      made.reason = Reason{ReasonKind::manual, say(lang_, "it depends on the release there", "取决于对方的版本")};
    } else if (!needs.hidden.empty()) {
      made.message = say(lang_, "nothing that shows of {} is in the way of any program",
                         "{} 中能看到的部分不妨碍任何程序导入", file_.path);
      made.reason = needs.hidden.front();
    } else {
      made.verdict = Verdict::ruled_out;
      made.evidence.clear();
      made.message =
          say(lang_, "every program that certdoc knows imports {}", "certdoc 所知的程序都能导入 {}", file_.path);
    }
  }

  const LoadedFile& file_;
  Lang lang_;
  std::vector<Group> groups_;
  std::array<std::size_t, 3> counts_{};
};

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    for (std::size_t i = 0; i < file.artifacts.size(); ++i) {
      const Artifact& container = file.artifacts[i];
      if (container.kind != Kind::pkcs12 || container.parent || !container.store) continue;
      const PfxNeeds needs = pfx_needs(file, i, context.lang);
      findings.push_back(context.target != nullptr ? Named(file, *context.target, context.lang).finding(needs)
                                                   : Everyone(file, context.lang).finding(needs));
    }
  }
  return findings;
}

}  // namespace

constexpr Check kPfxTarget{"pfx-target", kDecides, run};

}  // namespace certdoc
