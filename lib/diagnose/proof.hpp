// Which findings prove that a cause of a code is the one, or is not. What a command is right to warn of may still be no
// cause of the error at hand: a wrong diagnosis is worse than none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "certdoc/report.hpp"

namespace certdoc {

struct ProofRules {
  Lang lang = Lang::en;
  std::string platform = "any";  // of the situation
  // Subjects of findings from facts of the machine in question end with one of these (check/machine.hpp).
  std::vector<std::string> machines;
  bool trust_given = false;    // --trust named the roots of the machine in question
  bool served = false;         // what a host sent is among the material
  bool target_known = false;   // --target, or the situation names the program
  bool purpose_clear = false;  // what the certificate is for is known
  bool client = false;         // the program that fails is a client: a server's files are not its own
};

// Whether it is about the machine in question, and not about the one that certdoc runs on.
bool is_of_machine(const Finding& finding, const ProofRules& rules);

// Whether it is about the files of another program than the one that fails.
bool is_of_other_program(const Finding& finding, const ProofRules& rules);

// Nothing: it proves what it says. Else why not, and with that the cause stays unknown.
std::optional<Reason> doubt_about(const Finding& finding, const ProofRules& rules);

}  // namespace certdoc
