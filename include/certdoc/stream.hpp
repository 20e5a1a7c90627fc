// A source of bytes, injected, so that nothing below the programs opens anything by itself.
#pragma once

#include <cstddef>
#include <functional>

#include "certdoc/error.hpp"

namespace certdoc {

// Reads at most `size` bytes into `buffer`; 0 at the end.
using ReadSome = std::function<Result<std::size_t>(char* buffer, std::size_t size)>;

}  // namespace certdoc
