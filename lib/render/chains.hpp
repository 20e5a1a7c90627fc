// Chains as a picture.
#pragma once

#include "certdoc/render.hpp"
#include "render/page.hpp"

namespace certdoc {

// One line a certificate, leaf first, a missing one as a gap. With -v every path that was found.
void render_chains(const Report& report, const RenderOptions& options, Page& page);

}  // namespace certdoc
