// What stands beside the content of a bag.
#pragma once

#include "artifact/artifact.hpp"
#include "artifact/pkcs12_structure.hpp"
#include "artifact/store.hpp"

namespace certdoc::pkcs12 {

// friendlyName and localKeyID go into the artifact, the rest into the bag.
void read_attributes(const SafeBag& bag, Artifact& artifact, Bag& about);

}  // namespace certdoc::pkcs12
