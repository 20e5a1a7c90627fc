// What somebody put on the command line: a file, a host, or a code.
#include <filesystem>

#include "base/text.hpp"
#include "certdoc/diagnose.hpp"
#include "check/match_scene.hpp"
#include "diagnose/typed.hpp"
#include "net/host_name.hpp"

namespace certdoc {
namespace {

bool exists(const std::string& path) {
  std::error_code none;
  return path == "-" || std::filesystem::exists(path, none);
}

bool is_host_and_port(const std::string& argument) {
  if (argument.find('/') != std::string::npos || argument.find('@') != std::string::npos) return false;
  const auto host = net::parse_host(argument);
  if (!host || !host->port) return false;
  const auto is_letter = [](char c) { return text::lower(c) >= 'a' && text::lower(c) <= 'z'; };
  return host->address || std::any_of(host->host.begin(), host->host.end(), is_letter);
}

bool is_named_like_file(const std::string& argument) {
  return argument.find(' ') == std::string::npos &&
         (argument.find('/') != std::string::npos || matching::named_like_material(argument));
}

// A word by itself may stand in many messages; a number, a symbol or a sentence is meant as a code where it is known.
bool is_known_text(const std::string& argument, const Typed& typed, const KnowledgeBase& knowledge) {
  if (typed.is_plain_word() && argument.find(' ') == std::string::npos) return false;
  const Report report = explain({argument}, knowledge, {});
  return !report.explanations.empty() || !report.candidates.empty() || !report.cause_answers.empty();
}

}  // namespace

ArgumentKind argument_kind(const std::string& argument, const KnowledgeBase& knowledge) {
  if (exists(argument)) return ArgumentKind::file;
  const ExplainOptions options;
  Answer answer(knowledge.tables(), options);
  const Typed typed(argument, answer);
  if (typed.is_id()) return ArgumentKind::code;
  if (is_host_and_port(argument)) return ArgumentKind::host;
  if (!typed.ids().empty()) return ArgumentKind::code;
  if (is_named_like_file(argument)) return ArgumentKind::file;
  return is_known_text(argument, typed, knowledge) ? ArgumentKind::code : ArgumentKind::text;
}

}  // namespace certdoc
