// A time-stamp server that was asked for a time stamp: data that lib/diagnose fills, and what is to be said of it.
#pragma once

#include <string>
#include <vector>

#include "artifact/timestamp.hpp"
#include "certdoc/report.hpp"
#include "net/fetch.hpp"

namespace certdoc {

struct TimestampScene {
  Lang lang = Lang::en;
  std::string url;
  const net::Response& response;
  Timestamp stamp;
  bool everything = false;
};

// timestamp-unreachable, clock-skewed; the chain of the signer is judged by the chain engine.
std::vector<Finding> timestamp_findings(const TimestampScene& scene);
Endpoint timestamp_endpoint(const TimestampScene& scene);

}  // namespace certdoc
