// Internationalised domain names as they stand in certificates: A-labels (RFC 5890, RFC 3492).
#pragma once

#include <string>
#include <string_view>

namespace certdoc::chain {

// `bücher` becomes `xn--bcher-kva`; ASCII stays as it is. Empty: cannot be encoded.
std::string to_a_label(std::string_view label);

}  // namespace certdoc::chain
