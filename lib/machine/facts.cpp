#include "machine/facts.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/decode.hpp"
#include "base/io.hpp"
#include "base/text.hpp"
#include "machine/fact_kinds.hpp"

namespace certdoc::machine {
namespace {

constexpr std::size_t kMaxName = 32;

// Names of facts and fields: lower case letters, digits and hyphens.
bool is_name(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || text::is_digit(c) || c == '-'; };
  return !name.empty() && name.size() <= kMaxName && std::all_of(name.begin(), name.end(), fits);
}

std::string_view cut_off(std::string_view& rest, char at) {
  const std::size_t end = std::min(rest.find(at), rest.size());
  const std::string_view out = rest.substr(0, end);
  rest.remove_prefix(std::min(rest.size(), end + 1));
  return out;
}

std::optional<Fact> fact_of(std::string_view line, std::size_t most_fields) {
  Fact fact;
  fact.id = cut_off(line, '\t');
  if (!is_name(fact.id)) return std::nullopt;
  while (!line.empty()) {
    std::string_view field = cut_off(line, '\t');
    const std::string_view name = cut_off(field, '=');
    // Two values of one name: whoever wrote that was not the script.
    if (!is_name(name) || fact.fields.size() == most_fields || !fact[name].empty()) return std::nullopt;
    fact.fields.push_back({std::string(name), std::string(text::trim(field))});
  }
  return fact;
}

std::optional<Time> time_of(std::string_view text) {
  const auto time = parse_time(text);
  return time ? std::optional(*time) : std::nullopt;
}

class FactReader {
 public:
  FactReader(const ReadSome& read, const std::string& path, const FactBounds& bounds)
      : lines_(read, bounds.line), bounds_(bounds) {
    out_.path = path;
  }

  Result<Facts> run() {
    LineReader::Line line;
    for (;;) {
      const Result<bool> more = lines_.next(line);
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
      if (line.number > bounds_.lines || lines_.bytes_read() > bounds_.bytes + bounds_.line) return too_large();
      if (!headed_) {
        if (const auto headed = head(line.text); !headed) return tl::unexpected(headed.error());
      } else {
        take(line);
      }
    }
    if (!headed_) return tl::unexpected(foreign());
    return std::move(out_);
  }

 private:
  static Error foreign() {
    return {Error::Kind::invalid, "this is no file of facts",
            "it is written by the script of `certdoc diagnose CODE --script windows|linux`; its first line is "
            "`certdoc-facts 1`",
            "这不是事实文件",
            "它由 `certdoc diagnose CODE --script windows|linux` 生成的脚本写出，第一行是 `certdoc-facts 1`"};
  }

  Result<Facts> too_large() const {
    return fail(Error::Kind::too_large,
                fmt::format("the file of facts has more than {} lines or {} bytes", bounds_.lines, bounds_.bytes),
                "no script of certdoc writes that much",
                fmt::format("事实文件超过 {} 行或 {} 字节", bounds_.lines, bounds_.bytes),
                "certdoc 的脚本不会写出这么多内容");
  }

  Result<void> head(std::string_view line) {
    const std::string_view text = text::trim(line);
    if (!text.starts_with(kFactsHeader) || text.size() > kFactsHeader.size() + 8) return tl::unexpected(foreign());
    const std::string_view version = text::trim(text.substr(kFactsHeader.size()));
    if (version.empty() || !std::all_of(version.begin(), version.end(), text::is_digit)) {
      return tl::unexpected(foreign());
    }
    if (version != kFactsVersion) {
      return fail(Error::Kind::unsupported, "the file of facts has the format " + std::string(version),
                  "this certdoc reads format 1; use the release that wrote the script",
                  "事实文件的格式版本为 " + std::string(version), "本版本只读取格式 1，请使用生成脚本的那个版本");
    }
    headed_ = true;
    return {};
  }

  void take(const LineReader::Line& line) {
    if (text::trim(line.text).empty()) return;
    if (line.number == last_line_) return;  // the rest of a line that is longer than any
    last_line_ = line.number;
    if (line.text.size() >= bounds_.line) {
      ++out_.skipped;
      return;
    }
    std::optional<Fact> fact = fact_of(line.text, bounds_.fields);
    if (!fact || out_.complete) {
      ++out_.skipped;
      return;
    }
    fact->line = line.number;
    if (fact->id == "end") {
      out_.complete = true;
    } else if (fact->id == "script") {
      script(*fact);
    } else if (find_fact_kind(fact->id) == nullptr) {
      ++out_.unknown;
    } else {
      out_.facts.push_back(std::move(*fact));
    }
  }

  void script(const Fact& fact) {
    if (!out_.platform.empty()) return;
    if (fact.is("platform", "windows") || fact.is("platform", "linux")) out_.platform = fact["platform"];
    out_.written = time_of(fact["written"]);
    out_.collected = time_of(fact["collected"]);
  }

  LineReader lines_;
  FactBounds bounds_;
  Facts out_;
  bool headed_ = false;
  std::size_t last_line_ = 0;
};

}  // namespace

std::string_view Fact::operator[](std::string_view name) const {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const FactField& field) { return field.name == name; });
  return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

std::vector<const Fact*> Facts::all(std::string_view id) const {
  std::vector<const Fact*> out;
  for (const Fact& fact : facts) {
    if (fact.id == id) out.push_back(&fact);
  }
  return out;
}

const Fact* Facts::find(std::string_view id, std::string_view name, std::string_view value) const {
  const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) {
    return fact.id == id && (name.empty() || fact.is(name, value));
  });
  return found == facts.end() ? nullptr : &*found;
}

Result<Facts> read_facts(const ReadSome& read, const std::string& path, const FactBounds& bounds) {
  return FactReader(read, path, bounds).run();
}

Result<Facts> read_facts(const std::string& path, const FactBounds& bounds) {
  const auto read = open_for_reading(path);
  if (!read) return tl::unexpected(read.error());
  return read_facts(*read, path, bounds);
}

}  // namespace certdoc::machine
