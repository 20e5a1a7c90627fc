// Signature algorithms of X.509, by the content of their OIDs.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"

namespace certdoc::chain {

enum class Scheme { rsa, rsa_pss, ecdsa, dsa, eddsa, sm2 };

struct SignatureAlgorithm {
  std::string_view oid;
  Scheme scheme;
  std::string_view hash;  // as EVP_MD_fetch takes it, lower case; empty: part of the scheme, or in the parameters
};

struct Algorithm {
  const SignatureAlgorithm* known = nullptr;
  ByteView parameters;  // whole value; empty: absent
};

// nullopt: malformed, or not known. `identifier` is a whole AlgorithmIdentifier.
std::optional<Algorithm> signature_algorithm(ByteView identifier);

// RSASSA-PSS-params (RFC 4055 3.1); nullopt: malformed, or not known.
struct PssParameters {
  std::string_view hash = "sha1", mask_hash = "sha1";
  int salt = 20;
};
std::optional<PssParameters> pss_parameters(ByteView parameters);

}  // namespace certdoc::chain
