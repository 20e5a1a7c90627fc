// What match and check-file have in common: paths in, material and a report out.
#pragma once

#include "certdoc/examine.hpp"
#include "check/check.hpp"
#include "diagnose/answer.hpp"

namespace certdoc {

LoadOptions load_options(const ExamineOptions& options);
Context context_of(const ExamineOptions& options);
ExplainOptions answer_options(const ExamineOptions& options);

// Loads what was named; directories are walked where `walk` allows it. What could not be walked goes into `errors`.
Material load(const std::vector<std::string>& paths, const ExamineOptions& options, bool walk,
              const FileProgress& progress, std::vector<Error>& errors);

}  // namespace certdoc
