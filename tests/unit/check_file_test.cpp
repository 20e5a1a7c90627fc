#include "built.hpp"
#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::test;
using namespace certdoc::test::built;

namespace {

Verdict named(const std::string& path, std::vector<Artifact> artifacts) {
  return only(run(kFileMisnamed, file_named(path, std::move(artifacts)))).verdict;
}

Damage damage(std::string id, bool read = true) {
  return {std::move(id), read, {}, "something is wrong at byte 5"};
}

const Finding* of_cause(const std::vector<Finding>& findings, std::string_view cause) {
  const auto found =
      std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) { return finding.cause == cause; });
  return found == findings.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("a name misleads only where it promises something else", "[check]") {
  CHECK(named("a.crt", {certificate()}) == Verdict::ruled_out);
  CHECK(named("a.cer", {certificate(Encoding::der)}) == Verdict::ruled_out);
  CHECK(named("a.pem", {certificate()}) == Verdict::ruled_out);
  CHECK(named("a.pem", {certificate(Encoding::der)}) == Verdict::confirmed);
  CHECK(named("a.DER", {certificate()}) == Verdict::confirmed);
  CHECK(named("a.der", {certificate(Encoding::der)}) == Verdict::ruled_out);
  CHECK(named("a.key", {private_key()}) == Verdict::ruled_out);
  CHECK(named("a.key", {certificate()}) == Verdict::confirmed);
  CHECK(named("a.crt", {request()}) == Verdict::confirmed);
  CHECK(named("a.crt", {private_key()}) == Verdict::confirmed);
  CHECK(named("a.crt", {private_key(), certificate()}) == Verdict::ruled_out);
  CHECK(named("a.pfx", {certificate()}) == Verdict::confirmed);
  CHECK(named("a.cer", {artifact(Kind::pkcs7, Encoding::pem)}) == Verdict::confirmed);
  CHECK(named("a.p7b", {artifact(Kind::pkcs7, Encoding::pem)}) == Verdict::ruled_out);
  CHECK(named("a.jks", {artifact(Kind::pkcs12, Encoding::der)}) == Verdict::ruled_out);
  CHECK(named("a.csr", {request()}) == Verdict::ruled_out);
}

TEST_CASE("names that promise nothing are not judged", "[check]") {
  for (const char* path : {"a.txt", "a", ".key", "dir.key/a", "-"}) {
    INFO(path);
    CHECK(run(kFileMisnamed, file_named(path, {certificate()})).empty());
  }
}

TEST_CASE("a certificate inside a PFX does not make it a certificate file", "[check]") {
  Artifact inside = certificate(Encoding::der);
  inside.parent = 0;
  const Finding finding = only(
      run(kFileMisnamed, file_named("a.crt", {artifact(Kind::pkcs12, Encoding::der), inside}), context("", Lang::zh)));
  CHECK(finding.verdict == Verdict::confirmed);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message == "a.crt 的扩展名是 .crt，内容却是PKCS#12");
}

TEST_CASE("damage that was put right is a warning, and an error where the target stumbles over it", "[check]") {
  LoadedFile loaded = file_named("a.pem", {certificate()});
  loaded.damages.push_back(damage("utf16le"));
  const auto findings = run(kFileDamage, loaded);
  const Finding* encoding = of_cause(findings, "file-encoding");
  REQUIRE(encoding != nullptr);
  CHECK(encoding->verdict == Verdict::confirmed);
  CHECK(encoding->severity == Severity::warning);
  CHECK(command(*encoding).starts_with("(umask 077; iconv -f UTF-16LE"));
  CHECK(command(*encoding).ends_with("> a-new.pem)"));
  CHECK(of_cause(findings, "file-corrupt")->verdict == Verdict::ruled_out);

  const auto for_nginx = run(kFileDamage, loaded, context("nginx"));
  CHECK(of_cause(for_nginx, "file-encoding")->severity == Severity::error);
  loaded.damages.front().id = "dashes";
  CHECK(of_cause(run(kFileDamage, loaded, context("nginx")), "file-encoding")->severity == Severity::warning);
}

TEST_CASE("damage that could not be read means a corrupt file", "[check]") {
  LoadedFile loaded = file_named("a.pem");
  loaded.damages.push_back(damage("bad-base64", false));
  const Finding finding = only(run(kFileDamage, loaded));
  CHECK(finding.cause == "file-corrupt");
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message == "a.pem: something is wrong at byte 5");
}

TEST_CASE("bytes behind an object are a warning about the file, not about its text", "[check]") {
  LoadedFile loaded = file_named("a.der", {certificate(Encoding::der)});
  loaded.damages.push_back(damage("trailing-bytes"));
  const Finding finding = only(run(kFileDamage, loaded));
  CHECK(finding.cause == "file-corrupt");
  CHECK(finding.severity == Severity::warning);
}

TEST_CASE("a file in which nothing was recognised is named for what it looks like", "[check]") {
  LoadedFile page = file_named("a.crt");
  page.looks_like = "HTML page";
  const Finding finding = only(run(kFileDamage, page));
  CHECK(finding.cause == "file-not-recognised");
  CHECK(finding.message.ends_with("HTML page"));
  page.size = 0;
  CHECK(only(run(kFileDamage, page)).message == "a.crt is empty");
  page.named = false;
  CHECK(only(run(kFileDamage, page)).severity == Severity::note);
}

TEST_CASE("what could not be opened is no finding", "[check]") {
  LoadedFile closed = file_named("a.crt");
  closed.error = Error{Error::Kind::unreadable, "no", {}, {}, {}};
  CHECK(run(kFileDamage, closed).empty());
}

TEST_CASE("an intact file is said to be so, as far as it was read", "[check]") {
  LoadedFile loaded = file_named("a.key", {private_key()});
  loaded.artifacts[0].pair = Pair::fits;
  CHECK(of_cause(run(kFileDamage, loaded), "file-corrupt")->message ==
        "a.key is intact, and the two halves of its key fit");
  loaded.artifacts[0].unread = Reason{ReasonKind::no_password, "no password"};
  CHECK(of_cause(run(kFileDamage, loaded), "file-corrupt")->message == "a.key is intact as far as it can be read");
}

TEST_CASE("a key whose halves do not fit is corrupt, and nobody calls the file intact", "[check]") {
  LoadedFile loaded = file_named("a.key", {private_key()});
  CHECK(run(kKeyPair, loaded).empty());
  loaded.artifacts[0].pair = Pair::does_not_fit;
  loaded.artifacts[0].pair_problem = "n = p * q";
  const Finding finding = only(run(kKeyPair, loaded));
  CHECK(finding.cause == "file-corrupt");
  CHECK(finding.severity == Severity::error);
  CHECK(finding.evidence.at(0).expected == "n = p * q");
  CHECK(of_cause(run(kFileDamage, loaded), "file-corrupt") == nullptr);
}

TEST_CASE("a CSR that its own key did not sign is corrupt", "[check]") {
  LoadedFile loaded = file_named("a.csr", {request()});
  CHECK(run(kKeyPair, loaded).empty());
  loaded.artifacts[0].csr->signature_fits = false;
  CHECK(only(run(kKeyPair, loaded)).severity == Severity::error);
}
