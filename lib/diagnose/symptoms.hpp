// The codes that are to be diagnosed: typed, or read from logs.
#pragma once

#include <string>
#include <vector>

#include "certdoc/diagnose.hpp"
#include "diagnose/examine.hpp"

namespace certdoc {

struct Symptoms {
  std::vector<std::string> codes;   // ids
  std::vector<std::string> causes;  // that were named in place of a code
  std::vector<Candidate> candidates;
  std::vector<Unrecognised> unrecognised;
  std::vector<Input> logs;
  std::vector<Error> errors;
  std::vector<Finding> findings;  // of the text itself: a private key that was pasted
  std::vector<std::string> notes;
  std::string text;                // what was typed, for what it says of the situation
  std::vector<std::string> paths;  // of the request, without those that are logs, and without `-`
  std::vector<HeldFile> held;      // standard input, and the objects that stand in logs
  bool asked = false;              // somebody gave codes or a log
};

Symptoms symptoms_of(const DiagnosisRequest& request, const KnowledgeBase& knowledge);

}  // namespace certdoc
