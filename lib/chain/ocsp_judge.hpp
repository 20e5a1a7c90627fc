// One OCSP response judged: fetched, stapled or from a file.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "chain/body.hpp"
#include "chain/ocsp_response.hpp"
#include "chain/ocsp_rules.hpp"

namespace certdoc::chain {

// RFC 6960 leaves open how far clocks may be apart (3.2), and how old an answer without nextUpdate may be (2.4).
constexpr std::chrono::seconds kOcspClockTolerance = std::chrono::minutes(5);  // OpenSSL's default
constexpr std::chrono::seconds kOcspMostAge = std::chrono::hours(24) * 7;

struct OcspQuestion {
  Time now{};
  Lang lang = Lang::en;                         // of Body::looks_like
  const Certificate* subject = nullptr;         // whose status was asked
  const Certificate* issuer = nullptr;          // the CA that issued it; null: the answer stays unproven
  std::vector<const Certificate*> others = {};  // among which the responder's may be, where the answer has none
  // What the request carried: empty: none. nullopt: it is not the answer to a request of ours (stapled, from a file),
  // so that a nonce means nothing.
  std::optional<Bytes> nonce = {};
  std::chrono::seconds tolerance = kOcspClockTolerance;
  std::chrono::seconds most_age = kOcspMostAge;
};

enum class OcspSigner {
  unknown,
  issuer,    // the CA itself
  delegate,  // whoever has a certificate of this CA for it
};

struct JudgedOcsp {
  Body body;
  bool read = false;  // an OCSP response, written as it must be: `view` holds all of it
  OcspView view;
  OcspSigner signer = OcspSigner::unknown;
  std::shared_ptr<const Certificate> delegate;  // of a delegate, or of whoever signed it without being allowed to
  Signature signature = Signature::unsupported;
  std::optional<std::size_t> single;  // index into view.responses: the answer about the subject
  std::vector<OcspProblem> problems;
  bool proven = false;   // a good signature by someone who may make it
  bool current = false;  // the answer is of this time

  bool has(OcspRule rule) const;
  // The answer counts: proven, understood, about the subject, of this time and to this request.
  bool counts() const;
  const SingleResponse* answer() const { return single ? &view.responses[*single] : nullptr; }
  // `unknown`, too, where it does not count.
  CertStatus status() const { return counts() ? answer()->status : CertStatus::unknown; }
};

// The result points into the bytes and the certificates: keep both as long as it.
JudgedOcsp judge_ocsp(ByteView bytes, const OcspQuestion& question, Verifier& verifier);

}  // namespace certdoc::chain
