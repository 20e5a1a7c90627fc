// issuer-unreachable: the issuer's certificate cannot be had from the address in the certificate (AIA).
#include "base/say.hpp"
#include "check/revocation_findings.hpp"
#include "check/revocation_words.hpp"

namespace certdoc {
namespace {

// Where the issuer is at hand, only those fail by it who have nothing but the certificate.
Severity severity_of(const RevocationScene& scene, const std::vector<std::size_t>& subjects) {
  for (const std::size_t n : subjects) {
    if (scene.subjects[n].issuer == nullptr) return Severity::error;
  }
  return Severity::warning;
}

}  // namespace

void find_issuer_problems(const RevocationScene& scene, const Inquiry& one, std::vector<Finding>& out) {
  const std::string names = scene.names(one.subjects);
  if (one.trace.failed() != nullptr) {
    const std::string sentence = say(scene.lang, "the certificate of the issuer of {} cannot be fetched from {}",
                                     "{} 的颁发者证书无法从 {} 下载", names, one.url);
    return out.push_back(unreachable(scene, one, "issuer-unreachable", sentence, severity_of(scene, one.subjects)));
  }
  if (!one.issuer) return;
  const std::string fault = issuer_fault(*one.issuer, scene.lang);
  Tally tally("issuer-unreachable", one.url);
  if (fault.empty() && scene.everything) {
    tally.healthy(
        say(scene.lang, "{} gives the certificate of the issuer of {}", "{} 提供 {} 的颁发者证书", one.url, names));
  }
  if (!fault.empty()) {
    tally.sick(severity_of(scene, one.issuer->unfit), say(scene.lang, "{}: {}", "{}：{}", one.url, fault),
               {say(scene.lang, "issuer of", "颁发者属于"), {}, scene.names(one.issuer->unfit), one.url});
    for (const std::string& what : {one.issuer->found, one.issuer->looks_like}) {
      if (!what.empty()) tally.add({say(scene.lang, "it is", "实际为"), {}, what, {}});
    }
    suggest_next(scene, one, tally);
  }
  append(out, tally.finding({}));
}

}  // namespace certdoc
