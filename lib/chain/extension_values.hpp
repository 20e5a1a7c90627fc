// The contents of the extensions that path validation looks at (RFC 5280 4.2.1).
#pragma once

#include "artifact/walk_parts.hpp"
#include "chain/certificate.hpp"

namespace certdoc::chain {

using RawExtension = ExtensionView;

// False: known, and not written as it must be. Unknown ones are true.
bool take_extension(const RawExtension& extension, Certificate& out);
// Whether a critical extension of this kind is understood.
bool is_understood(ByteView oid);

// nullopt: not as it must be.
std::optional<GeneralNames> general_names(ByteView list);
// The same of the content of a SEQUENCE, whose own tag is another.
std::optional<GeneralNames> general_names_in(ByteView content);

}  // namespace certdoc::chain
