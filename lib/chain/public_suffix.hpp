// The Public Suffix List (https://publicsuffix.org) that this machine has: under which names anybody can register one.
// Read where a certificate has a wildcard, and not before. None is compiled in: it would be old when it is asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace certdoc::chain {

class PublicSuffixes {
 public:
  // The first of these files that can be read counts.
  explicit PublicSuffixes(std::vector<std::string> places) : places_(std::move(places)) {}
  static PublicSuffixes of_system();

  // Whether this name (A-labels, lower case) is a public suffix by the list's ICANN section, as the CA/Browser Forum
  // asks (BR 3.2.2.6). Nothing: there is no list here.
  std::optional<bool> is_suffix(std::string_view name);

 private:
  void load();
  bool has(const std::string& rule);

  std::vector<std::string> places_;
  bool loaded_ = false;
  std::string text_;                                      // of the ICANN section
  std::unordered_set<std::string_view> rules_;            // as they stand there; empty: no list
  std::optional<std::unordered_set<std::string>> ascii_;  // of those in U-labels, in A-labels
};

}  // namespace certdoc::chain
