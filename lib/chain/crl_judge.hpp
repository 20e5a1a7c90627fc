// One CRL judged by itself: what it is, who signed it, whether it is current; and what it says of certificates.
//
//   Verifier verifier;
//   const JudgedCrl crl = judge_crl(bytes, {.now = now, .issuers = {&ca}, .certificates = {&leaf}}, verifier);
//   for (const CrlProblem& problem : crl.problems) ...
//   const CrlStanding standing = standing_of(leaf, {&crl, &delta});  // crl_standing.hpp
//
// The result points into the bytes and the certificates: keep both as long as it.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "chain/body.hpp"
#include "chain/crl_rules.hpp"
#include "chain/crl_view.hpp"

namespace certdoc::chain {

struct CrlQuestion {
  Time now{};
  Lang lang = Lang::en;  // of Body::looks_like
  // Who may have signed it, in any order, also of other names. Whoever stands here is believed to be who it says: that
  // its own path is sound is for the caller to know.
  std::vector<const Certificate*> issuers = {};
  std::vector<const Certificate*> certificates = {};  // whose entries are looked for in the same walk
  // Nobody sent them to this CRL: that it is of another issuer than theirs is no fault of it.
  bool any_issuer = false;
};

// The entries that were asked for. One that was not asked for at first costs one more walk, once.
class CrlEntries {
 public:
  CrlEntries() = default;
  CrlEntries(std::shared_ptr<const WantedEntries> asked, CrlHits hits)
      : asked_(std::move(asked)), hits_(std::move(hits)) {}

  // Null: it is not in the CRL.
  const CrlEntry* find(const CrlView& view, const Certificate& certificate);

 private:
  std::shared_ptr<const WantedEntries> asked_;
  WantedEntries later_;
  CrlHits hits_;
};

struct JudgedCrl {
  Body body;
  bool read = false;  // it is a CRL, and written as it must be: `view` holds all of it
  CrlView view;
  std::shared_ptr<CrlEntries> entries;
  const Certificate* signer = nullptr;           // whose key made the signature; null: nobody's of those at hand
  const Certificate* other_signer = nullptr;     // of signature_by_other: good by this key, of another name
  Signature signature = Signature::unsupported;  // by the likeliest candidate; unsupported, too, where there was none
  bool current = false;                          // thisUpdate <= now <= nextUpdate
  std::vector<CrlProblem> problems;

  // It is read, and signed by a candidate of its issuer's name.
  bool proven() const { return read && signer != nullptr && signature == Signature::good; }
  bool has(CrlRule rule) const;
  // What it says is understood: nothing critical is unknown, nothing that scopes it is malformed.
  bool understood() const;
  const CrlEntry* entry(const Certificate& certificate) const { return entries->find(view, certificate); }
};

// Whatever was fetched or found.
JudgedCrl judge_crl(ByteView bytes, const CrlQuestion& question, Verifier& verifier);

// The parts of it, for whoever times them or looks at one CRL with several issuers. All but the signature:
JudgedCrl judge_crl_content(ByteView bytes, const CrlQuestion& question);
// DER that is a CRL: form and time are judged.
JudgedCrl judge_crl_form(ByteView der, Time now, std::shared_ptr<const WantedEntries> wanted);
// And the signature, by one of the candidates.
void judge_crl_signature(JudgedCrl& crl, const std::vector<const Certificate*>& candidates, Verifier& verifier);

}  // namespace certdoc::chain
