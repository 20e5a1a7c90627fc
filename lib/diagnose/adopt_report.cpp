#include "diagnose/adopt_report.hpp"

#include "base/append.hpp"

namespace certdoc {

void adopt_report(Report& report, Report& part) {
  const std::size_t leaves = report.chains.empty() ? 0 : report.chains.back().leaf + 1;
  for (ChainPath& path : part.chains) path.leaf += leaves;
  append(report.inputs, std::move(part.inputs));
  append(report.objects, std::move(part.objects));
  append(report.chains, std::move(part.chains));
  append(report.endpoints, std::move(part.endpoints));
  append(report.errors, std::move(part.errors));
}

}  // namespace certdoc
