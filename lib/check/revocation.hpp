// Who is asked about the status of certificates, and what came of it. Data that lib/diagnose fills from the network and
// from files; the checks make findings and endpoints of it.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdoc/report.hpp"
#include "certdoc/revocation.hpp"
#include "chain/crl_judge.hpp"
#include "chain/crl_standing.hpp"
#include "chain/ocsp_judge.hpp"
#include "check/check.hpp"
#include "net/trace.hpp"

namespace certdoc {

enum class Ask { crl, delta, ocsp, issuer };

// A certificate whose status is asked for.
struct RevocationSubject {
  const chain::Certificate* certificate = nullptr;
  const chain::Certificate* issuer = nullptr;  // null: not at hand
  std::string name;                            // `www.example.com`
  std::string place;                           // `server.pem:1`
  std::size_t file = 0;                        // index into the material
  bool served = false;                         // by a host

  bool self_signed() const { return certificate->self_issued() && issuer == certificate; }
};

// What came from an issuer address.
struct IssuerAnswer {
  std::size_t certificates = 0;
  std::vector<std::size_t> unfit;  // subjects that name the address, and that none of them issued
  std::string found;               // the name of the first one
  std::string looks_like;          // where there was none
  bool fits_name = false;          // the name is that of an issuer of those, the key is not
};

// The way out that was not configured: without the proxy, or through it.
struct OtherWay {
  bool direct = false;
  net::Trace trace;
  bool works = false;
};

// One address that was asked, or one file that answers in its stead.
struct Inquiry {
  Ask ask = Ask::crl;
  std::string target;                 // the URL as it stands in the certificate
  std::string url;                    // the same without credentials; of a file its place; of a staple the host
  std::vector<std::size_t> subjects;  // that name it, or that it is about
  enum class From { network, file, stapled } from = From::network;

  net::Trace trace;
  bool through_proxy = false;
  std::string content_type;
  Bytes kept;     // what came
  ByteView body;  // the same, or what lies in a file
  bool is_ldap() const;
  // It was asked, and something came.
  bool arrived() const { return from != From::network || (!trace.steps.empty() && trace.failed() == nullptr); }

  Bytes nonce;  // that the request carried
  std::optional<chain::JudgedCrl> crl;
  std::optional<chain::JudgedOcsp> ocsp;
  std::optional<IssuerAnswer> issuer;
  std::chrono::microseconds parse_took{0}, signature_took{0};
  std::optional<OtherWay> other_way;
  std::string saved, unsaved;  // the file that it was written to, or could not be
};

// What is known of one subject when all have answered.
struct RevocationStatus {
  chain::Standing standing = chain::Standing::unknown;  // by CRL and OCSP together: one that says revoked is enough
  chain::CrlStanding crl;
  std::vector<std::size_t> crls;    // the inquiries that `crl` counts by index
  std::optional<std::size_t> ocsp;  // the inquiry whose answer counts
  bool ocsp_revoked = false;

  // CRL and OCSP do not say the same.
  bool contradicts() const {
    const bool crl_revoked = crl.standing == chain::Standing::revoked;
    return ocsp && crl.standing != chain::Standing::unknown && crl_revoked != ocsp_revoked;
  }
};

struct RevocationScene {
  RevocationScene(const Material& what, const RevocationOptions& revocation, const NetworkOptions& net)
      : material(what), options(revocation), network(net) {}

  const Material& material;
  const RevocationOptions& options;
  const NetworkOptions& network;
  Lang lang = Lang::en;
  Time now{};
  std::string proxy;                   // host and port of the configured one; empty: none
  std::vector<std::string> arguments;  // files and hosts as they were named
  std::vector<std::string> commands;   // that this program has
  bool everything = false;

  std::vector<RevocationSubject> subjects;
  std::vector<Inquiry> inquiries;
  std::vector<RevocationStatus> statuses;  // of the subjects

  // `www.example.com, mail.example.com and 3 more`
  std::string names(const std::vector<std::size_t>& which) const;
  // `certdoc check-crl FILE... [more]` with the user's own names and options; empty: a name cannot be quoted.
  std::string command(std::string_view more) const;
  bool has_command(std::string_view name) const;
};

// The addresses that the subjects name and nobody has asked yet, appended; those that are known already get their new
// subjects. CRL addresses of subjects whose standing the files tell are left out.
void plan_inquiries(RevocationScene& scene);
// The addresses of deltas that CRLs name. True: there are new ones.
bool plan_deltas(RevocationScene& scene);
// Those of issuers that are missing, alone.
void plan_missing_issuers(RevocationScene& scene);

constexpr std::size_t kMostInquiries = 512;
constexpr std::uint64_t kMostOctets = 1U << 20U;  // of an OCSP response, or of what an issuer address gives

// What came from an issuer address, as a file of that name. Whoever wrote the address is a stranger: nothing in it is
// worth a derivation of keys.
LoadedFile load_issuers(const Inquiry& inquiry, Lang lang);

// Judges what came and was not judged yet; then what that means for each subject.
void judge_inquiries(RevocationScene& scene, const std::vector<const chain::Certificate*>& known,
                     chain::Verifier& verifier);
void judge_subjects(RevocationScene& scene);

std::vector<Endpoint> revocation_endpoints(const RevocationScene& scene);
std::vector<Finding> revocation_findings(const RevocationScene& scene);

}  // namespace certdoc
