#include "chain/ocsp_signer.hpp"

#include <algorithm>

#include "artifact/objects.hpp"
#include "base/time.hpp"
#include "chain/canonical_name.hpp"
#include "chain/crl_view.hpp"

namespace certdoc::chain {
namespace {

constexpr std::size_t kMostTried = 8;
constexpr std::string_view kOcspSigning = "1.3.6.1.5.5.7.3.9";

// A certificate with the artifact that it points into.
struct Owned {
  Artifact artifact;
  std::optional<Certificate> certificate;
};

std::shared_ptr<const Certificate> certificate_of(ByteView der, Lang lang) {
  const auto owned = std::make_shared<Owned>();
  owned->artifact.kind = Kind::certificate;
  owned->artifact.encoding = Encoding::der;
  owned->artifact.der = to_bytes(der);
  if (!read_certificate(owned->artifact, lang)) return nullptr;
  owned->certificate = read(owned->artifact);
  return owned->certificate ? std::shared_ptr<const Certificate>(owned, &*owned->certificate) : nullptr;
}

std::shared_ptr<const Certificate> borrowed(const Certificate* certificate) {
  return {std::shared_ptr<const Certificate>(), certificate};
}

class Signers {
 public:
  Signers(JudgedOcsp& ocsp, const OcspQuestion& question, Verifier& verifier)
      : ocsp_(ocsp), question_(question), verifier_(verifier) {}

  void judge() {
    weak_hash();
    if (question_.issuer == nullptr) return add_undecided(OcspRule::issuer_not_given);
    const auto candidates = named();
    if (candidates.empty()) return add(OcspRule::signer_not_found, Severity::error, {{"responder", responder()}});
    std::shared_ptr<const Certificate> signer;
    for (const auto& one : candidates) {
      ocsp_.signature = verifier_.verify(*one, ocsp_.view.part);
      signer = one;
      if (ocsp_.signature == Signature::good) break;
    }
    if (ocsp_.signature != Signature::good) return bad_signature(*signer);
    is_issuer(*signer) ? issuer_signed() : other_signed(signer);
  }

 private:
  void add(OcspRule rule, Severity severity, std::vector<Value> values) {
    ocsp_.problems.push_back({rule, severity, false, std::move(values)});
  }

  void add_undecided(OcspRule rule) { ocsp_.problems.push_back({rule, Severity::error, true, {}}); }

  void weak_hash() {
    const std::string_view hash = hash_of(ocsp_.view.part.algorithm);
    const bool broken = hash == "md5" || hash == "md4" || hash == "md2";
    if (broken) add(OcspRule::signature_md5, Severity::error, {{"hash", std::string(hash)}});
    if (hash == "sha1") add(OcspRule::signature_sha1, Severity::warning, {{"hash", std::string(hash)}});
  }

  std::string responder() const {
    const OcspView& view = ocsp_.view;
    return view.responder_name.empty() ? number_text(view.responder_key_hash) : name_text(view.responder_name);
  }

  bool is_named(const Certificate& one) const {
    const OcspView& view = ocsp_.view;
    if (view.responder_name.empty()) return as_text(key_hash(one)) == as_text(view.responder_key_hash);
    return one.subject_key == responder_key_;
  }

  // Those with the name or key that the response gives: the CA, those that came with it, those at hand.
  std::vector<std::shared_ptr<const Certificate>> named() {
    responder_key_ = ocsp_.view.responder_name.empty() ? "" : canonical_name(ocsp_.view.responder_name);
    std::vector<std::shared_ptr<const Certificate>> out;
    const auto take = [&](std::shared_ptr<const Certificate> one) {
      if (one && out.size() < kMostTried && is_named(*one)) out.push_back(std::move(one));
    };
    take(borrowed(question_.issuer));
    const auto& sent = ocsp_.view.certificates;
    for (std::size_t n = 0; n < std::min(sent.size(), kMostTried); ++n) take(certificate_of(sent[n], question_.lang));
    for (const Certificate* one : question_.others) take(borrowed(one));
    return out;
  }

  void bad_signature(const Certificate& signer) {
    std::vector<Value> values{{"signer", name_text(signer.subject)}};
    if (ocsp_.signature == Signature::unsupported) return add_undecided(OcspRule::signature_unsupported);
    const bool altered = ocsp_.signature == Signature::altered;
    add(altered ? OcspRule::signature_altered : OcspRule::signature_wrong, Severity::error, std::move(values));
  }

  bool is_issuer(const Certificate& signer) const {
    const Certificate& issuer = *question_.issuer;
    return as_text(signer.spki) == as_text(issuer.spki) && signer.subject_key == issuer.subject_key;
  }

  // Its keyUsage is not asked: RFC 6960 does not, and many a CA has keyCertSign and cRLSign alone.
  void issuer_signed() {
    ocsp_.signer = OcspSigner::issuer;
    ocsp_.proven = true;
  }

  void other_signed(const std::shared_ptr<const Certificate>& signer) {
    ocsp_.delegate = signer;
    ocsp_.proven = is_delegated(*signer);
    if (!ocsp_.proven) return;
    ocsp_.signer = OcspSigner::delegate;
    const bool may = may_sign(*signer), valid = is_valid(*signer);
    ocsp_.proven = may && valid;
    if (!signer->ocsp_nocheck) add(OcspRule::signer_without_nocheck, Severity::note, who(*signer));
  }

  static std::vector<Value> who(const Certificate& signer) { return {{"signer", name_text(signer.subject)}}; }

  // The CA that issued the certificate must have issued this one itself, for this purpose.
  bool is_delegated(const Certificate& signer) {
    const Certificate& issuer = *question_.issuer;
    if (signer.issuer_key != issuer.subject_key) {
      add(OcspRule::signer_of_other_ca, Severity::error,
          {{"signer", name_text(signer.subject)}, {"issuer", name_text(signer.issuer)}});
      return false;
    }
    const Signature verdict = verifier_.verify(issuer, signer);
    if (verdict == Signature::unsupported) {
      add_undecided(OcspRule::signature_unsupported);
    } else if (verdict != Signature::good) {
      add(OcspRule::signer_certificate_wrong, Severity::error, who(signer));
    }
    const auto& usages = signer.extended_key_usage;
    const bool meant = usages && std::find(usages->begin(), usages->end(), kOcspSigning) != usages->end();
    if (!meant) add(OcspRule::signer_not_authorised, Severity::error, who(signer));
    return meant && verdict == Signature::good;
  }

  bool may_sign(const Certificate& signer) {
    if (!signer.key_usage || (*signer.key_usage & (usage::digital_signature | usage::non_repudiation)) != 0)
      return true;
    add(OcspRule::signer_key_usage, Severity::error, who(signer));
    return false;
  }

  bool is_valid(const Certificate& signer) {
    const bool expired = signer.not_after < question_.now, early = question_.now < signer.not_before;
    std::vector<Value> values = who(signer);
    if (expired) {
      values.push_back({"not-after", to_rfc3339(signer.not_after)});
      add(OcspRule::signer_expired, Severity::error, std::move(values));
    } else if (early) {
      values.push_back({"not-before", to_rfc3339(signer.not_before)});
      add(OcspRule::signer_not_yet_valid, Severity::error, std::move(values));
    }
    return !expired && !early;
  }

  JudgedOcsp& ocsp_;
  const OcspQuestion& question_;
  Verifier& verifier_;
  std::string responder_key_;  // canonical name
};

}  // namespace

void judge_ocsp_signer(JudgedOcsp& ocsp, const OcspQuestion& question, Verifier& verifier) {
  Signers(ocsp, question, verifier).judge();
}

}  // namespace certdoc::chain
