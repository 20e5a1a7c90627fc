// Artifacts as the rows of a report.
#pragma once

#include "artifact/artifact.hpp"
#include "certdoc/report.hpp"

namespace certdoc {

struct Describe {
  Lang lang = Lang::en;
  bool names = true;         // subject, issuer, serial: decoded for display, which costs more than all the rest
  bool thumbprints = false;  // of certificates
  bool openssl_hash = false;
};

Object describe(const LoadedFile& file, const Artifact& artifact, const Describe& how);

Input describe(const LoadedFile& file);

}  // namespace certdoc
