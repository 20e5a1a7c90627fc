// A certificate as a chain sees it: every field that path validation (RFC 5280 6) asks for. Views into Artifact::der,
// or into the re-encoding that Certificate::kept holds.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/artifact.hpp"

struct x509_st;  // OpenSSL's X509

namespace certdoc::chain {

// RFC 5280 4.2.1.6. `content` of a directoryName is the whole Name.
struct GeneralName {
  enum class Kind : std::uint8_t { other, email, dns, x400, directory, edi_party, uri, ip, registered_id };
  Kind kind = Kind::other;
  ByteView content;
};
using GeneralNames = std::vector<GeneralName>;

struct Subtree {
  GeneralName base;
  bool bounded = false;  // minimum is not 0, or a maximum is given: RFC 5280 forbids both
};

struct NameConstraints {
  std::vector<Subtree> permitted, excluded;
  bool critical = false;
  bool malformed = false;
};

struct BasicConstraints {
  bool ca = false;
  bool critical = false;
  std::optional<std::uint32_t> path_length;  // saturated
};

// RFC 5280 4.2.1.11; saturated.
struct PolicyConstraints {
  std::optional<std::uint32_t> require_explicit, inhibit_mapping;
};

// RFC 5280 4.2.1.5: contents of OIDs.
struct PolicyMapping {
  ByteView issuer, subject;
};

// Bits of keyUsage, RFC 5280 4.2.1.3: bit 0 is 1 << 0.
namespace usage {
constexpr unsigned digital_signature = 1U << 0U, non_repudiation = 1U << 1U, key_encipherment = 1U << 2U,
                   data_encipherment = 1U << 3U, key_agreement = 1U << 4U, cert_sign = 1U << 5U, crl_sign = 1U << 6U;
}

// Where it stands in the files given.
struct Ref {
  std::size_t file = 0, artifact = 0;
};

struct Certificate {
  const Artifact* artifact = nullptr;
  std::vector<Ref> places;              // empty: it comes from the trust set, or was fetched
  bool trusted = false;                 // it is in the trust set
  const LoadedFile* fetched = nullptr;  // it was not given, but found elsewhere: its path is the URL

  int version = 1;
  ByteView serial;           // content of the INTEGER
  ByteView subject, issuer;  // Name, DER
  ByteView spki;
  Time not_before{}, not_after{};
  ByteView tbs, signature;                        // whole TBSCertificate; BIT STRING without its count of unused bits
  ByteView signature_algorithm, inner_algorithm;  // AlgorithmIdentifier, whole
  std::string subject_key, issuer_key;            // canonical names (canonical_name.hpp): equal where the names are
  Digest key_id{};                                // PublicKey::id; zeros where the key cannot be read

  std::optional<BasicConstraints> constraints;
  std::optional<unsigned> key_usage;
  std::optional<std::vector<std::string>> extended_key_usage;  // dotted
  std::optional<GeneralNames> alternative_names;
  std::optional<NameConstraints> name_constraints;
  std::optional<std::vector<ByteView>> policies;  // contents of OIDs
  std::vector<PolicyMapping> policy_mappings;
  std::optional<PolicyConstraints> policy_constraints;
  std::optional<std::uint32_t> inhibit_any_policy;
  ByteView subject_key_id, authority_key_id;
  std::string authority_issuer;  // canonical, of the AKI's directoryName
  ByteView authority_serial;
  std::vector<std::string> ca_issuers, ocsp, crl_urls;                   // URLs; of each the first 16
  std::size_t ca_issuers_named = 0, ocsp_named = 0, crl_urls_named = 0;  // all of them
  ByteView crl_points, freshest_points;  // contents of the extensions, for distribution_point.hpp
  // Dotted.
  std::vector<std::string> critical_unknown, malformed, twice;
  bool extensions_present = false;
  bool must_staple = false;   // TLS feature status_request (RFC 7633)
  bool ocsp_nocheck = false;  // id-pkix-ocsp-nocheck (RFC 6960 4.2.2.2.1)
  bool extended_key_usage_critical = false, alternative_names_critical = false;

  // Set where OpenSSL reads the certificate and our strict walk does not.
  std::shared_ptr<std::vector<Bytes>> kept;
  std::shared_ptr<x509_st> odd;

  bool self_issued() const { return subject_key == issuer_key; }
  bool is_ca() const { return constraints && constraints->ca; }
};

// nullopt: the artifact is no certificate that could be read.
std::optional<Certificate> read(const Artifact& artifact);

}  // namespace certdoc::chain
