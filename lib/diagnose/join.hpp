// The causes of a situation held against findings. Pure: no knowledge base, no files.
#pragma once

#include <string>
#include <vector>

#include "certdoc/report.hpp"
#include "diagnose/need.hpp"
#include "diagnose/proof.hpp"

namespace certdoc {

struct JoinOptions {
  ProofRules proof;
  bool online = false;  // the network was asked
  bool clock = false;   // time servers were
  bool facts = false;   // --facts
  Have have;
  std::vector<std::string> command;  // quoted arguments of this command line; empty: it cannot be written again
};

// Judges every cause of the list. Confirmed ones come first, then the ruled out, then the unknown, each in the order of
// the list. Of several subjects one that confirms is enough; one that leaves it open keeps it from being ruled out.
std::vector<JudgedCause> judge_causes(const std::vector<std::string>& causes, const std::vector<Finding>& findings,
                                      const JoinOptions& options);

// `0x80092004 because server.pfx holds no private key.`, or what is left.
std::string conclusion_of(const Diagnosis& diagnosis, const std::vector<Finding>& findings, Lang lang);

}  // namespace certdoc
