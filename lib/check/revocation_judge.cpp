// What came from each address, judged; then what all of them together say of each certificate.
#include <algorithm>

#include "artifact/loader.hpp"
#include "artifact/objects.hpp"
#include "check/revocation.hpp"

namespace certdoc {
namespace {

using Clock = std::chrono::steady_clock;

std::chrono::microseconds since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
}

bool is_about(const Inquiry& one, std::size_t subject) {
  if (one.from == Inquiry::From::file) return true;
  return std::find(one.subjects.begin(), one.subjects.end(), subject) != one.subjects.end();
}

class Judge {
 public:
  Judge(RevocationScene& scene, const std::vector<const chain::Certificate*>& known, chain::Verifier& verifier)
      : scene_(scene), known_(known), verifier_(verifier) {}

  void judge(Inquiry& one) {
    switch (one.ask) {
      case Ask::crl:
      case Ask::delta: return crl(one);
      case Ask::ocsp: return ocsp(one);
      case Ask::issuer: return issuer(one);
    }
  }

 private:
  void crl(Inquiry& one) {
    chain::CrlQuestion question{scene_.now, scene_.lang, known_, {}};
    // A list from a file is about whoever it covers; that one covers nobody is no fault of its own.
    question.any_issuer = one.from == Inquiry::From::file;
    for (std::size_t n = 0; n < scene_.subjects.size(); ++n) {
      if (is_about(one, n)) question.certificates.push_back(scene_.subjects[n].certificate);
    }
    const auto begin = Clock::now();
    one.crl = chain::judge_crl_content(one.body, question);
    one.parse_took = since(begin);
    const auto middle = Clock::now();
    chain::judge_crl_signature(*one.crl, known_, verifier_);
    one.signature_took = since(middle);
    if (one.from == Inquiry::From::file) covered(one);
  }

  // Nobody names a file: it is about those whose issuer made it.
  void covered(Inquiry& one) const {
    for (std::size_t n = 0; n < scene_.subjects.size(); ++n) {
      if (scene_.subjects[n].certificate->issuer_key == one.crl->view.issuer_key) one.subjects.push_back(n);
    }
  }

  void ocsp(Inquiry& one) {
    const RevocationSubject& subject = scene_.subjects[one.subjects.front()];
    chain::OcspQuestion question;
    question.now = scene_.now;
    question.lang = scene_.lang;
    question.subject = subject.certificate;
    question.issuer = subject.issuer;
    question.others = known_;
    if (one.from == Inquiry::From::network) question.nonce = one.nonce;
    const auto begin = Clock::now();
    one.ocsp = chain::judge_ocsp(one.body, question, verifier_);
    one.signature_took = since(begin);
  }

  void issuer(Inquiry& one) {
    const auto begin = Clock::now();
    const LoadedFile file = load_issuers(one, scene_.lang);
    one.parse_took = since(begin);
    IssuerAnswer answer;
    answer.looks_like = file.looks_like;
    const auto middle = Clock::now();
    const std::vector<chain::Certificate> issuers = certificates_in(file, answer);
    for (const std::size_t n : one.subjects) fit(issuers, n, answer);
    one.signature_took = since(middle);
    one.issuer = std::move(answer);
  }

  static std::vector<chain::Certificate> certificates_in(const LoadedFile& file, IssuerAnswer& answer) {
    std::vector<chain::Certificate> out;
    out.reserve(file.artifacts.size());
    for (const Artifact& artifact : file.artifacts) {
      auto issuer = artifact.kind == Kind::certificate ? chain::read(artifact) : std::nullopt;
      if (!issuer) continue;
      if (answer.certificates++ == 0) answer.found = short_name(artifact);
      out.push_back(std::move(*issuer));
    }
    return out;
  }

  // An address that is right for one certificate may be wrong for another that names it too.
  void fit(const std::vector<chain::Certificate>& issuers, std::size_t n, IssuerAnswer& answer) {
    const chain::Certificate& subject = *scene_.subjects[n].certificate;
    bool named = false;
    for (const chain::Certificate& issuer : issuers) {
      if (subject.issuer_key != issuer.subject_key) continue;
      named = true;
      const chain::Signature signature = verifier_.verify(issuer, subject);
      if (signature == chain::Signature::good || signature == chain::Signature::unsupported) return;
    }
    answer.unfit.push_back(n);
    answer.fits_name = answer.fits_name || named;
  }

  RevocationScene& scene_;
  const std::vector<const chain::Certificate*>& known_;
  chain::Verifier& verifier_;
};

bool is_judged(const Inquiry& one) {
  return one.crl.has_value() || one.ocsp.has_value() || one.issuer.has_value();
}

void judge_crls(const RevocationScene& scene, std::size_t subject, RevocationStatus& status) {
  std::vector<const chain::JudgedCrl*> crls;
  for (std::size_t n = 0; n < scene.inquiries.size(); ++n) {
    const Inquiry& one = scene.inquiries[n];
    if (!one.crl || !is_about(one, subject)) continue;
    crls.push_back(&*one.crl);
    status.crls.push_back(n);
  }
  status.crl = chain::standing_of(*scene.subjects[subject].certificate, crls);
}

// A responder that says revoked is believed before one that says good.
void judge_ocsps(const RevocationScene& scene, std::size_t subject, RevocationStatus& status) {
  for (std::size_t n = 0; n < scene.inquiries.size(); ++n) {
    const Inquiry& one = scene.inquiries[n];
    if (!one.ocsp || !is_about(one, subject)) continue;
    const chain::SingleResponse* answer = one.ocsp->answer();
    const bool revoked = one.ocsp->proven && answer != nullptr && answer->status == chain::CertStatus::revoked;
    const bool good = one.ocsp->status() == chain::CertStatus::good;
    if (revoked && !status.ocsp_revoked) status.ocsp = n;
    if (good && !status.ocsp) status.ocsp = n;
    status.ocsp_revoked = status.ocsp_revoked || revoked;
  }
}

RevocationStatus status_of(const RevocationScene& scene, std::size_t subject) {
  using chain::Standing;
  RevocationStatus status;
  judge_crls(scene, subject, status);
  judge_ocsps(scene, subject, status);
  const bool known = status.crl.standing != Standing::unknown || status.ocsp.has_value();
  const bool revoked = status.crl.standing == Standing::revoked || status.ocsp_revoked;
  status.standing = revoked ? Standing::revoked : known ? Standing::good : Standing::unknown;
  return status;
}

}  // namespace

LoadedFile load_issuers(const Inquiry& inquiry, Lang lang) {
  LoadOptions load;
  load.lang = lang;
  load.limits.file_bytes = kMostOctets;
  load.limits.objects = 64;
  load.limits.kdf_iterations = 1;
  return load_bytes(inquiry.url, inquiry.body, load);
}

void judge_inquiries(RevocationScene& scene, const std::vector<const chain::Certificate*>& known,
                     chain::Verifier& verifier) {
  Judge judge(scene, known, verifier);
  for (Inquiry& one : scene.inquiries) {
    if (!is_judged(one) && one.arrived()) judge.judge(one);
  }
}

void judge_subjects(RevocationScene& scene) {
  scene.statuses.clear();
  for (std::size_t n = 0; n < scene.subjects.size(); ++n) scene.statuses.push_back(status_of(scene, n));
}

}  // namespace certdoc
