// All that check-crl finds, in the order in which people ask: is it revoked, and if nobody knows, why not.
#include "check/revocation_findings.hpp"

#include <algorithm>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/revocation_words.hpp"

namespace certdoc {
namespace {

bool is_stapled_for(const Inquiry& one, std::size_t subject) {
  return one.from == Inquiry::From::stapled && !one.subjects.empty() && one.subjects.front() == subject;
}

// Among the files, of the issuer of this certificate.
bool has_list_of_issuer(const RevocationScene& scene, const chain::Certificate& certificate) {
  return std::any_of(scene.inquiries.begin(), scene.inquiries.end(), [&](const Inquiry& one) {
    return one.from == Inquiry::From::file && one.crl && one.crl->view.issuer_key == certificate.issuer_key;
  });
}

// What could not be read may be revoked as well as anything.
void find_unread(const RevocationScene& scene, std::vector<Finding>& out) {
  for (const LoadedFile& file : scene.material.files) {
    auto reason = file.error ? std::nullopt : why_unread(file, scene.lang);
    if (!reason) continue;
    Tally tally("certificate-revoked", file);
    tally.open(std::move(*reason), say(scene.lang, "{} could not be read as a whole", "{} 无法完整读取", file.path));
    append(out, tally.finding({}));
  }
  if (!scene.subjects.empty() || !out.empty()) return;
  const std::string message = say(scene.lang, "there is no certificate in what was named", "给出的内容中没有证书");
  Tally tally("certificate-revoked", scene.arguments.empty() ? std::string() : scene.arguments.front());
  tally.open({ReasonKind::no_input, message}, message);
  append(out, tally.finding({}));
}

}  // namespace

void find_staple(const RevocationScene& scene, std::size_t n, std::vector<Finding>& out) {
  const RevocationSubject& subject = scene.subjects[n];
  const Lang lang = scene.lang;
  Tally tally("stapling-missing", subject.place);
  const bool stapled = std::any_of(scene.inquiries.begin(), scene.inquiries.end(),
                                   [n](const Inquiry& one) { return is_stapled_for(one, n); });
  if (!subject.certificate->must_staple) {
    if (!stapled || !scene.everything) return;
    tally.healthy(say(lang, "{} comes with a stapled OCSP answer", "{} 附带了 OCSP 应答", subject.name));
    return append(out, tally.finding({}));
  }
  const Evidence demands{say(lang, "it demands", "要求"), {}, "status_request (must-staple, RFC 7633)", subject.place};
  if (subject.certificate->ocsp.empty()) {
    tally.sick(Severity::error,
               say(lang, "{} demands a stapled OCSP answer (must-staple), and names no responder to get one from",
                   "{} 要求装订 OCSP 应答（must-staple），却没有写明应答服务器", subject.name),
               demands);
  } else if (stapled) {
    tally.healthy(
        say(lang, "{} comes with a stapled OCSP answer, as it demands", "{} 按要求附带了 OCSP 应答", subject.name));
  } else if (subject.served) {
    tally.sick(Severity::error,
               say(lang, "{} demands a stapled OCSP answer (must-staple), and the server sends none",
                   "{} 要求装订 OCSP 应答（must-staple），但服务器没有发送", subject.name),
               demands);
  } else {
    tally.open({ReasonKind::manual, say(lang, "only the server that has it can be asked", "只能向使用它的服务器查询")},
               say(lang, "whether the server staples the OCSP answer that {} demands is not known",
                   "不知道服务器是否按 {} 的要求装订 OCSP 应答", subject.name));
    if (scene.has_command("check-host")) tally.next("certdoc check-host HOST");
  }
  append(out, tally.finding({}));
}

void find_crl_not_loaded(const RevocationScene& scene, std::size_t n, std::vector<Finding>& out) {
  const RevocationSubject& subject = scene.subjects[n];
  if (scene.options.crl_files.empty() || subject.self_signed()) return;
  if (has_list_of_issuer(scene, *subject.certificate)) return;
  const Lang lang = scene.lang;
  Tally tally("crl-not-loaded", subject.place);
  tally.sick(Severity::warning,
             say(lang,
                 "no CRL of {1} is among those given: whoever checks {0} with them alone gets \"unable to get "
                 "certificate CRL\"",
                 "给出的 CRL 中没有 {1} 的：只用它们校验 {0} 时会报 unable to get certificate CRL", subject.name,
                 name_text(subject.certificate->issuer)),
             {say(lang, "certificate", "证书"), {}, subject.name, subject.place});
  tally.add({say(lang, "issuer", "颁发者"), {}, name_text(subject.certificate->issuer), {}});
  tally.next(scene.command("--crl --save crls"));
  append(out, tally.finding({}));
}

namespace {

struct LeftOut {
  std::string_view cause, kind;  // CRL, OCSP, AIA
  std::size_t asked, named;
  bool needed;  // something hangs on those that are left out
};

void tell_left_out(const RevocationSubject& subject, const LeftOut& of, Lang lang, std::vector<Finding>& out) {
  if (of.named <= of.asked) return;
  Tally tally(of.cause, subject.place);
  tally.open({of.needed ? ReasonKind::unsupported : ReasonKind::not_requested,
              say(lang, "of one certificate only the first {} {} addresses are asked", "每张证书只查询前 {} 个 {} 地址",
                  of.asked, of.kind)},
             say(lang, "{} names {} {} addresses; {} of them were left out",
                 "{} 写明了 {} 个 {} 地址，其中 {} 个未查询", subject.name, of.named, of.kind, of.named - of.asked));
  append(out, tally.finding({}));
}

}  // namespace

void find_left_out(const RevocationScene& scene, std::size_t n, std::vector<Finding>& out) {
  const RevocationSubject& subject = scene.subjects[n];
  const chain::Certificate& one = *subject.certificate;
  const bool unknown = scene.statuses[n].standing == chain::Standing::unknown;
  const auto tell = [&](bool wanted, const LeftOut& of) {
    if (wanted) tell_left_out(subject, of, scene.lang, out);
  };
  tell(scene.options.crl, {"crl-unreachable", "CRL", one.crl_urls.size(), one.crl_urls_named, unknown});
  tell(scene.options.ocsp, {"ocsp-unreachable", "OCSP", one.ocsp.size(), one.ocsp_named, unknown});
  tell(scene.options.issuers, {"issuer-unreachable", "AIA", one.ca_issuers.size(), one.ca_issuers_named, false});
}

std::vector<Finding> revocation_findings(const RevocationScene& scene) {
  std::vector<Finding> out;
  find_unread(scene, out);
  for (std::size_t n = 0; n < scene.subjects.size(); ++n) {
    find_standing(scene, n, out);
    find_staple(scene, n, out);
    find_crl_not_loaded(scene, n, out);
    find_left_out(scene, n, out);
  }
  for (const Inquiry& one : scene.inquiries) {
    if (one.ask == Ask::ocsp) {
      find_ocsp_problems(scene, one, out);
    } else if (one.ask == Ask::issuer) {
      find_issuer_problems(scene, one, out);
    } else {
      find_crl_problems(scene, one, out);
    }
  }
  find_proxy_problems(scene, out);
  return out;
}

}  // namespace certdoc
