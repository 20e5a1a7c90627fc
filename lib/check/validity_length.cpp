// validity-too-long: does a server's certificate last longer than clients allow? The limit is that of the day of issue:
// https://github.com/cabforum/servercert/blob/main/docs/BR.md (6.3.2),
// https://cabforum.org/2025/04/11/ballot-sc081v3-introduce-schedule-of-reducing-validity-and-data-reuse-periods,
// https://chromium.googlesource.com/chromium/src/+/main/net/docs/certificate_lifetimes.md
#include <algorithm>
#include <array>
#include <chrono>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "chain/certificate.hpp"
#include "check/checks.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;

constexpr std::array<std::string_view, 1> kDecides{"validity-too-long"};
constexpr std::string_view kServerAuth = "1.3.6.1.5.5.7.3.1";
constexpr std::string_view kAnyUsage = "2.5.29.37.0";

struct Limit {
  sys_days from;  // of certificates that were issued from this day on
  days most;
};

// Newest first.
constexpr std::array<Limit, 5> kPublic{{{year(2029) / 3 / 15, days(47)},
                                        {year(2027) / 3 / 15, days(100)},
                                        {year(2026) / 3 / 15, days(200)},
                                        {year(2020) / 9 / 1, days(398)},
                                        {year(2018) / 3 / 1, days(825)}}};
// Of every CA, private ones too: https://support.apple.com/en-us/HT210176
constexpr Limit kApple{year(2019) / 7 / 1, days(825)};

const Limit* limit_of(Time issued) {
  const auto* found =
      std::find_if(kPublic.begin(), kPublic.end(), [&](const Limit& limit) { return issued >= limit.from; });
  return found == kPublic.end() ? nullptr : found;
}

bool is_for_servers(const Artifact& artifact) {
  const auto certificate = chain::read(artifact);
  if (!certificate || certificate->is_ca() || certificate->self_issued()) return false;
  const auto& usages = certificate->extended_key_usage;
  return !usages || std::any_of(usages->begin(), usages->end(),
                                [](const std::string& usage) { return usage == kServerAuth || usage == kAnyUsage; });
}

std::string date_of(Time time) {
  return to_rfc3339(time).substr(0, 10);
}

class Length {
 public:
  Length(const LoadedFile& file, Lang lang) : file_(file), lang_(lang), tally_(kDecides[0], file) {}

  void look_at(const Artifact& artifact) {
    const Time begins = artifact.certificate->not_before;
    const auto lasts = artifact.certificate->not_after - begins;
    const Limit* limit = limit_of(begins);
    if (limit == nullptr || lasts <= limit->most) return tally_.healthy();
    const auto count = std::chrono::ceil<days>(lasts).count();
    const bool apple = begins >= kApple.from && lasts > kApple.most;
    // Nobody can tell from the files whether the CA is a public one; what Apple refuses of every CA is worth a warning.
    tally_.sick(apple ? Severity::warning : Severity::note,
                say(lang_, "{} is valid for {} days; of a public CA at most {} are allowed since {}",
                    "{0} 的有效期为 {1} 天；{3} 起公共 CA 签发的不得超过 {2} 天", name_of(artifact), count,
                    limit->most.count(), date_of(limit->from)),
                {.label = say(lang_, "lasts, in days", "有效期（天）"),
                 .expected = say(lang_, "{} or fewer", "不超过 {}", limit->most.count()),
                 .actual = std::to_string(count),
                 .location = location(file_, artifact.place)});
    exempt(apple);
  }

  std::optional<Finding> finding() const {
    return tally_.finding(say(lang_, "the certificates in {} last no longer than clients allow",
                              "{} 中证书的有效期未超过客户端允许的上限", file_.path));
  }

 private:
  std::string name_of(const Artifact& artifact) const {
    const std::string name = short_name(artifact);
    return name.empty() ? file_.path : name;
  }

  // Whose root somebody installed himself is no public CA; Apple has a limit for those as well.
  void exempt(bool apple) {
    tally_.add(
        {.label = say(lang_, "private CA", "私有 CA"),
         .expected = {},
         .actual = apple ? say(lang_,
                               "Chrome accepts it where the root was installed by hand; Apple refuses more than 825 "
                               "days even so",
                               "根证书由人工安装时 Chrome 接受；苹果仍拒绝超过 825 天的")
                         : say(lang_, "accepted where the root was installed by hand", "根证书由人工安装时可以接受"),
         .location = {}});
  }

  const LoadedFile& file_;
  Lang lang_;
  Tally tally_;
};

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    Length length(file, context.lang);
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.certificate && is_for_servers(artifact)) length.look_at(artifact);
    }
    append(findings, length.finding());
  }
  return findings;
}

}  // namespace

constexpr Check kValidityLength{"validity-length", kDecides, run};

}  // namespace certdoc
