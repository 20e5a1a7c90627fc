// OpenSSL's algorithms in a context of our own, where no configuration file of the machine interferes. Its providers
// start when the first of these is called, and `legacy` (RC2, RC4, single DES) when something first needs it.
#pragma once

#include <openssl/types.h>
#include <string>
#include <string_view>

#include "certdoc/lang.hpp"

namespace certdoc {

// The context, with the provider `default`; never freed. Null where there is no memory for it.
OSSL_LIB_CTX* own_context();

// True where this cipher (`RC2-40-CBC`) can be had, after loading `legacy` if it takes that.
bool cipher_available(const char* name);

// Why something stays closed that needs `legacy`, and where to get that.
std::string needs_legacy_text(Lang lang, std::string_view algorithm);

}  // namespace certdoc
