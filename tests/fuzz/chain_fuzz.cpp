// Whatever is given, the chain engine ends within its bounds, and what it reports points at things that are there. What
// it finds sound, X509_verify_cert does not call badly signed.
#include <openssl/x509_vfy.h>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "artifact/loader.hpp"
#include "chain/chain.hpp"
#include "chain/trust.hpp"

namespace {

using namespace certdoc;

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

void check(const chain::Examined& result, const chain::Path& path) {
  must(!path.certificates.empty(), "a path has a leaf");
  for (const std::size_t one : path.certificates) must(one < result.certificates.size(), "certificates of a path");
  for (const chain::Problem& problem : path.problems) {
    must(problem.at < path.certificates.size(), "where a problem is");
    must(!problem.by || *problem.by < path.certificates.size(), "whose constraint it is");
    must(!problem.cause().empty(), "a cause");
  }
  must(path.missing.has_value() == (path.end == chain::End::issuer_missing), "what is missing");
  if (!path.valid() || !path.openssl || !path.openssl->asked) return;
  for (const chain::OpensslError& error : path.openssl->errors) {
    must(error.code != X509_V_ERR_CERT_SIGNATURE_FAILURE, "signatures of a valid path");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMax = 64 * 1024;
  if (size > kMax) return 0;
  const std::vector<LoadedFile> files{load_bytes("given", {data, size}, {})};
  for (const bool trusting : {false, true}) {
    // All that is given is trusted, or nothing is.
    chain::TrustSet trust =
        trusting ? chain::TrustSet::of({load_bytes("trusted", {data, size}, {})}) : chain::TrustSet::none();
    chain::Question question;
    question.now = Time(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1));
    question.host = "www.example.com";
    const chain::Examined result = chain::examine(files, trust, question);
    for (const chain::Leaf& leaf : result.leaves) {
      must(!leaf.paths.empty(), "a leaf has a path");
      for (const chain::Path& path : leaf.paths) check(result, path);
    }
  }
  return 0;
}
