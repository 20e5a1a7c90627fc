#include "artifact/openssl_info.hpp"

#include <openssl/crypto.h>

namespace certdoc {

std::string openssl_version() {
  return OpenSSL_version(OPENSSL_VERSION);
}

}  // namespace certdoc
