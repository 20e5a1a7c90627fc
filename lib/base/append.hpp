// One list behind another.
#pragma once

#include <iterator>
#include <utility>
#include <vector>

namespace certdoc {

// Moves what is in `from` to the end of `to`.
template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace certdoc
