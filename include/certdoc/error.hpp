// What could not be examined, and why. An Error is never a diagnosis: what was examined and found is a
// Finding (report.hpp).
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace certdoc {

// `what` says what happened, `hint` what to do about it. Both are plain text for people, without a full stop
// at the end; they may quote input and are escaped by whoever prints them.
struct Error {
  enum class Kind { unreadable, invalid, too_large, unsupported, usage };

  Kind kind = Kind::unreadable;
  std::string what;
  std::string hint;
};

template <class T>
using Result = tl::expected<T, Error>;

// Shorthand for returning an Error from a function that yields a Result.
inline tl::unexpected<Error> fail(Error::Kind kind, std::string what, std::string hint = {}) {
  return tl::unexpected<Error>(Error{kind, std::move(what), std::move(hint)});
}

}  // namespace certdoc
