// What a file turned out to hold, whatever its name says.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "certdoc/error.hpp"
#include "certdoc/report.hpp"

namespace certdoc {

enum class Kind {
  certificate,
  csr,
  private_key,
  public_key,
  crl,
  pkcs7,
  pkcs12,
  java_keystore,  // JKS and JCEKS; a PKCS#12 keystore is pkcs12
  sm2_file,       // CFCA's soft certificate
  ocsp_response,
  parameters,  // DH or EC parameters beside a key
  foreign,     // recognised by name only: OpenSSH, PuTTY, PGP, Windows .sst, ...
};

enum class Encoding { pem, der, base64, other };

using Digest = std::array<std::uint8_t, 32>;  // SHA-256

// Where in the file an object stands.
struct Place {
  std::size_t line = 0;    // of its first line of text, from 1; 0: the file is no text
  std::size_t offset = 0;  // of its first byte
  std::string inside;      // in a container: `bag 2`, `alias tomcat`, `certificate 3`
};

struct PublicKey {
  Digest id{};            // of the canonical SPKI: equal where the keys are, however they are written
  Digest spki_sha256{};   // of the SubjectPublicKeyInfo as it is written
  Bytes spki;             // as it is written; for a private key: as OpenSSL writes it
  std::string algorithm;  // RSA, RSA-PSS, DSA, EC, SM2, Ed25519, ML-DSA-65, ...; else the OID
  int bits = 0;           // of the modulus, the group order, ...; 0: unknown
  std::string curve;      // P-256, secp256k1, ...; `explicit` where no curve of OpenSSL fits
  bool explicit_parameters = false;
  bool compressed_point = false;
};

// How the private and the public part of a private key fit.
enum class Pair { not_checked, fits, does_not_fit };

// The parts of a certificate that grouping and display need; views into Artifact::der would dangle, so copies.
struct CertificateParts {
  Bytes serial;   // content of the INTEGER
  Bytes issuer;   // Name, DER
  Bytes subject;  // Name, DER
  Time not_before{};
  Time not_after{};
  std::string signature_oid;  // dotted: 1.2.840.113549.1.1.11
  Bytes subject_key_id, authority_key_id;
  bool is_ca = false;  // basicConstraints
};

// What a request says beside its key; Windows writes most of it.
struct CsrParts {
  Bytes subject;                        // Name, DER
  std::string signature_oid;            // dotted
  std::optional<bool> signature_fits;   // over the request by its own key; empty: not checked
  std::string csp;                      // enrollmentNameValuePair / ENROLLMENT_CSP_PROVIDER, 1.3.6.1.4.1.311.13.2.2
  int key_spec = 0;                     // AT_KEYEXCHANGE 1, AT_SIGNATURE 2
  std::string os_version;               // 1.3.6.1.4.1.311.13.2.3
  std::string machine, user, process;   // 1.3.6.1.4.1.311.21.20
  std::vector<std::string> extensions;  // dotted OIDs of the extensions asked for
  std::vector<std::string> dns_names;   // of subjectAltName, IP addresses too
  std::vector<std::string> extended_key_usage;  // dotted OIDs
  std::string certificate_template;             // 1.3.6.1.4.1.311.20.2 or 21.7
};

struct Store;  // store.hpp
struct Bag;

struct Artifact {
  Kind kind = Kind::foreign;
  Encoding encoding = Encoding::other;
  Place place;
  std::string label;  // of the PEM block as it stands there: `RSA PRIVATE KEY`
  std::string
      format;  // pkcs8, pkcs8-encrypted, pkcs1, sec1, legacy-pem-encrypted, dsa, openssh, putty-2, putty-3, jks, jceks
  std::string name;                           // in a container: friendlyName or alias, UTF-8
  Bytes local_key_id;                         // PKCS#12: pairs a key with its certificate
  std::optional<std::size_t> parent;          // index of the container in LoadedFile::artifacts
  Bytes der;                                  // not of private keys; empty where `held` is set
  std::shared_ptr<const SecretBytes> held;    // of a CRL that is too large to copy: the bytes of its file
  ByteView in_held;                           // and where in them it stands
  std::shared_ptr<const SecretBytes> secret;  // DER of a private key, decrypted where that was possible
  bool encrypted = false;                     // a password stands before it, whether it was given or not
  std::optional<PublicKey> key;               // of a certificate, CSR, private or public key
  std::optional<CertificateParts> certificate;
  std::optional<CsrParts> csr;
  Pair pair = Pair::not_checked;
  std::string pair_problem;            // which relation does not hold: `n = p * q`
  std::shared_ptr<const Store> store;  // of a container behind a password
  std::shared_ptr<const Bag> bag;      // of what is in one
  std::optional<Reason> unread;  // why there is no key here although the kind has one; text in the report's language

  ByteView octets() const { return held ? in_held : ByteView(der); }
};

// Something wrong with the form of a file. `read` damage was put right while reading; the other kind means that what
// stands there could not be read.
struct Damage {
  std::string id;  // utf8-bom, utf16le, cr-line-ends, wrong-label, dashes, no-end-line, trailing-bytes, ... (docs)
  bool read = true;
  Place place;
  std::string text;  // one sentence in the report's language: what is wrong, at which byte and line
};

struct FileAccess;  // file_access.hpp

struct LoadedFile {
  std::string path;
  bool named = true;  // on the command line; else found in a directory
  std::uint64_t size = 0;
  std::vector<Artifact> artifacts;  // a container stands before what it holds
  std::vector<Damage> damages;
  std::optional<Error> error;  // not examined: unreadable, too large
  // A text or binary in which nothing was recognised: what it looks like instead (`HTML page`), report's language.
  std::string looks_like;
  std::shared_ptr<const FileAccess> access;  // where permissions are asked for, and the file was named; else empty
};

// What loading may cost. Files come from strangers.
struct Limits {
  std::uint64_t file_bytes = 64ULL * 1024 * 1024;
  std::size_t objects = 10'000;               // in one file
  std::size_t depth = 8;                      // containers in containers
  std::uint64_t kdf_iterations = 10'000'000;  // of one password-based key derivation
};

struct LoadOptions {
  Lang lang = Lang::en;
  Limits limits;
  // Tried in this order where something is encrypted; an empty one is the empty password. `no password` is always
  // tried where a format knows it.
  std::vector<std::shared_ptr<const SecretBytes>> passwords;
  bool check_pairs = true;      // private against public part of private keys
  bool full_key_check = false;  // primes too: 85 to 600 ms a key
};

}  // namespace certdoc
