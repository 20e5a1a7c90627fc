#include "diagnose/fact_files.hpp"

#include <utility>

#include "base/say.hpp"

namespace certdoc {
namespace {

// They tell of the machine as it was; what was put right since then is not in them.
void tell_age(const machine::Facts& facts, Time now, Lang lang, std::vector<std::string>& notes) {
  if (!facts.collected || now - *facts.collected <= std::chrono::days(1)) return;
  const auto days = std::chrono::floor<std::chrono::days>(now - *facts.collected).count();
  notes.push_back(say(lang, "{} is {} days old: it was collected on {}; run the script again if anything changed there",
                      "{} 是 {} 天前收集的（{}）；如果那台机器有过变化，请重新执行脚本", facts.path, days,
                      to_rfc3339(*facts.collected)));
}

void tell(const machine::Facts& facts, Lang lang, std::vector<std::string>& notes) {
  if (facts.platform.empty()) {
    notes.push_back(say(lang, "{} does not say of which platform its facts are, so they decide nothing",
                        "{} 没有说明属于哪个平台，因此无法用来判断", facts.path));
  }
  if (facts.skipped > 0) {
    notes.push_back(say(lang, "{}: lines that are no facts and were left out: {}", "{}：有 {} 行不是事实，已忽略",
                        facts.path, facts.skipped));
  }
  if (facts.unknown > 0) {
    notes.push_back(say(lang, "{}: facts that this release does not know: {}", "{}：有 {} 项事实本版本不认识",
                        facts.path, facts.unknown));
  }
}

Error cut_off(const std::string& path) {
  return {Error::Kind::invalid, path + " was cut off: its last line is missing, or the script did not run to its end",
          "run the script again and send the whole file; the facts in this one were not used",
          path + " 不完整：缺少最后一行，或脚本没有执行完", "请重新执行脚本并发送完整的文件；此文件中的事实未采用"};
}

Error named(Error error, const std::string& path) {
  if (error.what.find(path) != std::string::npos) return error;
  error.what = path + ": " + error.what;
  if (!error.what_zh.empty()) error.what_zh = path + "：" + error.what_zh;
  return error;
}

}  // namespace

FactFiles read_fact_files(const std::vector<std::string>& paths, Time now, Lang lang) {
  FactFiles out;
  for (const std::string& path : paths) {
    Result<machine::Facts> facts = machine::read_facts(path);
    if (!facts) {
      out.errors.push_back(named(std::move(facts.error()), path));
      continue;
    }
    out.inputs.push_back({path, {"facts"}, ""});
    if (!facts->complete) {
      out.errors.push_back(cut_off(path));
      continue;
    }
    tell_age(*facts, now, lang, out.notes);
    tell(*facts, lang, out.notes);
    out.facts.push_back(std::move(*facts));
  }
  return out;
}

}  // namespace certdoc
