#include "machine/apache_words.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "machine/words.hpp"

namespace certdoc::machine {
namespace {

constexpr std::size_t kMostWords = 256;
constexpr std::size_t kLongestValue = 8192;

// One word, which may be quoted; takes it off the line.
std::string take_word(std::string_view& line) {
  std::string word;
  const char quote = line.front();
  if (quote != '"' && quote != '\'') {
    const auto end = std::find_if(line.begin(), line.end(), text::is_space);
    word.assign(line.begin(), end);
    line.remove_prefix(word.size());
    return word;
  }
  line.remove_prefix(1);
  while (!line.empty() && line.front() != quote) {
    const bool escape = line.front() == '\\' && line.size() > 1 && (line[1] == quote || line[1] == '\\');
    word.push_back(line[escape ? 1 : 0]);
    line.remove_prefix(escape ? 2 : 1);
  }
  if (!line.empty()) line.remove_prefix(1);
  return word;
}

ApacheLine parsed(std::string_view line, std::size_t number) {
  ApacheLine out;
  out.number = number;
  // `<VirtualHost *:443>` is a name, words and a bracket.
  if (line.starts_with('<') && line.ends_with('>')) line.remove_suffix(1);
  const auto end = std::find_if(line.begin(), line.end(), text::is_space);
  out.name.assign(line.begin(), end);
  line = text::trim(line.substr(out.name.size()));
  out.argument = line;
  while (!line.empty() && out.words.size() < kMostWords) {
    out.words.push_back(take_word(line));
    line = text::trim(line);
  }
  return out;
}

// `"/var/run/apache2$SUFFIX"` without its quotes, `$SUFFIX` and `${SUFFIX}` filled in.
std::string shell_value(std::string_view value, const ApacheVariables::Map& known) {
  std::string out;
  const bool literal = value.starts_with('\'');
  for (std::size_t at = 0; at < value.size() && out.size() < kLongestValue; ++at) {
    if (value[at] == '"' || value[at] == '\'') continue;
    if (value[at] != '$' || literal) {
      out.push_back(value[at]);
      continue;
    }
    const bool braces = at + 1 < value.size() && value[at + 1] == '{';
    std::size_t end = at + (braces ? 2 : 1);
    const std::size_t begin = end;
    while (end < value.size() && text::is_word(value[end])) ++end;
    const auto found = known.find(value.substr(begin, end - begin));
    if (found != known.end()) out += found->second;
    at = braces && end < value.size() ? end : end - 1;
  }
  return out;
}

}  // namespace

std::vector<ApacheLine> apache_lines(const std::string& text) {
  std::vector<ApacheLine> out;
  std::string whole;
  std::size_t begins = 0;
  each_line(text, [&](std::string_view line, std::size_t number) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (whole.empty()) begins = number;
    const bool goes_on = line.ends_with('\\');
    whole += goes_on ? line.substr(0, line.size() - 1) : line;
    if (goes_on) return;
    const std::string_view trimmed = text::trim(whole);
    if (!trimmed.empty() && trimmed.front() != '#') out.push_back(parsed(trimmed, begins));
    whole.clear();
  });
  return out;
}

void ApacheVariables::read_envvars(const std::string& text) {
  each_line(text, [&](std::string_view line, std::size_t) {
    line = text::trim(line);
    if (line.starts_with("export ")) line = text::trim(line.substr(7));
    const std::size_t equals = line.find('=');
    const std::string_view name = line.substr(0, std::min(equals, line.size()));
    if (equals == std::string_view::npos || name.empty() || !std::all_of(name.begin(), name.end(), text::is_word)) {
      return;
    }
    const std::string_view value = line.substr(equals + 1);
    if (value.find('`') != std::string_view::npos || value.find("$(") != std::string_view::npos) return;
    environment_[std::string(name)] = shell_value(value, environment_);
  });
}

const std::string* ApacheVariables::find(std::string_view name) const {
  for (const Map* map : {&defined_, &environment_}) {
    if (const auto at = map->find(name); at != map->end()) return &at->second;
  }
  return nullptr;
}

std::string ApacheVariables::filled_in(const std::string& text) const {
  std::string out;
  for (std::size_t at = 0; at < text.size() && out.size() < kLongestValue; ++at) {
    const std::size_t end = text.compare(at, 2, "${") == 0 ? text.find('}', at) : std::string::npos;
    const std::string* value =
        end == std::string::npos ? nullptr : find(std::string_view(text).substr(at + 2, end - at - 2));
    out += value != nullptr ? *value : text.substr(at, 1);
    if (value != nullptr) at = end;
  }
  return out;
}

}  // namespace certdoc::machine
