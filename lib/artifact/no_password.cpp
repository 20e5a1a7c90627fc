// The one wording for missing and wrong passwords.
#include "artifact/no_password.hpp"

#include "base/say.hpp"

namespace certdoc {

Reason no_password_reason(const LoadOptions& options) {
  const std::size_t given = options.passwords.size();
  if (given == 0) return {ReasonKind::no_password, say(options.lang, "no password given", "未给出密码")};
  if (given == 1) {
    return {ReasonKind::no_password, say(options.lang, "the password given does not open it", "给出的密码无法打开")};
  }
  return {ReasonKind::no_password,
          say(options.lang, "none of the {} passwords given opens it", "给出的 {} 个密码都无法打开", given)};
}

}  // namespace certdoc
