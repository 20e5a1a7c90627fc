// Code -> meaning, ranked causes, remedies. Needs no files and no network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "certdoc/error.hpp"
#include "certdoc/export.hpp"
#include "certdoc/knowledge.hpp"
#include "certdoc/report.hpp"
#include "certdoc/stream.hpp"

namespace certdoc {

struct ExplainOptions {
  Lang lang = Lang::en;
  std::string time;    // RFC 3339; goes into the report
  std::string family;  // narrows to one family; empty: all
  // False: only what render_text shows without `verbose`; ids of the rest are there, their texts are not. For the
  // speed of a single code on a terminal.
  bool everything = true;
  // The names of the commands that this program has; causes are checked with these where they can be.
  std::vector<std::string> commands;
};

inline constexpr std::size_t kMaxArgument = 128 * 1024;  // bytes of one argument
inline constexpr std::size_t kMaxLine = 64 * 1024;       // bytes of one log line that are kept together
inline constexpr std::size_t kMaxLines = 20;             // line numbers kept for each code
inline constexpr std::size_t kMaxCodesInLog = 200;       // codes explained of one log

// Explains what was typed: codes in any spelling, symbols, message texts, cause ids. Several arguments are several
// codes, or one message that was not quoted. What they have in common is explained once.
CERTDOC_API Report explain(const std::vector<std::string>& arguments, const KnowledgeBase& knowledge,
                           const ExplainOptions& options);

// Told now and then how many bytes of the log have been read.
using Progress = std::function<void(std::uint64_t bytes)>;

// Explains every code found in a log, once each, most telling first, with counts and line numbers. Reads UTF-8,
// UTF-16 with a byte order mark, and GB18030; memory does not grow with the log.
CERTDOC_API Result<Report> explain_log(const ReadSome& read, const std::string& name, const KnowledgeBase& knowledge,
                                       const ExplainOptions& options, const Progress& progress = {});

// Every known code (of one family), as candidates.
CERTDOC_API Report list_codes(const KnowledgeBase& knowledge, const ExplainOptions& options);

// The id of a family by its everyday name: `firefox` is `nss`. As it was given where nobody knows it.
CERTDOC_API std::string canonical_family(const std::string& name);

// The families, as candidates: id, title, number of codes.
CERTDOC_API Report list_families(const KnowledgeBase& knowledge, const ExplainOptions& options);

}  // namespace certdoc
