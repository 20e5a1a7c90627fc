// The tables of what the inputs hold.
#pragma once

#include "certdoc/render.hpp"
#include "render/page.hpp"

namespace certdoc {

// Everything about each object: check-file. Without -v only what a picture of a container needs: check-pfx.
void render_objects(const Report& report, const RenderOptions& options, Page& page);

// Which keys fit which certificates: match, for directories.
void render_inventory(const Report& report, const RenderOptions& options, Page& page);

// match --openssl-hash: the figures that the guides' pipeline prints.
void render_openssl_hashes(const Report& report, Page& page);

// `certificate`, `证书`
std::string_view kind_word(std::string_view kind, Lang lang);

}  // namespace certdoc
