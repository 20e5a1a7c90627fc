// The parts of the findings about revocation; each appends.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/revocation.hpp"
#include "check/tally.hpp"

namespace certdoc {

void find_crl_problems(const RevocationScene& scene, const Inquiry& inquiry, std::vector<Finding>& out);
void find_ocsp_problems(const RevocationScene& scene, const Inquiry& inquiry, std::vector<Finding>& out);
void find_issuer_problems(const RevocationScene& scene, const Inquiry& inquiry, std::vector<Finding>& out);
// Works without the proxy and not through it, or the other way round.
void find_proxy_problems(const RevocationScene& scene, std::vector<Finding>& out);
// Whether each certificate is revoked, or why nobody knows; and that it says nowhere where to ask.
void find_standing(const RevocationScene& scene, std::size_t subject, std::vector<Finding>& out);
// must-staple, and CRLs that a file should have given.
void find_staple(const RevocationScene& scene, std::size_t subject, std::vector<Finding>& out);
void find_crl_not_loaded(const RevocationScene& scene, std::size_t subject, std::vector<Finding>& out);
// Addresses beyond those that are read of one certificate.
void find_left_out(const RevocationScene& scene, std::size_t subject, std::vector<Finding>& out);

// Whether every subject of the inquiry has its answer all the same: from another CRL or responder, or from this CRL,
// because what is wrong with it does not keep it from counting.
bool is_covered(const RevocationScene& scene, const Inquiry& inquiry);

// `cause`: what was asked did not answer. `sentence`: what could not be done, without the reason.
Finding unreachable(const RevocationScene& scene, const Inquiry& inquiry, std::string_view cause,
                    const std::string& sentence, Severity severity);

// Commands that tell more about an address.
void suggest_next(const RevocationScene& scene, const Inquiry& inquiry, Tally& tally);

// What Windows makes of it, in evidence and codes.
void tell_windows(const RevocationScene& scene, const Inquiry& inquiry, Finding& finding);

}  // namespace certdoc
