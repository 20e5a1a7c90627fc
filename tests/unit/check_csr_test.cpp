#include "built.hpp"
#include "catch.hpp"
#include "check/signature_hash.hpp"
#include "material.hpp"

using namespace certdoc;
using namespace certdoc::test;
using namespace certdoc::test::built;

namespace {

constexpr const char* kStrong = "Microsoft Strong Cryptographic Provider";

Artifact windows_request(std::string csp) {
  Artifact made = request();
  made.csr->csp = std::move(csp);
  made.csr->key_spec = 1;
  return made;
}

std::vector<Finding> provider(Artifact item, std::string_view target = {}) {
  return run(kCsrProvider, file_named("a.csr", {std::move(item)}), context(target));
}

Finding extensions(Artifact item, std::string_view target = {}) {
  return only(run(kCsrExtension, file_named("a.csr", {std::move(item)}), context(target)));
}

Finding signature(Artifact item) {
  return only(run(kSignatureWeak, file_named("a.crt", {std::move(item)})));
}

}  // namespace

TEST_CASE("signatures with SHA-1 and MD5 are weak, but not a root's own", "[check]") {
  CHECK(signature(certificate()).verdict == Verdict::ruled_out);
  CHECK(signature(certificate(Encoding::pem, "1.2.840.113549.1.1.5")).severity == Severity::error);
  CHECK(signature(certificate(Encoding::pem, "1.3.14.3.2.29")).message ==
        "a certificate in a.crt is signed with SHA-1");
  CHECK(signature(certificate(Encoding::pem, "1.2.840.10045.4.1")).verdict == Verdict::confirmed);
  Artifact root = certificate(Encoding::pem, "1.2.840.113549.1.1.4");
  root.certificate->issuer = root.certificate->subject;
  CHECK(signature(root).verdict == Verdict::ruled_out);
  CHECK(signature(root).message.find("MD5") != std::string::npos);
  Artifact csr = request();
  csr.csr->signature_oid = "1.2.840.113549.1.1.5";
  CHECK(signature(csr).severity == Severity::warning);
}

TEST_CASE("an algorithm without a hash of its own, or an unknown one, is not judged", "[check]") {
  CHECK(run(kSignatureWeak, file_named("a.crt", {certificate(Encoding::pem, "1.3.101.112")})).empty());
  CHECK(run(kSignatureWeak, file_named("a.crt", {certificate(Encoding::pem, "1.2.3")})).empty());
}

TEST_CASE("the hash of an RSA-PSS signature is read from its parameters", "[check]") {
  const test::Workbench made;
  made.sh("openssl genrsa -out k.pem 2048");
  const auto hash = [&](const std::string& name, const std::string& options) {
    made.sh("openssl req -x509 -new -key k.pem -subj /CN=x -sigopt rsa_padding_mode:pss " + options +
            " -outform DER -out " + name);
    Artifact item = certificate(Encoding::der, "1.2.840.113549.1.1.10");
    item.der = to_bytes(as_bytes(made.read(name)));
    return std::string(signature_hash(item));
  };
  CHECK(hash("a.der", "-sha256") == "sha256");
  CHECK(hash("b.der", "-sha512") == "sha512");
  CHECK(hash("c.der", "-sha1") == "sha1");
}

TEST_CASE("a CSR of OpenSSL has no provider, one of Windows leaves it open where it is completed", "[check]") {
  CHECK(provider(request()).empty());
  const Finding finding = only(provider(windows_request("Microsoft RSA SChannel Cryptographic Provider")));
  CHECK(finding.cause == "csr-provider-mismatch");
  CHECK(finding.verdict == Verdict::unknown);
  REQUIRE(finding.reason);
  CHECK(finding.reason->kind == ReasonKind::manual);
  CHECK(finding.message.find("Microsoft RSA SChannel Cryptographic Provider") != std::string::npos);
}

TEST_CASE("a provider of RSA keys cannot have made another key", "[check]") {
  Artifact item = windows_request(kStrong);
  item.key = key("EC", 256, "P-256");
  CHECK(only(provider(item)).verdict == Verdict::confirmed);
  CHECK(only(provider(item)).severity == Severity::error);
  item.csr->csp = "Microsoft Software Key Storage Provider";
  CHECK(only(provider(item)).verdict == Verdict::unknown);
  item.csr->csp = "Some vendor's CSP v1.0";
  CHECK(only(provider(item)).verdict == Verdict::unknown);
}

TEST_CASE("nginx cannot use a key that lies in Windows, unless it is here as a file", "[check]") {
  CHECK(only(provider(windows_request(kStrong), "nginx")).verdict == Verdict::confirmed);
  CHECK(only(provider(windows_request(kStrong), "iis")).verdict == Verdict::unknown);
  const certdoc::Material both{{file_named("a.csr", {windows_request(kStrong)}), file_named("a.key", {private_key()})}};
  CHECK(only(kCsrProvider.run(both, context("nginx"))).verdict == Verdict::ruled_out);
}

TEST_CASE("code is signed with keys in hardware, and with SHA-256", "[check]") {
  const auto old = provider(windows_request(kStrong), "windows-code-signing");
  REQUIRE(old.size() == 2);
  CHECK(old[0].severity == Severity::warning);
  CHECK(old[1].cause == "provider-without-sha256");
  CHECK(old[1].severity == Severity::error);
  CHECK(only(provider(windows_request("Microsoft Enhanced RSA and AES Cryptographic Provider"), "windows-code-signing"))
            .verdict == Verdict::confirmed);
  CHECK(only(provider(windows_request("eToken Base Cryptographic Provider"), "windows-code-signing")).verdict ==
        Verdict::unknown);
}

TEST_CASE("a signature key is not what a Windows server wants", "[check]") {
  Artifact item = windows_request("Microsoft RSA SChannel Cryptographic Provider");
  item.csr->key_spec = 2;
  CHECK(only(provider(item, "exchange")).evidence.at(0).actual == "AT_SIGNATURE (2)");
  CHECK(only(provider(item)).verdict == Verdict::unknown);
}

TEST_CASE("a server's CSR asks for names and for server authentication", "[check]") {
  CHECK(extensions(request(), "nginx").verdict == Verdict::ruled_out);
  Artifact bare = request();
  bare.csr->dns_names.clear();
  CHECK(extensions(bare, "nginx").severity == Severity::warning);
  CHECK(extensions(bare).verdict == Verdict::ruled_out);
  CHECK(extensions(bare, "windows-code-signing").verdict == Verdict::ruled_out);

  Artifact client = request();
  client.csr->extended_key_usage = {"1.3.6.1.5.5.7.3.2"};
  CHECK(extensions(client, "iis").verdict == Verdict::confirmed);
  client.csr->extended_key_usage.emplace_back("1.3.6.1.5.5.7.3.1");
  CHECK(extensions(client, "iis").verdict == Verdict::ruled_out);
}

TEST_CASE("a CSR for code signing asks for that and for no host names", "[check]") {
  Artifact item = request();
  CHECK(extensions(item, "windows-code-signing").message ==
        "a.csr asks for host names, which no code signing certificate has");
  item.csr->dns_names.clear();
  item.csr->extended_key_usage = {"1.3.6.1.5.5.7.3.1"};
  CHECK(extensions(item, "windows-code-signing").verdict == Verdict::confirmed);
  item.csr->extended_key_usage = {"1.3.6.1.5.5.7.3.3"};
  CHECK(extensions(item, "windows-code-signing").verdict == Verdict::ruled_out);
}

TEST_CASE("extensions that a CA sets itself are noted", "[check]") {
  Artifact item = request();
  item.csr->extensions = {"2.5.29.17", "2.5.29.15", "1.3.6.1.4.1.311.20.2"};
  CHECK(extensions(item).verdict == Verdict::ruled_out);
  item.csr->extensions.emplace_back("2.5.29.31");
  CHECK(extensions(item).severity == Severity::note);
  CHECK(extensions(item).evidence.at(0).actual == "2.5.29.31");
}
