// Windows' serialized certificate stores (.sst), as `certutil -generateSSTFromWU` and certmgr write them.
#pragma once

#include <cstddef>
#include <vector>

#include "artifact/artifact.hpp"

namespace certdoc {

bool is_serialized_store(ByteView bytes);

// The certificates and CRLs in it, as artifacts with `inside` set; DER each, not yet read. Bounded by `max`. An Error
// where it breaks off.
Result<std::vector<Artifact>> open_serialized_store(ByteView bytes, std::size_t max);

}  // namespace certdoc
