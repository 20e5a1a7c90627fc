// What the two kinds of preflight (of files, of a server) have in common.
#pragma once

#include "certdoc/preflight.hpp"
#include "diagnose/answer.hpp"
#include "diagnose/examination.hpp"
#include "machine/crypto_policy.hpp"

namespace certdoc {

struct PreflightRun {
  const KnowledgeBase& knowledge;
  const ExamineOptions& options;
  const PreflightOptions& preflight;
  Answer& answer;
  machine::Root root;
  machine::CryptoPolicy policy;
  std::chrono::steady_clock::time_point began;

  // What both ask of material. `binding`: it is for this machine.
  Examination examination(bool binding) const;

  // What is left of --timeout; null: nothing is asked.
  std::shared_ptr<const NetworkOptions> network() const;

  // Takes all of it, but for the findings, which are given back.
  std::vector<Finding> adopt(Report&& part) const;

  // Puts findings that are complete into the report; those of ours are completed.
  void take(std::vector<Finding> findings) const;

  // The clock of this machine, as far as it tells by itself or, online, as its time servers tell.
  std::vector<Finding> clock() const;
};

// Were there private keys, or what may hold one?
bool holds_key(const Report& part);

void preflight_files(const PreflightRun& run, const std::vector<std::string>& paths);
void preflight_server(const PreflightRun& run, const std::string& server, bool alone);

}  // namespace certdoc
