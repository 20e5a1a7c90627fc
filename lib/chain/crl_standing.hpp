// What CRLs say of one certificate: RFC 5280 6.3.3.
#pragma once

#include <optional>
#include <vector>

#include "chain/crl_judge.hpp"

namespace certdoc::chain {

enum class Standing {
  unknown,  // no CRL that counts covers the certificate, or none for some reasons
  good,
  revoked,  // on hold, too: `entry` says for which reason
};

// Why a CRL says nothing, or not everything, about the certificate. Several for one CRL are possible.
struct CrlObstacle {
  std::size_t crl = 0;  // index
  CrlProblem problem;
};

struct CrlStanding {
  Standing standing = Standing::unknown;
  std::optional<CrlEntry> entry;     // where revoked
  std::optional<std::size_t> by;     // index of the CRL that says so; where good: of one that covers it
  std::optional<std::size_t> delta;  // index of the delta that was combined with `by`, or that says so itself
  Reasons covered = 0;               // for which the certificate is known not to be revoked, or is
  std::vector<CrlObstacle> obstacles;
};

// Over all distribution points of the certificate, and the one that is implied: a CRL of its issuer. Deltas are
// combined with their bases (5.2.4). A CRL that is not proven or not understood does not count. One that is out of date
// does not tell that a certificate is good; that it was revoked it does.
CrlStanding standing_of(const Certificate& certificate, const std::vector<const JudgedCrl*>& crls);

// The distribution points of its certificate extension; empty where there are none, or malformed ones.
std::vector<DistributionPoint> points_of(const Certificate& certificate);

}  // namespace certdoc::chain
