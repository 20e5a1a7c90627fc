// What a script of ours collected on a machine that certdoc cannot reach: a text of lines, each an id and fields that
// are separated by tabs (docs/facts.md). The file went through mails and editors, so anything may stand in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "certdoc/error.hpp"
#include "certdoc/stream.hpp"

namespace certdoc::machine {

struct FactField {
  std::string name;
  std::string value;
};

// One line: `service  name=CryptSvc  exists=yes  state=Running`.
struct Fact {
  std::string id;
  std::size_t line = 0;
  std::vector<FactField> fields;

  // Empty where the line has no such field.
  std::string_view operator[](std::string_view name) const;
  bool is(std::string_view name, std::string_view value) const { return (*this)[name] == value; }
};

struct FactBounds {
  std::size_t bytes = 4UL * 1024 * 1024;
  std::size_t lines = 5000;
  std::size_t line = 16'384;  // bytes
  std::size_t fields = 16;    // of a line
};

struct Facts {
  std::string path;               // as it was named
  std::string platform;           // windows, linux
  std::optional<Time> written;    // when certdoc wrote the script, by the clock of that machine
  std::optional<Time> collected;  // when the script ran, by the clock of the machine that it ran on
  bool complete = false;          // the last line is there
  std::size_t skipped = 0;        // lines that are no fact
  std::size_t unknown = 0;        // facts of another release
  std::vector<Fact> facts;

  bool is_windows() const { return platform == "windows"; }
  std::vector<const Fact*> all(std::string_view id) const;
  // The first one with this id, and where a name is given, with this value there; nullptr: none.
  const Fact* find(std::string_view id, std::string_view name = {}, std::string_view value = {}) const;
};

// UTF-8 with or without a byte order mark, UTF-16 with one, any line ends. An Error: it is no fact file, of a later
// format, or larger than any. What is wrong in single lines is only counted.
Result<Facts> read_facts(const ReadSome& read, const std::string& path, const FactBounds& bounds = {});
Result<Facts> read_facts(const std::string& path, const FactBounds& bounds = {});

constexpr std::string_view kFactsHeader = "certdoc-facts";
constexpr std::string_view kFactsVersion = "1";

}  // namespace certdoc::machine
