// From the symptom to the proven cause: codes held against files and hosts.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "certdoc/clock.hpp"
#include "certdoc/examine.hpp"
#include "certdoc/export.hpp"
#include "certdoc/host.hpp"
#include "certdoc/knowledge.hpp"
#include "certdoc/network.hpp"
#include "certdoc/report.hpp"
#include "certdoc/revocation.hpp"
#include "certdoc/stream.hpp"

namespace certdoc {

// What an argument of `certdoc diagnose` is. In this order: an existing path is a file; exactly HOST:PORT is a host,
// unless it is the id of a code (`curl:60`); what is known as a code or message is a code; what is named like a file is
// one that is missing; the rest is text. A host inside of longer text is none.
enum class ArgumentKind { file, host, code, text };
CERTDOC_API ArgumentKind argument_kind(const std::string& argument, const KnowledgeBase& knowledge);

struct DiagnosisRequest {
  std::vector<std::string> codes;  // as they were typed; words that make one message together may stand apart
  std::string log_name;            // where codes are read from a log
  ReadSome log;

  std::vector<std::string> paths;  // files, directories, `-`; a text without objects but with codes is a log
  std::vector<HostTarget> hosts;   // need `network`

  ExamineOptions options;
  ChainOptions chain;  // its purpose counts where `purpose_given`
  bool purpose_given = false;
  HostOptions host;
  RevocationOptions revocation;
  std::shared_ptr<const NetworkOptions> network;  // null: nothing is asked
  bool online = false;                            // ask about revocation and for missing issuers, too
  std::optional<ClockOptions> clock;

  std::string context;  // id of a situation, or a name of one; empty: guessed from the material

  std::vector<std::string> facts;  // files that the scripts of facts.hpp wrote
  std::vector<Finding> extra;      // known from elsewhere
  std::vector<std::string> again;  // further options, unquoted, that a suggested command line repeats; no secrets
};

// With codes: their causes, judged (Report::diagnoses). Without: every problem, and the errors that it shows up as.
CERTDOC_API Report diagnose(const DiagnosisRequest& request, const KnowledgeBase& knowledge,
                            const FileProgress& progress = {});

// The situations that --context may name, as candidates: id, title.
CERTDOC_API Report list_contexts(const KnowledgeBase& knowledge, const ExamineOptions& options);
// Whether there is such a situation, by its id or another name for it.
CERTDOC_API bool known_context(const std::string& name, const KnowledgeBase& knowledge);

inline constexpr std::size_t kMaxDiagnosed = 8;  // codes of one log that are diagnosed

}  // namespace certdoc
