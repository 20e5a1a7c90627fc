// Whatever is given as a CRL or an OCSP response, the judges end, and what they take for whole OpenSSL reads too, with
// the same entries.
#include <openssl/ocsp.h>
#include <openssl/x509.h>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "artifact/openssl_der.hpp"
#include "chain/canonical_name.hpp"
#include "chain/crl_standing.hpp"
#include "chain/ocsp_judge.hpp"

namespace {

using namespace certdoc;
using namespace certdoc::chain;

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

Time now() {
  return Time(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1));
}

// Each entry that OpenSSL finds by its serial number is found by us; only lists that are all of one issuer's.
void same_entries(const CrlView& view, X509_CRL* crl) {
  STACK_OF(X509_REVOKED)* entries = X509_CRL_get_REVOKED(crl);
  const int count = entries == nullptr ? 0 : sk_X509_REVOKED_num(entries);
  must(view.count == static_cast<std::uint64_t>(count), "as many entries");
  for (int n = 0; n < count && n < 4 && !view.notes.other_issuers; ++n) {
    const Bytes serial = content_of(X509_REVOKED_get0_serialNumber(sk_X509_REVOKED_value(entries, n)));
    Certificate asked;
    asked.serial = serial;
    asked.issuer_key = view.issuer_key;
    CrlEntries found;
    must(found.find(view, asked) != nullptr, "an entry that OpenSSL finds");
    asked.issuer_key += "x";
    must(found.find(view, asked) == nullptr, "an entry of another issuer");
  }
}

void crl_is_sound(ByteView bytes) {
  Verifier verifier;
  const JudgedCrl judged = judge_crl(bytes, {.now = now()}, verifier);
  must(judged.read || !judged.problems.empty(), "why it is no CRL");
  must(!judged.proven(), "nobody can have signed it");
  if (!judged.read) return;
  const std::uint8_t* at = judged.body.der.data();
  X509_CRL* crl = d2i_X509_CRL(nullptr, &at, static_cast<long>(judged.body.der.size()));
  must(crl != nullptr && at == judged.body.der.data() + judged.body.der.size(), "OpenSSL reads the CRL");
  same_entries(judged.view, crl);
  X509_CRL_free(crl);
  Certificate asked;
  asked.issuer_key = judged.view.issuer_key;
  asked.issuer = judged.view.issuer;
  must(standing_of(asked, {&judged}).standing == Standing::unknown, "what is not proven says nothing");
}

void ocsp_is_sound(ByteView bytes) {
  Verifier verifier;
  OcspQuestion question;
  question.now = now();
  const JudgedOcsp judged = judge_ocsp(bytes, question, verifier);
  must(judged.read || !judged.problems.empty(), "why it is no OCSP response");
  must(!judged.counts(), "nobody can have signed it");
  if (!judged.read || !judged.view.certificates.empty()) return;
  const std::uint8_t* at = judged.body.der.data();
  OCSP_RESPONSE* response = d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(judged.body.der.size()));
  must(response != nullptr, "OpenSSL reads the OCSP response");
  if (judged.view.basic) {
    OCSP_BASICRESP* basic = OCSP_response_get1_basic(response);
    must(basic != nullptr, "OpenSSL reads the basic response");
    must(static_cast<std::size_t>(OCSP_resp_count(basic)) == judged.view.responses.size(), "as many answers");
    OCSP_BASICRESP_free(basic);
  }
  OCSP_RESPONSE_free(response);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMax = 64 * 1024;
  if (size > kMax) return 0;
  crl_is_sound({data, size});
  ocsp_is_sound({data, size});
  return 0;
}
