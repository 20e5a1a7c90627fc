#include "artifact/structure.hpp"
#include "catch.hpp"
#include "objects_material.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

Artifact request(Bytes der, bool careful) {
  Artifact out = artifact(std::move(der));
  const auto read = read_csr(out, Lang::en, careful);
  if (!read) FAIL(read.error().what);
  return out;
}

// The request that Microsoft shows, dumped by certutil, at
// https://learn.microsoft.com/en-us/windows/win32/seccertenroll/pkcs--10-request, put together again. Its signature
// fits, so it is what certreq wrote.
Bytes windows_request() {
  const Workbench& material = objects();
  material.write("windows.b64", R"(MIIDGTCCAoICAQAwIzEPMA0GA1UEAxMGVGVzdENOMRAwDgYDVQQKEwdUZXN0T3Jn
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCP4kEqCOhRqIyz6FPn1UlQsyeK
K8vqtUJz6gJXzGUz7oggYaEXVsEkGOOoCNO+2THzNwuUuMxDCAtwJPecsY1d1m2C
0FQJhPiflwF1BZyJ1NXJHskT1yprMJEZ1tRC4MSdfJJx4bIvXI3u8PEXHtJfMVux
nLwgVb86N0JFddyQZQIDAQABoIIBtDAaBgorBgEEAYI3DQIDMQwWCjYuMC41MzYx
LjIwQgYKKwYBBAGCNw0CATE0MDIeJgBDAGUAcgB0AGkAZgBpAGMAYQB0AGUAVABl
AG0AcABsAGEAdABlHggAVQBzAGUAcjBXBgkrBgEEAYI3FRQxSjBIAgEJDCN2aWNo
M2QuamRvbWNzYy5udHRlc3QubWljcm9zb2Z0LmNvbQwVSkRPTUNTQ1xhZG1pbmlz
dHJhdG9yDAdjZXJ0cmVxMHQGCisGAQQBgjcNAgIxZjBkAgEBHlwATQBpAGMAcgBv
AHMAbwBmAHQAIABFAG4AaABhAG4AYwBlAGQAIABDAHIAeQBwAHQAbwBnAHIAYQBw
AGgAaQBjACAAUAByAG8AdgBpAGQAZQByACAAdgAxAC4AMAMBADCBggYJKoZIhvcN
AQkOMXUwczAXBgkrBgEEAYI3FAIECh4IAFUAcwBlAHIwKQYDVR0lBCIwIAYKKwYB
BAGCNwoDBAYIKwYBBQUHAwQGCCsGAQUFBwMCMA4GA1UdDwEB/wQEAwIFoDAdBgNV
HQ4EFgQUPA9z2vjvQdg66r6SKl0slmp7lFQwDQYJKoZIhvcNAQEFBQADgYEAR+uZ
Wt+ecA37pzEywV9cJMLgv8YkrxVmDrhqLqsrxJcf48vcY6Ul7Me0KGFmNqExG7/d
0Py/F5SQHeVexxFeyVWf66M+FMeZpsu6oUYPOdRExMhLdg4gXW2pNJ7U1YdC6yQm
URSQtA8GXlKIMnqVIKD99+V9YN1yaJv1ewWPbR4=
)");
  material.sh("openssl base64 -d -in windows.b64 -out windows.der");
  return bytes_of("windows.der");
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a request says what Windows wrote into it", "[objects]") {
  for (const bool careful : {false, true}) {
    const Artifact read = request(windows_request(), careful);
    const CsrParts& parts = *read.csr;
    CHECK(parts.csp == "Microsoft Enhanced Cryptographic Provider v1.0");
    CHECK(parts.key_spec == 1);
    CHECK(parts.os_version == "6.0.5361.2");
    CHECK(parts.machine == "vich3d.jdomcsc.nttest.microsoft.com");
    CHECK(parts.user == "JDOMCSC\\administrator");
    CHECK(parts.process == "certreq");
    CHECK(parts.certificate_template == "User");
    CHECK(parts.extensions == Texts{"1.3.6.1.4.1.311.20.2", "2.5.29.37", "2.5.29.15", "2.5.29.14"});
    CHECK(parts.extended_key_usage == Texts{"1.3.6.1.4.1.311.10.3.4", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2"});
    CHECK(name_text(parts.subject) == "O=TestOrg,CN=TestCN");
    CHECK(algorithm_name(parts.signature_oid) == "sha1WithRSAEncryption");
    CHECK(read.key->bits == 1024);
    CHECK(parts.signature_fits == (careful ? std::optional(true) : std::nullopt));
  }
}

TEST_CASE("a request says what OpenSSL wrote into it", "[objects]") {
  for (const bool careful : {false, true}) {
    const Artifact read = request(bytes_of("rsa.csr.der"), careful);
    CHECK(read.csr->dns_names == Texts{"www.example.com", "example.com", "192.0.2.1", "2001:db8::1"});
    CHECK(read.csr->extended_key_usage == Texts{"1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"});
    CHECK(read.csr->csp.empty());
    CHECK(read.key->spki == bytes_of("rsa.spki"));
    CHECK(short_name(read) == "www.example.com");
    CHECK(kind_of_der(read.der) == Kind::csr);
  }
}

TEST_CASE("a signature that does not fit is told from one that does", "[objects]") {
  CHECK(request(bytes_of("rsa.csr.der"), true).csr->signature_fits == true);
  CHECK(request(bytes_of("sm2.csr.der"), true).csr->signature_fits == true);
  Bytes changed = bytes_of("rsa.csr.der");
  changed.back() ^= 1U;
  CHECK(request(changed, true).csr->signature_fits == false);
}

TEST_CASE("a damaged request is an error that says at which byte", "[objects]") {
  Bytes wrong = bytes_of("rsa.csr.der");
  wrong[8] = 0x04;  // the version's tag
  Artifact out = artifact(wrong);
  const auto read = read_csr(out, Lang::en);
  REQUIRE_FALSE(read);
  CHECK(read.error().what.find("certificate request: at byte 8 of the DER version (INTEGER) was expected, 0x04") == 0);
}

TEST_CASE("a certificate is no request", "[objects]") {
  Artifact out = artifact(bytes_of("rsa.der"));
  CHECK_FALSE(read_csr(out, Lang::en));
  Artifact other = artifact(bytes_of("rsa.csr.der"));
  CHECK_FALSE(read_certificate(other, Lang::en));
}
