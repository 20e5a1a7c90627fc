// security-software-blocking: that a product is there proves nothing, and that Windows lists none neither. What is seen
// is shown beside the question.
#include <array>
#include <string>
#include <utility>

#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

using machine::Fact;

constexpr std::size_t kMost = 8;

// Attack surface reduction and controlled folder access:
// https://learn.microsoft.com/en-us/defender-endpoint/troubleshoot-microsoft-defender-antivirus
bool is_block(const Fact& event) {
  return event.is("log", "defender") && (event.is("number", "1121") || event.is("number", "1123"));
}

}  // namespace

void judge_security_products(const MachineScene& scene, std::vector<Finding>& out) {
  const Lang lang = scene.lang();
  if (scene.facts.find("products") == nullptr) return;
  std::vector<Evidence> rows;
  bool blocked = false;
  for (const Fact* event : scene.facts.all("event")) {
    if (!is_block(*event) || rows.size() == kMost) continue;
    blocked = true;
    rows.push_back(
        evidence_of(scene, *event, "Defender " + std::string((*event)["number"]), std::string((*event)["time"])));
  }
  for (const Fact* product : scene.facts.all("product")) {
    if (rows.size() == 2 * kMost) break;
    rows.push_back(
        evidence_of(scene, *product, say(lang, "security product", "安全软件"), std::string((*product)["name"])));
  }
  Finding finding = scene.manual(
      "security-software-blocking",
      blocked ? say(lang, "Microsoft Defender has blocked something; compare the times with that of the failure",
                    "Microsoft Defender 有拦截记录；请对照出错的时间")
              : say(lang, "look into the product's own log at the minute of the failure",
                    "请查看安全软件自己的日志中出错那一分钟的记录"));
  finding.evidence = std::move(rows);
  out.push_back(std::move(finding));
}

}  // namespace certdoc
