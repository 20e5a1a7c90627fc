// What check-chain says of chains, as a report; the command line's golden cases hold the wording.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.hpp"
#include "catch.hpp"
#include "certdoc/examine.hpp"
#include "certdoc/exit_status.hpp"
#include "certdoc/render.hpp"
#include "check/chain_scene.hpp"
#include "kb/targets_chain.hpp"
#include "material.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

// The chains that the command line tests use.
std::string path_of(const std::string& name) {
  return std::string(CERTDOC_SOURCE_DIR) + "/tests/cli/material/chain/" + name;
}

Report checked(const std::vector<std::string>& names, ChainOptions chain = {}, const std::string& target = {}) {
  ExamineOptions options;
  options.time = "2026-11-22T00:00:00Z";
  options.target = target;
  if (chain.trust == "system") chain.trust = path_of("root.crt");
  std::vector<std::string> paths;
  for (const std::string& name : names) paths.push_back(path_of(name));
  const KnowledgeBase knowledge;
  Report report = check_chain(paths, knowledge, options, chain);
  summarise(report, {});
  return report;
}

const Finding* finding(const Report& report, std::string_view cause) {
  const auto found = std::find_if(report.findings.begin(), report.findings.end(),
                                  [&](const Finding& one) { return one.cause == cause; });
  return found == report.findings.end() ? nullptr : &*found;
}

// `error chain-incomplete, note chain-extra-certificate`: what was found wrong.
std::string sick(const Report& report) {
  std::string out;
  for (const Finding& one : report.findings) {
    if (one.verdict != Verdict::confirmed) continue;
    out += (out.empty() ? "" : ", ") + std::string(name_of(one.severity)) + " " + one.cause;
  }
  return out;
}

bool has_value(const Finding& finding, const std::string& value) {
  return std::any_of(finding.evidence.begin(), finding.evidence.end(),
                     [&](const Evidence& one) { return one.actual == value; });
}

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string chain_file(const std::string& name) {
  return text_of(path_of(name));
}

ChainOptions writing(const std::string& name, const std::string& target) {
  static const test::Workbench material;
  ChainOptions options;
  options.out = material.path(name);
  options.out_for = target;
  return options;
}

}  // namespace

TEST_CASE("each fault of a chain has its cause and its severity", "[check_chain]") {
  CHECK(sick(checked({"full.pem"})).empty());
  CHECK(sick(checked({"issuing.crt", "leaf.crt"})).empty());
  CHECK(sick(checked({"leaf.crt"})) == "error chain-incomplete");
  CHECK(sick(checked({"sibling.pem"})) == "error chain-incomplete");
  CHECK(sick(checked({"reversed.pem"})) == "warning chain-order");
  CHECK(sick(checked({"expired.pem"})) == "error certificate-expired");
  CHECK(sick(checked({"alone.crt"})) == "error self-signed");
  CHECK(sick(checked({"extra.pem"})) == "note chain-extra-certificate");
  CHECK(sick(checked({"with-root.pem"})) == "note chain-root-included");
  CHECK(sick(checked({"cross.pem"})) == "note certificate-expired, note chain-extra-certificate");
  CHECK(sick(checked({"full.pem", "issuing.crl"})) == "error certificate-revoked");
  CHECK(sick(checked({"with-root.pem"}, {.trust = path_of("old-root.crt")})) ==
        "error root-untrusted, note chain-root-included");
  CHECK(sick(checked({"full.pem"}, {.host = "mail.example.com"})) == "error hostname-mismatch");
  CHECK(sick(checked({"full.pem"}, {.purpose = "client"})) == "error purpose-mismatch");
}

TEST_CASE("whether a certificate signed itself is told whomever anybody trusts", "[check_chain]") {
  const auto verdict_of = [](const char* name, const char* trust, std::string_view cause) {
    ExamineOptions options;
    options.time = "2026-11-22T00:00:00Z";
    options.everything = true;
    const KnowledgeBase knowledge;
    ChainOptions chain;
    chain.trust = path_of(trust);
    const Report report = check_chain({path_of(name)}, knowledge, options, chain);
    const Finding* found = finding(report, cause);
    return found == nullptr ? std::string_view("nothing") : name_of(found->verdict);
  };
  CHECK(verdict_of("with-root.pem", "old-root.crt", "self-signed") == "ruled_out");
  CHECK(verdict_of("leaf.crt", "root.crt", "self-signed") == "ruled_out");
  // No issuer of it is missing, and no root.
  CHECK(verdict_of("alone.crt", "root.crt", "self-signed") == "confirmed");
  CHECK(verdict_of("alone.crt", "root.crt", "chain-incomplete") == "ruled_out");
  CHECK(verdict_of("alone.crt", "root.crt", "root-untrusted") == "ruled_out");
}

TEST_CASE("without a trust store a chain may end below its root", "[check_chain]") {
  const Report report = checked({"full.pem"}, {.trust = "none"});
  CHECK(sick(report) == "note chain-incomplete");
  CHECK(report.summary.exit == 0);
}

TEST_CASE("a certificate that was changed after it was signed has no chain that is in order", "[check_chain]") {
  static const test::Workbench made;
  made.sh("openssl x509 -in '" + path_of("leaf.crt") +
          "' -outform DER | sed 's/www.example.com/www.examp1e.com/g' > altered.der");
  ExamineOptions options;
  options.time = "2026-11-22T00:00:00Z";
  options.everything = false;
  ChainOptions chain;
  chain.trust = path_of("root.crt");
  const KnowledgeBase knowledge;
  const Report report = check_chain({made.path("altered.der"), path_of("issuing.crt")}, knowledge, options, chain);
  CHECK(sick(report).starts_with("error signature-invalid"));
  CHECK(std::none_of(report.findings.begin(), report.findings.end(),
                     [](const Finding& one) { return one.verdict == Verdict::ruled_out; }));
}

TEST_CASE("of a missing issuer everything is told: key id, address, and which file is the wrong one", "[check_chain]") {
  const Report report = checked({"sibling.pem"});
  const Finding* found = finding(report, "chain-incomplete");
  REQUIRE(found != nullptr);
  CHECK(has_value(*found, "O=Example Trust,CN=Example Issuing CA"));
  CHECK(has_value(*found, "http://ca.example.com/issuing.cer"));
  const auto wrong = std::find_if(found->evidence.begin(), found->evidence.end(),
                                  [](const Evidence& one) { return !one.expected.empty(); });
  REQUIRE(wrong != found->evidence.end());
  CHECK(wrong->location == path_of("sibling.pem") + ":15");
  CHECK(wrong->expected != wrong->actual);
  REQUIRE(found->next.size() == 1);
  CHECK(found->next.front().find(" --online") != std::string::npos);
}

TEST_CASE("the picture has every certificate, and the gap", "[check_chain]") {
  const Report whole = checked({"full.pem"});
  REQUIRE(whole.chains.size() == 1);
  CHECK(whole.chains.front().end == "anchor");
  CHECK(whole.chains.front().valid);
  REQUIRE(whole.chains.front().links.size() == 3);
  CHECK(whole.chains.front().links.back().origin == "trust");
  const Report broken = checked({"leaf.crt"});
  REQUIRE(broken.chains.front().links.size() == 2);
  const ChainLink& gap = broken.chains.front().links.back();
  CHECK(gap.origin == "missing");
  CHECK(gap.urls == std::vector<std::string>{"http://ca.example.com/issuing.cer"});
  CHECK(render_json(broken).find("\"issuer-missing\"") != std::string::npos);
}

TEST_CASE("the picture for tickets lets no name out of its label", "[check_chain]") {
  Report report;
  ChainPath path;
  path.told = true;
  path.links.push_back({.name = "a\"]\n  x --> y[\"<script>#quot;", .origin = "file"});
  path.links.push_back({.name = "CA", .origin = "missing", .subject = "CN=CA"});
  report.chains.push_back(path);
  const std::string text = render_mermaid(report);
  CHECK(text.starts_with("flowchart TD\n  p0c0[\"a#34;#93;"));
  CHECK(text.find("<script>") == std::string::npos);
  CHECK(std::count(text.begin(), text.end(), '"') == 4);
  CHECK(text.find("  p0c1 -.-> p0c0\n") != std::string::npos);
}

TEST_CASE("the picture for Graphviz has each certificate once, and lets no name out of its label", "[check_chain]") {
  Report report;
  ChainPath path;
  path.told = true;
  path.links.push_back({.name = "a\"]; x -> y [label=\"\\N&lt;\n", .origin = "file", .sha256 = "01"});
  path.links.push_back({.name = "CA", .origin = "file", .sha256 = "02", .causes = {"certificate-expired"}});
  report.chains = {path, path};
  report.chains.back().links.push_back({.name = "Root", .origin = "missing", .subject = "CN=Root"});
  const std::string text = render_dot(report);
  CHECK(text.find("c0 [label=\"a\\\"]; x -> y [label=\\\"\\\\N&amp;lt;") != std::string::npos);
  CHECK(text.find("c2 [label=\"MISSING\\nCN=Root\", style=dashed]") != std::string::npos);
  CHECK(text.find("c3") == std::string::npos);
  CHECK(text.find("certificate-expired\", color=") != std::string::npos);
  CHECK(text.find("  c1 -> c0\n") != std::string::npos);
  CHECK(text.find("  c2 -> c1 [style=dashed]\n") != std::string::npos);
}

TEST_CASE("no line of the picture is wider than a page, whatever the names", "[check_chain]") {
  Report report;
  report.time = "2026-11-22T00:00:00Z";
  ChainPath path;
  path.best = path.told = true;
  for (const char* name : {"短", "名称非常长的证书颁发机构名称非常长的证书颁发机构", "a\x1b[31m", ""}) {
    path.links.push_back({.name = name,
                          .origin = "file",
                          .location = "/etc/ssl/private/证书/很长的路径/www.example.com/fullchain.pem:113",
                          .algorithm = "EC brainpoolP512r1",
                          .not_before = "2026-01-01T00:00:00Z",
                          .not_after = "9999-12-31T23:59:59Z",
                          .sha256 = std::string(64, 'a')});
  }
  report.chains.push_back(path);
  const std::string text = render_text(report, {});
  CHECK(text.find('\x1b') == std::string::npos);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    CHECK(text::width(std::string_view(text).substr(at, end - at)) <= 80);
    at = end + 1;
  }
}

TEST_CASE("what a target refuses is an error, what it forgives a note", "[check_chain]") {
  const Report nginx = checked({"reversed.pem"}, {}, "nginx");
  CHECK(sick(nginx) == "error chain-order");
  CHECK(has_value(*finding(nginx, "chain-order"), "key values mismatch"));
  CHECK(sick(checked({"reversed.pem"}, {}, "iis")) == "note chain-order");
}

TEST_CASE("the bundle is complete, in order and minimal", "[check_chain]") {
  const ChainOptions nginx = writing("nginx.pem", "nginx");
  Report report = checked({"reversed.pem", "root.crt", "issuing-2019.crt"}, nginx);
  CHECK(report.errors.empty());
  CHECK(text_of(nginx.out) == chain_file("leaf.crt") + chain_file("issuing.crt"));
  CHECK(report.notes.size() == 3);                         // written, and two that were left out
  CHECK(checked({"full.pem"}, nginx).errors.size() == 1);  // not over what is there
  ChainOptions again = nginx;
  again.force = true;
  CHECK(checked({"full.pem"}, again).errors.empty());
}

TEST_CASE("HAProxy's bundle has the key, for its owner only", "[check_chain]") {
  const ChainOptions haproxy = writing("haproxy.pem", "haproxy");
  CHECK(checked({"full.pem"}, haproxy).errors.size() == 1);  // no key
  CHECK_FALSE(std::filesystem::exists(haproxy.out));
  CHECK(checked({"full.pem", "leaf.key"}, haproxy).errors.size() == 1);  // not without being told
  CHECK_FALSE(std::filesystem::exists(haproxy.out));
  ChainOptions plain = haproxy;
  plain.plain_key = true;
  const Report report = checked({"full.pem", "leaf.key"}, plain);
  CHECK(report.errors.empty());
  CHECK(text_of(haproxy.out) == chain_file("full.pem") + chain_file("leaf.key"));
  CHECK((std::filesystem::status(haproxy.out).permissions() & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("HAProxy's bundle has the key under the password given", "[check_chain]") {
  ChainOptions haproxy = writing("locked.pem", "haproxy");
  haproxy.out_password = std::make_shared<const SecretBytes>(SecretBytes{'p', 'w'});
  const Report report = checked({"full.pem", "leaf.key"}, haproxy);
  CHECK(report.errors.empty());
  const std::string text = text_of(haproxy.out);
  CHECK(text.starts_with(chain_file("full.pem") + "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
}

TEST_CASE("key stores get PKCS #7, and with a password PKCS #12", "[check_chain]") {
  const ChainOptions reply = writing("reply.p7b", "iis");
  CHECK(checked({"reversed.pem"}, reply).errors.empty());
  CHECK(text_of(reply.out).starts_with("-----BEGIN PKCS7-----\n"));
  ChainOptions store = writing("store.p12", "java-17");
  store.out_password = std::make_shared<const SecretBytes>(SecretBytes{'c', 'h', 'a', 'n', 'g', 'e'});
  store.out_name = "tomcat";
  CHECK(checked({"full.pem"}, store).errors.size() == 1);  // the key is not here
  CHECK_FALSE(std::filesystem::exists(store.out));
  const Report report = checked({"full.pem", "leaf.key"}, store);
  CHECK(report.errors.empty());
  CHECK(std::any_of(report.notes.begin(), report.notes.end(),
                    [](const std::string& note) { return note.find("tomcat") != std::string::npos; }));
}

TEST_CASE("a key of something else, and one in another file, are told where the target minds", "[check_chain]") {
  CHECK(sick(checked({"full.pem", "leaf.key"}, {}, "nginx")).empty());
  CHECK(sick(checked({"full.pem", "leaf.key"}, {}, "haproxy")) == "error format-not-for-target");
  CHECK(sick(checked({"full.pem", "../server.key"}, {}, "nginx")) == "error key-mismatch");
  CHECK(sick(checked({"full.pem", "../server.key"})).empty());  // nobody asked what it is for
}

TEST_CASE("nothing is written of a chain that is incomplete", "[check_chain]") {
  const ChainOptions nginx = writing("incomplete.pem", "nginx");
  const Report report = checked({"leaf.crt"}, nginx);
  CHECK(report.errors.size() == 1);
  CHECK_FALSE(std::filesystem::exists(nginx.out));
}

TEST_CASE("where OpenSSL judges otherwise both judgments are told, with the rule", "[check_chain]") {
  static const test::Workbench made;
  made.sh(R"(
    openssl ecparam -name prime256v1 -genkey -noout -out key
    printf 'basicConstraints=critical,CA:TRUE\nsubjectKeyIdentifier=hash\nkeyUsage=critical,keyCertSign' > ca
    printf 'basicConstraints=CA:FALSE\nauthorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n' > leaf
    openssl req -new -key key -subj /CN=root -out r.csr
    openssl x509 -req -in r.csr -signkey key -set_serial 7 -days 30000 -extfile ca -out root.crt
    openssl ecparam -name prime256v1 -genkey -noout -out key2
    openssl req -new -key key2 -subj /CN=zero -out z.csr
    openssl x509 -req -in z.csr -CA root.crt -CAkey key -set_serial 0 -days 30000 -extfile leaf -out zero.crt
  )");
  ExamineOptions options;
  options.time = "2100-01-01T00:00:00Z";
  ChainOptions chain;
  chain.trust = made.path("root.crt");
  const KnowledgeBase knowledge;
  const Report report = check_chain({made.path("zero.crt")}, knowledge, options, chain);
  REQUIRE(finding(report, "certificate-malformed") != nullptr);
  REQUIRE(report.notes.size() == 1);
  CHECK(report.notes.front().find("OpenSSL (strict) judges otherwise") != std::string::npos);
  CHECK(report.notes.front().find("RFC 5280 4.1.2.2") != std::string::npos);
}

TEST_CASE("every rule of the engine has its sentence in both languages", "[check_chain]") {
  for (std::size_t n = 0; n < static_cast<std::size_t>(chain::Rule::count_of_rules); ++n) {
    const auto rule = static_cast<chain::Rule>(n);
    CAPTURE(chain::info(rule).id);
    CHECK(rule_text(rule).rule == rule);
    CHECK_FALSE(rule_text(rule).en.empty());
    CHECK_FALSE(rule_text(rule).zh.empty());
  }
}

TEST_CASE("every rule for a target has its source", "[check_chain]") {
  for (const kb::ChainTarget& target : kb::chain_targets()) {
    CAPTURE(target.name);
    CHECK(target.source.starts_with("https://"));
    CHECK_FALSE(target.wants.zh.empty());
    for (const kb::ChainRule& rule : target.rules) {
      CHECK(rule.source.starts_with("https://"));
      CHECK_FALSE(rule.why.zh.empty());
    }
  }
  CHECK(kb::find_chain_target("Tomcat") == kb::find_chain_target("java"));
  CHECK(kb::find_chain_target("netscape") == nullptr);
}
