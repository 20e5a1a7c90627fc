// Files that hold several objects behind a password: PKCS#12, Java key stores, CFCA's .sm2.
#pragma once

#include <vector>

#include "artifact/artifact.hpp"

namespace certdoc {

// Each returns what is inside, as artifacts with `inside` set, and sets container.encrypted / container.unread where
// something stays closed (password missing or wrong, RC2-40 without the legacy provider, KDF beyond the limit).
// An Error: the bytes are damaged. Members that stay closed are listed where the structure shows them (a shrouded key
// bag in the clear: a private_key artifact with `unread`).
Result<std::vector<Artifact>> open_pkcs12(Artifact& container, ByteView der, const LoadOptions& options);
Result<std::vector<Artifact>> open_java_keystore(Artifact& container, ByteView bytes, const LoadOptions& options);
Result<std::vector<Artifact>> open_sm2_file(Artifact& container, ByteView der, const LoadOptions& options);

bool is_java_keystore(ByteView bytes);  // FEEDFEED or CECECECE

}  // namespace certdoc
