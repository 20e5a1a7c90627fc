// Turns rows of the knowledge base into the parts of a Report, in one language, together with every cause,
// remedy and source that they refer to.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "certdoc/explain.hpp"
#include "certdoc/report.hpp"
#include "kb/knowledge.hpp"

namespace certdoc {

class Answer {
 public:
  Answer(const kb::Knowledge& knowledge, const ExplainOptions& options);

  // Adds the explanation of a known code, once. `id` may be one without a row of its own.
  void explain(const std::string& id);

  void answer_cause(const kb::Cause& cause);

  // Fills what the knowledge base says about a finding: the errors that it shows up as, remedies and sources.
  void complete(Finding& finding);
  // The same for one that another answer completed: what it refers to comes into this report.
  void adopt(const Finding& finding);
  // Puts into the report what the first screen shows of this cause, unless more of it is there already.
  void outline_cause(const std::string& id);
  void suggest_candidates(const std::string& input, const std::vector<kb::Code>& codes);
  Candidate candidate(const std::string& input, const kb::Code& code) const;
  void add_triage();

  const kb::Knowledge& knowledge() const { return knowledge_; }
  const ExplainOptions& options() const { return options_; }

  Report report;

 private:
  std::string text(const kb::Tables& tables, kb::Text t) const;
  static std::vector<std::string> ids(const kb::Tables& tables, kb::List l);
  Step step(const kb::Tables& tables, const kb::StepRow& row) const;
  void add_facts(Explanation& explanation, const kb::Code& code) const;
  void add_relatives(Explanation& explanation, const std::vector<std::string>& others) const;
  void add_entry(Explanation& explanation, const kb::Entry& entry);
  void add_parts(Explanation& explanation) const;
  Claim claim(const kb::Tables& tables, const kb::ClaimRow& row);
  Situation situation(const kb::Tables& tables, const kb::SituationRow& row);
  bool can_run(std::string_view command_line) const;
  std::vector<Step> steps(const kb::Tables& tables, kb::Range rows) const;
  std::vector<std::string> errors_of(const std::string& cause) const;
  void outline_remedy(const std::string& id);
  CauseText outline(const kb::Cause& cause) const;
  RemedyText outline(const kb::Remedy& remedy) const;
  void use_cause(const std::string& id);
  void use_remedy(const std::string& id);
  void use_source(const std::string& id);
  void use_remedies(const std::vector<std::string>& all);
  void use_sources(const std::vector<std::string>& all);

  const kb::Knowledge& knowledge_;
  const ExplainOptions& options_;
  std::unordered_set<std::string> used_causes_, used_remedies_, used_sources_;
  std::unordered_set<std::string> outlined_causes_, outlined_remedies_;
  std::unordered_map<std::string, std::vector<std::string>> errors_;  // of the causes that were found
};

// Other ids of the same error: HRESULT and Win32, OpenSSL's reason and the TLS alert inside it, Node's name and
// OpenSSL's number. Known ones only.
std::vector<std::string> relatives(const std::string& id, const kb::Knowledge& knowledge);

// True where one of the code's ids is explained by an entry.
bool is_explained(const std::string& id, const kb::Knowledge& knowledge);

}  // namespace certdoc
