// Numbers that look random and are the same on every run and machine.
#pragma once

#include <cstddef>
#include <cstdint>

namespace certdoc {

class Numbers {
 public:
  std::size_t below(std::size_t limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33U) % limit;
  }

 private:
  std::uint64_t state_ = 1;
};

}  // namespace certdoc
