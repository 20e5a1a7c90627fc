// How long the certificates last.
#include <fmt/format.h>
#include <algorithm>
#include <utility>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/deployment.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

std::string date_of(Time time) {
  return to_rfc3339(time).substr(0, 10);
}

// The first one to end decides how long the file is of use, wherever it stands in it. What is over already is said by
// certificate-expired.
std::vector<const Artifact*> ending_after(const LoadedFile& file, Time now) {
  std::vector<const Artifact*> out;
  out.reserve(file.artifacts.size());
  for (const Artifact& artifact : file.artifacts) {
    if (artifact.certificate && artifact.certificate->not_after > now) out.push_back(&artifact);
  }
  std::stable_sort(out.begin(), out.end(), [](const Artifact* a, const Artifact* b) {
    return a->certificate->not_after < b->certificate->not_after;
  });
  return out;
}

// Of several files the first one to end speaks for them.
std::vector<const LoadedFile*> soonest_first(const Material& material, Time now) {
  std::vector<std::pair<Time, const LoadedFile*>> dated;
  dated.reserve(material.files.size());
  for (const LoadedFile& file : material.files) {
    const auto ends = ending_after(file, now);
    dated.emplace_back(ends.empty() ? Time::max() : ends.front()->certificate->not_after, &file);
  }
  std::stable_sort(dated.begin(), dated.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const LoadedFile*> out;
  out.reserve(dated.size());
  for (const auto& [end, file] : dated) out.push_back(file);
  return out;
}

// `www.example.com in chain.pem`
std::string named_in(const Artifact& artifact, const LoadedFile& file, Lang lang) {
  const std::string name = short_name(artifact);
  if (name.empty()) return location(file, artifact.place);
  return say(lang, "{} in {}", "{1} 中的 {0}", name, file.path);
}

}  // namespace

std::vector<Finding> expiry_findings(const Material& material, const Context& context, int days, Severity severity) {
  std::vector<Finding> findings;
  const Lang lang = context.lang;
  for (const LoadedFile* loaded : soonest_first(material, context.now)) {
    const LoadedFile& file = *loaded;
    const auto certificates = ending_after(file, context.now);
    Tally tally("certificate-expires-soon", file);
    for (const Artifact* one : certificates) {
      const Artifact& artifact = *one;
      const Time end = artifact.certificate->not_after;
      const auto left = std::chrono::floor<std::chrono::days>(end - context.now).count();
      if (end - context.now >= std::chrono::days(days)) {
        tally.healthy(say(lang, "{} is valid until {}, {} more days", "{} 有效至 {}，还有 {} 天",
                          certificates.size() == 1 ? file.path : named_in(artifact, file, lang), date_of(end), left));
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
