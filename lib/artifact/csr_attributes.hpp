#pragma once

#include "artifact/artifact.hpp"

namespace certdoc {

// One attribute of a request: the content of its OID, and its first value, whole.
void read_attribute(ByteView oid, ByteView value, CsrParts& parts);

}  // namespace certdoc
