// OCSP requests (RFC 6960 4.1): what is sent to ask about one certificate.
#pragma once

#include <optional>
#include <string>

#include "chain/certificate.hpp"

namespace certdoc::chain {

enum class OcspHash { sha1, sha256 };  // RFC 5019 2.1.1 asks for SHA-1; many responders know no other

struct OcspRequest {
  Bytes der;
  Bytes nonce;  // content of the Nonce: what must come back; empty: none was sent
};

// `nonce`: 1 to 32 octets (RFC 8954), empty: none.
OcspRequest ocsp_request(const Certificate& subject, const Certificate& issuer, OcspHash hash = OcspHash::sha1,
                         ByteView nonce = {});

// 32 octets of OpenSSL's generator.
Bytes fresh_nonce();

// The URL of the GET form (RFC 6960 A.1): base64 of the request, percent-encoded, behind the responder's URL. nullopt:
// longer than 255 octets (RFC 5019 5), so POST it as application/ocsp-request.
std::optional<std::string> ocsp_get_url(const std::string& responder, ByteView request);

constexpr const char* kOcspRequestType = "application/ocsp-request";
constexpr const char* kOcspResponseType = "application/ocsp-response";

}  // namespace certdoc::chain
