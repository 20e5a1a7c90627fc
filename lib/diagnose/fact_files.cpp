#include "diagnose/fact_files.hpp"

#include <utility>

#include "base/say.hpp"

namespace certdoc {
namespace {

void tell(const machine::Facts& facts, Lang lang, std::vector<std::string>& notes) {
  if (facts.platform.empty()) {
    notes.push_back(say(lang, "{} does not say of which platform its facts are, so they decide nothing",
                        "{} 没有说明属于哪个平台，因此无法用来判断", facts.path));
  }
  if (!facts.complete) {
    notes.push_back(say(lang, "{} has no last line: it was cut off, or the script did not run to its end",
                        "{} 缺少最后一行：文件被截断，或脚本没有执行完", facts.path));
  }
  if (facts.skipped > 0) {
    notes.push_back(say(lang, "{}: {} lines are no facts and were left out", "{}：有 {} 行不是事实，已忽略", facts.path,
                        facts.skipped));
  }
  if (facts.unknown > 0) {
    notes.push_back(say(lang, "{}: {} facts are unknown to this release", "{}：有 {} 项事实本版本不认识", facts.path,
                        facts.unknown));
  }
}

Error named(Error error, const std::string& path) {
  if (error.what.find(path) != std::string::npos) return error;
  error.what = path + ": " + error.what;
  if (!error.what_zh.empty()) error.what_zh = path + "：" + error.what_zh;
  return error;
}

}  // namespace

FactFiles read_fact_files(const std::vector<std::string>& paths, Lang lang) {
  FactFiles out;
  for (const std::string& path : paths) {
    Result<machine::Facts> facts = machine::read_facts(path);
    if (!facts) {
      out.errors.push_back(named(std::move(facts.error()), path));
      continue;
    }
    out.inputs.push_back({path, {"facts"}, ""});
    tell(*facts, lang, out.notes);
    out.facts.push_back(std::move(*facts));
  }
  return out;
}

}  // namespace certdoc
