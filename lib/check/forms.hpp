// What an artifact is, in the words of the table of targets (kb/targets.hpp), and how people call that.
#pragma once

#include <string>
#include <string_view>

#include "artifact/artifact.hpp"
#include "certdoc/lang.hpp"

namespace certdoc {

// `der-certificate`, `pem-key`, `pkcs12`; empty: nothing that a target is asked about.
std::string_view form_word(const Artifact& artifact);
// `pkcs1`, `pkcs8-encrypted`; empty: no private key, or its format is not known.
std::string_view key_form_word(const Artifact& artifact);
// `alg:ec-p256`; empty: an algorithm that the table has no word for.
std::string_view algorithm_word(const PublicKey& key);
// `utf16`, `utf8-bom`, `cr-line-ends`; empty: damage that is no matter of the target.
std::string_view text_word(const Damage& damage);

// `certificate in DER`, `PKCS#12 (PFX)`.
std::string form_name(std::string_view word, Lang lang);

// A file with a certificate and a private key side by side in PEM.
bool is_pem_bundle(const LoadedFile& file);

// How a PKCS#12 protects itself; seen from outside, without its password.
struct Pkcs12Form {
  bool known = false;   // the bytes are there and are one
  bool modern = false;  // PBES2, or a MAC with something else than SHA-1
  bool legacy = false;  // RC2 or RC4, which OpenSSL 3 reads with its legacy provider only
};
Pkcs12Form pkcs12_form(ByteView der);

}  // namespace certdoc
