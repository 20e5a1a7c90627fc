// The chain engine over material that is loaded already.
#pragma once

#include "certdoc/examine.hpp"
#include "check/check.hpp"
#include "diagnose/answer.hpp"

namespace certdoc {

// Every path of every leaf, judged: chains, findings, endpoints where issuers were fetched, notes.
void examine_chains(const Material& material, const ExamineOptions& options, const ChainOptions& chain, Answer& answer);

}  // namespace certdoc
