// Diagnoses on a page of text.
#pragma once

#include "certdoc/render.hpp"
#include "render/page.hpp"

namespace certdoc {

void render_diagnoses(const Report& report, const RenderOptions& options, Page& page);
// Without a code: on which platforms what was found shows up as which errors.
void render_appearances(const Report& report, const RenderOptions& options, Page& page);

}  // namespace certdoc
