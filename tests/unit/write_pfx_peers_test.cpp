// What make_pfx makes is read by openssl, GnuTLS, NSS and Java, with every password that these can take.
#include "catch.hpp"
#include "writing.hpp"

using namespace certdoc;
namespace t = certdoc::test;

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

struct Case {
  std::string name;
  PfxForm form;
  std::string password;
};

std::vector<Case> cases() {
  const PfxForm modern, legacy = t::legacy_form();
  std::vector<Case> all;
  for (const std::string password : {"secret-123", "", "密码-證書", "pa🔑ss"}) {
    all.push_back({"modern", modern, password});
    all.push_back({"legacy", legacy, password});
  }
  return all;
}

// out.pfx with leaf and middle, named and with a CSP; its password in the file `password`.
void make(const t::Workbench& m, const PfxForm& form, const std::string& password,
          const std::string& friendly_name = "my server") {
  const auto key = t::loaded(m, {"leaf.key"}), leaf = t::loaded(m, {"leaf.crt"}), middle = t::loaded(m, {"middle.crt"});
  const PfxContent content{.key = &t::only_of(key.files.front(), Kind::private_key),
                           .certificates = {&t::only_of(leaf.files.front(), Kind::certificate),
                                            &t::only_of(middle.files.front(), Kind::certificate)},
                           .friendly_name = friendly_name,
                           .csp = "Microsoft Software Key Storage Provider"};
  const auto made = make_pfx(content, form, *t::secret_of(password));
  if (!made) FAIL(made.error().what);
  m.write("out.pfx", as_text(*made));
  m.write("password", password + "\n");
}

// In a locale with UTF-8, so that arguments arrive as they are.
std::string output(const t::Workbench& m, const std::string& command) {
  m.sh("export LC_ALL=C.UTF-8\n(" + command + ") > said 2>&1 || { cat said; exit 1; }");
  return m.read("said");
}

}  // namespace

TEST_CASE("openssl opens what was made, in both forms and with every password", "[writer]") {
  const t::Workbench& m = t::pki();
  for (const Case& one : cases()) {
    INFO(one.name << " '" << one.password << "'");
    make(m, one.form, one.password);
    const std::string said = output(m, "openssl pkcs12 -in out.pfx -passin file:password -nodes -info");
    const bool modern = one.name == "modern";
    CHECK(contains(said, modern ? "MAC: sha256, Iteration 2048" : "MAC: sha1, Iteration 2048"));
    CHECK(contains(said, modern ? "PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256"
                                : "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048"));
    CHECK(contains(said, "Shrouded Keybag"));
    CHECK(contains(said, "friendlyName: my server"));
    CHECK(contains(said, "Microsoft CSP Name: Microsoft Software Key Storage Provider"));
    m.sh(
        "openssl pkcs12 -in out.pfx -passin file:password -nodes -nocerts | openssl pkey -outform DER > got.der\n"
        "openssl pkey -in leaf.key -outform DER | cmp - got.der\n"
        "openssl pkcs12 -in out.pfx -passin file:password -nokeys -clcerts | openssl x509 | cmp - leaf.crt\n"
        "openssl pkcs12 -in out.pfx -passin file:password -nokeys -cacerts | openssl x509 | cmp - middle.crt\n"
        "! openssl pkcs12 -in out.pfx -passin pass:wrong -noout");
  }
}

TEST_CASE("GnuTLS opens what was made, in both forms and with every password", "[writer]") {
  const t::Workbench& m = t::pki();
  for (const Case& one : cases()) {
    INFO(one.name << " '" << one.password << "'");
    make(m, one.form, one.password);
    const std::string said = output(m, "certtool --p12-info --inder --infile out.pfx --password \"$(cat password)\"");
    CHECK(contains(said, one.name == "modern" ? "SHA256" : "SHA1"));
    CHECK(contains(said, "Friendly name: my server"));
    for (const std::string name : {"leaf.crt", "middle.crt"}) CHECK(contains(said, m.read(name)));
    if (one.password.empty()) continue;  // certtool takes that for none when it is about a key alone
    m.write("listed", said);
    // It lists the key as it is encrypted; this opens it.
    const std::string opened = output(m,
                                      "sed -n '/BEGIN ENCRYPTED/,/END ENCRYPTED/p' listed > shut.pem\n"
                                      "certtool --key-info --pkcs8 --infile shut.pem --password \"$(cat password)\" ");
    CHECK(contains(opened, "SECP256R1"));
  }
}

TEST_CASE("NSS opens what was made, in both forms and with every password, and imports it", "[writer]") {
  const t::Workbench& m = t::pki();
  for (const Case& one : cases()) {
    INFO(one.name << " '" << one.password << "'");
    make(m, one.form, one.password);
    m.sh("rm -rf db; mkdir db; certutil -N -d sql:db --empty-password");
    const std::string said = output(m, "pk12util -l out.pfx -d sql:db -W \"$(cat password)\"");
    CHECK(contains(said, "Friendly Name: my server"));
    CHECK(contains(said, "Subject: \"CN=middle\""));
    output(m, "pk12util -i out.pfx -d sql:db -W \"$(cat password)\" -K ''");
    CHECK(contains(output(m, "certutil -K -d sql:db"), "my server"));
  }
}

// Java 17's keytool takes no password beyond ASCII from its command line.
TEST_CASE("Java opens what was made, in both forms, and uses the key", "[writer]") {
  const t::Workbench& m = t::pki();
  for (const Case& one : cases()) {
    const bool ascii = one.password == "secret-123";
    if (!ascii && !one.password.empty()) continue;
    INFO(one.name << " '" << one.password << "'");
    make(m, one.form, one.password);
    const std::string store = " -keystore out.pfx -storetype PKCS12 -storepass \"$(cat password)\"";
    const std::string said = output(m, "keytool -list" + store);
    CHECK(contains(said, "my server"));
    CHECK(contains(said, "PrivateKeyEntry"));
    if (ascii)
      CHECK(contains(output(m, "keytool -certreq -alias 'my server'" + store), "BEGIN NEW CERTIFICATE REQUEST"));
  }
}

TEST_CASE("names beyond ASCII arrive in the key and in the certificate", "[writer]") {
  const t::Workbench& m = t::pki();
  for (const std::string name : {"我的服务器", "srv 🔑", "Müller's"}) {
    INFO(name);
    make(m, {}, "secret", name);
    const auto file = t::loaded(m, {"out.pfx"}, {"secret"});
    CHECK(t::only_of(file.files.front(), Kind::private_key).name == name);
    CHECK(contains(output(m, "certtool --p12-info --inder --infile out.pfx --password secret"), name));
    m.sh("rm -rf db; mkdir db; certutil -N -d sql:db --empty-password");
    CHECK(contains(output(m, "pk12util -l out.pfx -d sql:db -W secret"), name));
  }
}
