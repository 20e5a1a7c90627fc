// What make_pfx makes is read by openssl, GnuTLS, NSS and Java, with every password that these can take.
#include <fstream>

#include "artifact/objects.hpp"
#include "catch.hpp"
#include "writing.hpp"

using namespace certdoc;
namespace t = certdoc::test;

namespace {

constexpr const char* kChinese = "密码-證書";
constexpr const char* kEmoji = "pa🔑ss";

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
void make(const t::Material& m, const PfxForm& form, const std::string& password,
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
std::string output(const t::Material& m, const std::string& command) {
  m.sh("export LC_ALL=C.UTF-8\n(" + command + ") > said 2>&1 || { cat said; exit 1; }");
  return m.read("said");
}

}  // namespace

TEST_CASE("openssl opens what was made, in both forms and with every password", "[writer]") {
  const t::Material& m = t::pki();
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
    const auto leaf = t::loaded(m, {"leaf.crt"});
    m.sh(
        "openssl pkcs12 -in out.pfx -passin file:password -nodes -nocerts | openssl pkey -outform DER > got.der\n"
        "openssl pkey -in leaf.key -outform DER | cmp - got.der\n"
        "openssl pkcs12 -in out.pfx -passin file:password -nokeys -clcerts | openssl x509 | cmp - leaf.crt\n"
        "openssl pkcs12 -in out.pfx -passin file:password -nokeys -cacerts | openssl x509 | cmp - middle.crt\n"
        "! openssl pkcs12 -in out.pfx -passin pass:wrong -noout");
  }
}
