// A script that collects, on a machine that certdoc cannot reach, the facts that decide the causes of a code; what it
// wrote is read back by DiagnosisRequest::facts. docs/facts.md says what it does.
#pragma once

#include <string>
#include <vector>

#include "certdoc/diagnose.hpp"

namespace certdoc {

struct DiagnosisScript {
  std::string text;           // empty: nothing that it could collect decides anything
  std::vector<Error> errors;  // files that could not be read: the script asks nothing about them
};

// `platform` is windows or linux. Its codes decide what is collected (without any: everything), its files what is asked
// about.
CERTDOC_API DiagnosisScript diagnosis_script(const DiagnosisRequest& request, const std::string& platform,
                                             const KnowledgeBase& knowledge);

}  // namespace certdoc
