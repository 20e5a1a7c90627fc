// What stands around a number decides whether it is a code, and whose.
#include "catch.hpp"
#include "certdoc/certdoc.hpp"

using namespace certdoc;

namespace {

std::vector<std::string> explained(const std::vector<std::string>& arguments) {
  static const KnowledgeBase knowledge;
  std::vector<std::string> ids;
  for (const auto& explanation : explain(arguments, knowledge, {}).explanations) ids.push_back(explanation.id);
  return ids;
}

Report explained_log(const std::string& log) {
  static const KnowledgeBase knowledge;
  std::size_t at = 0;
  const ReadSome read = [&](char* buffer, std::size_t size) -> Result<std::size_t> {
    const std::size_t n = log.copy(buffer, size, at);
    at += n;
    return n;
  };
  const auto report = explain_log(read, "log", knowledge, {});
  REQUIRE(report);
  return *report;
}

std::vector<std::string> in_log(const std::string& log) {
  std::vector<std::string> ids;
  for (const auto& explanation : explained_log(log).explanations) ids.push_back(explanation.id);
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("the numbers of a sentence are no codes") {
  for (const char* text : {"connect to 10.1.1.1 port 443 failed", "RSA 2048", "pid 36887 killed", "TLS 1.2",
                           "timeout after 20 seconds", "2026-01-12 10:48:20", "alert 300", "db01:8443"}) {
    CAPTURE(text);
    CHECK(explained({text}).empty());
  }
}

TEST_CASE("a number beside the name of its family is a code") {
  CHECK(explained({"x509 20"}) == Ids{"x509:20"});
  CHECK(explained({"tls 48"}) == Ids{"tls-alert:48"});
  CHECK(explained({"curl", "60"}) == Ids{"curl:60"});
}

TEST_CASE("hexadecimal is read as assemblers and BASIC write it, and not beyond 32 bits") {
  CHECK(explained({"80092004h"}) == Ids{"windows:0x80092004"});
  CHECK(explained({"&H80092004"}) == Ids{"windows:0x80092004"});
  CHECK(explained({"-6441852924"}).empty());
}

TEST_CASE("an argument in brackets is one argument") {
  CHECK(explained({"[ERR_CERT_DATE_INVALID,foo bar]"}) == Ids{"chromium:ERR_CERT_DATE_INVALID"});
}

TEST_CASE("names that are shown can be typed back") {
  CHECK(explained({"export-soft-certificate"}) == Ids{"topic:export-soft-certificate"});
  CHECK(explained({"schannel:36887"}) == Ids{"event:schannel/36887"});
  CHECK(explained({"download-request-failed"}) == Ids{"cfca:download-request-failed"});
}

TEST_CASE("the symbol that was asked for heads the answer") {
  static const KnowledgeBase knowledge;
  const auto report = explain({"ERROR_WINHTTP_TIMEOUT"}, knowledge, {});
  REQUIRE(report.explanations.size() == 1);
  CHECK(report.explanations.front().symbol == "ERROR_WINHTTP_TIMEOUT");
}

TEST_CASE("an unknown detail of a known CFCA code is named") {
  static const KnowledgeBase knowledge;
  const auto report = explain({"600102@900999"}, knowledge, {});
  REQUIRE(report.notes.size() == 1);
  CHECK(report.notes.front().find("@900999") != std::string::npos);
}

TEST_CASE("a pasted private key is echoed nowhere, in however many arguments") {
  static const KnowledgeBase knowledge;
  const auto report = explain({"-----BEGIN", "PRIVATE", "KEY-----", "MIIEvQIBADANBgkqhkiG9w0"}, knowledge, {});
  CHECK(render_json(report).find("MIIEvQIBADANBgkqhkiG9w0") == std::string::npos);
  CHECK(render_text(report, {}).find("MIIEvQIBADANBgkqhkiG9w0") == std::string::npos);
}

TEST_CASE("certutil's chain status is taken apart into error flags, never into information") {
  CHECK(in_log("Element.dwErrorStatus = CERT_TRUST_IS_REVOKED (0x4)\n") == Ids{"trust-status:0x00000004"});
  CHECK(in_log("  dwErrorStatus=1000040\n") == Ids{"trust-status:0x00000040", "trust-status:0x01000000"});
}

TEST_CASE("middleware's return values are read where the line names the middleware") {
  CHECK(in_log("SKF_OpenContainer failed, rv = 0A000025\n") == Ids{"skf:0x0A000025"});
  CHECK(in_log("SKF_ConnectDev return 167772195\n") == Ids{"skf:0x0A000023"});
  CHECK(in_log("C_Login failed rv=0xa0\n") == Ids{"pkcs11:CKR_PIN_INCORRECT"});
  CHECK(in_log("worker rv=0xa0\n").empty());
}

TEST_CASE("texts of unexplained table rows need company") {
  CHECK(in_log("kernel: Out of memory: Killed process 20148\n").empty());
  CHECK(in_log("INFO certificate not found in cache\n").empty());
  CHECK(in_log("nginx: cannot load certificate \"/x.pem\": (SSL: error:0480006C:PEM routines::no start line)\n") ==
        Ids{"openssl:0480006C"});
}

TEST_CASE("an order number is no CFCA code") {
  CHECK(in_log("订单号 600101 已发货\n").empty());
  CHECK(in_log("邮编600101\n").empty());
}

TEST_CASE("a pop-up pasted line by line gives the exact code only") {
  CHECK(in_log("600101\n查询证书返回结果不成功\n解密授权码失败\n") == Ids{"cfca:600101/decrypt-failed"});
}

TEST_CASE("an HRESULT of a log that no table has is named and taken apart") {
  const Report report = explained_log("line one\nHRESULT: 0x80070999 failed\n");
  REQUIRE(report.unrecognised.size() == 1);
  CHECK(report.unrecognised.front().input == "0x80070999");
  CHECK(report.unrecognised.front().parts.size() >= 3);
  CHECK(report.unrecognised.front().tried.front().find('2') != std::string::npos);
}

TEST_CASE("the phrase of a cause leads to the cause") {
  static const KnowledgeBase knowledge;
  for (const char* phrase : {"缺少中间证书", "an intermediate certificate is missing"}) {
    const auto report = explain({phrase}, knowledge, {});
    REQUIRE(report.cause_answers.size() == 1);
    CHECK(report.cause_answers.front().cause == "chain-incomplete");
  }
}
