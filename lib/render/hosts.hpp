// check-host: a block for each host.
#pragma once

#include "certdoc/render.hpp"
#include "render/page.hpp"

namespace certdoc {

// Its addresses, what it sent, and what was found; then the count of all.
void render_hosts(const Report& report, const RenderOptions& options, Page& page);

// One line a host: the gravest, the host, its causes.
std::string render_hosts_quiet(const Report& report);

}  // namespace certdoc
