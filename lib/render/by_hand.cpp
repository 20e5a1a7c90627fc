#include "render/by_hand.hpp"

#include <algorithm>

namespace certdoc {
namespace {

// Of the certificate that the chains begin with, else of the only one that there is.
std::string serial_in_question(const Report& report) {
  std::vector<const Object*> certificates;
  for (const Object& one : report.objects) {
    if (one.kind == "certificate" && !one.serial.empty()) certificates.push_back(&one);
  }
  const auto begins_chain = [&](const Object* one) {
    return std::any_of(report.chains.begin(), report.chains.end(), [&](const ChainPath& path) {
      return !path.links.empty() && path.links.front().sha256 == one->sha256;
    });
  };
  if (certificates.size() > 1) std::erase_if(certificates, [&](const Object* one) { return !begins_chain(one); });
  const bool one_serial = !certificates.empty() &&
                          std::all_of(certificates.begin(), certificates.end(),
                                      [&](const Object* one) { return one->serial == certificates.front()->serial; });
  std::string out = one_serial ? certificates.front()->serial : std::string();
  std::erase(out, ':');
  return out;
}

}  // namespace

bool is_for_the_machine(const JudgedCause& cause) {
  return std::all_of(cause.run.begin(), cause.run.end(),
                     [](const std::string& one) { return one.find(" --script ") != std::string::npos; });
}

std::vector<std::string> commands_by_hand(const Step& step, const Report& report) {
  constexpr std::string_view kPlaceholder = " SERIAL";
  const std::string serial = serial_in_question(report);
  std::vector<std::string> out = step.run;
  for (std::string& command : out) {
    if (!serial.empty() && command.ends_with(kPlaceholder)) {
      command.replace(command.size() - kPlaceholder.size() + 1, std::string::npos, serial);
    }
  }
  return out;
}

}  // namespace certdoc
