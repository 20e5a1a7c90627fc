// When the certificates of a report end, for monitoring.
#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"
#include "certdoc/report.hpp"

namespace certdoc {

struct CertificateEnd {
  std::string name;
  std::string location;
  Time not_after;
};

// Each place once, soonest first; trust anchors are not ours to renew.
std::vector<CertificateEnd> certificate_ends(const Report& report);

}  // namespace certdoc
