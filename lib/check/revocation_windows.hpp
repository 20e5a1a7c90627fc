// What Windows shows for what was found.
#pragma once

#include <string>
#include <vector>

#include "check/revocation.hpp"

namespace certdoc {

enum class WindowsSays { nothing, offline, no_check, revoked };

// Windows asks OCSP first and takes a CRL where that fails: as long as one of them counts, it is content.
WindowsSays windows_says(const RevocationScene& scene, const std::vector<std::size_t>& subjects);

// The codes, the likeliest first.
std::vector<std::string> windows_codes(WindowsSays says);

// One row that says which code where.
Evidence windows_evidence(WindowsSays says, Lang lang);

}  // namespace certdoc
