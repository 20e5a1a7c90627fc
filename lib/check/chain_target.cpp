// What the program named with --target makes of a deviation.
#include "base/say.hpp"
#include "check/chain_findings.hpp"

namespace certdoc {

Severity tell_target(const ChainScene& scene, kb::ChainDeviation deviation, Severity severity,
                     std::vector<Evidence>& evidence) {
  const kb::ChainRule* rule = scene.target == nullptr ? nullptr : kb::rule(*scene.target, deviation);
  if (rule == nullptr) return severity;
  const std::string title(scene.target->title);
  evidence.push_back({title, {}, say(scene.lang, rule->why.en, rule->why.zh), {}});
  if (!rule->shows.empty()) {
    evidence.push_back({say(scene.lang, "its words", "报错"), {}, std::string(rule->shows), {}});
  }
  if (scene.everything) evidence.push_back({say(scene.lang, "source", "来源"), {}, std::string(rule->source), {}});
  if (rule->effect == kb::ChainEffect::refuses) return Severity::error;
  return rule->effect == kb::ChainEffect::forgives ? Severity::note : severity;
}

}  // namespace certdoc
