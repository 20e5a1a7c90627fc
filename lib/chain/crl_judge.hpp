// One CRL judged by itself: what it is, who signed it, is it current, what it says of the certificates asked about.
//
//   Verifier verifier;
//   const JudgedCrl crl = judge_crl(bytes, {.now = now, .issuers = {&ca}, .certificates = {&leaf}}, verifier);
//   for (const CrlProblem& problem : crl.problems) ...
//   const CrlStanding standing = standing_of(leaf, &ca, point, {&crl, &delta});     // RFC 5280 6.3.3
//
// The result points into the bytes and the certificates: keep both as long as it.
#pragma once

#include <optional>
#include <vector>

#include "chain/body.hpp"
#include "chain/crl_rules.hpp"
#include "chain/crl_view.hpp"

namespace certdoc::chain {

struct CrlQuestion {
  Time now{};
  Lang lang = Lang::en;                               // of Body::looks_like
  std::vector<const Certificate*> issuers = {};       // who may have signed it; any order, other names too
  std::vector<const Certificate*> certificates = {};  // whose entries are looked for in the same pass
};

struct JudgedCrl {
  Body body;
  CrlView view;  // of a body that is a CRL
  bool read = false;
  std::vector<std::optional<CrlEntry>> entries;  // one for each of CrlQuestion::certificates
  std::vector<const Certificate*> asked;         // the same as CrlQuestion::certificates
  const Certificate* signer = nullptr;           // whose key made the signature
  Signature signature = Signature::unsupported;  // by the likeliest candidate; unsupported too where there was none
  bool current = false;                          // thisUpdate <= now <= nextUpdate
  std::vector<CrlProblem> problems;

  // It is read, and signed by a candidate: what it says counts, if it is current and covers the certificate.
  bool proven() const { return read && signer != nullptr && signature == Signature::good; }
  // The entry for this certificate. One that was not asked about at first costs one more walk.
  std::optional<CrlEntry> entry(const Certificate& certificate) const;
};

JudgedCrl judge_crl(ByteView bytes, const CrlQuestion& question, Verifier& verifier);
// The same for DER that is known to be a CRL.
JudgedCrl judge_crl_der(ByteView der, const CrlQuestion& question, Verifier& verifier);

enum class Standing {
  unknown,  // no CRL that counts covers the certificate, or not for all reasons
  good,
  revoked,  // on hold too: `entry` says which reason
};

// What the CRLs at hand say of one certificate at one of its distribution points.
struct CrlStanding {
  Standing standing = Standing::unknown;
  std::optional<CrlEntry> entry;
  std::optional<std::size_t> by;     // index of the CRL that says so
  std::optional<std::size_t> delta;  // index of the delta that was combined with it
  Reasons covered = 0;               // reasons for which some CRL covers the certificate
  // Why a CRL does not count, or not for all; index into the CRLs. Several for one CRL are possible.
  struct Obstacle {
    std::size_t crl = 0;
    CrlProblem problem;
  };
  std::vector<Obstacle> obstacles;
};

// RFC 5280 6.3.3, over all distribution points of the certificate and the one that is implied (its issuer's own
// CRL without a name). Deltas among the CRLs are combined with their bases (5.2.4). Those that are not proven or not
// current do not count. `issuer` may be null.
CrlStanding standing_of(const Certificate& certificate, const Certificate* issuer,
                        const std::vector<const JudgedCrl*>& crls);

}  // namespace certdoc::chain
