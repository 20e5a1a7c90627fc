// OpenSSL's names for what stands in AlgorithmIdentifiers; a dotted OID where it has none.
#pragma once

#include <optional>
#include <string>

#include "artifact/der.hpp"

namespace certdoc::pbe {

struct Identifier {
  der::Value oid;
  ByteView parameters;  // all that follows the OID
};

std::optional<Identifier> identifier_of(const std::optional<der::Value>& algorithm);

int nid_of(const der::Value& oid);                       // NID_undef: unknown
std::string name_of(const der::Value& oid, int nid);     // pbeWithMD5AndDES-CBC
std::string short_name(const der::Value& oid, int nid);  // AES-256-CBC, SHA256
std::string prf_name(const der::Value& oid);             // SHA256, of hmacWithSHA256
std::string digest_name(ByteView algorithm_identifier);  // SHA256; empty: no AlgorithmIdentifier

}  // namespace certdoc::pbe
