#include "kbfile/registry.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/text.hpp"
#include "kb/families.hpp"

namespace certdoc::kbfile {
namespace {

std::vector<std::string_view> split(std::string_view s, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = s.find(at);
    parts.push_back(s.substr(0, end));
    if (end == std::string_view::npos) return parts;
    s.remove_prefix(end + 1);
  }
}

// Decimal, negative, or hexadecimal with 0x.
std::optional<std::int64_t> number(std::string_view s) {
  const bool hex = s.starts_with("0x");
  if (hex) s.remove_prefix(2);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != s.data() + s.size()) return std::nullopt;
  return value;
}

struct Row {
  std::string_view symbol, value, message, message_zh, see, via;
};

// Where in a row each column stands; refuses columns that nobody knows.
class Columns {
 public:
  Result<void> set(std::string_view header) {
    for (const auto name : split(header, '\t')) {
      const Member found = member(name);
      if (found == nullptr) return fail(Error::Kind::invalid, fmt::format("unknown column '{}'", name));
      columns_.push_back(found);
    }
    return {};
  }

  Result<Row> row(std::string_view line) const {
    const auto cells = split(line, '\t');
    if (cells.size() != columns_.size()) {
      return fail(Error::Kind::invalid, fmt::format("{} columns where {} are due", cells.size(), columns_.size()));
    }
    Row row;
    for (std::size_t n = 0; n < cells.size(); ++n) row.*columns_[n] = cells[n];
    return row;
  }

  bool empty() const { return columns_.empty(); }

 private:
  using Member = std::string_view Row::*;

  static Member member(std::string_view name) {
    static const std::map<std::string_view, Member> members{
        {"symbol", &Row::symbol},         {"value", &Row::value}, {"message", &Row::message},
        {"message_zh", &Row::message_zh}, {"see", &Row::see},     {"via", &Row::via}};
    const auto found = members.find(name);
    return found == members.end() ? nullptr : found->second;
  }

  std::vector<Member> columns_;
};

class TableReader {
 public:
  TableReader(const TableFile& file, std::map<std::string, Fact>& facts, std::vector<Source>& sources)
      : file_(file), facts_(facts), sources_(sources) {}

  Result<void> read() {
    std::size_t number = 0;
    for (const auto line : split(file_.bytes, '\n')) {
      ++number;
      if (line.empty()) continue;
      const auto done = line.front() == '#' ? head(line) : body(line);
      if (!done) return fail(Error::Kind::invalid, fmt::format("{}.tsv:{}: {}", file_.name, number, done.error().what));
    }
    if (!family_) return fail(Error::Kind::invalid, fmt::format("{}.tsv: no '# family:' line", file_.name));
    if (source_.title.empty())
      return fail(Error::Kind::invalid, fmt::format("{}.tsv: no '# source:' line", file_.name));
    sources_.push_back(source_);
    return {};
  }

 private:
  Result<void> head(std::string_view line) {
    const auto value_of = [&](std::string_view name) -> std::string_view {
      return line.starts_with(name) ? text::trim(line.substr(name.size())) : std::string_view();
    };
    source_.id = "registry-" + file_.name;
    source_.kind = "official";
    if (const auto title = value_of("# source:"); !title.empty()) source_.title = title;
    if (const auto url = value_of("# url:"); !url.empty()) source_.url = url;
    if (const auto via = value_of("# via:"); !via.empty()) return declare(via);
    const auto family = value_of("# family:");
    if (family.empty()) return {};
    family_ = kb::family_index(family);
    if (!family_) return fail(Error::Kind::invalid, fmt::format("unknown family '{}'", family));
    return {};
  }

  // # via: id | title | url
  Result<void> declare(std::string_view via) {
    const auto parts = split(via, '|');
    if (parts.size() != 3) return fail(Error::Kind::invalid, "'# via:' takes an id, a title and a URL");
    const Source source{std::string(text::trim(parts[0])), std::string(text::trim(parts[1])),
                        std::string(text::trim(parts[2])), "official"};
    declared_.insert(source.id);
    const auto same = [&](const Source& other) { return other.id == source.id; };
    if (std::none_of(sources_.begin(), sources_.end(), same)) sources_.push_back(source);
    return {};
  }

  Result<void> body(std::string_view line) {
    if (columns_.empty()) return columns_.set(line);
    const auto row = columns_.row(line);
    if (!row) return tl::unexpected(row.error());
    return add(*row);
  }

  Result<void> add(const Row& row) {
    if (!family_) return fail(Error::Kind::invalid, "rows before the '# family:' line");
    const kb::Family& family = kb::families()[*family_];
    const auto value = row.value.empty() ? std::nullopt : number(row.value);
    if (!row.value.empty() && !value) return fail(Error::Kind::invalid, fmt::format("'{}' is no number", row.value));
    std::string key = kb::key_of(family, value, row.symbol, row.message);
    if (key.empty()) return fail(Error::Kind::invalid, "a row without a key");
    if (!row.via.empty() && !declared_.contains(row.via)) {
      return fail(Error::Kind::invalid, fmt::format("{}: no '# via:' line declares '{}'", key, row.via));
    }
    if (family.key == kb::Key::slug) key = unused(family, key, row);
    merge(fmt::format("{}:{}", family.id, key), row, value);
    return {};
  }

  // Two messages with the same first words get different keys.
  std::string unused(const kb::Family& family, const std::string& key, const Row& row) const {
    for (int n = 1;; ++n) {
      std::string candidate = n == 1 ? key : fmt::format("{}-{}", key, n);
      const auto taken = facts_.find(fmt::format("{}:{}", family.id, candidate));
      if (taken == facts_.end() || taken->second.text.en == row.message) return candidate;
    }
  }

  void merge(const std::string& id, const Row& row, std::optional<std::int64_t> value) {
    Fact& fact = facts_[id];
    fact.id = id;
    fact.family = *family_;
    fact.value = value;
    const std::string symbol(row.symbol);
    const bool known = std::find(fact.symbols.begin(), fact.symbols.end(), symbol) != fact.symbols.end();
    if (!symbol.empty() && !known) fact.symbols.push_back(symbol);
    if (fact.text.en.empty()) fact.text.en = row.message;
    if (fact.text.zh.empty()) fact.text.zh = row.message_zh;
    if (fact.source.empty()) fact.source = row.via.empty() ? source_.id : std::string(row.via);
    for (const auto see : split(row.see, ' ')) {
      if (!see.empty()) fact.see_also.emplace_back(see);
    }
  }

  const TableFile& file_;
  std::map<std::string, Fact>& facts_;
  std::vector<Source>& sources_;
  Columns columns_;
  Source source_;
  std::set<std::string, std::less<>> declared_;  // what this file's rows may name as their source
  std::optional<std::uint8_t> family_;
};

}  // namespace

Result<Registry> read_registry(const std::vector<TableFile>& files) {
  std::map<std::string, Fact> facts;
  Registry registry;
  for (const TableFile& file : files) {
    if (const auto read = TableReader(file, facts, registry.sources).read(); !read) return tl::unexpected(read.error());
  }
  for (auto& [id, fact] : facts) registry.facts.push_back(std::move(fact));
  return registry;
}

}  // namespace certdoc::kbfile
