#include "net/trace.hpp"

namespace certdoc::net {

const Step* Trace::failed() const {
  if (steps.empty() || steps.back().failure == Failure::none) return nullptr;
  return &steps.back();
}

}  // namespace certdoc::net
