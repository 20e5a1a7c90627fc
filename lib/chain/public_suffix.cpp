// The format: https://github.com/publicsuffix/list/wiki/Format
#include "chain/public_suffix.hpp"

#include <algorithm>

#include "base/io.hpp"
#include "chain/judge.hpp"

namespace certdoc::chain {
namespace {

constexpr std::size_t kMaxList = 8U << 20U;
constexpr std::string_view kBegin = "// ===BEGIN ICANN DOMAINS===", kEnd = "// ===END ICANN DOMAINS===";

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The rule with its name in A-labels; what stands before the name stays.
std::string rule_in_ascii(std::string_view rule) {
  const std::size_t marks = rule.starts_with("*.") ? 2 : rule.starts_with('!') ? 1 : 0;
  return std::string(rule.substr(0, marks)) + host_in_ascii(rule.substr(marks));
}

}  // namespace

// Debian, Fedora, SUSE and Arch have it there; FreeBSD in the last place.
PublicSuffixes PublicSuffixes::of_system() {
  return PublicSuffixes({"/usr/share/publicsuffix/public_suffix_list.dat",
                         "/usr/share/publicsuffix/effective_tld_names.dat",
                         "/usr/local/share/public_suffix_list/public_suffix_list.dat"});
}

void PublicSuffixes::load() {
  loaded_ = true;
  for (const std::string& place : places_) {
    const auto text = read_file(place, kMaxList);
    const std::size_t begin = text ? text->find(kBegin) : std::string::npos;
    const std::size_t end = begin == std::string::npos ? begin : text->find(kEnd, begin);
    if (end == std::string::npos) continue;
    text_ = text->substr(begin, end - begin);
    std::erase(text_, '\r');
    for (std::string_view rest = text_; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      if (!line.empty() && !line.starts_with("//")) rules_.insert(line);
    }
    return;
  }
}

bool PublicSuffixes::has(const std::string& rule) {
  if (rules_.contains(rule)) return true;
  if (rule.find("xn--") == std::string::npos) return false;
  if (!ascii_) {
    ascii_.emplace();
    for (const std::string_view one : rules_) {
      if (!is_ascii(one)) ascii_->insert(rule_in_ascii(one));
    }
  }
  return ascii_->contains(rule);
}

std::optional<bool> PublicSuffixes::is_suffix(std::string_view name) {
  if (!loaded_) load();
  if (rules_.empty()) return std::nullopt;
  const std::size_t dot = name.find('.');
  if (has("!" + std::string(name))) return false;
  if (dot == std::string_view::npos || has(std::string(name))) return true;  // `*` stands at the end of every list
  return has("*" + std::string(name.substr(dot)));
}

}  // namespace certdoc::chain
