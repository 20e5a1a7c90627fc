// CertID of OCSP (RFC 6960 4.1.1): which certificate of which CA.
#pragma once

#include <string_view>

#include "chain/certificate.hpp"

namespace certdoc::chain {

struct CertId {
  ByteView hash;                               // content of the hash algorithm's OID
  ByteView issuer_name_hash, issuer_key_hash;  // contents
  ByteView serial;                             // content of the INTEGER
};

// DER, with this hash: sha1, sha256.
Bytes cert_id(const Certificate& subject, const Certificate& issuer, std::string_view hash);

enum class IdMatch {
  same,
  other_serial,
  other_issuer,      // the serial number is the same, the hash of the CA's name or key is not
  hash_unsupported,  // the serial number is the same; the rest cannot be computed
};
IdMatch match(const CertId& id, const Certificate& subject, const Certificate& issuer);

// The hash of the subjectPublicKey's octets by which a responder names itself; SHA-1.
Bytes key_hash(const Certificate& certificate);

}  // namespace certdoc::chain
