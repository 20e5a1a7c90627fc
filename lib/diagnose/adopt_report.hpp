// What another examination reported becomes a part of this report.
#pragma once

#include "certdoc/report.hpp"

namespace certdoc {

// Takes over inputs, objects, chains (as further leaves), endpoints and errors; notes and findings are left in `part`.
void adopt_report(Report& report, Report& part);

}  // namespace certdoc
