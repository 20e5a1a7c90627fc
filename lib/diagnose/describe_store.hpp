// How a container protects what is in it, and what belongs together there: fields of the rows of a report.
#pragma once

#include "artifact/artifact.hpp"
#include "certdoc/report.hpp"
#include "diagnose/describe.hpp"

namespace certdoc {

void describe_store(const LoadedFile& file, const Artifact& artifact, const Describe& how, Object& out);

}  // namespace certdoc
