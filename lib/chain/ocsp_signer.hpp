// Who signed an OCSP response, and whether they may (RFC 6960 4.2.2.2).
#pragma once

#include "chain/ocsp_judge.hpp"

namespace certdoc::chain {

// Sets signer, delegate, signature and proven, and adds what is wrong about them.
void judge_ocsp_signer(JudgedOcsp& ocsp, const OcspQuestion& question, Verifier& verifier);

}  // namespace certdoc::chain
