// Who can import a PFX: the table against what the programs were seen to do, and the check on containers made by hand.
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "artifact/store.hpp"
#include "built.hpp"
#include "catch.hpp"
#include "check/pfx_rules.hpp"

using namespace certdoc;
using namespace certdoc::test::built;
using kb::Accepts;

namespace {

struct Form {
  std::string key = "AES-256-CBC", certificates = "AES-256-CBC", mac = "SHA256";
  std::uint64_t iterations = 2048;
  PasswordForm password = PasswordForm::as_given;
  std::size_t keys = 1;
  std::string csp;
};

const Form kOld{.key = "DES-EDE3-CBC", .certificates = "DES-EDE3-CBC", .mac = "SHA1"};

std::optional<Encryption> encryption(const std::string& cipher, std::uint64_t iterations) {
  if (cipher == "none") return std::nullopt;
  const bool old = cipher == "DES-EDE3-CBC" || cipher == "RC2-40-CBC";
  return Encryption{.scheme = old ? "pbeWithSHA1And..." : "PBES2",
                    .cipher = cipher,
                    .kdf = old ? "PKCS12" : "PBKDF2",
                    .prf = old ? "SHA1" : "SHA256",
                    .iterations = iterations,
                    .salt = 8};
}

// As openssl writes it: keys in a part in the clear, each shrouded; certificates in an encrypted part.
LoadedFile pfx(const Form& form = {}, const std::string& name = "server.pfx") {
  Store store;
  store.form = form.password;
  if (form.mac != "none") {
    store.integrity = {
        .kind = Integrity::Kind::mac, .digest = form.mac, .prf = {}, .iterations = form.iterations, .salt = 8};
  }
  StorePart certificates, keys;
  certificates.encryption = encryption(form.certificates, form.iterations);
  certificates.encrypted = certificates.encryption.has_value();
  certificates.certificates = 1;
  (form.key == "none" ? keys.plain_keys : keys.shrouded_keys) = form.keys;
  store.parts = {certificates, keys};
  Artifact container = artifact(Kind::pkcs12, Encoding::der);
  container.store = std::make_shared<const Store>(store);
  std::vector<Artifact> all{container};
  for (std::size_t i = 0; i < form.keys; ++i) {
    Artifact key = private_key(Encoding::der);
    key.parent = 0;
    key.place.inside = "bag " + std::to_string(i + 1);
    key.bag = std::make_shared<const Bag>(
        Bag{.part = 1, .encryption = encryption(form.key, form.iterations), .csp = form.csp});
    all.push_back(key);
  }
  if (form.keys > 0) {
    Artifact leaf = certificate();
    leaf.parent = 0;
    leaf.key = all.back().key;
    leaf.bag = std::make_shared<const Bag>();
    all.push_back(leaf);
  }
  return file_named(name, all);
}

Accepts verdict(const LoadedFile& loaded, std::string_view target) {
  const kb::Target* found = kb::find_target(target);
  REQUIRE(found != nullptr);
  REQUIRE(found->pfx.has_value());
  const PfxNeeds needs = pfx_needs(loaded, 0, Lang::en);
  return judge(needs, *found->pfx).accepts;
}

Finding of_target(const Form& form, std::string_view target, Lang lang = Lang::en) {
  return only(run(kPfxTarget, pfx(form), context(target, lang)));
}

Finding of_provider(const std::string& csp, std::string_view target, std::string algorithm = "RSA") {
  Form form;
  form.csp = csp;
  LoadedFile loaded = pfx(form);
  loaded.artifacts[1].key = key(std::move(algorithm), 256);
  loaded.artifacts[2].key = loaded.artifacts[1].key;
  return only(run(kPfxProvider, std::move(loaded), context(target)));
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> all;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, '\t');) all.push_back(cell);
  return all;
}

// A line of tests/peers/import_trials.tsv.
Form form_of(const std::vector<std::string>& row) {
  return {.key = row[1],
          .certificates = row[2],
          .mac = row[3],
          .iterations = std::stoull(row[4]),
          .password = row[5] == "empty" ? PasswordForm::empty : PasswordForm::as_given,
          .keys = std::stoull(row[6]),
          .csp = {}};
}

}  // namespace

TEST_CASE("the table says of every form what the program itself was seen to do", "[pfx-target]") {
  std::ifstream table(std::string(CERTDOC_SOURCE_DIR) + "/tests/peers/import_trials.tsv");
  REQUIRE(table.good());
  std::map<std::string, int> seen;
  for (std::string line; std::getline(table, line);) {
    if (line.starts_with("#") || line.starts_with("program\t")) continue;
    const std::vector<std::string> row = cells(line);
    REQUIRE(row.size() >= 8);
    if (kb::find_target(row[0]) == nullptr) continue;  // OpenSSL with -legacy is no target of its own
    INFO(line);
    const Accepts seen_to_do = row[7] == "reads" ? Accepts::yes : Accepts::no;
    if (row[5] == "chinese") {  // what was typed does not show in a Store
      CHECK(kb::pfx_rule(*kb::find_target(row[0])->pfx, "password:non-ascii")->accepts == seen_to_do);
    } else {
      CHECK(verdict(pfx(form_of(row)), row[0]) == seen_to_do);
    }
    ++seen[row[0]];
  }
  for (const char* program : {"openssl-3", "gnutls", "nss", "java-17"}) CHECK(seen[program] >= 38);
}

TEST_CASE("every row on PFX files has both languages and a source or a trial", "[pfx-target]") {
  std::size_t count = 0;
  for (const kb::Target& target : kb::targets()) {
    if (!target.pfx) continue;
    ++count;
    for (const kb::PfxRule& rule : target.pfx->rules) {
      INFO(target.name << " " << rule.what);
      CHECK_FALSE(rule.what.empty());
      CHECK_FALSE(rule.why.en.empty());
      CHECK_FALSE(rule.why.zh.empty());
      CHECK(rule.why.en != rule.why.zh);
      CHECK_FALSE(rule.why.en.ends_with('.'));
      CHECK((rule.source.starts_with("https://") || rule.source == "tried"));
      CHECK((rule.code.empty() || rule.code.find(':') != std::string_view::npos));
      CHECK((rule.code.empty() || !rule.shows.empty()));
      if (rule.what == "iterations") CHECK(target.pfx->max_iterations > 0);
    }
  }
  CHECK(count >= 25);
}

TEST_CASE("what a PFX is made of for a target is read by that target", "[pfx-target]") {
  for (const kb::Target& target : kb::targets()) {
    if (!target.pfx) continue;
    const kb::PfxRecipe& recipe = target.pfx->recipe;
    INFO(target.name);
    const Form made{.key = std::string(recipe.key_cipher),
                    .certificates = std::string(recipe.certificate_cipher),
                    .mac = std::string(recipe.mac),
                    .iterations = recipe.iterations};
    CHECK(verdict(pfx(made), target.name) == Accepts::yes);
    CHECK(recipe.prf == (recipe.key_cipher == "DES-EDE3-CBC" ? "" : "SHA256"));
    CHECK(recipe.certificate_cipher.find("RC2") == std::string_view::npos);
    CHECK((target.pfx->max_iterations == 0 || recipe.iterations <= target.pfx->max_iterations));
  }
}

TEST_CASE("the form pkcs12-modern of check-file follows from the table", "[pfx-target]") {
  for (const kb::Target& target : kb::targets()) {
    if (!target.pfx) continue;
    INFO(target.name);
    const kb::TargetRule* form = kb::rule(target, "pkcs12-modern");
    REQUIRE(form != nullptr);
    CHECK(form->accepts == verdict(pfx(), target.name));
  }
  CHECK(kb::rule(*kb::find_target("windows-server-2016"), "pkcs12-modern")->accepts == Accepts::no);
  CHECK(kb::rule(*kb::find_target("windows-10"), "pkcs12-modern")->accepts == Accepts::yes);
  CHECK(kb::rule(*kb::find_target("java-17"), "pkcs12-modern")->accepts == Accepts::yes);
}

TEST_CASE("the targets that the table is about are there under their names", "[pfx-target]") {
  for (const char* name : {"windows-server-2003",
                           "windows-server-2012r2",
                           "windows-server-2016",
                           "windows-server-2019",
                           "windows-10",
                           "windows-11",
                           "iis",
                           "exchange",
                           "macos",
                           "ios",
                           "java-8",
                           "java-11",
                           "java-17",
                           "java",
                           "tomcat",
                           "openssl-1.0",
                           "openssl-1.1",
                           "openssl-3",
                           "nss",
                           "gnutls",
                           "android"}) {
    INFO(name);
    REQUIRE(kb::find_target(name) != nullptr);
    CHECK(kb::find_target(name)->pfx.has_value());
  }
  CHECK_FALSE(kb::find_target("nginx")->pfx.has_value());
}

TEST_CASE("a target that does not know the algorithms refuses, with what it says there and the way out",
          "[pfx-target]") {
  const Finding finding = of_target({}, "windows-server-2016");
  CHECK(finding.cause == "pfx-algorithm-for-target");
  CHECK(finding.verdict == Verdict::confirmed);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "Windows Server 2016 cannot import server.pfx: certificate encryption AES-256-CBC, PBKDF2 with SHA256, 2,048 "
        "rounds");
  CHECK(value(finding, "it says there") == "The specified network password is not correct");
  CHECK(value(finding, "key encryption") == "AES-256-CBC, PBKDF2 with SHA256, 2,048 rounds");
  CHECK(value(finding, "MAC") == "SHA256, 2,048 rounds");
  CHECK(finding.shows_as == std::vector<std::string>{"windows:0x80070056"});
  CHECK(command(finding) ==
        "certdoc check-pfx server.pfx --out server-windows-server-2016.pfx --for windows-server-2016");
  CHECK(finding.remedies == std::vector<std::string>{"rebuild-pfx-for-old-windows"});
  const auto where = std::find_if(finding.evidence.begin(), finding.evidence.end(),
                                  [](const Evidence& one) { return one.label == "key encryption"; });
  REQUIRE(where != finding.evidence.end());
  CHECK(where->location == "server.pfx (bag 1)");
  CHECK(where->expected.find("Server 2019") != std::string::npos);
}

TEST_CASE("a target that reads the file is said to import it", "[pfx-target]") {
  for (const char* target : {"windows-server-2003", "windows-server-2016", "iis", "exchange", "macos", "ios", "android",
                             "java-8", "openssl-1.0", "openssl-3"}) {
    INFO(target);
    CHECK(of_target(kOld, target).verdict == Verdict::ruled_out);
  }
  CHECK(of_target({}, "windows-server-2019").verdict == Verdict::ruled_out);
}

TEST_CASE("where it depends on the release it stays open, with the sentence that says so", "[pfx-target]") {
  for (const char* target : {"iis", "macos", "ios", "android", "java-8", "java", "tomcat"}) {
    INFO(target);
    const Finding finding = of_target({}, target);
    CHECK(finding.verdict == Verdict::unknown);
    REQUIRE(finding.reason.has_value());
    CHECK(finding.reason->kind == ReasonKind::manual);
    CHECK_FALSE(finding.reason->text.empty());
    CHECK_FALSE(command(finding).empty());
  }
  CHECK(of_target({.key = "CAMELLIA-256-CBC"}, "windows-server-2019").reason->text.find("no source") == 0);
}

TEST_CASE("more rounds than the target computes are refused", "[pfx-target]") {
  Form form;
  form.iterations = 600'000;
  CHECK(of_target(form, "windows-10").verdict == Verdict::ruled_out);
  form.iterations = 600'001;
  CHECK(of_target(form, "windows-10").verdict == Verdict::confirmed);
  CHECK(of_target(form, "windows-10").message.find("600,001 rounds") != std::string::npos);
  CHECK(of_target(form, "java-17").verdict == Verdict::ruled_out);
  form.iterations = 5'000'001;
  CHECK(of_target(form, "java-17").verdict == Verdict::confirmed);
  CHECK(of_target(form, "openssl-3").verdict == Verdict::ruled_out);
}

TEST_CASE("a MAC that is missing, and a key in the clear, matter where the program minds", "[pfx-target]") {
  CHECK(of_target({.mac = "none"}, "openssl-3").verdict == Verdict::ruled_out);
  CHECK(of_target({.mac = "none"}, "openssl-1.1").verdict == Verdict::confirmed);
  CHECK(value(of_target({.mac = "none"}, "nss"), "it says there") ==
        "security library: improperly formatted DER-encoded message");
  CHECK(of_target({.key = "none"}, "java-17").verdict == Verdict::confirmed);
  CHECK(of_target({.certificates = "none"}, "java-17").verdict == Verdict::ruled_out);
  CHECK(of_target({.certificates = "RC2-40-CBC", .mac = "SHA1"}, "openssl-3").shows_as ==
        std::vector<std::string>{"openssl:0308010C"});
}

TEST_CASE("a password in an encoding of its own stays open, but where only ASCII is taken", "[pfx-target]") {
  Form form = kOld;
  form.password = PasswordForm::gb18030_characters;
  CHECK(of_target(form, "openssl-3").verdict == Verdict::unknown);
  CHECK(value(of_target(form, "java-17"), "it says there") == "keystore password was incorrect");
}

TEST_CASE("without a target all of them stand in one note", "[pfx-target]") {
  const Finding finding = of_target({}, {});
  CHECK(finding.verdict == Verdict::confirmed);
  CHECK(finding.severity == Severity::note);
  CHECK(
      value(finding, "refused by") ==
      "Windows Server 2003, 2003 R2, 2008, 2008 R2, 2012, 2012 R2, 2016: AES-256 and SHA-256 are read from Server 2019 "
      "on; older ones say that the password is wrong (0x80070056)");
  CHECK(value(finding, "imported by").find("OpenSSL 3") != std::string::npos);
  CHECK(finding.evidence.size() <= 12);
  CHECK(command(finding).ends_with("--for windows-server-2016"));
  CHECK(of_target({}, {}, Lang::zh).message.find("server.pfx") != std::string::npos);
  const Finding old = of_target(kOld, {});
  CHECK(old.verdict == Verdict::ruled_out);
  CHECK(old.evidence.empty());
}

TEST_CASE("what is shut stays unknown, and is said", "[pfx-target]") {
  LoadedFile loaded = pfx(kOld);
  Store store = *loaded.artifacts[0].store;
  store.parts = {store.parts[0]};
  store.parts[0].certificates = 0;
  store.parts[0].closed = Reason{ReasonKind::no_password, "no password was given"};
  loaded.artifacts.resize(1);
  loaded.artifacts[0].store = std::make_shared<const Store>(store);
  const Finding finding = only(run(kPfxTarget, loaded, context("openssl-3")));
  CHECK(finding.verdict == Verdict::unknown);
  CHECK(finding.reason->kind == ReasonKind::no_password);
  CHECK(finding.reason->text.find("no password was given") != std::string::npos);
  store.parts[0].encryption.reset();
  loaded.artifacts[0].store = std::make_shared<const Store>(store);
  CHECK(only(run(kPfxTarget, loaded, context())).reason->kind == ReasonKind::no_password);
}

TEST_CASE("thousands of keys in as many ways are cut short, and that is said", "[pfx-target]") {
  LoadedFile loaded = pfx(kOld);
  for (std::uint64_t rounds = 1; rounds < 9000; ++rounds) {
    Artifact key = loaded.artifacts[1];
    key.bag = std::make_shared<const Bag>(Bag{.part = 1, .encryption = encryption("DES-EDE3-CBC", rounds)});
    loaded.artifacts.push_back(std::move(key));
  }
  CHECK(pfx_needs(loaded, 0, Lang::en).facts.size() == 100);
  const Finding finding = only(run(kPfxTarget, loaded, context("openssl-3")));
  CHECK(finding.verdict == Verdict::unknown);
  CHECK(finding.reason->kind == ReasonKind::unsupported);
}

TEST_CASE("what is no PFX is not judged, and what imports none stays open", "[pfx-target]") {
  CHECK(run(kPfxTarget, file_named("a.pem", {certificate(), private_key()}), context("iis")).empty());
  CHECK(run(kPfxProvider, file_named("a.pem", {certificate(), private_key()}), context("iis")).empty());
  CHECK(run(kPfxTarget, file_named("a.pfx", {artifact(Kind::pkcs12, Encoding::der)}), context("iis")).empty());
  CHECK(of_target({}, "nginx").verdict == Verdict::unknown);
}

TEST_CASE("names from strangers are quoted in the command, or it is left out", "[pfx-target]") {
  const kb::Target& target = *kb::find_target("iis");
  CHECK(rewrite_command(pfx({}, "/tmp/it's.pfx"), target) ==
        "certdoc check-pfx '/tmp/it'\\''s.pfx' --out 'it'\\''s-iis.pfx' --for iis");
  CHECK(rewrite_command(pfx({}, "-x.pfx"), target).starts_with("certdoc check-pfx ./-x.pfx --out ./-x-iis.pfx"));
  CHECK(rewrite_command(pfx({}, "-"), target).empty());
  CHECK(rewrite_command(pfx({.keys = 0}), target).empty());
  CHECK(rewrite_command(pfx({.keys = 2}), target).empty());
  CHECK(rewrite_command(pfx({}, "a\nb.pfx"), target).empty());
}

TEST_CASE("the provider that a PFX names is judged by what it can hold and what the target needs", "[pfx-provider]") {
  const auto wrong = of_provider("Microsoft RSA SChannel Cryptographic Provider", {}, "EC");
  CHECK(wrong.verdict == Verdict::confirmed);
  CHECK(wrong.severity == Severity::warning);
  CHECK(wrong.message.find("EC key") != std::string::npos);
  CHECK(of_provider("microsoft rsa schannel cryptographic provider", {}).verdict == Verdict::ruled_out);
  CHECK(of_provider("Microsoft Software Key Storage Provider", {}, "EC").verdict == Verdict::ruled_out);
  const auto exchange = of_provider("Microsoft Software Key Storage Provider", "exchange");
  CHECK(exchange.verdict == Verdict::confirmed);
  CHECK(exchange.severity == Severity::error);
  CHECK(command(exchange) == "certdoc check-pfx server.pfx --out server-exchange.pfx --for exchange");
  CHECK(of_provider("Microsoft Software Key Storage Provider", "iis").verdict == Verdict::ruled_out);
  CHECK(of_provider("Microsoft Software Key Storage Provider", "windows-server-2003").verdict == Verdict::confirmed);
  CHECK(of_provider("Microsoft Base Smart Card Crypto Provider", "iis").severity == Severity::warning);
  CHECK(of_provider("Microsoft Base Smart Card Crypto Provider", {}).verdict == Verdict::ruled_out);
  CHECK(of_provider("Microsoft RSA Signature Cryptographic Provider", "iis").verdict == Verdict::confirmed);
  CHECK(of_provider("Microsoft Strong Cryptographic Provider", "windows-code-signing").verdict == Verdict::confirmed);
  CHECK(of_provider("Microsoft Strong Cryptographic Provider", "iis").verdict == Verdict::ruled_out);
}

TEST_CASE("a provider of another vendor stays open on Windows, and is nothing to other programs", "[pfx-provider]") {
  const auto vendor = of_provider("Feitian ePassNG RSA Cryptographic Service Provider", "iis");
  CHECK(vendor.verdict == Verdict::unknown);
  CHECK(vendor.reason->kind == ReasonKind::manual);
  CHECK(of_provider("Feitian ePassNG RSA Cryptographic Service Provider", "java-17").verdict == Verdict::ruled_out);
  CHECK(only(run(kPfxProvider, pfx(), context("iis"))).verdict == Verdict::ruled_out);
}
