#include "machine/words.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace certdoc::machine {

std::vector<std::string_view> words_of(std::string_view line) {
  constexpr std::size_t kMost = 64;
  std::vector<std::string_view> words;
  while (words.size() < kMost) {
    line = text::trim(line);
    if (line.empty()) break;
    const auto end = std::find_if(line.begin(), line.end(), text::is_space);
    const auto size = static_cast<std::size_t>(end - line.begin());
    words.push_back(line.substr(0, size));
    line.remove_prefix(size);
  }
  return words;
}

void each_line(std::string_view text, const std::function<void(std::string_view line, std::size_t number)>& use) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    use(text.substr(0, end), number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::optional<std::uint16_t> port_of(std::string_view word) {
  std::uint16_t port = 0;
  const char* const end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, port);
  if (word.empty() || error != std::errc() || stop != end) return std::nullopt;
  return port;
}

bool is_host(std::string_view word) {
  constexpr std::size_t kLongestName = 253;
  const auto fits = [](char c) { return text::is_word(c) || c == '.' || c == '-' || c == ':' || c == '%'; };
  return !word.empty() && word.size() <= kLongestName && word.front() != '-' &&
         std::all_of(word.begin(), word.end(), fits);
}

}  // namespace certdoc::machine
