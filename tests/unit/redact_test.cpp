// Redaction: names go, the program's own sentences stay as they are.
#include "catch.hpp"

#include <string>
#include <vector>

#include "certdoc/render.hpp"
#include "render/plain_words.hpp"

using namespace certdoc;

namespace {

Finding about(std::string subject, std::string message, std::vector<Evidence> evidence = {}) {
  Finding finding;
  finding.cause = "key-mismatch";
  finding.verdict = Verdict::confirmed;
  finding.subject = std::move(subject);
  finding.message = std::move(message);
  finding.evidence = std::move(evidence);
  return finding;
}

}  // namespace

TEST_CASE("figures, algorithms, dates and words of the program name nobody") {
  for (const char* value : {"none", "RSA 2048", "AES-256-CBC, PBKDF2 with SHA256, 2,048 iterations: 2 certificates",
                            "sha256WithRSAEncryption", "2026-11-28T23:56:16Z", "2026-11-28", "RFC 5280 6.1.3 (a)(2)",
                            "keyCompromise", "3.0.22", "-5", "12:30", "未加密", "2 张证书", "bag 1"}) {
    CAPTURE(value);
    CHECK(is_plain(value));
  }
}

TEST_CASE("whatever may lead to somebody is no plain value") {
  for (const char* value : {"alice", "server.crt", "/etc/ssl", "10.0.0.7", "10.0.0.7:443", "2001:db8::1", "13800138000",
                            "138-0013-800", "a@b", "d619df85", "CN=server", "server of alice", "张三", "张三的证书",
                            "WEB\\Administrator", "00:11:22:33:44:55", "110101199001011234"}) {
    CAPTURE(value);
    CHECK_FALSE(is_plain(value));
  }
}

TEST_CASE("redaction leaves the program's own sentences alone, whatever words are values") {
  Report report;
  report.inputs = {{"is", {}, {}}, {"the", {}, {}}};
  report.findings = {about("the", "the issuer of Root CA 7 is missing",
                           {{"requested extensions", "subjectAltName", "none", "is:1"}, {"bits", "2048", "1024", {}}})};
  report.findings.front().next = {"certdoc match is 'the' --trust none"};
  report.chains = {{}};
  report.chains.front().links = {{}};
  report.chains.front().links.front().name = "Root CA 7";
  report.conclusion = "0x80092004: none of the causes is the one";
  redact(report);
  const Finding& finding = report.findings.front();
  CHECK(finding.subject == "FILE-2");
  CHECK(finding.message == "the issuer of NAME-1 is missing");
  CHECK(finding.evidence[0].actual == "none");
  CHECK(finding.evidence[0].expected == "subjectAltName");
  CHECK(finding.evidence[0].location == "PLACE-1");
  CHECK(finding.evidence[1].actual == "1024");
  CHECK(finding.next.front() == "certdoc match FILE-1 FILE-2 --trust none");
  CHECK(report.conclusion == "0x80092004: none of the causes is the one");
}

TEST_CASE("redaction hides names of everyday words where they are labelled as names") {
  Report report;
  report.findings = {about("x", "serial 1002 was revoked on 1002-01-02", {{"serial", "", "1002", {}}})};
  report.objects = {{}};
  report.objects.front().fields = {{"friendlyName", "web server"}, {"integrity", "none"}};
  redact(report);
  CHECK(report.findings.front().evidence.front().actual == "VALUE-2");
  CHECK(report.findings.front().message == "serial VALUE-2 was revoked on 1002-01-02");
  CHECK(report.objects.front().fields[0].value == "VALUE-1");
  CHECK(report.objects.front().fields[1].value == "none");
}

TEST_CASE("redaction in Chinese leaves the sentences alone too") {
  Report report;
  report.findings = {about("张三.crt", "无法读取张三.crt", {{"扩展", "", "无", {}}, {"颁发者", "", "张三", {}}})};
  report.notes = {"张三的证书未加密"};
  redact(report);
  CHECK(report.findings.front().message == "无法读取SUBJECT-1");
  CHECK(report.findings.front().evidence[0].actual == "无");
  CHECK(report.notes.front() == "VALUE-1的证书未加密");
}
