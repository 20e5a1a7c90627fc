#include "check/providers.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace certdoc {
namespace {

// https://learn.microsoft.com/en-us/windows/win32/seccrypto/cryptographic-provider-names, SHA-256 by
// https://learn.microsoft.com/en-us/windows/win32/seccrypto/alg-id (the RSA and AES provider alone among the CSPs),
// KSPs and what is for signatures only by
// https://learn.microsoft.com/en-us/windows/win32/api/certenroll/nf-certenroll-icspinformation-get_keyspec.
constexpr std::array<Provider, 14> kProviders{
    {{.name = "microsoft base cryptographic provider v1.0", .algorithm = "RSA", .sha256 = false},
     {.name = "microsoft enhanced cryptographic provider v1.0", .algorithm = "RSA", .sha256 = false},
     {.name = "microsoft strong cryptographic provider", .algorithm = "RSA", .sha256 = false},
     {.name = "microsoft enhanced rsa and aes cryptographic provider", .algorithm = "RSA"},
     {.name = "microsoft enhanced rsa and aes cryptographic provider (prototype)", .algorithm = "RSA"},
     {.name = "microsoft rsa schannel cryptographic provider", .algorithm = "RSA"},
     {.name = "microsoft rsa signature cryptographic provider",
      .algorithm = "RSA",
      .sha256 = false,
      .signature_only = true},
     {.name = "microsoft base dss cryptographic provider", .algorithm = "DSA", .sha256 = false, .signature_only = true},
     {.name = "microsoft base dss and diffie-hellman cryptographic provider", .algorithm = "DSA", .sha256 = false},
     {.name = "microsoft enhanced dss and diffie-hellman cryptographic provider", .algorithm = "DSA", .sha256 = false},
     {.name = "microsoft base smart card crypto provider", .algorithm = "RSA", .software = false},
     {.name = "microsoft smart card key storage provider", .algorithm = {}, .software = false, .cng = true},
     {.name = "microsoft platform crypto provider", .algorithm = {}, .software = false, .cng = true},
     {.name = "microsoft software key storage provider", .algorithm = {}, .cng = true}}};

}  // namespace

const Provider* known_provider(std::string_view name) {
  const std::string lower = text::lower(text::trim(name));
  const auto* found = std::find_if(kProviders.begin(), kProviders.end(),
                                   [&](const Provider& provider) { return provider.name == lower; });
  return found == kProviders.end() ? nullptr : found;
}

bool contradicts(const Provider& provider, const PublicKey& key) {
  return !provider.algorithm.empty() && key.algorithm != provider.algorithm;
}

}  // namespace certdoc
