// How a container protects what is in it, and what belongs together there: fields of the rows of a report.
#pragma once

#include <vector>

#include "artifact/artifact.hpp"
#include "certdoc/report.hpp"
#include "diagnose/describe.hpp"

namespace certdoc {

void describe_store(const LoadedFile& file, const Artifact& artifact, const Describe& how, Object& out);

// As describe_files does, each object with its thumbprints where `how` says so, each container with its protection.
void describe_with_stores(const std::vector<LoadedFile>& files, const Describe& how, Report& report);

}  // namespace certdoc
