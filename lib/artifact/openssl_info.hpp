// The OpenSSL that this was built with.
#pragma once

#include <string>

namespace certdoc {

std::string openssl_version();

}  // namespace certdoc
