// The checks, each a value in the file of its name.
#pragma once

#include "check/check.hpp"

namespace certdoc {

extern const Check kFileMisnamed;
extern const Check kFileDamage;
extern const Check kKeyPair;
extern const Check kFormatForTarget;
extern const Check kAlgorithmForTarget;
extern const Check kKeyEncrypted;
extern const Check kKeyWeak;
extern const Check kSignatureWeak;
extern const Check kCsrProvider;
extern const Check kCsrExtension;
extern const Check kPfxTarget;
extern const Check kPfxProvider;
extern const Check kFileKnown;
extern const Check kKeyPassphrase;
extern const Check kLegacyAlgorithm;
extern const Check kValidityLength;

}  // namespace certdoc
