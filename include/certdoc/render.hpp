// One function a format, each from a Report. All of them escape what came from outside.
#pragma once

#include <string>
#include <vector>

#include "certdoc/exit_status.hpp"
#include "certdoc/export.hpp"
#include "certdoc/report.hpp"

namespace certdoc {

struct RenderOptions {
  bool color = false;    // ANSI colours; text only
  bool verbose = false;  // text: everything that is known; SARIF: what was ruled out and what is unknown as results too
  bool quiet = false;    // text: one line a result
  ExitRules rules = {};  // JUnit, Nagios: what counts as failed
};

CERTDOC_API std::string render_text(const Report& report, const RenderOptions& options);
CERTDOC_API std::string render_markdown(const Report& report);
CERTDOC_API std::string render_json(const Report& report);
// The same on one line, for streams of reports (JSON lines).
CERTDOC_API std::string render_json_line(const Report& report);
// The chains as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html), for tickets; nothing else.
CERTDOC_API std::string render_mermaid(const Report& report);
// The same as text for Graphviz, which makes a picture of it.
CERTDOC_API std::string render_dot(const Report& report);

// For code scanning: SARIF 2.1.0.
CERTDOC_API std::string render_sarif(const Report& report, const RenderOptions& options);
// For CI servers: JUnit XML, a test case for each cause and subject.
CERTDOC_API std::string render_junit(const Report& report, const RenderOptions& options);
// One line as a plugin of Nagios prints it, with performance data; and the status that goes with it.
CERTDOC_API std::string render_nagios(const Report& report, const RenderOptions& options);
CERTDOC_API int nagios_status(const Report& report, const ExitRules& rules);
// For node_exporter's textfile collector.
CERTDOC_API std::string render_prometheus(const Report& report);

// What a reader of a ticket wants to know of the run. Nothing in it is redacted here.
struct TicketFacts {
  std::string command_line;
  std::vector<Field> fields;  // versions, system
  bool redacted = false;
};

// One Markdown file to be pasted or attached: conclusion, facts, findings with their evidence, errors.
CERTDOC_API std::string render_ticket(const Report& report, const TicketFacts& facts);

// `HOST-1`, `www.example.com`
struct Placeholder {
  std::string name;
  std::string original;
};

// Replaces what could identify a person, a host or a certificate by numbered placeholders, in place; returns what they
// stand for. `paths` are files that the command line named without being inputs; errors may quote them. `words` are
// further texts that are replaced as wholes, such as arguments; bare codes among them stay.
CERTDOC_API std::vector<Placeholder> redact(Report& report, const std::vector<std::string>& paths = {},
                                            const std::vector<std::string*>& words = {});

}  // namespace certdoc
