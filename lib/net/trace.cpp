#include "net/trace.hpp"

#include <utility>

namespace certdoc::net {

Step make_step(Phase phase, std::string what, Failure failure, std::string detail) {
  Step step;
  step.phase = phase;
  step.what = std::move(what);
  step.failure = failure;
  step.detail = std::move(detail);
  return step;
}

const Step* Trace::failed() const {
  if (steps.empty() || steps.back().failure == Failure::none) return nullptr;
  return &steps.back();
}

}  // namespace certdoc::net
