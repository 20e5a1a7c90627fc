// One function a format, each from a Report. All of them escape what came from outside.
#pragma once

#include <string>

#include "certdoc/report.hpp"

namespace certdoc {

struct RenderOptions {
  bool color = false;   // ANSI colours; text only
  bool verbose = false; // text: everything that is known
  bool quiet = false;   // text: one line a result
};

std::string render_text(const Report& report, const RenderOptions& options);
std::string render_markdown(const Report& report);
std::string render_json(const Report& report);

// Replaces what could identify a person, a host or a certificate by numbered placeholders, in place.
void redact(Report& report);

}  // namespace certdoc
