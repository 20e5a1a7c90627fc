// What was asked over the network, phase by phase, and how long each took.
#pragma once

#include <string>
#include <string_view>

#include "certdoc/render.hpp"
#include "render/page.hpp"

namespace certdoc {

void render_endpoints(const Report& report, const RenderOptions& options, Page& page);

// The phases of one, a row each.
void render_phases(const Endpoint& endpoint, const RenderOptions& options, Lang lang, Page& page);

// The words for the values of Endpoint::kind and EndpointPhase::phase.
std::string_view endpoint_kind_word(std::string_view kind, Lang lang);
std::string_view phase_word(std::string_view phase, Lang lang);

// How it failed, or what the peer said; empty where there is nothing to say.
std::string phase_remark(const EndpointPhase& phase);

// `12 ms`
std::string phase_time(const EndpointPhase& phase);

}  // namespace certdoc
