#include <iterator>
#include <utility>

#include "certdoc/facts.hpp"
#include "diagnose/answer.hpp"
#include "diagnose/examine.hpp"
#include "diagnose/facts_script.hpp"
#include "diagnose/symptoms.hpp"

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
  out.text = facts_script(script, material);
  return out;
}

}  // namespace certdoc
