// A new PKCS#12 file from a key and certificates.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "artifact/artifact.hpp"

namespace certdoc {

struct PfxContent {
  const Artifact* key = nullptr;              // with `secret`
  std::vector<const Artifact*> certificates;  // the leaf first, then the chain upwards
  std::string friendly_name;                  // UTF-8; empty: none
  std::string csp;                            // Microsoft CSP Name; empty: none
};

struct PfxForm {
  std::string key_cipher = "AES-256-CBC";          // or DES-EDE3-CBC
  std::string certificate_cipher = "AES-256-CBC";  // or DES-EDE3-CBC
  std::string prf = "SHA256";                      // of PBKDF2; not for DES-EDE3-CBC
  std::string mac = "SHA256";                      // or SHA1
  std::uint64_t iterations = 2048;
};

// DER. An Error: no key in it, or OpenSSL refuses. The password is taken as PKCS#12 says: UTF-8.
Result<SecretBytes> make_pfx(const PfxContent& content, const PfxForm& form, const SecretBytes& password);

}  // namespace certdoc
