// Whether a new PFX holds what it was made for, told by the same reader that reads everybody's.
#pragma once

#include <memory>
#include <optional>

#include "artifact/make_pfx.hpp"

namespace certdoc {

// Empty: the password opens it, and key, certificates, names and encryption are those that were asked for.
std::optional<Error> read_back(ByteView pfx, const PfxContent& content, const PfxForm& form,
                               const std::shared_ptr<const SecretBytes>& password);

}  // namespace certdoc
