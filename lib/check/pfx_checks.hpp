// The checks of check-pfx, each a value in the file of its name.
#pragma once

#include "check/check.hpp"

namespace certdoc {

extern const Check kPfxPassword;
extern const Check kPfxPrivateKey;
extern const Check kPfxKeyPair;
extern const Check kPfxSeveralKeys;
extern const Check kPfxMac;
extern const Check kPfxPasswordForm;
extern const Check kPfxAlgorithm;
extern const Check kPfxValidity;
extern const Check kPfxChain;

}  // namespace certdoc
