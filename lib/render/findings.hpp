// The findings part of the text report.
#pragma once

#include "certdoc/render.hpp"
#include "render/page.hpp"

namespace certdoc {

// Confirmed first, then what is unknown, then one line for each cause that was ruled out, then the count.
void render_findings(const Report& report, const RenderOptions& options, Page& page);
// Without the count.
void render_findings_alone(const Report& report, const RenderOptions& options, Page& page);
// The count.
void render_summary(const Report& report, const RenderOptions& options, Page& page);

// What stands below the sentence of a finding: reason and evidence.
void render_proof(const Finding& finding, const Report& report, const RenderOptions& options, Page& page);

}  // namespace certdoc
