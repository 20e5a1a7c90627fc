// Who can import PFX files as openssl writes them, with and without their password.
#include "artifact/loader.hpp"
#include "built.hpp"
#include "catch.hpp"
#include "containers.hpp"

using namespace certdoc;
using test::built::context;
using test::built::only;
using test::built::value;

namespace {

LoadedFile loaded(const std::string& options, const std::vector<std::string>& passwords = {"secret"}) {
  const test::Workbench& m = test::pair_material();
  m.sh("openssl pkcs12 -export -legacy -in ec.crt -inkey ec.key -out t.pfx -passout pass:secret " + options);
  return load_bytes("t.pfx", as_bytes(m.read("t.pfx")), test::with(passwords));
}

Finding target(const LoadedFile& file, std::string_view name) {
  return only(kPfxTarget.run(certdoc::Material{{file}}, context(name)));
}

Finding provider(const LoadedFile& file, std::string_view name) {
  return only(kPfxProvider.run(certdoc::Material{{file}}, context(name)));
}

const char* const kNew = "-keypbe aes-256-cbc -certpbe aes-256-cbc -macalg sha256";
const char* const kOld = "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1";

}  // namespace

TEST_CASE("a PFX of openssl is judged with its password and without", "[pfx-target][files]") {
  for (const std::vector<std::string>& passwords : {std::vector<std::string>{"secret"}, {}, {"wrong"}}) {
    const LoadedFile modern = loaded(kNew, passwords), old = loaded(kOld, passwords);
    const Finding refused = target(modern, "windows-server-2016");
    CHECK(refused.verdict == Verdict::confirmed);
    CHECK(value(refused, "key encryption") == "AES-256-CBC, PBKDF2 with SHA256, 2,048 rounds");
    CHECK(value(refused, "certificate encryption") == "AES-256-CBC, PBKDF2 with SHA256, 2,048 rounds");
    CHECK(target(modern, "openssl-3").verdict == Verdict::ruled_out);
    CHECK(target(modern, {}).severity == Severity::note);
    CHECK(target(old, "windows-server-2003").verdict == Verdict::ruled_out);
    CHECK(target(old, {}).verdict == Verdict::ruled_out);
  }
}

TEST_CASE("RC2, a missing MAC and keys in the clear are seen in the file", "[pfx-target][files]") {
  const LoadedFile rc2 = loaded("-certpbe PBE-SHA1-RC2-40 -macalg sha1");
  CHECK(target(rc2, "openssl-3").shows_as == std::vector<std::string>{"openssl:0308010C"});
  CHECK(target(rc2, "windows-server-2016").verdict == Verdict::ruled_out);
  CHECK(target(loaded(std::string(kNew) + " -nomac"), "nss").verdict == Verdict::confirmed);
  CHECK(target(loaded("-keypbe NONE -certpbe NONE -macalg sha1"), "java-17").verdict == Verdict::confirmed);
  CHECK(target(loaded(std::string(kNew) + " -iter 600001"), "windows-11").verdict == Verdict::confirmed);
}

TEST_CASE("the provider that openssl writes with -CSP is judged", "[pfx-provider][files]") {
  const LoadedFile cng = loaded("-CSP 'Microsoft Software Key Storage Provider'");
  CHECK(provider(cng, "exchange").verdict == Verdict::confirmed);
  CHECK(provider(cng, {}).verdict == Verdict::ruled_out);
  const LoadedFile capi = loaded("-CSP 'Microsoft RSA SChannel Cryptographic Provider'");
  CHECK(provider(capi, {}).message ==
        "t.pfx asks for Microsoft RSA SChannel Cryptographic Provider, which cannot hold its EC P-256 key");
}
