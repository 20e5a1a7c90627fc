// The tables that kbgen made from data/ when this program was built.
#pragma once

#include "kb/rows.hpp"

namespace certdoc::kb {

extern const Tables kBuiltin;

}  // namespace certdoc::kb
