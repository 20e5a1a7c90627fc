#include "built.hpp"
#include "catch.hpp"
#include "material.hpp"

using namespace certdoc;
using namespace certdoc::test;
using namespace certdoc::test::built;

namespace {

Finding format(LoadedFile loaded, std::string_view target) {
  return only(run(kFormatForTarget, std::move(loaded), context(target)));
}

}  // namespace

TEST_CASE("without a target nothing is said of formats", "[check]") {
  CHECK(run(kFormatForTarget, file_named("a.der", {certificate(Encoding::der)})).empty());
}

TEST_CASE("nginx does not read DER and is given the command for PEM", "[check]") {
  const Finding finding = format(file_named("/etc/ssl/server.der", {certificate(Encoding::der)}), "nginx");
  CHECK(finding.cause == "format-not-for-target");
  CHECK(finding.verdict == Verdict::confirmed);
  CHECK(finding.severity == Severity::error);
  CHECK(command(finding) == "openssl x509 -inform DER -in /etc/ssl/server.der -out server.pem");
  CHECK(value(finding, "source").starts_with("https://nginx.org/"));
}

TEST_CASE("what a target reads as it is, is ruled out", "[check]") {
  CHECK(format(file_named("c.pem", {certificate()}), "nginx").verdict == Verdict::ruled_out);
  CHECK(format(file_named("b.pem", {certificate(), private_key()}), "haproxy").verdict == Verdict::ruled_out);
  CHECK(format(file_named("k.pem", {private_key(Encoding::pem, "pkcs1")}), "apache").verdict == Verdict::ruled_out);
  CHECK(format(file_named("c.p7b", {artifact(Kind::pkcs7, Encoding::der)}), "iis").verdict == Verdict::ruled_out);
  CHECK(format(file_named("s.jks", {artifact(Kind::java_keystore, Encoding::other, "jks")}), "java").verdict ==
        Verdict::ruled_out);
}

TEST_CASE("IIS reads a key only from a PFX", "[check]") {
  const Finding finding = format(file_named("site.pem", {certificate(), private_key()}), "iis");
  CHECK(finding.verdict == Verdict::confirmed);
  CHECK(command(finding) == "(umask 077; openssl pkcs12 -export -in site.pem -name server -out site.pfx)");
  CHECK(finding.remedies == std::vector<std::string>{"make-pfx-for-windows"});
}

TEST_CASE("a key alone becomes a PFX where its certificate is given too", "[check]") {
  const Context at = context("windows-server-2012");
  const certdoc::Material both{{file_named("k.pem", {private_key()}), file_named("c.pem", {certificate()})}};
  const auto findings = kFormatForTarget.run(both, at);
  REQUIRE(findings.size() == 2);
  CHECK(command(findings[0]) ==
        "(umask 077; openssl pkcs12 -export -inkey k.pem -in c.pem -name server -keypbe PBE-SHA1-3DES -certpbe "
        "PBE-SHA1-3DES -macalg sha1 -out k.pfx)");
  CHECK(command(only(run(kFormatForTarget, file_named("k.pem", {private_key()}), at))).empty());
}

TEST_CASE("a form that no source decides stays open and does not fail the run", "[check]") {
  const Finding finding = format(file_named("k.pem", {private_key(Encoding::pem, "sec1")}), "tomcat");
  CHECK(finding.verdict == Verdict::unknown);
  REQUIRE(finding.reason);
  CHECK(finding.reason->kind == ReasonKind::manual);
}

TEST_CASE("a PFX with AES-256 is told from one with 3DES, and old Windows knows the latter only", "[check]") {
  const test::Workbench made;
  made.sh("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -out c.pem -subj /CN=x");
  made.sh("openssl pkcs12 -export -inkey k.pem -in c.pem -passout pass:x -out new.pfx");
  made.sh(
      "openssl pkcs12 -export -inkey k.pem -in c.pem -passout pass:x -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES "
      "-macalg sha1 -out old.pfx");
  const auto pfx = [&](const std::string& name) {
    Artifact container = artifact(Kind::pkcs12, Encoding::der);
    container.der = to_bytes(as_bytes(made.read(name)));
    return file_named(name, {container});
  };
  const auto modern = run(kFormatForTarget, pfx("new.pfx"), context("windows-server-2016"));
  REQUIRE(modern.size() == 2);
  CHECK(modern[0].verdict == Verdict::ruled_out);
  CHECK(modern[1].cause == "pfx-algorithm-for-target");
  CHECK(modern[1].verdict == Verdict::confirmed);
  CHECK(modern[1].severity == Severity::error);
  CHECK(command(modern[1]).find("-macalg sha1") != std::string::npos);
  CHECK(run(kFormatForTarget, pfx("old.pfx"), context("windows-server-2016")).size() == 1);
  const auto recent = run(kFormatForTarget, pfx("new.pfx"), context("windows-server-2022"));
  REQUIRE(recent.size() == 2);
  CHECK(recent[1].verdict == Verdict::ruled_out);
}

TEST_CASE("an unknown algorithm for the target is an error, a known one is ruled out", "[check]") {
  const auto algorithm = [](Artifact item, std::string_view target) {
    return only(run(kAlgorithmForTarget, file_named("c.pem", {std::move(item)}), context(target)));
  };
  const Finding sha2 = algorithm(certificate(), "windows-server-2003");
  CHECK(sha2.cause == "algorithm-for-target");
  CHECK(sha2.verdict == Verdict::confirmed);
  CHECK(sha2.message == "Windows Server 2003 cannot use SHA-256 in c.pem");
  CHECK(algorithm(certificate(), "windows-server-2019").verdict == Verdict::ruled_out);

  Artifact edwards = certificate();
  edwards.key = key("Ed25519", 256);
  CHECK(algorithm(edwards, "iis").verdict == Verdict::confirmed);
  CHECK(algorithm(edwards, "nginx").verdict == Verdict::ruled_out);

  Artifact curve = certificate();
  curve.key = key("EC", 256, "P-256");
  CHECK(algorithm(curve, "windows-server-2003").verdict == Verdict::confirmed);
  CHECK(algorithm(curve, "windows-server-2008").verdict == Verdict::ruled_out);
  curve.key = key("RSA-PSS", 2048);
  CHECK(algorithm(curve, "iis").verdict == Verdict::unknown);
  CHECK(algorithm(curve, "nginx").verdict == Verdict::ruled_out);
}

TEST_CASE("a root's own SHA-1 does not matter to a target", "[check]") {
  Artifact root = certificate(Encoding::pem, "1.2.840.113549.1.1.5");
  CHECK(only(run(kAlgorithmForTarget, file_named("c.pem", {root}), context("nginx"))).verdict == Verdict::confirmed);
  root.certificate->issuer = root.certificate->subject;
  CHECK(only(run(kAlgorithmForTarget, file_named("c.pem", {root}), context("nginx"))).verdict == Verdict::ruled_out);
}
