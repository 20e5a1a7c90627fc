// Causes held against made-up findings: what proves, what does not, and in which order it is told.
#include "catch.hpp"

#include "diagnose/join.hpp"
#include "diagnose/merge_findings.hpp"

using namespace certdoc;

namespace {

Finding finding(std::string cause, Verdict verdict, Severity severity = Severity::error,
                std::string subject = "a.pem") {
  Finding out;
  out.cause = std::move(cause);
  out.verdict = verdict;
  out.severity = severity;
  out.subject = std::move(subject);
  out.message = out.cause + " of " + out.subject;
  if (verdict == Verdict::unknown) out.reason = Reason{ReasonKind::no_password, "no password given"};
  return out;
}

JoinOptions options() {
  JoinOptions out;
  out.proof.target_known = true;
  out.proof.trust_given = true;
  out.proof.purpose_clear = true;
  out.command = {"certdoc", "diagnose", "0x80092004", "a.pem"};
  return out;
}

JudgedCause judged(const std::string& cause, const std::vector<Finding>& findings, const JoinOptions& how = options()) {
  return judge_causes({cause}, findings, how).front();
}

}  // namespace

TEST_CASE("diagnosis: confirmed causes come first, then ruled out, then unknown, each in the order of the code") {
  const std::vector<Finding> findings{finding("csr-mismatch", Verdict::ruled_out),
                                      finding("key-mismatch", Verdict::confirmed),
                                      finding("chain-incomplete", Verdict::confirmed)};
  const auto causes = judge_causes(
      {"pfx-no-private-key", "chain-incomplete", "csr-mismatch", "key-mismatch", "store-wrong"}, findings, options());
  std::vector<std::string> order;
  for (const JudgedCause& one : causes) order.push_back(one.cause);
  CHECK(order == std::vector<std::string>{"chain-incomplete", "key-mismatch", "csr-mismatch", "pfx-no-private-key",
                                          "store-wrong"});
  CHECK(causes[0].findings == std::vector<std::size_t>{2});
  CHECK(causes[2].verdict == Verdict::ruled_out);
}

TEST_CASE("diagnosis: of several subjects one that confirms is enough, one that is open forbids to rule out") {
  const Finding yes = finding("key-mismatch", Verdict::confirmed, Severity::error, "b.pem");
  const Finding no = finding("key-mismatch", Verdict::ruled_out);
  const Finding open = finding("key-mismatch", Verdict::unknown, Severity::error, "c.pem");
  CHECK(judged("key-mismatch", {no, open, yes}).verdict == Verdict::confirmed);
  CHECK(judged("key-mismatch", {no, open}).verdict == Verdict::unknown);
  CHECK(judged("key-mismatch", {no, open}).reason->kind == ReasonKind::no_password);
  CHECK(judged("key-mismatch", {no}).verdict == Verdict::ruled_out);
}

TEST_CASE("diagnosis: what a machine says of its servers' files is no proof for a client") {
  const Finding gone =
      finding("file-missing", Verdict::confirmed, Severity::error, "nginx on the machine of facts.txt");
  const Finding there = finding("file-missing", Verdict::ruled_out, Severity::error, "/srv/client.pem");
  JoinOptions how = options();
  how.proof.machines = {"the machine of facts.txt"};
  CHECK(judged("file-missing", {gone}, how).verdict == Verdict::confirmed);
  how.proof.client = true;
  CHECK(judged("file-missing", {gone}, how).verdict == Verdict::unknown);
  CHECK(judged("file-missing", {gone, there}, how).verdict == Verdict::ruled_out);
}

TEST_CASE("diagnosis: a note proves nothing, unless the error speaks of just that") {
  CHECK(judged("chain-incomplete", {finding("chain-incomplete", Verdict::confirmed, Severity::note)}).verdict ==
        Verdict::unknown);
  CHECK(judged("key-encrypted", {finding("key-encrypted", Verdict::confirmed, Severity::note)}).verdict ==
        Verdict::confirmed);
  CHECK(judged("pfx-password-newline", {finding("pfx-password-newline", Verdict::confirmed, Severity::warning)})
            .verdict == Verdict::confirmed);
}

TEST_CASE("diagnosis: what was read all the same proves only where the program is known not to read it") {
  const JoinOptions known = options();
  CHECK(
      judged("purpose-mismatch", {finding("purpose-mismatch", Verdict::confirmed, Severity::warning)}, known).verdict ==
      Verdict::unknown);
  for (const char* cause : {"file-encoding", "file-corrupt", "chain-order"}) {
    INFO(cause);
    const Finding warning = finding(cause, Verdict::confirmed, Severity::warning);
    CHECK(judged(cause, {warning}).reason->kind == ReasonKind::inconclusive);
    JoinOptions without_target = options();
    without_target.proof.target_known = false;
    const JudgedCause open = judged(cause, {warning}, without_target);
    CHECK(open.reason->kind == ReasonKind::no_input);
    REQUIRE(open.run.size() == 1);
    CHECK(open.run.front() == "certdoc diagnose 0x80092004 a.pem --target NAME");
    CHECK(judged(cause, {finding(cause, Verdict::confirmed)}).verdict == Verdict::confirmed);
  }
}

TEST_CASE("diagnosis: this machine's roots prove nothing of another one's") {
  JoinOptions how = options();
  how.proof.trust_given = false;
  how.proof.platform = "windows";
  const Finding untrusted = finding("root-untrusted", Verdict::confirmed);
  const Finding trusted = finding("root-untrusted", Verdict::ruled_out);
  CHECK(judged("root-untrusted", {untrusted}, how).reason->kind == ReasonKind::no_input);
  CHECK(judged("root-untrusted", {trusted}, how).verdict == Verdict::unknown);
  how.proof.platform = "linux";
  CHECK(judged("root-untrusted", {untrusted}, how).verdict == Verdict::unknown);
  CHECK(judged("root-untrusted", {trusted}, how).verdict == Verdict::ruled_out);
  CHECK(judged("root-untrusted", {untrusted}).verdict == Verdict::confirmed);
}

TEST_CASE("diagnosis: a missing issuer may be a root that the machine has") {
  JoinOptions how = options();
  how.proof.trust_given = false;
  Finding gap = finding("chain-incomplete", Verdict::confirmed);
  const JudgedCause open = judged("chain-incomplete", {gap}, how);
  CHECK(open.reason->kind == ReasonKind::no_input);
  CHECK(open.run == std::vector<std::string>{"certdoc diagnose 0x80092004 a.pem --trust ROOTS.pem"});
  gap.evidence.push_back({"can be fetched", {}, "http://ca.example/issuing.crt", {}});
  CHECK(judged("chain-incomplete", {gap}, how).verdict == Verdict::confirmed);
  CHECK(judged("chain-incomplete", {finding("chain-incomplete", Verdict::confirmed)}).verdict == Verdict::confirmed);
}

TEST_CASE("diagnosis: permissions of a copy prove nothing of the original") {
  const std::string cause = "key-unreadable-by-service";
  CHECK(judged(cause, {finding(cause, Verdict::confirmed, Severity::error, "server.key")}).verdict == Verdict::unknown);
  CHECK(judged(cause, {finding(cause, Verdict::confirmed, Severity::error, "/etc/ssl/server.key")}).verdict ==
        Verdict::confirmed);
}

TEST_CASE("diagnosis: a purpose counts where it is known what the certificate is for") {
  JoinOptions how = options();
  how.proof.purpose_clear = false;
  const Finding wrong = finding("purpose-mismatch", Verdict::confirmed);
  CHECK(judged("purpose-mismatch", {wrong}, how).verdict == Verdict::unknown);
  how.proof.served = true;
  CHECK(judged("purpose-mismatch", {wrong}, how).verdict == Verdict::confirmed);
}

TEST_CASE("diagnosis: without a finding it says what would decide, or that nothing here can") {
  const JudgedCause missing = judged("csr-mismatch", {});
  CHECK(missing.reason->kind == ReasonKind::no_input);
  CHECK(missing.run == std::vector<std::string>{"certdoc diagnose 0x80092004 a.pem FILE.crt FILE.csr"});
  CHECK(judged("file-swapped", {}).reason->kind == ReasonKind::manual);
  CHECK(judged("crl-unreachable", {}).reason->kind == ReasonKind::not_requested);
  JoinOptions asked = options();
  asked.online = true;
  asked.proof.platform = "linux";
  CHECK(judged("crl-unreachable", {}, asked).reason->kind == ReasonKind::manual);
  asked.proof.platform = "windows";
  CHECK(judged("crl-unreachable", {}, asked).reason->kind == ReasonKind::no_input);
}

TEST_CASE("diagnosis: what facts of the machine decide is open until they are given") {
  JoinOptions how = options();
  how.proof.platform = "windows";
  const JudgedCause open = judged("key-missing-in-store", {}, how);
  CHECK(open.reason->kind == ReasonKind::no_input);
  CHECK(open.run == std::vector<std::string>{"certdoc diagnose 0x80092004 a.pem --script windows --out facts.ps1"});
  how.facts = true;
  CHECK(judged("key-missing-in-store", {}, how).reason->kind == ReasonKind::manual);
  how.facts = false;
  how.proof.platform = "linux";
  CHECK(judged("key-missing-in-store", {}, how).reason->kind == ReasonKind::manual);
  const JudgedCause labels = judged("selinux-context", {}, how);
  CHECK(labels.run == std::vector<std::string>{"certdoc diagnose 0x80092004 a.pem FILE.key",
                                               "certdoc diagnose 0x80092004 a.pem --script linux --out facts.sh"});
  CHECK(scripts_for("clock-skewed", "java") == std::vector<std::string>{"windows", "linux"});
  CHECK(scripts_for("key-mismatch", "linux").empty());
}

TEST_CASE("diagnosis: what is there already is not asked for again") {
  const auto wanted = [](const char* cause, const Have& have) { return need_of(cause, have); };
  CHECK(wanted("csr-mismatch", {}) == Need::request);
  CHECK(wanted("csr-mismatch", {.certificate = true}) == Need::csr);
  CHECK(wanted("csr-mismatch", {.csr = true}) == Need::leaf);
  CHECK(wanted("csr-mismatch", {.csr = true, .locked = true}) == Need::password);
  CHECK(wanted("csr-mismatch", {.locked = true}) == Need::password_and_csr);
  CHECK(wanted("key-mismatch", {}) == Need::pair);
  CHECK(wanted("key-mismatch", {.certificate = true}) == Need::key);
  CHECK(wanted("key-mismatch", {.key = true}) == Need::leaf);
  CHECK(wanted("key-mismatch", {.certificate = true, .locked = true}) == Need::password);
  CHECK(wanted("chain-incomplete", {.locked = true}) == Need::password);
  CHECK(wanted("chain-incomplete", {.certificate = true, .locked = true}) == Need::certificate);
  CHECK(wanted("deployed-differs", {.certificate = true}) == Need::host);
  CHECK(wanted("deployed-differs", {.host = true}) == Need::served);
  JoinOptions how = options();
  how.have.locked = true;
  const JudgedCause locked = judged("csr-mismatch", {}, how);
  CHECK(locked.reason->kind == ReasonKind::no_password);
  CHECK(locked.run.front() == "certdoc diagnose 0x80092004 a.pem --pass env:PASSWORD FILE.csr");
}

TEST_CASE("diagnosis: the conclusion names the likeliest proven cause, or what is left") {
  const std::vector<Finding> findings{finding("key-mismatch", Verdict::confirmed),
                                      finding("chain-order", Verdict::ruled_out)};
  Diagnosis diagnosis;
  diagnosis.shown = "05800074";
  CHECK(conclusion_of(diagnosis, findings, Lang::en) == "Nothing is known that causes 05800074.");
  diagnosis.causes = judge_causes({"key-mismatch", "chain-order"}, findings, options());
  CHECK(conclusion_of(diagnosis, findings, Lang::en) == "05800074 because key-mismatch of a.pem.");
  diagnosis.causes = judge_causes({"store-wrong", "chain-order"}, findings, options());
  CHECK(conclusion_of(diagnosis, findings, Lang::en) ==
        "05800074: none of the causes that can be checked here is the one; left is store-wrong.");
  diagnosis.causes = judge_causes({"chain-order"}, findings, options());
  CHECK(conclusion_of(diagnosis, findings, Lang::en) ==
        "None of the causes that are known of 05800074 is the one here.");
}

TEST_CASE("merged findings: confirmed beats ruled out beats unknown, the graver the lighter; other subjects stay") {
  const auto all = merged({finding("a", Verdict::unknown), finding("b", Verdict::confirmed, Severity::note),
                           finding("a", Verdict::ruled_out), finding("a", Verdict::confirmed, Severity::warning, "x"),
                           finding("b", Verdict::confirmed), finding("a", Verdict::unknown, Severity::error, "x")});
  REQUIRE(all.size() == 3);
  CHECK(all[0].verdict == Verdict::ruled_out);
  CHECK(all[1].severity == Severity::error);
  CHECK(all[2].subject == "x");
  CHECK(all[2].verdict == Verdict::confirmed);
}
