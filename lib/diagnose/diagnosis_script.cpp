#include <algorithm>
#include <iterator>
#include <utility>

#include "certdoc/facts.hpp"
#include "diagnose/answer.hpp"
#include "diagnose/examine.hpp"
#include "diagnose/facts_script.hpp"
#include "diagnose/symptoms.hpp"
#include "machine/fact_kinds.hpp"

namespace certdoc {
namespace {

std::vector<std::string> causes_of(const Symptoms& symptoms, const DiagnosisRequest& request,
                                   const KnowledgeBase& knowledge) {
  const ExplainOptions options = answer_options(request.options);
  Answer answer(knowledge.tables(), options);
  for (const std::string& code : symptoms.codes) answer.explain(code);
  std::vector<std::string> out = symptoms.causes;
  for (const Explanation& code : answer.report.explanations) {
    for (const Situation& situation : code.contexts) {
      out.insert(out.end(), situation.causes.begin(), situation.causes.end());
    }
  }
  return out;
}

// A script that collects nothing of use would only cost somebody a day.
Error nothing_decides(const std::string& platform) {
  const std::string name = platform == "linux" ? "Linux" : "Windows";
  return {Error::Kind::unsupported,
          "no fact of a machine with " + name + " decides one of the causes of what was given",
          "`certdoc explain CODE` says how each is looked at by hand; without a code the script collects everything",
          "没有任何可在 " + name + " 机器上收集的事实能判断所给错误的原因",
          "`certdoc explain CODE` 说明如何手工核实每个原因；不给错误码时，脚本收集全部内容"};
}

}  // namespace

DiagnosisScript diagnosis_script(const DiagnosisRequest& request, const std::string& platform,
                                 const KnowledgeBase& knowledge) {
  const Symptoms symptoms = symptoms_of(request, knowledge);
  DiagnosisScript out;
  out.errors = symptoms.errors;
  Material material = load(symptoms.paths, request.options, true, {}, out.errors);
  load_held(symptoms.held, request.options, material);
  for (const LoadedFile& file : material.files) {
    if (file.named && file.error) out.errors.push_back(*file.error);
  }
  FactsScript script;
  script.platform = platform == "linux" ? ScriptFor::linux : ScriptFor::windows;
  script.lang = request.options.lang;
  script.written = context_of(request.options).now;
  script.causes = causes_of(symptoms, request, knowledge);
  const bool decides = std::any_of(script.causes.begin(), script.causes.end(),
                                   [&](const std::string& cause) { return machine::is_decided_on(platform, cause); });
  if (!script.causes.empty() && !decides) {
    out.errors.push_back(nothing_decides(platform));
    return out;
  }
  out.text = facts_script(script, material);
  return out;
}

}  // namespace certdoc
