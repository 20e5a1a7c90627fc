// What preflight adds to the other commands: rows, decisions, the crypto policy, the names of virtual hosts.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "artifact/loader.hpp"
#include "base/run_program.hpp"
#include "catch.hpp"
#include "certdoc/exit_status.hpp"
#include "certdoc/preflight.hpp"
#include "certdoc/render.hpp"
#include "check/deployment.hpp"
#include "machine/crypto_policy.hpp"
#include "system_root.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

constexpr const char* kNow = "2026-11-22T00:00:00Z";

// The chains that the command line tests use.
std::string path_of(const std::string& name) {
  return std::string(CERTDOC_SOURCE_DIR) + "/tests/cli/material/chain/" + name;
}

std::string content(const std::string& name) {
  std::ifstream file(path_of(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Material material(const std::vector<std::string>& names) {
  Material out;
  for (const std::string& name : names) out.files.push_back(load_file(path_of(name), {}));
  return out;
}

Context context() {
  Context out;
  out.now = *parse_time(kNow);
  return out;
}

// `confirmed error algorithm-for-target`
std::vector<std::string> lines(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& one : findings) {
    const std::string severity = one.verdict == Verdict::confirmed ? std::string(name_of(one.severity)) + " " : "";
    out.push_back(std::string(name_of(one.verdict)) + " " + severity + one.cause);
  }
  return out;
}

using Lines = std::vector<std::string>;

Report preflight_of(const std::vector<std::string>& names, PreflightOptions options = {},
                    const std::string& target = "nginx") {
  ExamineOptions examine;
  examine.time = kNow;
  examine.target = options.server.empty() ? target : "";
  if (options.trust == "system") options.trust = path_of("root.crt");
  if (options.root == "/") options.root = "/nonexistent";
  std::vector<std::string> paths;
  for (const std::string& name : names) paths.push_back(path_of(name));
  Report report = preflight(paths, KnowledgeBase(), examine, options);
  summarise(report, {});
  return report;
}

std::string state(const Report& report, std::string_view id, std::size_t list = 0) {
  for (const ChecklistItem& item : report.checklists.at(list).items) {
    if (item.id == id) return item.state;
  }
  return "none";
}

bool is_confirmed(const Report& report, std::string_view cause, Severity severity = Severity::error) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& one) {
    return one.cause == cause && one.verdict == Verdict::confirmed && one.severity == severity;
  });
}

PreflightOptions server_in(const SystemRoot& system) {
  PreflightOptions options;
  options.server = "nginx";
  options.root = system.path();
  return options;
}

void site(const SystemRoot& system, const std::string& names, const std::string& certificate, const std::string& key) {
  system.file("/etc/nginx/nginx.conf", "user www-data;\nhttp {\nserver {\nlisten 443 ssl;\nserver_name " + names +
                                           ";\nssl_certificate " + certificate + ";\nssl_certificate_key " + key +
                                           ";\n}\n}\n");
}

}  // namespace

TEST_CASE("what a system allows OpenSSL is found in openssl.cnf, whatever its sections are called", "[preflight]") {
  const SystemRoot system;
  CHECK_FALSE(machine::read_crypto_policy(system.root()).security_level);
  system.file("/etc/ssl/openssl.cnf",
              "openssl_conf = a # comment\nCipherString = ALL@SECLEVEL=5\n[ a ]\nssl_conf = b\n[b]\nsystem_default=c\n"
              "[c]\nMinProtocol = TLSv1.2\nCipherString = DEFAULT@SECLEVEL=3:!X\n[d]\nCipherString = @SECLEVEL=4\n");
  const auto policy = machine::read_crypto_policy(system.root());
  CHECK((policy.security_level == 3 && policy.level_location == "/etc/ssl/openssl.cnf:9"));
  CHECK((policy.min_protocol && policy.min_protocol->value == "TLSv1.2"));
}

TEST_CASE("crypto policies of RHEL: their name, and the level in the file that openssl.cnf includes", "[preflight]") {
  const SystemRoot system;
  system.file("/etc/crypto-policies/config", "# comment\nFUTURE\n");
  system.file("/etc/pki/tls/openssl.cnf",
              "openssl_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n[c]\n.include = /etc/back.config\n");
  system.file("/etc/back.config", "CipherString = @SECLEVEL=3:kEECDH\nTLS.MinProtocol = TLSv1.2\n");
  const auto policy = machine::read_crypto_policy(system.root());
  CHECK((policy.policy && policy.policy->value == "FUTURE"));
  CHECK((policy.policy->location == "/etc/crypto-policies/config:2" && policy.level_location == "/etc/back.config:1"));
  CHECK(policy.security_level == 3);
}

TEST_CASE("openssl.cnf that includes itself, or is nothing of the kind", "[preflight]") {
  const SystemRoot system;
  system.file("/etc/ssl/openssl.cnf",
              ".include openssl.cnf\n.include .\n[\n]\n=\nopenssl_conf\nCipherString = @SECLEVEL=");
  CHECK_FALSE(machine::read_crypto_policy(system.root()).security_level);
}

TEST_CASE("a security level refuses keys and hashes that are weaker", "[preflight]") {
  const auto at_level = [](int level) {
    machine::CryptoPolicy policy;
    policy.security_level = level;
    return lines(policy_findings(material({"leaf.crt"}), context(), policy, Severity::error));
  };
  CHECK(policy_findings(material({"leaf.crt"}), context(), {}, Severity::error).empty());
  // P-256 and SHA-256 have 128 bits.
  CHECK(at_level(3) == Lines{"ruled_out algorithm-for-target"});
  CHECK(at_level(4) == Lines{"confirmed error algorithm-for-target"});
  CHECK(at_level(0) == Lines{"ruled_out algorithm-for-target"});
}

TEST_CASE("names of virtual hosts against those of the certificate", "[preflight]") {
  const auto judged = [](const std::vector<std::string>& names, bool binding = true) {
    std::vector<machine::ConfigValue> values;
    for (const std::string& name : names) values.push_back({name, "nginx.conf:1"});
    return lines(name_findings(material({"full.pem"}), context(), values, binding));
  };
  CHECK(judged({"www.example.com"}) == Lines{"ruled_out hostname-mismatch"});
  CHECK(judged({"WWW.EXAMPLE.COM"}) == Lines{"ruled_out hostname-mismatch"});
  CHECK(judged({"other.example.com"}) == Lines{"confirmed error hostname-mismatch"});
  CHECK(judged({"other.example.com"}, false) == Lines{"confirmed warning hostname-mismatch"});
  CHECK(judged({"www.example.com", "other.example.com"}) == Lines{"confirmed warning hostname-mismatch"});
  CHECK(judged({"*.example.net"}) == Lines{"confirmed error hostname-mismatch"});
  CHECK(judged({"192.0.2.1"}) == Lines{"confirmed error hostname-mismatch"});
  for (const char* name : {"_", "", "~^www\\..*$", "$hostname", "www.example.*", "__", "a b"})
    CHECK(judged({name}).empty());
}

TEST_CASE("how long certificates last", "[preflight]") {
  const auto within = [](int days) {
    return lines(expiry_findings(material({"leaf.crt"}), context(), days, Severity::error));
  };
  CHECK(within(191) == Lines{"ruled_out certificate-expires-soon"});
  CHECK(within(192) == Lines{"confirmed error certificate-expires-soon"});
  Context late = context();
  late.now = *parse_time("2028-01-01");
  CHECK(expiry_findings(material({"leaf.crt"}), late, 30, Severity::error).empty());
}

TEST_CASE("certificate, key and chain that fit are GO", "[preflight]") {
  PreflightOptions options;
  options.host = "www.example.com";
  options.days = 30;
  const SystemRoot system;  // git keeps no modes, and the key of others is for nobody
  system.file("/leaf.key", content("leaf.key"));
  std::filesystem::permissions(system.path() + "/leaf.key",
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const std::string key = std::filesystem::relative(system.path() + "/leaf.key", path_of("")).string();
  const Report report = preflight_of({"full.pem", key}, options);
  CHECK(decision(report) == "go");
  for (const char* id : {"pair", "chain", "format", "algorithms", "validity", "host"}) CHECK(state(report, id) == "ok");
  CHECK(state(report, "revocation") == "not-checked");
}

TEST_CASE("each thing that is wrong is NO-GO, in the row where people look for it", "[preflight]") {
  PreflightOptions host;
  host.host = "other.example.com";
  CHECK(state(preflight_of({"full.pem", "leaf.key"}, host), "host") == "error");
  PreflightOptions days;
  days.days = 365;
  CHECK(state(preflight_of({"full.pem", "leaf.key"}, days), "validity") == "error");
  CHECK(state(preflight_of({"leaf.crt", "leaf.key"}), "chain") == "error");
  CHECK(state(preflight_of({"full.pem", "../locked.key"}), "format") != "ok");
  const Report wrong = preflight_of({"full.pem", "../server.key"});
  CHECK((state(wrong, "pair") == "error" && decision(wrong) == "no-go"));
}

TEST_CASE("what cannot be examined is UNDECIDED, and never GO", "[preflight]") {
  const Report report = preflight_of({"full.pem", "no-such.key"});
  CHECK((report.summary.exit == 3 && decision(report) == "undecided"));
  PreflightOptions options;
  options.server = "nginx";
  CHECK(decision(preflight_of({}, options)) == "undecided");
  options.server = "auto";
  CHECK(decision(preflight_of({}, options)) == "undecided");
}

TEST_CASE("the certificates of a server, with the place of each in its configuration", "[preflight]") {
  const SystemRoot system;
  system.file("/etc/nginx/c.pem", content("full.pem"));
  system.file("/etc/nginx/c.key", content("leaf.key"));
  site(system, "www.example.com", "c.pem", "c.key");
  const Report good = preflight_of({}, server_in(system));
  CHECK(state(good, "config") == "ok");
  CHECK(good.checklists.at(1).location == "/etc/nginx/nginx.conf:6");
  for (const char* id : {"pair", "chain", "format", "algorithms", "host"}) CHECK(state(good, id, 1) == "ok");
  site(system, "other.example.com", "c.pem", "gone.key");
  const Report bad = preflight_of({}, server_in(system));
  CHECK((is_confirmed(bad, "hostname-mismatch") && is_confirmed(bad, "file-missing")));
  CHECK(decision(bad) == "no-go");
}

TEST_CASE("auto finds the servers that are configured", "[preflight]") {
  const SystemRoot system;
  system.file("/etc/nginx/c.pem", content("full.pem"));
  system.file("/etc/nginx/c.key", content("leaf.key"));
  site(system, "www.example.com", "c.pem", "c.key");
  system.file("/etc/postfix/main.cf", "myhostname = www.example.com\n");
  system.file("/etc/dovecot/dovecot.conf", "ssl = required\n");
  PreflightOptions options = server_in(system);
  options.server = "auto";
  const Report report = preflight_of({}, options);
  CHECK(report.checklists.size() == 4);  // nginx, its certificate, Dovecot, this machine
  CHECK(is_confirmed(report, "server-config-incomplete"));
  CHECK(std::any_of(report.notes.begin(), report.notes.end(), [](const auto& n) { return n.starts_with("postfix:"); }));
}

TEST_CASE("a configuration that cannot be read to its end is no GO", "[preflight]") {
  const SystemRoot system;
  system.file("/etc/nginx/nginx.conf", "http {\nserver {\n");
  CHECK(decision(preflight_of({}, server_in(system))) == "undecided");
}

TEST_CASE("no password of a configuration is shown", "[preflight]") {
  const SystemRoot system;
  system.file("/etc/dovecot/dovecot.conf",
              "ssl_cert = </etc/c.pem\nssl_key = </etc/c.key\nssl_key_password = s3cret\n");
  system.file("/etc/c.pem", content("full.pem"));
  system.file("/etc/c.key", content("../locked.key"));
  PreflightOptions options = server_in(system);
  options.server = "dovecot";
  const Report report = preflight_of({}, options);
  CHECK(render_json(report).find("s3cret") == std::string::npos);
}

TEST_CASE("a program that fails is an answer too, with all that it says", "[run_program]") {
  using namespace std::chrono_literals;
  const auto ask = [](const std::string& script) {
    return ask_program({"/bin/sh", "-c", script}, {"PATH=/usr/bin:/bin"}, {30s, 1000});
  };
  const auto failed = ask("echo out; echo err >&2; exit 3");
  REQUIRE(failed);
  CHECK((failed->status == 3 && failed->output == "out\nerr\n"));
  CHECK(ask("cat; exit 0").value().output.empty());  // nobody types anything
  CHECK_FALSE(ask("cat /dev/zero >&2"));
}
