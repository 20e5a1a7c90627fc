// One OCSP response judged: fetched, stapled or from a file.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "chain/body.hpp"
#include "chain/ocsp_response.hpp"
#include "chain/ocsp_rules.hpp"

namespace certdoc::chain {

// RFC 6960 4.2.2.1 leaves open how much clocks may differ, and how old an answer without nextUpdate may be.
constexpr std::chrono::seconds kOcspClockTolerance = std::chrono::minutes(5);  // as `openssl ocsp -validity_period`
constexpr std::chrono::seconds kOcspMostAge = std::chrono::hours(24 * 7);

struct OcspQuestion {
  Time now{};
  Lang lang = Lang::en;
  const Certificate* subject = nullptr;         // whose status was asked
  const Certificate* issuer = nullptr;          // the CA that issued it
  std::vector<const Certificate*> others = {};  // in which a responder that sends no certificate may be found
  std::optional<Bytes> nonce = {};              // that was sent; empty bytes: none was; nullopt: not our request
                                                // (stapled, from a file): a nonce means nothing
  std::chrono::seconds tolerance = kOcspClockTolerance;
  std::chrono::seconds most_age = kOcspMostAge;
};

enum class OcspSigner {
  unknown,
  issuer,    // the CA itself
  delegate,  // a certificate that the CA issued for this
};

struct JudgedOcsp {
  Body body;
  OcspView view;
  bool read = false;
  OcspSigner signer = OcspSigner::unknown;
  std::shared_ptr<const Certificate> delegate;  // of a delegate, or of whoever signed and may not
  Signature signature = Signature::unsupported;
  bool nocheck = false;               // of the delegate
  std::optional<std::size_t> single;  // index into view.responses: the answer about the subject
  std::vector<OcspProblem> problems;

  // A basic response, with a good signature by someone who may sign it.
  bool proven = false;
  // The answer about the subject counts: proven, about it, and of this time.
  bool counts = false;
  // Of `single`; unknown too where it does not count.
  CertStatus status() const;
};

JudgedOcsp judge_ocsp(ByteView bytes, const OcspQuestion& question, Verifier& verifier);

}  // namespace certdoc::chain
