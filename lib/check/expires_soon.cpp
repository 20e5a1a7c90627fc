// How long the certificates last.
#include <fmt/format.h>

#include "base/say.hpp"
#include "check/deployment.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

std::string date_of(Time time) {
  return to_rfc3339(time).substr(0, 10);
}

}  // namespace

std::vector<Finding> expiry_findings(const Material& material, const Context& context, int days, Severity severity) {
  std::vector<Finding> findings;
  const Lang lang = context.lang;
  for (const LoadedFile& file : material.files) {
    Tally tally("certificate-expires-soon", file);
    for (const Artifact& artifact : file.artifacts) {
      // What is over already is said by certificate-expired.
      if (!artifact.certificate || artifact.certificate->not_after <= context.now) continue;
      const Time end = artifact.certificate->not_after;
      const auto left = std::chrono::floor<std::chrono::days>(end - context.now).count();
      if (end - context.now >= std::chrono::days(days)) {
        tally.healthy(
            say(lang, "{} is valid until {}, {} more days", "{} 有效至 {}，还有 {} 天", file.path, date_of(end), left));
        continue;
      }
      tally.sick(severity,
                 say(lang, "a certificate in {} expires on {}, in {} days", "{} 中有证书将于 {} 过期，还剩 {} 天",
                     file.path, date_of(end), left),
                 {.label = say(lang, "valid until", "有效至"),
                  .expected = say(lang, "{} or later", "{} 或更晚", date_of(context.now + std::chrono::days(days))),
                  .actual = to_rfc3339(end),
                  .location = location(file, artifact.place)});
    }
    append(findings, tally.finding({}));
  }
  return findings;
}

}  // namespace certdoc
