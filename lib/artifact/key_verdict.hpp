// Whether the two halves of a key belong together.
#pragma once

#include <string>

#include "artifact/artifact.hpp"

namespace certdoc::keys {

struct Fit {
  Pair pair = Pair::not_checked;
  std::string problem;  // the relation that does not hold
};

inline Fit fits() {
  return {Pair::fits, {}};
}
inline Fit does_not_fit(std::string problem) {
  return {Pair::does_not_fit, std::move(problem)};
}

}  // namespace certdoc::keys
