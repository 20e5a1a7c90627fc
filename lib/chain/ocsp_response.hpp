// An OCSP response as views of its bytes (RFC 6960 4.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chain/crl_view.hpp"

namespace certdoc::chain {

enum class OcspStatus : std::uint8_t {
  successful = 0,
  malformed_request = 1,
  internal_error = 2,
  try_later = 3,
  sig_required = 5,
  unauthorized = 6,
};

enum class CertStatus { good, revoked, unknown };

struct CertId {
  ByteView hash;  // content of the hash algorithm's OID
  ByteView issuer_name_hash, issuer_key_hash;
  ByteView serial;  // content of the INTEGER
};

struct SingleResponse {
  CertId id;
  CertStatus status = CertStatus::unknown;
  std::optional<Time> revoked_at;
  std::optional<CrlReason> reason;
  Time this_update{};
  std::optional<Time> next_update;
  std::optional<Time> archive_cutoff;
  std::vector<std::string> critical_unknown;  // dotted
};

struct OcspView {
  unsigned status = 0;  // OcspStatus, or a number that does not exist
  bool has_bytes = false;
  std::string type;  // dotted, of responseBytes; the rest is of a basic response only
  bool basic = false;
  int version = 1;
  ByteView responder_name;      // Name, DER; else
  ByteView responder_key_hash;  // SHA-1 of the responder's key
  Time produced_at{};
  std::vector<SingleResponse> responses;  // bounded
  std::optional<ByteView> nonce;          // content of its OCTET STRING; of the extension where it is none
  std::vector<std::string> critical_unknown;
  SignedPart part;
  std::vector<ByteView> certificates;  // DER each; bounded
};

struct OcspRead {
  OcspView view;
  std::optional<CrlFault> fault;
};

OcspRead read_ocsp(ByteView der);

}  // namespace certdoc::chain
