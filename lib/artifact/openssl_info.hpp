// The OpenSSL that is linked.
#pragma once

#include <string>

namespace certdoc {

std::string openssl_version();

}  // namespace certdoc
