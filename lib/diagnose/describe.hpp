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

// Every file as an input, with what kept it from being examined; with `objects` what each holds, names and all.
void describe_files(const std::vector<LoadedFile>& files, bool objects, Lang lang, Report& report);

}  // namespace certdoc
