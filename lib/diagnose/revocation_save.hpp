// The CRLs that were fetched, as files that can be carried to a machine without a network.
#pragma once

#include "check/revocation.hpp"

namespace certdoc {

// Into options.save, each under the SHA-256 of its URL. What was written stands in Inquiry::saved; a Step says what to
// run with the files, and what could not be written becomes an Error.
void save_crls(RevocationScene& scene, std::vector<Step>& steps, std::vector<Error>& errors);

}  // namespace certdoc
