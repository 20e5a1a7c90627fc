#include "check/all.hpp"

#include <array>

#include "check/checks.hpp"
#include "check/permission_checks.hpp"
#include "check/pfx_checks.hpp"

namespace certdoc {

std::span<const Check* const> file_checks() {
  static constexpr std::array kAll{&kFileDamage,      &kFileMisnamed,       &kKeyPair,
                                   &kFormatForTarget, &kAlgorithmForTarget, &kKeyEncrypted,
                                   &kKeyWeak,         &kSignatureWeak,      &kCsrProvider,
                                   &kCsrExtension,    &kKeyFilePermissions, &kKeyUnreadableByService,
                                   &kSelinuxContext};
  return kAll;
}

std::span<const Check* const> pfx_checks() {
  static constexpr std::array kAll{&kPfxPassword, &kPfxPrivateKey, &kPfxKeyPair,      &kPfxSeveralKeys, &kPfxAlgorithm,
                                   &kFileDamage,  &kPfxMac,        &kPfxPasswordForm, &kPfxChain,       &kPfxValidity,
                                   &kPfxTarget,   &kPfxProvider,   &kFileMisnamed};
  return kAll;
}

std::span<const Check* const> part_checks() {
  static constexpr std::array kAll{&kPfxPassword, &kPfxAlgorithm, &kFileDamage, &kPfxMac, &kFileMisnamed};
  return kAll;
}

std::span<const Check* const> form_checks() {
  static constexpr std::array kAll{&kFileKnown, &kLegacyAlgorithm, &kValidityLength};
  return kAll;
}

std::span<const Check* const> container_checks() {
  static constexpr std::array kAll{&kPfxPassword, &kPfxPrivateKey,   &kPfxKeyPair, &kPfxSeveralKeys, &kPfxAlgorithm,
                                   &kPfxMac,      &kPfxPasswordForm, &kPfxTarget,  &kPfxProvider};
  return kAll;
}

std::span<const Check* const> passphrase_checks() {
  static constexpr std::array kAll{&kPfxPassword, &kKeyPassphrase};
  return kAll;
}

}  // namespace certdoc
