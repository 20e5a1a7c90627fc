// Private keys in pasted text: every form, broken at any place, and nothing else taken for one.
#include <string>
#include <vector>

#include "base/key_material.hpp"
#include "catch.hpp"
#include "certdoc/explain.hpp"
#include "certdoc/render.hpp"

using namespace certdoc;

namespace {

// Beginnings of keys that were made for this test and thrown away.
const std::string kPkcs8 = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2";
const std::string kEd25519 = "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC";
const std::string kPkcs1 = "MIIEpAIBAAKCAQEA7bq0qXKBsT1rhBgCqNgFEIjY8Qe3mJcQXbQH3fTkJ5x8h1cQ";
const std::string kSec1 = "MHcCAQEEIBVFBzLNbPlOWHMR6Fdc9u0X1cRJ0wWYsl2eIXo6GmrcoAoGCCqGSM49";
const std::string kEncrypted = "MIIFHDBOBgkqhkiG9w0BBQ0wQTApBgkqhkiG9w0BBQwwHAQIs7wCgSRxQ3QCAggA";
const std::string kSm2 = "MIIDJAIBATBHBgoqgRzPVQYBBAIBBgcqgRzPVQFoBDDkLvKllj9ZWhaKU6MSnxBB";
const std::string kPfx = "MIIKPwIBAzCCCfUGCSqGSIb3DQEHAaCCCeYEggniMIIJ3jCCBCoGCSqGSIb3DQEH";

std::string armoured(const std::string& label, const std::string& body) {
  return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
}

std::vector<std::string> forms() {
  return {armoured("PRIVATE KEY", kPkcs8),
          armoured("RSA PRIVATE KEY", kPkcs1),
          armoured("EC PRIVATE KEY", kSec1),
          armoured("ENCRYPTED PRIVATE KEY", kEncrypted),
          armoured("OPENSSH PRIVATE KEY", "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gt"),
          armoured("PGP PRIVATE KEY BLOCK", "lQVYBGVbX2QBDADK2VwBCIEINTuctv5E1hK1bbY8fdp"),
          "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\n"
          "AAAAIHc5TGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2U\nPrivate-MAC: 00\n",
          R"({"kty":"EC","crv":"P-256","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE","x":"MKBCTNI"})",
          R"({"kty" : "RSA", "n":"0vx7", "d" : "X4cTteJY_gn4FYPsXB8rdXix5vwsg1FLN5E3EaG6RJoVH-HLLKD9M7dx5oo7GURknch"})",
          "<RSAKeyValue><Modulus>0vx7agoebGcQSuuPiLJXZptN</Modulus><D>X4cTteJY/gn4FYPsXB8rdXix5vwsg1FL</D>",
          "Private-Key: (2048 bit, 2 primes)\nmodulus:\n    00:c3:7a:1e\nprivateExponent:\n    11:22",
          kPkcs8,
          kEd25519,
          kPkcs1,
          kSec1,
          kEncrypted,
          kSm2,
          kPfx};
}

}  // namespace

TEST_CASE("a private key is told in every form", "[pasted]") {
  for (const std::string& text : forms()) {
    CAPTURE(text);
    CHECK_FALSE(private_key_form(text).empty());
    CHECK_FALSE(private_key_form("ticket 4711: please help\n> " + text + "\nthanks").empty());
  }
  CHECK(private_key_form(kPkcs8) == "PKCS #8");
  CHECK(private_key_form(kEd25519) == "PKCS #8");
  CHECK(private_key_form(kPkcs1) == "PKCS #1");
  CHECK(private_key_form(kSec1) == "SEC 1");
  CHECK(private_key_form(kEncrypted) == "PKCS #8");
  CHECK(private_key_form(kSm2) == "SM2");
  CHECK(private_key_form(kPfx) == "PKCS #12");
}

TEST_CASE("a private key is told however it was broken or cut", "[pasted]") {
  const std::string whole = armoured("RSA PRIVATE KEY", kPkcs1);
  for (std::size_t at = 20; at <= whole.size(); ++at) {  // the end is missing
    CAPTURE(at);
    const bool label = at >= whole.find("KEY") + 3;
    if (label) CHECK_FALSE(private_key_form(whole.substr(0, at)).empty());
  }
  for (std::size_t at = 1; at < whole.size(); ++at) {  // an argument ends anywhere
    CAPTURE(at);
    CHECK_FALSE(private_key_form(whole.substr(0, at) + " " + whole.substr(at)).empty());
  }
  for (std::size_t at = 1; at < kPkcs8.size(); ++at) {
    CAPTURE(at);
    CHECK_FALSE(private_key_form("key " + kPkcs8.substr(0, at) + "\n" + kPkcs8.substr(at)).empty());
  }
  CHECK_FALSE(private_key_form("-----BEGIN PRIVATE KEY-----" + kPkcs8 + "-----END PRIVATE KEY-----").empty());
  CHECK_FALSE(private_key_form("-----BEGINPRIVATEKEY-----").empty());
  CHECK_FALSE(private_key_form("---- begin ssh2 encrypted private key ----").empty());
  CHECK_FALSE(private_key_form("x8h1cQ==\n-----END PRIVATE KEY-----").empty());
  CHECK_FALSE(private_key_form(R"({"pem":"-----BEGIN PRIVATE KEY-----\nMIGH"})").empty());
  CHECK_FALSE(private_key_form(R"({"der":"\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0w"})").empty());
  CHECK_FALSE(private_key_form(R"("{\"kty\":\"EC\",\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"}")").empty());
}

TEST_CASE("words, certificates and public keys are no private key", "[pasted]") {
  for (const char* text :
       {"0x80092004", "nginx: SSL_CTX_use_PrivateKey failed (SSL: key values mismatch)", "no private key",
        "unable to load Private Key", "reached the end of the private key file", "pfx-no-private-key",
        "cannot begin; the private key is missing",  // no label of this form
        "-----BEGIN CERTIFICATE-----\nMIIB2DCCAX6gAwIBAgICA+owCgYIKoZIzj0EAwIwLTEQMA4GA1UECgwHRXhhbXBsZTEZ",
        "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMKBCTNIcKUSDii11ySs3526iDZ8Ai",
        "-----BEGIN CERTIFICATE REQUEST-----\nMIICmDCCAYACAQAwUzELMAkGA1UEBhMCQ04xEDAOBgNVBAoMB0V4YW1wbGUx",
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA7bq0qXKBsT1rhBgCqNgF",
        R"({"d":"550e8400-e29b-41d4-a716-446655440000"})", R"({"kty":"EC","crv":"P-256","x":"MKBCTNI"})",
        "MIME-Version: 1.0", "MMMMMMMMMMMMMMMMMMMMMMMM", "private_key=/etc/ssl/private/server.key",
        "d619df85517e377aadee557d42d7550272655210cec49b679e06f5b2cbd0ac3d"}) {
    CAPTURE(text);
    CHECK(private_key_form(text).empty());
  }
}

TEST_CASE("long base64 is not repeated, paths and hashes are", "[pasted]") {
  const std::string middle = "qXKBsT1rhBgCqNgFEIjY8Qe3mJcQXbQH3fTkJ5x8h1cQ0vx7agoebGcQSuu";
  CHECK(without_base64("see " + middle + " there") == "see [BASE64] there");
  for (const char* text : {"/home/alice/Projects/certificates/2026/example/server.crt",
                           "d619df85517e377aadee557d42d7550272655210cec49b679e06f5b2cbd0ac3d",
                           "SEC_ERROR_UNKNOWN_ISSUER 0x80092004", ""}) {
    CHECK(without_base64(text) == text);
  }
}

TEST_CASE("a key in a log begins once and ends where it ends", "[pasted]") {
  const auto marks = [](const std::vector<std::string>& lines) {
    KeyScanner scanner;
    std::string out;
    for (const std::string& line : lines) {
      const bool key = scanner.is_key(line);
      out += scanner.begins() ? 'B' : key ? 'k' : '.';
    }
    return out;
  };
  const std::string body = "x8h1cQ0vx7agoebGcQSuuPiLJXZptNX4cTteJYqXKBsT1rhBgCqNgFEIjY8Qe3mJ";
  CHECK(marks({"start", "-----BEGIN PRIVATE KEY-----", body, body, "-----END PRIVATE KEY-----", "0x80092004"}) ==
        ".Bkkk.");
  CHECK(marks({"09:12 a -----BEGIN PRIVATE KEY-----", "09:12 a " + body, "09:12 a -----END PRIVATE KEY-----",
               "09:13 -----BEGIN PRIVATE KEY-----", body}) == "BkkBk");
  CHECK(marks({"-----BEGIN PRIVATE KEY-----", body, "error 0x80092004", body}) == "Bk..");  // cut off
  CHECK(marks({"key=" + kPkcs8, body, "next"}) == "Bk.");
  CHECK(marks({R"({"kty":"EC","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"})", body}) == "B.");
  CHECK(marks({"-----BEGIN PRIVATE KEY-----" + body + "-----END PRIVATE KEY-----", body}) == "B.");
  CHECK(marks({body, "all is well"}) == "..");
}

TEST_CASE("explain shows no key in any format and says what to do", "[pasted][explain]") {
  const KnowledgeBase knowledge;
  const std::string secret = kPkcs8.substr(30);
  const std::vector<std::vector<std::string>> all{
      {armoured("PRIVATE KEY", kPkcs8)},
      {"-----BEGIN", "PRIVATE", "KEY-----", kPkcs8, "-----END", "PRIVATE", "KEY-----"},
      {"0x80092004", kPkcs8},
      {kPkcs8.substr(0, 20), kPkcs8.substr(20)},
      {"20", armoured("PRIVATE KEY", kPkcs8)},
      {R"({"kty":"OKP","d":")" + secret + secret + R"("})"}};
  for (const Lang lang : {Lang::en, Lang::zh}) {
    for (const auto& arguments : all) {
      ExplainOptions options;
      options.lang = lang;
      options.time = "2026-11-21T12:00:00Z";
      Report report = explain(arguments, knowledge, options);
      report.lang = lang;
      REQUIRE(report.findings.size() == 1);
      CHECK(report.findings.front().cause == "private-key-exposed");
      REQUIRE(report.remedy("revoke-compromised-key") != nullptr);
      CHECK(report.source("cabf-br") != nullptr);
      RenderOptions verbose;
      verbose.verbose = true;
      for (const std::string& out :
           {render_text(report, {}), render_text(report, verbose), render_text(report, {false, false, true, {}}),
            render_markdown(report), render_json(report), render_json_line(report), render_sarif(report, verbose),
            render_junit(report, {}), render_nagios(report, {}), render_prometheus(report)}) {
        CAPTURE(arguments, out);
        CHECK(out.find(secret) == std::string::npos);
        CHECK(out.find(secret.substr(0, 12)) == std::string::npos);
        CHECK(out.find(kPkcs8.substr(0, 16)) == std::string::npos);
      }
    }
  }
}
