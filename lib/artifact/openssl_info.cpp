#include "artifact/openssl_info.hpp"

#include <openssl/opensslv.h>

namespace certdoc {

// Of the headers: asking the library itself would load it, 0.4 ms at every start of a program that does not need it
// to explain a code.
std::string openssl_version() {
  return OPENSSL_VERSION_TEXT;
}

}  // namespace certdoc
