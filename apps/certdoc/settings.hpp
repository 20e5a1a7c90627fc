// The options that every command has, and what they mean for its output.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "certdoc/exit_status.hpp"
#include "certdoc/knowledge.hpp"
#include "certdoc/lang.hpp"
#include "certdoc/report.hpp"
#include "flags.hpp"
#include "ticket.hpp"

namespace certdoc {

// A variable of the environment; empty: it is not set.
std::string_view environment(const char* name);

// What `--format` can be.
const std::vector<std::string>& formats();

struct Settings {
  std::string lang;
  std::string format = "text";
  std::string color = "auto";
  std::string fail_on = "error";
  std::string at;
  std::vector<std::string> kb_files;
  bool redact = false;
  bool quiet = false;
  bool verbose = false;
  bool allow_unknown = false;
  Ticket ticket;

  void declare(Flags& flags);

  // For a program that reads it.
  bool is_machine_format() const { return format != "text" && format != "markdown" && format != "mermaid"; }

  // `--lang`, else English for machine formats, else the locale.
  Lang language() const;

  // `--at`, else this machine's clock; RFC 3339.
  Result<std::string> time() const;

  Result<KnowledgeBase> knowledge() const;
  ExitRules exit_rules() const;
};

// The two lines of an error, on stderr: what happened, then what to do.
void print_error(const Error& error, Lang lang);

// The same for what was done all the same.
void print_warning(const Error& warning, Lang lang);

// Writes to stdout; returns `status`, or that it could not be written. A closed pipe is somebody's `head`: no
// complaint.
int print_out(const std::string& out, int status, Lang lang);

// Renders the report as the settings say, writes it to stdout and returns its exit status.
int print_report(Report report, const Settings& settings);
// `named`: files and directories of other options, which suggested commands and errors may repeat: --redact hides them;
// `system` and `none` of --trust are no files.
int print_report(Report report, const Settings& settings, const std::vector<std::string>& named);

// What is wrong with the command line, and what to do, in both languages.
Error usage(Both what, Both hint);

// The command line is wrong, or names something beside the files to examine that cannot be used (--kb, --pass): said as
// every command says it; returns exit status 2.
int usage_error(std::string_view command, Error error, const Settings& settings);

}  // namespace certdoc
