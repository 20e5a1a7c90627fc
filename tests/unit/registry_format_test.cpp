// The rules of data/registry/README.md, held against every table.
#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "kb/families.hpp"
#include "registry_rows.hpp"

using namespace certdoc;

namespace {

// By number then symbol; without a number by symbol, without a symbol by message.
bool in_order(const registry_rows::Row& a, const registry_rows::Row& b) {
  const auto key = [](const registry_rows::Row& row) {
    return std::tuple(row["value"].empty() ? 0 : row.value(), row["symbol"], row["message"]);
  };
  return key(a) < key(b);
}

}  // namespace

TEST_CASE("all registry tables are read together") {
  const auto registry = registry_rows::read(registry_rows::names());
  CHECK(std::is_sorted(registry.facts.begin(), registry.facts.end(),
                       [](const auto& a, const auto& b) { return a.id < b.id; }));
  std::size_t rows = 0;
  for (const auto& name : registry_rows::names()) rows += registry_rows::table(name).rows.size();
  CHECK(registry.facts.size() > 8000);
  CHECK(rows >= registry.facts.size());
}

TEST_CASE("every registry table has a family, and every family a table or entries of its own") {
  std::set<std::string> families{"cfca", "topic"};  // written in errcodes.json alone
  for (const auto& name : registry_rows::names()) {
    CAPTURE(name);
    const auto table = registry_rows::table(name);
    REQUIRE(kb::family_index(table.family));
    families.insert(table.family);
    CHECK_FALSE(table.rows.empty());
  }
  for (const auto& family : kb::families()) {
    CAPTURE(family.id);
    CHECK(families.count(std::string(family.id)) == 1);
  }
}

TEST_CASE("registry tables are clean UTF-8 with line feeds") {
  for (const auto& name : registry_rows::names()) {
    CAPTURE(name);
    const auto table = registry_rows::table(name);
    CHECK(text::is_utf8(table.bytes));
    CHECK(table.bytes.back() == '\n');
    const bool clean = std::none_of(table.bytes.begin(), table.bytes.end(), [](char c) {
      return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
    });
    CHECK(clean);
  }
}

TEST_CASE("the rows of a registry table are sorted, and none stands twice") {
  for (const auto& name : registry_rows::names()) {
    const auto table = registry_rows::table(name);
    for (std::size_t n = 1; n < table.rows.size(); ++n) {
      CAPTURE(name, table.rows[n].line);
      CHECK(in_order(table.rows[n - 1], table.rows[n]));
    }
  }
}

TEST_CASE("a symbol stands once in its family") {
  std::map<std::pair<std::string, std::string>, std::string> seen;
  for (const auto& name : registry_rows::names()) {
    const auto table = registry_rows::table(name);
    for (const auto& row : table.rows) {
      if (row["symbol"].empty()) continue;
      const auto [at, fresh] = seen.try_emplace({table.family, row["symbol"]}, name);
      CAPTURE(name, row.line, row["symbol"], at->second);
      CHECK(fresh);
    }
  }
}

TEST_CASE("every row has a name or a text, and no cell has blanks around it") {
  for (const auto& name : registry_rows::names()) {
    const auto table = registry_rows::table(name);
    for (const auto& row : table.rows) {
      CAPTURE(name, row.line);
      CHECK((!row["symbol"].empty() || !row["message"].empty()));
      for (const auto& [column, cell] : row.cells) {
        CAPTURE(column);
        CHECK(text::trim(cell) == cell);
      }
    }
  }
}

TEST_CASE("every source that a table declares is used by one of its rows") {
  for (const auto& name : registry_rows::names()) {
    const auto table = registry_rows::table(name);
    std::set<std::string> used;
    for (const auto& row : table.rows) used.insert(row["via"]);
    used.erase("");
    CAPTURE(name);
    CHECK(used == table.declared);
  }
}

TEST_CASE("every related code of a registry row exists") {
  const auto registry = registry_rows::read(registry_rows::names());
  std::set<std::string> ids;
  for (const auto& fact : registry.facts) ids.insert(fact.id);
  std::size_t links = 0;
  for (const auto& fact : registry.facts) {
    for (const auto& see : fact.see_also) {
      CAPTURE(fact.id, see);
      CHECK(ids.count(see) == 1);
      ++links;
    }
  }
  CHECK(links > 50);
}
