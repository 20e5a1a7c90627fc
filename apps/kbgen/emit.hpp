// The tables as C++ source.
#pragma once

#include <string>

#include "kbfile/build.hpp"

namespace certdoc {

std::string emit(const kbfile::BuiltTables& tables);

}  // namespace certdoc
