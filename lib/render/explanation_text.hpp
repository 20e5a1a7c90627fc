// The explanation of one code on a page of text.
#pragma once

#include "certdoc/render.hpp"
#include "render/page.hpp"

namespace certdoc {

// In this order: what it means, what people are told wrongly, the contexts with their ranked causes, where it comes
// from. `brief` is for one of many codes: a few lines.
void render_explanation(const Explanation& explanation, const Report& report, const RenderOptions& options, bool brief,
                        Page& page);

// The pieces of a number that was taken apart.
void render_parts(const std::vector<Part>& parts, Page& page);

}  // namespace certdoc
