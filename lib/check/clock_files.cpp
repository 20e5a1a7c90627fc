#include "check/clock_files.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "chain/crl_view.hpp"
#include "chain/ocsp_response.hpp"
#include "check/clock_words.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMost = 1000;

enum class Standing { not_yet, valid, expired };

Standing standing(const Dated& dated, Time at) {
  if (at < dated.begins) return Standing::not_yet;
  return dated.ends && at > *dated.ends ? Standing::expired : Standing::valid;
}

bool take_dates(const CertificateParts& certificate, Dated& out) {
  out.begins = certificate.not_before;
  out.ends = certificate.not_after;
  return true;
}

bool take_crl_dates(ByteView der, Dated& out) {
  const chain::CrlRead read = chain::read_crl_view(der, {});
  out.begins = read.view.this_update;
  out.ends = read.view.next_update;
  return read.whole();
}

// Of several single responses: when the last begins, and the first ends.
bool take_ocsp_dates(ByteView der, Dated& out) {
  const chain::OcspRead read = chain::read_ocsp_view(der);
  for (const chain::SingleResponse& one : read.view.responses) {
    out.begins = std::max(out.begins, one.this_update);
    if (one.next_update) out.ends = std::min(out.ends.value_or(*one.next_update), *one.next_update);
  }
  return read.whole() && !read.view.responses.empty();
}

std::optional<Dated> dated_of(const LoadedFile& file, const Artifact& artifact) {
  Dated out;
  out.place = location(file, artifact.place);
  out.name = artifact.certificate ? short_name(artifact) : out.place;
  out.what = artifact.kind == Kind::crl             ? Dated::What::crl
             : artifact.kind == Kind::ocsp_response ? Dated::What::ocsp
                                                    : Dated::What::certificate;
  const bool taken = artifact.certificate                   ? take_dates(*artifact.certificate, out)
                     : artifact.kind == Kind::crl           ? take_crl_dates(artifact.der, out)
                     : artifact.kind == Kind::ocsp_response ? take_ocsp_dates(artifact.der, out)
                                                            : false;
  return taken ? std::optional(out) : std::nullopt;
}

// The words behind the name: `is not yet valid for 3 h`.
std::string standing_text(const Dated& dated, Time at, Lang lang) {
  const bool certificate = dated.what == Dated::What::certificate;
  switch (standing(dated, at)) {
    case Standing::not_yet:
      return say(lang, certificate ? "is not yet valid for {}" : "begins only in {}", "还要 {} 才生效",
                 duration_text(dated.begins - at, lang));
    case Standing::expired:
      return say(lang, certificate ? "expired {} ago" : "has been out of date for {}", "已过期 {}",
                 duration_text(at - *dated.ends, lang));
    case Standing::valid: break;
  }
  return say(lang, certificate ? "is valid" : "is current", "在有效期内");
}

class FileJudge {
 public:
  FileJudge(const ClockFacts& facts, const ClockVerdict& verdict, Lang lang)
      : facts_(facts), verdict_(verdict), lang_(lang), by_(by_whom(facts, verdict, lang)) {}

  Finding judge(const Dated& dated) const {
    Finding finding;
    finding.cause = "clock-skewed";
    finding.subject = dated.place;
    const Time early = truth(verdict_.bounds.earliest);
    const Time late = verdict_.bounds.is_floor() ? early : truth(verdict_.bounds.latest);
    const Standing here = standing(dated, facts_.now), there = standing(dated, early);
    const bool sure = there == standing(dated, late) && (!verdict_.bounds.is_floor() || there != Standing::not_yet);
    if (!sure) {
      unsure(dated, finding);
    } else if (here == there) {
      same(dated, finding);
    } else {
      changed(dated, verdict_.bounds.is_floor() ? early : truth(verdict_.bounds.middle()), finding);
    }
    finding.evidence = evidence(dated);
    return finding;
  }

 private:
  Time truth(Micros offset) const { return std::chrono::floor<std::chrono::seconds>(facts_.now + offset); }

  void same(const Dated& dated, Finding& finding) const {
    finding.verdict = Verdict::ruled_out;
    finding.message = say(lang_, "{} {}, by this clock and by {}", "{} {}：按本机时钟和按 {} 都是如此", dated.name,
                          standing_text(dated, facts_.now, lang_), by_);
  }

  void changed(const Dated& dated, Time truth, Finding& finding) const {
    finding.verdict = Verdict::confirmed;
    finding.severity = Severity::error;
    finding.message = say(lang_, "with this clock {} {}; by {} it {}", "按本机时钟，{} {}；按 {}，它{}", dated.name,
                          standing_text(dated, facts_.now, lang_), by_, standing_text(dated, truth, lang_));
  }

  void unsure(const Dated& dated, Finding& finding) const {
    finding.verdict = Verdict::unknown;
    finding.message = say(lang_, "{} {} with this clock; by the true time it may be otherwise",
                          "按本机时钟，{} {}；按真实时间可能不同", dated.name, standing_text(dated, facts_.now, lang_));
    finding.reason = Reason{ReasonKind::inconclusive, say(lang_, "its dates lie within what is not known of the time",
                                                          "它的日期落在时间的误差范围之内")};
  }

  std::vector<Evidence> evidence(const Dated& dated) const {
    const std::string ends = dated.ends ? to_rfc3339(*dated.ends) : "";
    return {{say(lang_, "valid", "有效期"),
             {},
             say(lang_, "{} to {}", "{} 至 {}", to_rfc3339(dated.begins), ends),
             dated.place}};
  }

  const ClockFacts& facts_;
  const ClockVerdict& verdict_;
  Lang lang_;
  std::string by_;
};

bool knows_time(const ClockVerdict& verdict) {
  return verdict.basis == Basis::agreed || verdict.basis == Basis::floor || verdict.basis == Basis::keeper;
}

}  // namespace

std::vector<Dated> dated_objects(const Material& material) {
  std::vector<Dated> out;
  for (const LoadedFile& file : material.files) {
    for (const Artifact& artifact : file.artifacts) {
      if (out.size() == kMost) return out;
      if (auto dated = dated_of(file, artifact)) out.push_back(std::move(*dated));
    }
  }
  return out;
}

std::vector<Finding> clock_file_findings(const ClockFacts& facts, const ClockVerdict& verdict, const Material& material,
                                         Lang lang) {
  std::vector<Finding> out;
  if (!knows_time(verdict)) return out;
  const FileJudge judge(facts, verdict, lang);
  for (const Dated& dated : dated_objects(material)) out.push_back(judge.judge(dated));
  return out;
}

}  // namespace certdoc
