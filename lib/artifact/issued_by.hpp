// Whether one certificate issued another: by name and by signature.
#pragma once

#include "artifact/artifact.hpp"

namespace certdoc {

// `unknown`: this OpenSSL cannot verify such a signature, or cannot read the issuer's key.
enum class Issued { yes, no, unknown };

// Names are compared as RFC 5280 7.1 says, so that a PrintableString and a UTF8String of the same text are equal.
// Validity, constraints and key identifiers are not asked for: that is what a chain check does.
Issued issued_by(const Artifact& issuer, const Artifact& subject);

}  // namespace certdoc
