// An OCSP response as views of its bytes (RFC 6960 4.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "artifact/walker.hpp"
#include "chain/crl_entry.hpp"
#include "chain/ocsp_id.hpp"
#include "chain/signature.hpp"

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

struct SingleResponse {
  CertId id;
  CertStatus status = CertStatus::unknown;
  std::optional<Time> revoked_at;
  std::optional<CrlReason> reason;
  Time this_update{};
  std::optional<Time> next_update;
  std::vector<std::string> critical_unknown;  // dotted
};

struct OcspView {
  unsigned status = 0;     // OcspStatus, or a number that does not exist
  bool has_bytes = false;  // responseBytes
  std::string type;        // dotted, of responseBytes
  bool basic = false;      // id-pkix-ocsp-basic; what follows is of these only
  int version = 1;
  ByteView responder_name;      // Name, DER; else
  ByteView responder_key_hash;  // SHA-1 of the responder's key
  Time produced_at{};
  std::vector<SingleResponse> responses;
  std::optional<ByteView> nonce;  // content of the OCTET STRING that it is; of the extension where it is none
  std::vector<std::string> critical_unknown;  // dotted
  SignedPart part;
  std::vector<ByteView> certificates;  // DER each
};

struct OcspRead {
  OcspView view;
  Fault fault;  // of kind `none` where all is written as it must be; else the view holds what came before

  bool whole() const { return fault.kind == Fault::Kind::none; }
};

// What it takes, OpenSSL takes. The bytes must live as long as the result.
OcspRead read_ocsp_view(ByteView der);

}  // namespace certdoc::chain
