// The rows of data/registry as they are written, one by one: read_registry joins rows of one number.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "kbfile/registry.hpp"

namespace certdoc::registry_rows {

struct Row {
  std::size_t line = 0;
  std::map<std::string, std::string> cells;

  const std::string& operator[](const std::string& column) const {
    static const std::string nothing;
    const auto found = cells.find(column);
    return found == cells.end() ? nothing : found->second;
  }

  // Decimal or 0x; the test fails at anything else.
  std::int64_t value() const {
    std::size_t used = 0;
    const std::string& written = (*this)["value"];
    const std::int64_t number = std::stoll(written, &used, written.rfind("0x", 0) == 0 ? 16 : 10);
    if (used != written.size()) FAIL(written);
    return number;
  }
};

struct Table {
  std::string name;
  std::string bytes;
  std::string family;
  std::vector<std::string> columns;
  std::set<std::string> declared;  // by `# via:` lines
  std::vector<Row> rows;
};

inline std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back().push_back(c);
    }
  }
  return parts;
}

inline std::string directory() {
  return std::string(CERTDOC_SOURCE_DIR) + "/data/registry/";
}

inline Table table(const std::string& name) {
  Table table;
  table.name = name;
  std::ostringstream all;
  all << std::ifstream(directory() + name + ".tsv", std::ios::binary).rdbuf();
  table.bytes = all.str();
  CAPTURE(name);
  REQUIRE_FALSE(table.bytes.empty());
  std::size_t number = 0;
  for (const std::string& line : split(table.bytes, '\n')) {
    ++number;
    if (line.rfind("# family: ", 0) == 0) table.family = line.substr(10);
    if (line.rfind("# via: ", 0) == 0) table.declared.insert(line.substr(7, line.find(' ', 7) - 7));
    if (line.empty() || line.front() == '#') continue;
    const auto cells = split(line, '\t');
    if (table.columns.empty()) {
      table.columns = cells;
      continue;
    }
    CAPTURE(number);
    REQUIRE(cells.size() == table.columns.size());
    Row row{number, {}};
    for (std::size_t n = 0; n < cells.size(); ++n) row.cells[table.columns[n]] = cells[n];
    table.rows.push_back(std::move(row));
  }
  return table;
}

inline std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(directory())) {
    if (entry.path().extension() == ".tsv") all.push_back(entry.path().stem().string());
  }
  std::sort(all.begin(), all.end());
  return all;
}

// Through the reader that kbgen uses.
inline kbfile::Registry read(const std::vector<std::string>& tables) {
  std::vector<kbfile::TableFile> files;
  for (const std::string& name : tables) files.push_back({name, table(name).bytes});
  const auto registry = kbfile::read_registry(files);
  if (!registry) FAIL(registry.error().what);
  return *registry;
}

}  // namespace certdoc::registry_rows
