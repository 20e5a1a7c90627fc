// Lines of configuration files as words.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace certdoc::machine {

// The words between blanks, as many as any line of ours has.
std::vector<std::string_view> words_of(std::string_view line);

// Calls `use` for each line with its number, from 1.
void each_line(std::string_view text, const std::function<void(std::string_view line, std::size_t number)>& use);

std::optional<std::uint16_t> port_of(std::string_view word);

// A DNS name or an address, and nothing that could be something else.
bool is_host(std::string_view word);

}  // namespace certdoc::machine
