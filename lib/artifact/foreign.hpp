// Text that is no armor of ours: what it looks like.
#pragma once

#include <string>
#include <string_view>

#include "certdoc/lang.hpp"

namespace certdoc {

struct Foreign {
  std::string id;          // empty: nothing in particular, or not a format of its own
  std::string looks_like;  // in the language asked for
};

// Looks at the beginning only.
Foreign recognise_foreign(std::string_view text, Lang lang);

// The formats that have BEGIN lines: PGP, SSH2, OpenSSH, age. By label.
bool is_foreign_label(std::string_view label);
Foreign foreign_by_label(std::string_view label, Lang lang);

}  // namespace certdoc
