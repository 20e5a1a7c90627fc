// DER of the public objects: what it is, and its parts. The fast path is our own walk; what it accepts, OpenSSL
// accepts too (a fuzz target holds the two together). What it refuses, OpenSSL is asked about.
#pragma once

#include <optional>
#include <string>

#include "artifact/artifact.hpp"

namespace certdoc {

// What these bytes are, told by their structure; nullopt: nothing that we know. The private kinds too.
std::optional<Kind> kind_of_der(ByteView der);

// Each fills Artifact::key, certificate, ... from Artifact::der, or says why not. `careful` goes through OpenSSL only.
Result<void> read_certificate(Artifact& artifact, Lang lang, bool careful = false);
Result<void> read_csr(Artifact& artifact, Lang lang, bool careful = false);
Result<void> read_public_key(Artifact& artifact, Lang lang);  // SubjectPublicKeyInfo
Result<void> read_crl(Artifact& artifact, Lang lang);
Result<void> read_ocsp_response(Artifact& artifact, Lang lang);

// The certificates (and CRLs) in a PKCS#7 SignedData, as artifacts with `inside` set; DER each. Bounded by `max`.
Result<std::vector<Artifact>> certificates_of_pkcs7(ByteView der, std::size_t max, Lang lang);

// PublicKey of a SubjectPublicKeyInfo. Keys that this OpenSSL does not know get their OID as algorithm and the hash of
// their bytes as id; that is right for equality of bytes, and no more is claimed.
Result<PublicKey> public_key_of_spki(ByteView spki, Lang lang);

// `CN=www.example.com,O=Example` (RFC 4514, UTF-8, not yet escaped for printing) from a Name in DER.
std::string name_text(ByteView name);
// The common name, else the first SAN dNSName, else name_text: what people call a certificate.
std::string short_name(const Artifact& artifact);
// sha256WithRSAEncryption, from a dotted OID; the OID itself where it has no name.
std::string algorithm_name(const std::string& oid);

// SHA-1, SHA-256 and SM3 without the cost of starting OpenSSL's providers where that can be had.
Digest sha256(ByteView bytes);
Bytes sha1(ByteView bytes);

// `3b1f92aa...`
std::string hex(ByteView bytes);

// The figure that the vendors' guides compute: SHA-256 of the PEM text of the public key
// (openssl x509 -pubkey -noout | openssl sha256), 64 hex digits.
std::string openssl_pipeline_hash(const PublicKey& key);

}  // namespace certdoc
