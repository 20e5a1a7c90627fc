// The roots of Mozilla as Debian's package ca-certificates installs them: each loads, and each is judged as OpenSSL
// sees it.
#include <openssl/x509_vfy.h>
#include <algorithm>
#include <filesystem>
#include <set>

#include "artifact/loader.hpp"
#include "artifact/openssl_ptr.hpp"
#include "base/time.hpp"
#include "catch.hpp"
#include "chain/chain.hpp"
#include "chain/trust.hpp"

using namespace certdoc;

namespace {

const std::string kRoots = "/usr/share/ca-certificates/mozilla";
const std::string kBundle = "/etc/ssl/certs/ca-certificates.crt";

std::vector<std::string> root_files() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(kRoots)) out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

X509Ptr openssl_view(const Bytes& der) {
  const std::uint8_t* at = der.data();
  return X509Ptr(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

// What OpenSSL says of the certificate itself.
std::set<std::string> expected(X509* x509, Time now) {
  std::time_t seconds = now.time_since_epoch().count();
  std::set<std::string> out;
  if (X509_cmp_time(X509_get0_notAfter(x509), &seconds) < 0) out.insert("certificate-expired");
  if (X509_cmp_time(X509_get0_notBefore(x509), &seconds) > 0) out.insert("certificate-not-yet-valid");
  const EVP_PKEY* key = X509_get0_pubkey(x509);
  const bool rsa = EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
  if (EVP_PKEY_get_bits(key) < (rsa ? 1024 : 224)) out.insert("key-weak");
  return out;
}

}  // namespace

TEST_CASE("every root of Mozilla loads, from the directory and from the bundle", "[mozilla]") {
  const std::vector<std::string> files = root_files();
  REQUIRE(files.size() > 100);
  auto directory = chain::TrustSet::open(kRoots, {});
  REQUIRE(directory);
  CHECK(directory->all().size() == files.size());
  auto bundle = chain::TrustSet::open(kBundle, {});
  REQUIRE(bundle);
  std::set<Bytes> in_bundle;
  for (const Artifact* root : bundle->all()) in_bundle.insert(root->der);
  for (const Artifact* root : directory->all()) CHECK(in_bundle.contains(root->der));
}

TEST_CASE("each root of Mozilla is judged as OpenSSL sees it, now, long ago and long hence", "[mozilla]") {
  auto trust = chain::TrustSet::open(kRoots, {});
  REQUIRE(trust);
  std::size_t expired = 0;
  for (const std::string& file : root_files()) {
    const std::vector<LoadedFile> files{load_file(file, {})};
    REQUIRE(files.front().artifacts.size() == 1);
    const X509Ptr x509 = openssl_view(files.front().artifacts.front().der);
    REQUIRE(x509);
    for (const char* at :
         {"2026-06-01T00:00:00Z", "1995-01-01T00:00:00Z", "2031-01-01T00:00:00Z", "2090-01-01T00:00:00Z"}) {
      INFO(file << " at " << at);
      chain::Question question;
      question.now = *parse_time(at);
      question.purpose = chain::Purpose::any;
      question.ask_openssl = chain::AskOpenssl::never;
      const chain::Examined result = chain::examine(files, *trust, question);
      REQUIRE(result.leaves.size() == 1);
      const chain::Path& path = result.leaves.front().paths.front();
      CHECK(path.end == chain::End::anchor);
      CHECK(path.certificates.size() == 1);
      std::set<std::string> found;
      for (const chain::Problem& problem : path.problems) {
        // That it was signed with SHA-1 by itself weakens no root.
        CHECK(problem.cause() != "signature-weak");
        if (problem.severity == Severity::error) found.insert(std::string(problem.cause()));
      }
      CHECK(found == expected(x509.get(), question.now));
      expired += found.contains("certificate-expired") ? 1U : 0U;
    }
  }
  CHECK(expired > 100);
}
