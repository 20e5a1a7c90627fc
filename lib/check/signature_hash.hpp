// The hash in a signature algorithm.
#pragma once

#include <string_view>

#include "artifact/artifact.hpp"

namespace certdoc {

// md2, md4, md5, sha1, sha224, sha256, sha384, sha512, sm3; empty: none of its own (EdDSA), or an unknown algorithm.
std::string_view hash_of_signature(std::string_view oid);
// Of a certificate or CSR. RSA-PSS carries its hash in the parameters, which are read from Artifact::der.
std::string_view signature_hash(const Artifact& artifact);
// MD5, SHA-256: how people write it.
std::string_view hash_name(std::string_view hash);

}  // namespace certdoc
