// Files of facts from text, and what is found of them.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts.hpp"
#include "check/machine.hpp"
#include "machine/facts.hpp"

namespace certdoc::test {

inline ReadSome text_reader(std::string text) {
  return [text = std::move(text), at = std::size_t{0}](char* buffer, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t n = std::min(size, text.size() - at);
    std::memcpy(buffer, text.data() + at, n);
    at += n;
    return n;
  };
}

inline Result<machine::Facts> read_facts_text(std::string text, const machine::FactBounds& bounds = {}) {
  return machine::read_facts(text_reader(std::move(text)), "facts.txt", bounds);
}

// Blanks stand for tabs in what follows the id, two of them: `service  name=CryptSvc  exists=yes`.
inline std::string facts_text(std::string_view platform, std::string_view lines) {
  std::string out = "certdoc-facts 1\nscript  platform=" + std::string(platform) +
                    "  written=2026-11-28T10:00:00Z  collected=2026-11-28T10:01:00Z\n" + std::string(lines) + "end\n";
  for (std::size_t at = 0; (at = out.find("  ", at)) != std::string::npos;) out.replace(at, 2, "\t");
  return out;
}

inline Context facts_context(Lang lang = Lang::en, const char* target = nullptr) {
  Context context;
  context.now = *parse_time("2026-11-28T10:02:00Z");
  context.lang = lang;
  context.target = target == nullptr ? nullptr : kb::find_target(target);
  return context;
}

inline std::vector<Finding> findings_of(std::string_view platform, std::string_view lines,
                                        const Material& material = {}, const Context& context = facts_context()) {
  return findings_of_facts(*read_facts_text(facts_text(platform, lines)), context, material);
}

// `confirmed service-missing: the service CryptSvc does not exist`; of the first finding of that cause.
inline std::string told(const std::vector<Finding>& findings, std::string_view cause) {
  for (const Finding& finding : findings) {
    if (finding.cause == cause) return std::string(name_of(finding.verdict)) + ": " + finding.message;
  }
  return "nothing";
}

inline std::string verdict(const std::vector<Finding>& findings, std::string_view cause) {
  const std::string all = told(findings, cause);
  return all.substr(0, all.find(':'));
}

inline const Finding& finding_of(const std::vector<Finding>& findings, std::string_view cause) {
  static const Finding none;
  for (const Finding& finding : findings) {
    if (finding.cause == cause) return finding;
  }
  return none;
}

}  // namespace certdoc::test
