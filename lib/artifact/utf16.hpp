// UTF-16, big end first: names in PKCS#12 (BMPString), passwords in Java's key stores.
#pragma once

#include <string>

#include "base/bytes.hpp"

namespace certdoc {

// What is no UTF-16 becomes U+FFFD.
std::string utf8_of_utf16be(ByteView text);

// What is no UTF-8 is taken as Latin-1.
SecretBytes utf16be_of(ByteView password);

}  // namespace certdoc
