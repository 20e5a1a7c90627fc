// Distinguished names in the form in which equal ones are equal bytes (RFC 5280 7.1): string types become UTF-8, ASCII
// letters lower case, blanks are trimmed and collapsed. Byte for byte what OpenSSL makes (x509_name_canon), so that its
// hashed directories can be read.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.hpp"

namespace certdoc::chain {

// Of a Name in DER; what is no Name stays as it is.
std::string canonical_name(ByteView name);

// X509_NAME_hash: what `openssl x509 -subject_hash` prints as eight hex digits.
std::uint32_t name_hash(const std::string& canonical);

// Whether `name` begins with all RelativeDistinguishedNames of `base` (RFC 5280 4.2.1.10); both canonical.
bool is_below(const std::string& name, const std::string& base);

}  // namespace certdoc::chain
