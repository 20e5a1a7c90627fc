// What could not be examined, and why. An Error is never a diagnosis: what was examined and found is a
// Finding (report.hpp).
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "certdoc/lang.hpp"

namespace certdoc {

// `what` says what happened, `hint` what to do about it, in English; the other two in Chinese. Plain text for people,
// without a full stop at the end; they may quote input and are escaped by whoever prints them.
struct Error {
  enum class Kind { unreadable, invalid, too_large, unsupported, usage };

  Kind kind = Kind::unreadable;
  std::string what;
  std::string hint;
  std::string what_zh = {};
  std::string hint_zh = {};

  // In the language asked for, as far as it is there.
  const std::string& what_in(Lang lang) const { return lang == Lang::zh && !what_zh.empty() ? what_zh : what; }
  const std::string& hint_in(Lang lang) const { return lang == Lang::zh && !hint_zh.empty() ? hint_zh : hint; }
};

template <class T>
using Result = tl::expected<T, Error>;

// Shorthand for returning an Error from a function that yields a Result.
inline tl::unexpected<Error> fail(Error::Kind kind, std::string what, std::string hint = {}, std::string what_zh = {},
                                  std::string hint_zh = {}) {
  return tl::unexpected<Error>(Error{kind, std::move(what), std::move(hint), std::move(what_zh), std::move(hint_zh)});
}

}  // namespace certdoc
