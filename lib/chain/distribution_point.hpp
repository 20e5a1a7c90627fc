// Where CRLs of a certificate are, and what each covers: cRLDistributionPoints and freshestCRL (RFC 5280 4.2.1.13,
// 4.2.1.15, 5.2.6), issuingDistributionPoint (5.2.5).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chain/certificate.hpp"

namespace certdoc::chain {

// ReasonFlags: bit n of the BIT STRING is 1 << n. Bit 0 is unused; CRLReason 9 and 10 are bits 7 and 8.
using Reasons = unsigned;
constexpr Reasons kAllReasons = 0x1FE;

// DistributionPointName: full names, or a name relative to that of the CRL's issuer.
struct PointName {
  GeneralNames full;
  ByteView relative;  // content of the RelativeDistinguishedName

  bool empty() const { return full.empty() && relative.empty(); }
  std::vector<std::string> urls() const;  // of the full names, in their order; bounded
};

struct DistributionPoint {
  std::optional<PointName> name;
  std::optional<Reasons> reasons;  // empty: all
  GeneralNames crl_issuer;         // empty: the certificate's own issuer
};

// Whether a directoryName among them is this one, canonical.
bool names_directory(const GeneralNames& names, const std::string& canonical);

// Of the content of the extension; nullopt: not written as it must be.
std::optional<std::vector<DistributionPoint>> distribution_points(ByteView value);

struct IssuingPoint {
  std::optional<PointName> name;
  bool only_users = false, only_cas = false, only_attributes = false;
  std::optional<Reasons> only_reasons;
  bool indirect = false;
};

std::optional<IssuingPoint> issuing_point(ByteView value);

}  // namespace certdoc::chain
