// certificate-revoked: what all lists and responders together say of one certificate; no-revocation-information where
// there is nobody to ask.
#include <fmt/format.h>
#include <chrono>

#include "artifact/objects.hpp"
#include "base/quote.hpp"
#include "base/say.hpp"
#include "base/time.hpp"
#include "check/revocation_findings.hpp"
#include "check/revocation_texts.hpp"
#include "check/revocation_windows.hpp"
#include "check/revocation_words.hpp"

namespace certdoc {
namespace {

using chain::Standing;

class OneStanding {
 public:
  OneStanding(const RevocationScene& scene, std::size_t n)
      : scene_(scene), n_(n), subject_(scene.subjects[n]), status_(scene.statuses[n]), lang_(scene.lang) {}

  void run(std::vector<Finding>& out) {
    if (scene_.everything && !names_nobody()) out.push_back(somebody());
    switch (status_.standing) {
      case Standing::revoked: return out.push_back(revoked());
      case Standing::good: return out.push_back(good());
      case Standing::unknown: return names_nobody() ? nobody(out) : out.push_back(unknown());
    }
  }

 private:
  Finding finding(Verdict verdict, std::string message) const {
    Finding out;
    out.cause = "certificate-revoked";
    out.verdict = verdict;
    out.subject = subject_.place;
    out.message = std::move(message);
    return out;
  }

  static void row(Finding& out, std::string label, std::string value) {
    if (!value.empty()) out.evidence.push_back({std::move(label), {}, std::move(value), {}});
  }

  const Inquiry& list(std::size_t index) const { return scene_.inquiries[status_.crls[index]]; }
  const Inquiry& crl() const { return list(*status_.crl.by); }
  // Of a complete list and its delta the one in which the entry stands: whoever looks it up finds it nowhere else.
  const Inquiry& revoking() const {
    const bool in_delta = status_.crl.delta && list(*status_.crl.delta).crl->entry(*subject_.certificate) != nullptr;
    return in_delta ? list(*status_.crl.delta) : crl();
  }
  bool by_crl() const { return status_.crl.standing == Standing::revoked; }

  struct Entry {
    std::optional<Time> date;
    std::string reason;
  };

  Entry entry() const {
    if (by_crl()) {
      const chain::CrlEntry& one = *status_.crl.entry;
      return {one.date, one.reason ? std::string(name_of(*one.reason)) : std::string()};
    }
    const chain::SingleResponse& one = *scene_.inquiries[*status_.ocsp].ocsp->answer();
    return {one.revoked_at, one.reason ? std::string(name_of(*one.reason)) : std::string()};
  }

  Finding revoked() const {
    const Entry what = entry();
    const std::string reason = reason_words(what.reason.empty() ? "unspecified" : what.reason, lang_);
    const std::string date = what.date ? to_rfc3339(*what.date) : std::string("?");
    Finding out = finding(Verdict::confirmed, say(lang_, "{} was revoked on {}: {}", "{} 已于 {} 被吊销：{}",
                                                  subject_.name, date.substr(0, 10), reason));
    row(out, say(lang_, "revoked on", "吊销时间"), date);
    row(out, say(lang_, "reason", "原因"), reason);
    row(out, say(lang_, "serial", "序列号"), hex(subject_.certificate->serial));
    row(out, say(lang_, "certificate", "证书"), subject_.place);
    if (by_crl() && status_.crl.entry->invalidity) {
      row(out, say(lang_, "invalid since", "失效时间"), to_rfc3339(*status_.crl.entry->invalidity));
    }
    says_so(out);
    if (status_.contradicts()) contradiction(out);
    out.shows_as = windows_codes(WindowsSays::revoked);
    out.evidence.push_back(windows_evidence(WindowsSays::revoked, lang_));
    next(out);
    return out;
  }

  void says_so(Finding& out) const {
    const std::string label = say(lang_, "says", "依据");
    if (by_crl()) row(out, label, authority_words(scene_, revoking()));
    if (status_.ocsp_revoked) row(out, label, authority_words(scene_, scene_.inquiries[*status_.ocsp]));
  }

  void contradiction(Finding& out) const {
    const Inquiry& other = by_crl() ? scene_.inquiries[*status_.ocsp] : crl();
    row(out, say(lang_, "says otherwise", "说法不同"), authority_words(scene_, other));
  }

  // A list is looked into, a responder is asked once more.
  void next(Finding& out) const {
    const Inquiry& one = by_crl() ? revoking() : scene_.inquiries[*status_.ocsp];
    const auto url = quoted_for_sh(one.url);
    if (!url || one.from != Inquiry::From::network || !by_crl()) return;
    out.next.push_back(fmt::format("curl -fsS {} | openssl crl -inform DER -noout -text | grep -i -A 4 {}", *url,
                                   hex(subject_.certificate->serial)));
  }

  Finding good() const {
    std::vector<std::string> who;
    if (status_.crl.standing == Standing::good) who.push_back(authority_words(scene_, crl()));
    if (status_.ocsp) who.push_back(authority_words(scene_, scene_.inquiries[*status_.ocsp]));
    const std::string list = fmt::format("{}", fmt::join(who, lang_ == Lang::zh ? "、" : ", "));
    return finding(Verdict::ruled_out, say(lang_, "{} is not revoked: {}", "{} 未被吊销：{}", subject_.name, list));
  }

  Finding unknown() const {
    Finding out = finding(Verdict::unknown,
                          say(lang_, "whether {} is revoked is not known", "不知道 {} 是否被吊销", subject_.name));
    const bool asked = !status_.crls.empty() || was_asked();
    out.reason =
        asked
            ? Reason{ReasonKind::unreachable,
                     say(lang_, "no CRL and no OCSP answer that counts was had", "没有得到有效的 CRL 或 OCSP 应答")}
            : Reason{ReasonKind::not_requested, say(lang_, "what it names was not asked", "证书中写明的地址没有查询")};
    if (asked && !subject_.self_signed()) {
      out.shows_as = windows_codes(WindowsSays::offline);
      out.evidence.push_back(windows_evidence(WindowsSays::offline, lang_));
    }
    return out;
  }

  bool was_asked() const {
    for (const Inquiry& one : scene_.inquiries) {
      if (one.ask == Ask::issuer) continue;
      for (const std::size_t n : one.subjects) {
        if (n == n_) return true;
      }
    }
    return false;
  }

  bool names_nobody() const {
    const chain::Certificate& one = *subject_.certificate;
    return one.crl_urls.empty() && one.ocsp.empty();
  }

  Finding somebody() const {
    Finding out =
        finding(Verdict::ruled_out, say(lang_, "{} says whom to ask whether it is revoked: {}",
                                        "{} 写明了吊销信息的地址：{}", subject_.name,
                                        subject_.certificate->ocsp.empty() ? subject_.certificate->crl_urls.front()
                                                                           : subject_.certificate->ocsp.front()));
    out.cause = "no-revocation-information";
    return out;
  }

  // That nobody is there to be asked is an answer, too: a self-signed certificate is trusted or not, and a responder's
  // may say that nobody need ask.
  Finding none_due() const {
    const bool issuer = !subject_.certificate->ca_issuers.empty();
    std::string message =
        !subject_.self_signed()
            ? say(lang_, "{} says that nobody need ask whether it is revoked (id-pkix-ocsp-nocheck)",
                  "{} 写明无需查询其吊销状态（id-pkix-ocsp-nocheck）", subject_.name)
            : say(lang_, "{} is self-signed and names no {} address: nobody can revoke it but by distrust",
                  "{} 是自签名证书，没有写明 {} 地址：无法吊销，只能不再信任", subject_.name,
                  issuer ? say(lang_, "CRL or OCSP", "CRL 或 OCSP")
                         : say(lang_, "CRL, OCSP or issuer", "CRL、OCSP 或颁发者"));
    Finding out = finding(Verdict::ruled_out, std::move(message));
    out.cause = "no-revocation-information";
    return out;
  }

  void nobody(std::vector<Finding>& out) const {
    const chain::Certificate& one = *subject_.certificate;
    if (one.ocsp_nocheck || subject_.self_signed()) return out.push_back(none_due());
    constexpr auto kShortLived = std::chrono::hours(24) * 10;
    const bool short_lived = one.not_after - one.not_before <= kShortLived;
    Tally tally("no-revocation-information", subject_.place);
    // A short-lived certificate of a public CA need not have any: CA/Browser Forum BR 7.1.2.11.2.
    tally.sick(short_lived ? Severity::note : Severity::warning,
               say(lang_, "{} names no CRL and no OCSP responder: nobody can find out whether it is revoked",
                   "{} 没有写明 CRL 和 OCSP 地址：无法得知是否被吊销", subject_.name),
               {say(lang_, "certificate", "证书"), {}, subject_.name, subject_.place});
    Finding finding = *tally.finding({});
    finding.shows_as = windows_codes(WindowsSays::no_check);
    finding.evidence.push_back(windows_evidence(WindowsSays::no_check, lang_));
    finding.next.push_back(scene_.command("--crl-file CA.crl"));
    if (finding.next.back().empty()) finding.next.pop_back();
    out.push_back(std::move(finding));
  }

  const RevocationScene& scene_;
  std::size_t n_;
  const RevocationSubject& subject_;
  const RevocationStatus& status_;
  Lang lang_;
};

}  // namespace

void find_standing(const RevocationScene& scene, std::size_t subject, std::vector<Finding>& out) {
  OneStanding(scene, subject).run(out);
}

}  // namespace certdoc
