#include "anything.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"
#include "certdoc/diagnose.hpp"
#include "command.hpp"

namespace certdoc {
namespace {

struct Positional {
  std::string text;
  ArgumentKind kind = ArgumentKind::text;
  bool forced = false;
};

// What --code, --file and --connect force.
std::optional<ArgumentKind> forced_by(std::string_view option) {
  if (option == "--code") return ArgumentKind::code;
  if (option == "--file") return ArgumentKind::file;
  if (option == "--connect") return ArgumentKind::host;
  return std::nullopt;
}

class Reading {
 public:
  explicit Reading(const std::vector<std::string>& arguments) { read(arguments); }

  Meant run() {
    Meant out;
    if (misspelt(out) || values_.empty()) return out;
    const bool files = any(ArgumentKind::file);
    const bool hosts = any(ArgumentKind::host);
    const bool words = any(ArgumentKind::code) || any(ArgumentKind::text);
    // A word that nobody knows is no error message.
    const bool alone = values_.size() == 1 && values_.front().kind == ArgumentKind::text;
    if (alone && (is_word(values_.front().text) || is_numbers(values_.front().text))) return out;
    out.command = files || (hosts && words) ? "diagnose" : hosts ? "check-host" : "explain";
    out.arguments = options_;
    for (const Positional& one : values_) {
      if (out.command == "diagnose" && one.forced) out.arguments.emplace_back(option_for(one.kind));
      out.arguments.push_back(one.text);
    }
    return out;
  }

 private:
  void read(const std::vector<std::string>& arguments) {
    KnowledgeBase knowledge;
    for (std::size_t n = 0; n + 1 < arguments.size(); ++n) {
      if (arguments[n] == "--kb") static_cast<void>(knowledge.add_file(arguments[n + 1]));  // the command complains
    }
    for (std::size_t n = 0; n < arguments.size(); ++n) {
      const std::string& one = arguments[n];
      const bool value_behind = n + 1 < arguments.size() && takes_value(one);
      if (!looks_like_option(one)) {
        values_.push_back({one, argument_kind(one, knowledge), false});
      } else if (const auto kind = forced_by(one); kind && value_behind) {
        values_.push_back({arguments[++n], *kind, true});
      } else {
        options_.push_back(one);
        if (value_behind) options_.push_back(arguments[++n]);
      }
    }
  }

  static std::string_view option_for(ArgumentKind kind) {
    return kind == ArgumentKind::file ? "--file" : kind == ArgumentKind::host ? "--connect" : "--code";
  }

  bool any(ArgumentKind kind) const {
    return std::any_of(values_.begin(), values_.end(), [&](const Positional& one) { return one.kind == kind; });
  }

  static bool is_word(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return text::is_word(c) || c == '-'; });
  }

  // `192.0.2.1`, `192.0.2.1:0`: a server is HOST:PORT.
  static bool is_numbers(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return text::is_digit(c) || c == '.' || c == ':'; });
  }

  // `mach server.crt server.key`: a word alone, or in front of what a command would take. The first word of a sentence
  // is none.
  bool misspelt(Meant& out) const {
    if (values_.empty() || values_.front().forced || values_.front().kind != ArgumentKind::text) return false;
    const std::string& word = values_.front().text;
    const bool sentence = values_.size() > 1 && values_[1].kind == ArgumentKind::text;
    if (sentence || !is_word(word)) return false;
    for (const CommandInfo& command : commands()) {
      if (text::edit_distance(word, command.name, 2) > 2) continue;
      out.misspelt = word;
      out.suggestion = command.name;
      return true;
    }
    return false;
  }

  std::vector<Positional> values_;
  std::vector<std::string> options_;
};

}  // namespace

bool is_negative_code(std::string_view argument) {
  return argument.size() >= 3 && argument.front() == '-' &&
         std::all_of(argument.begin() + 1, argument.end(), text::is_digit);
}

bool looks_like_option(std::string_view argument) {
  return argument.size() >= 2 && argument.front() == '-' && !is_negative_code(argument);
}

bool takes_value(std::string_view option) {
  constexpr std::array<std::string_view, 18> kFlags{
      "--allow-unknown", "--redact",   "--quiet",   "--verbose", "--list",          "--families",
      "--online",        "--contexts", "--targets", "--quick",   "--allow-private", "--ipv4",
      "--ipv6",          "--help",     "--version", "--force",   "--no-redact",     "--ticket-force"};
  return option.starts_with("--") && option.find('=') == std::string_view::npos &&
         std::find(kFlags.begin(), kFlags.end(), option) == kFlags.end();
}

Meant meant_by(const std::vector<std::string>& arguments) {
  return Reading(arguments).run();
}

}  // namespace certdoc
