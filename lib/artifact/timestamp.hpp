// Time stamps (RFC 3161): a request, and what came back.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"

namespace certdoc {

// For a random hash: nothing of this machine leaves it.
struct TimestampRequest {
  Bytes der;
};

TimestampRequest new_timestamp_request();

struct Timestamp {
  bool read = false;        // a TimeStampResp; else `problem` tells why not
  std::string problem;      // OpenSSL's words
  int status = -1;          // PKIStatus: 0 granted, 1 granted with modifications, 2 rejection, ...
  std::string status_text;  // the server's words
  std::string failure;      // PKIFailureInfo by name: badAlg, badRequest, ...
  bool has_token = false;
  std::optional<Time> time;      // genTime
  std::string policy;            // dotted
  bool answers_request = false;  // the hash and the nonce are those of the request
  bool signature_good = false;   // by the key of `certificates.front()`
  // The signer named itself under the signature (RFC 5816): nobody can put another certificate in its place.
  bool signer_named = false;
  std::vector<Bytes> certificates;  // DER: the signer's first, then what else came along

  bool granted() const { return status == 0 || status == 1; }
};

Timestamp read_timestamp(ByteView response, const TimestampRequest& request);

}  // namespace certdoc
