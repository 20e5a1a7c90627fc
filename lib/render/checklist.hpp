// The table of preflight, and what it decides.
#pragma once

#include "certdoc/render.hpp"
#include "render/page.hpp"

namespace certdoc {

// One row a matter. Of several certificates those that are in order get one row each.
void render_checklists(const Report& report, const RenderOptions& options, Page& page);

// GO, NO-GO or UNDECIDED, and why: the last line. Nothing where nothing is decided.
void render_decision(const Report& report, Page& page);
// The same in words: `NO-GO` and `key-mismatch, chain-order`.
struct DecisionText {
  std::string word, why;
};
DecisionText decision_text(const Report& report);

}  // namespace certdoc
