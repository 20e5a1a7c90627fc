// The knowledge base as it is written in data/, in memory: what parse.hpp reads, validate.hpp judges and
// build.hpp compiles. Field names are those of docs/knowledge-base.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace certdoc::kbfile {

struct Text {
  std::string en;
  std::string zh;
};

struct Step {
  Text text;
  std::vector<std::string> run;
};

struct Source {
  std::string id;
  std::string title;
  std::string url;
  std::string kind;
};

struct Context {
  std::string id;
  Text title;
  std::string platform;
};

struct Cause {
  std::string id;
  std::string area;
  std::string severity;
  Text sick;
  Text healthy;
  Text explanation;
  std::string check;
  Step by_hand;
  std::optional<Step> by_hand_windows;
  std::vector<std::string> remedies;
  std::vector<std::string> sources;
  std::optional<Text> retired;
};

struct Remedy {
  std::string id;
  Text title;
  std::string platform;
  std::string risk;
  std::vector<Step> steps;
  std::optional<Step> undo;
  std::optional<Text> contact;
  std::optional<Text> advice;
  std::optional<Text> instead;
  std::string instead_remedy;
  std::vector<std::string> sources;
  std::optional<Text> retired;
};

struct Claim {
  Text says;
  Text fact;
  std::string verdict;
  std::string said_by;
  std::vector<std::string> sources;
};

struct Situation {
  std::string id;
  std::vector<std::string> causes;
  std::optional<Text> note;
};

struct Official {
  std::string text;
  std::string source;
};

struct Code {
  std::string id;
  std::optional<Text> title;
  Text means;
  std::optional<Official> official;
  std::string official_zh;
  std::vector<Claim> claims;
  std::vector<Situation> contexts;
  std::vector<std::string> symbols;
  std::vector<std::string> messages;
  std::vector<std::string> keywords;
  std::vector<std::string> remedies;
  std::vector<std::string> see_also;
  std::vector<std::string> sources;
  std::optional<Text> retired;
};

// errcodes.json, or a `--kb` file.
struct Document {
  std::vector<Source> sources;
  std::vector<Context> contexts;
  std::vector<Cause> causes;
  std::vector<Remedy> remedies;
  std::vector<Code> codes;
};

// One code of the registry; rows of one number are one code with several symbols.
struct Fact {
  std::string id;
  std::uint8_t family = 0;
  std::optional<std::int64_t> value;
  std::vector<std::string> symbols;
  Text text;
  std::vector<std::string> see_also;
  std::string source;
};

// data/registry/*.tsv
struct Registry {
  std::vector<Source> sources;
  std::vector<Fact> facts;
};

}  // namespace certdoc::kbfile
