// The password check of a PKCS#12 file.
#pragma once

#include <openssl/pkcs12.h>

#include <optional>

#include "artifact/pbe.hpp"

namespace certdoc {

enum class Mac { fits, fits_none, not_there, not_checked };

// Looks for the password that the file was made with, and puts it first in `trial`. A damaged file and a wrong password
// look the same. `not_checked`: the MAC needs something that we do not have, or more rounds than the limits allow; with
// that the content may be tried all the same.
Mac find_mac_password(PKCS12& file, PasswordTrial& trial);

}  // namespace certdoc
