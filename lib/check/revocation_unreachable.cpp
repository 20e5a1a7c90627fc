// An address that did not answer: in which phase, at which address, and what to run next.
#include <fmt/format.h>
#include <algorithm>

#include "base/quote.hpp"
#include "base/say.hpp"
#include "check/net_words.hpp"
#include "check/revocation_findings.hpp"
#include "check/revocation_windows.hpp"
#include "check/revocation_words.hpp"
#include "net/ldap.hpp"

namespace certdoc {
namespace {

using net::Failure;

// Not tried, because it must not be, or because nobody here knows how.
bool was_not_asked(const net::Step& step) {
  return step.failure == Failure::address_refused || step.failure == Failure::scheme_refused;
}

Reason reason_not_asked(const net::Step& step, const Inquiry& one, Lang lang) {
  if (step.failure == Failure::address_refused) return {ReasonKind::not_requested, failure_words(step, lang)};
  if (!one.is_ldap()) return {ReasonKind::unsupported, failure_words(step, lang)};
  return {net::ldap_built_in() ? ReasonKind::not_requested : ReasonKind::unsupported, ldap_words(lang)};
}

// The address has been named already.
std::string why(const net::Step& step, const Inquiry& one, Lang lang) {
  return step.what == one.url ? failure_words(step, lang) : failure_with_place(step, lang);
}

// Each step that failed, the last one included: one address may drop what another one refuses.
void add_steps(const Inquiry& one, Lang lang, Tally& tally, Severity severity, const std::string& message) {
  const net::Step* end = one.trace.failed();
  tally.sick(severity, message, {phase_label(end->phase, lang), {}, why(*end, one, lang), {}});
  for (const net::Step& step : one.trace.steps) {
    if (&step == end || step.failure == Failure::none || step.abandoned) continue;
    tally.add({phase_label(step.phase, lang), {}, why(step, one, lang), {}});
  }
  if (!end->detail.empty()) tally.add({say(lang, "in its own words", "原文"), {}, end->detail, {}});
}

// That it is no better is worth knowing: then it is not the proxy.
void add_other_way(const OtherWay& other, Lang lang, Tally& tally) {
  const net::Step* end = other.trace.failed();
  if (end == nullptr) return;
  tally.add({other_way_words(other, lang), {}, failure_with_place(*end, lang), {}});
}

// Whether another list or responder says of each subject that it is good.
bool is_told_elsewhere(const RevocationScene& scene, const Inquiry& inquiry) {
  return std::all_of(inquiry.subjects.begin(), inquiry.subjects.end(), [&](std::size_t n) {
    const RevocationStatus& status = scene.statuses[n];
    const bool by_ocsp = status.ocsp && &scene.inquiries[*status.ocsp] != &inquiry;
    const bool by_crl = status.crl.by && &scene.inquiries[status.crls[*status.crl.by]] != &inquiry;
    return by_ocsp || by_crl;
  });
}

// The server itself answered, and wrongly: no firewall and no proxy of ours has to let anything through.
bool is_servers_own(const net::Step& step) {
  switch (step.failure) {
    case Failure::redirect_loop:
    case Failure::redirect_limit:
    case Failure::header_too_large:
    case Failure::body_too_large:
    case Failure::body_encoded:
    case Failure::body_empty: return true;
    case Failure::http_status: return step.phase == net::Phase::response && step.code < 500 && step.code != 403;
    default: return false;
  }
}

void add_remedies_at_the_source(Ask ask, Tally& tally) {
  if (ask == Ask::issuer) return tally.remedy("get-intermediate-from-ca");
  if (ask == Ask::ocsp) tally.remedy("use-crl-instead-of-ocsp");
  if (ask != Ask::ocsp) tally.remedy("publish-crl");
  tally.remedy("contact-ca-revocation");
  tally.remedy("refuse-ignore-revocation");
}

void suggest_name(const std::string& host, Tally& tally) {
  const auto quoted = quoted_for_sh(host);
  if (quoted) tally.next("nslookup " + *quoted);
}

// The file, where openssl would read this certificate out of it: it takes the first one, and PEM.
std::string file_of(const RevocationScene& scene, const chain::Certificate& certificate, std::string_view otherwise) {
  const bool first = !certificate.places.empty() && certificate.places.front().artifact == 0;
  if (!first || certificate.artifact->encoding != Encoding::pem) return std::string(otherwise);
  const auto quoted = quoted_for_sh(scene.material.files[certificate.places.front().file].path);
  return quoted ? *quoted : std::string(otherwise);
}

// What certdoc asked, asked by openssl.
std::string ocsp_question(const RevocationScene& scene, const Inquiry& one, const std::string& url) {
  const RevocationSubject& subject = scene.subjects[one.subjects.front()];
  const std::string issuer = subject.issuer == nullptr ? "ISSUER.pem" : file_of(scene, *subject.issuer, "ISSUER.pem");
  return fmt::format("openssl ocsp -issuer {} -cert {} -url {} -resp_text", issuer,
                     file_of(scene, *subject.certificate, "CERT.pem"), url);
}

}  // namespace

void suggest_next(const RevocationScene& scene, const Inquiry& one, Tally& tally) {
  const auto url = quoted_for_sh(one.url);
  const net::Step* end = one.trace.failed();
  if (!url) return;
  if (one.is_ldap()) {
    if (net::ldap_built_in() && !scene.options.ldap) tally.next(scene.command("--ldap"));
    return;
  }
  if (end != nullptr && end->failure == Failure::address_refused) return tally.next(scene.command("--allow-private"));
  const bool proxy = end != nullptr && end->phase == net::Phase::proxy;
  if (proxy) return tally.next(scene.command("--proxy none"));
  const bool name = end != nullptr && end->phase == net::Phase::resolve;
  if (name) suggest_name(end->what, tally);
  if (one.ask == Ask::ocsp) {
    tally.next(ocsp_question(scene, one, *url));
  } else if (end != nullptr) {
    tally.next(fmt::format("curl -v --max-time 10 -o /dev/null {}", *url));
  }
}

// An address that fails does not revoke anything. The code says enough on a terminal, and the certificate's own finding
// says it in words; that there is none does not.
void tell_windows(const RevocationScene& scene, const Inquiry& inquiry, Finding& finding) {
  const WindowsSays says = windows_says(scene, inquiry.subjects);
  if (says == WindowsSays::revoked) return;
  // Of a self-signed certificate, or where this very answer counts, there is no other way.
  if (says == WindowsSays::nothing && !is_told_elsewhere(scene, inquiry)) return;
  finding.shows_as = windows_codes(says);
  if (scene.everything || says == WindowsSays::nothing) {
    finding.evidence.push_back(windows_evidence(says, scene.lang));
  }
}

Finding unreachable(const RevocationScene& scene, const Inquiry& one, std::string_view cause,
                    const std::string& sentence, Severity severity) {
  const Lang lang = scene.lang;
  const net::Step& end = *one.trace.failed();
  Tally tally(cause, one.url);
  if (was_not_asked(end)) {
    tally.open(reason_not_asked(end, one, lang), say(lang, "an address that {} names was not asked",
                                                     "{} 中的一个地址没有查询", scene.names(one.subjects)));
  } else {
    add_steps(one, lang, tally, severity, say(lang, "{}: {}", "{}：{}", sentence, why(end, one, lang)));
    if (one.other_way && !one.other_way->works) add_other_way(*one.other_way, lang, tally);
    if (is_servers_own(end)) add_remedies_at_the_source(one.ask, tally);
  }
  suggest_next(scene, one, tally);
  return *tally.finding({});
}

}  // namespace certdoc
