// What the commands that examine files have in common: paths in, material and a report out.
#pragma once

#include <span>

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

// A file whose bytes are in memory already: standard input, which is read once, or the PEM blocks of a log.
struct HeldFile {
  std::string path;
  std::shared_ptr<const SecretBytes> bytes;
  bool log = false;  // the form of the file is none of the objects'
};

// Puts them behind what was loaded.
void load_held(const std::vector<HeldFile>& held, const ExamineOptions& options, Material& material);

// Asks who may read each file that is wanted. That can be said of a file that has a place; what came through a pipe has
// none any more.
void look_at_files(Material& material, const Context& context, bool (*wanted)(const LoadedFile&));

// What each of them finds goes into the answer's report, with all that the knowledge base says of it.
void run_checks(std::span<const Check* const> checks, const Material& material, const Context& context, Answer& answer);

}  // namespace certdoc
