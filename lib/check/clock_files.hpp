// What the clock makes of the files: everything in them that begins and ends, judged by this clock and by the true
// time.
#pragma once

#include "check/clock_agreement.hpp"

namespace certdoc {

struct Dated {
  enum class What { certificate, crl, ocsp };
  What what = What::certificate;
  std::string name;   // what people call it
  std::string place;  // `server.pem:1`
  Time begins{};
  std::optional<Time> ends;
};

// Certificates, CRLs and OCSP responses, containers' too; as many as anybody reads.
std::vector<Dated> dated_objects(const Material& material);

// One finding for each: clock-skewed is confirmed where its verdict is another one by the true time. Nothing where
// nobody knows the true time.
std::vector<Finding> clock_file_findings(const ClockFacts& facts, const ClockVerdict& verdict, const Material& material,
                                         Lang lang);

}  // namespace certdoc
