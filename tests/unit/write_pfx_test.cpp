// From files to a PFX for a target: which key, which certificates, and what is said of the rest.
#include <sys/stat.h>
#include <algorithm>
#include <filesystem>

#include "artifact/objects.hpp"
#include "artifact/store.hpp"
#include "catch.hpp"
#include "diagnose/pfx_read_back.hpp"
#include "writing.hpp"

using namespace certdoc;
namespace t = certdoc::test;

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool any(const std::vector<std::string>& texts, std::string_view part) {
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return contains(text, part); });
}

WritePfxOptions options(const t::Workbench& out) {
  WritePfxOptions options;
  options.path = out.path("out.pfx");
  options.password = t::secret_of("secret");
  options.now = t::test_now();
  return options;
}

const kb::Target kModern = t::target_with(t::modern_recipe());

// The subjects in the order in which they stand in the file.
std::vector<std::string> names_in(const t::Workbench& m) {
  std::vector<std::string> names;
  const auto material = t::loaded(m, {"out.pfx"}, {"secret"});
  for (const Artifact& artifact : material.files.front().artifacts) {
    if (artifact.kind == Kind::certificate) names.push_back(short_name(artifact));
  }
  return names;
}

using Names = std::vector<std::string>;

Result<WrittenPfx> written(const t::Workbench& out, const Names& names, const kb::Target& target = kModern) {
  return write_pfx(t::loaded(t::pki(), names), target, options(out));
}

// Nothing was written, and both languages say why, with a hint.
void check_refused(const t::Workbench& out, const Result<WrittenPfx>& result, std::string_view what) {
  REQUIRE_FALSE(result);
  CHECK(contains(result.error().what, what));
  CHECK_FALSE(result.error().hint.empty());
  CHECK_FALSE(result.error().what_zh.empty());
  CHECK_FALSE(result.error().hint_zh.empty());
  CHECK(std::filesystem::is_empty(out.path("")));
}

}  // namespace

TEST_CASE("key and certificates from several files become one PFX in the form of the target", "[writer]") {
  for (const auto& recipe : {t::modern_recipe(), t::legacy_recipe()}) {
    const t::Workbench out;
    const auto done =
        written(out, {"root.crt", "stranger.crt", "leaf.key", "middle.crt", "leaf.crt"}, t::target_with(recipe));
    if (!done) FAIL(done.error().what);
    CHECK(done->path == out.path("out.pfx"));
    CHECK(done->leaf == "CN=leaf");
    CHECK(contains(done->key, "leaf.key:"));
    CHECK(done->certificates == 2);
    CHECK(done->form.key_cipher == recipe.key_cipher);
    CHECK(done->form.mac == recipe.mac);
    CHECK(done->form.iterations == 2048);
    CHECK(names_in(out) == Names{"leaf", "middle"});
    CHECK(done->left_out.size() == 2);
    CHECK(any(done->left_out, "the root certificate root"));
    CHECK(any(done->left_out, "(stranger): not part of the chain"));
    CHECK(done->warnings.empty());
    out.sh("openssl pkcs12 -in out.pfx -passin pass:secret -info -noout > said 2>&1");
    CHECK(contains(out.read("said"), recipe.prf.empty() ? "pbeWithSHA1And3-KeyTripleDES-CBC" : "AES-256-CBC"));
  }
}

TEST_CASE("the file is for its owner alone", "[writer]") {
  const t::Workbench out;
  const mode_t former = ::umask(0);
  const auto done = written(out, {"leaf.key", "leaf.crt"});
  ::umask(former);
  REQUIRE(done);
  struct stat about {};
  REQUIRE(::stat(out.path("out.pfx").c_str(), &about) == 0);
  CHECK((about.st_mode & 07777U) == 0600);
}

TEST_CASE("the root goes in where the target wants it", "[writer]") {
  const t::Workbench out;
  kb::PfxRecipe recipe = t::modern_recipe();
  recipe.with_root = true;
  const auto done = written(out, {"leaf.key", "leaf.crt", "middle.crt", "root.crt"}, t::target_with(recipe));
  REQUIRE(done);
  CHECK(names_in(out) == Names{"leaf", "middle", "root"});
  CHECK(done->left_out.empty());
}

TEST_CASE("a missing CA certificate is said, and the rest is written", "[writer]") {
  const t::Workbench out, more;
  const auto alone = written(out, {"leaf.key", "leaf.crt", "root.crt"});
  REQUIRE(alone);
  CHECK(names_in(out) == Names{"leaf"});
  CHECK(any(alone->warnings, "the chain is incomplete: CN=middle"));
  CHECK(any(alone->left_out, "(root): not part of the chain"));
  const auto rootless = written(more, {"leaf.key", "leaf.crt", "middle.crt"});
  REQUIRE(rootless);
  CHECK(
      any(rootless->warnings, "the chain ends at middle; if this is no root CA, its certificate is missing: CN=root"));
}

TEST_CASE("of several certificates on the key the one that is valid longest is taken", "[writer]") {
  const t::Workbench out, late;
  // `self` is valid longer still, but no CA stands behind it.
  const auto done = written(out, {"past.crt", "leaf.crt", "self.crt", "longer.crt", "middle.crt", "leaf.key"});
  REQUIRE(done);
  CHECK(names_in(out) == Names{"longer", "middle"});
  CHECK(std::count_if(done->left_out.begin(), done->left_out.end(), [](const std::string& text) {
          return contains(text, "another certificate on the same key, valid until");
        }) == 3);
  const auto expired = written(late, {"past.crt", "leaf.key"});
  REQUIRE(expired);
  CHECK(any(expired->warnings, "the certificate past is valid from"));
}

TEST_CASE("the input may be the output, where --force is given", "[writer]") {
  const t::Workbench out;
  REQUIRE(written(out, {"leaf.key", "leaf.crt", "middle.crt"}));
  WritePfxOptions again = options(out);
  const std::string before = out.read("out.pfx");
  const auto refused = write_pfx(t::loaded(out, {"out.pfx"}, {"secret"}), kModern, again);
  REQUIRE_FALSE(refused);
  CHECK(contains(refused.error().hint, "--force"));
  CHECK(out.read("out.pfx") == before);
  again.force = true;
  again.password = t::secret_of("other");
  REQUIRE(write_pfx(t::loaded(out, {"out.pfx"}, {"secret"}), kModern, again));
  CHECK(out.read("out.pfx") != before);
  out.sh("openssl pkcs12 -in out.pfx -passin pass:other -noout");
}

TEST_CASE("the name is carried over, replaced or taken away", "[writer]") {
  const t::Workbench& m = t::pki();
  m.sh("openssl pkcs12 -export -in leaf.crt -inkey leaf.key -name '我的 site' -passout pass:secret -out named.pfx");
  const auto material = t::loaded(m, {"named.pfx"}, {"secret"});
  const auto name_with = [&](std::optional<std::string> name) {
    const t::Workbench out;
    WritePfxOptions how = options(out);
    how.friendly_name = std::move(name);
    const auto done = write_pfx(material, kModern, how);
    if (!done) FAIL(done.error().what);
    const auto file = t::loaded(out, {"out.pfx"}, {"secret"});
    CHECK(t::only_of(file.files.front(), Kind::certificate).name == done->friendly_name);
    return done->friendly_name;
  };
  CHECK(name_with(std::nullopt) == "我的 site");
  CHECK(name_with("新 🔑") == "新 🔑");
  CHECK(name_with("") == "");
}

TEST_CASE("the provider is the target's, else for Windows the key's, and only one that can hold the key", "[writer]") {
  const auto provider_with = [](std::string_view recipe_csp, std::string_view own, std::string_view platform) {
    const t::Workbench out;
    auto material = t::loaded(t::pki(), {"leaf.key", "leaf.crt"});
    if (!own.empty()) {
      auto bag = std::make_shared<Bag>();
      bag->csp = own;
      for (Artifact& artifact : material.files.front().artifacts) artifact.bag = bag;
    }
    kb::PfxRecipe recipe = t::modern_recipe();
    recipe.csp = recipe_csp;
    const auto done = write_pfx(material, t::target_with(recipe, platform), options(out));
    if (!done) FAIL(done.error().what);
    out.sh("openssl pkcs12 -in out.pfx -passin pass:secret -info -nocerts -nodes > said 2>&1");
    CHECK(contains(out.read("said"), "Microsoft CSP Name: " + done->csp) == !done->csp.empty());
    CHECK(any(done->left_out, "provider") == (!own.empty() && done->csp != own));
    return done->csp;
  };
  constexpr std::string_view kKsp = "Microsoft Software Key Storage Provider";
  CHECK(provider_with("", "", "windows").empty());
  CHECK(provider_with("", kKsp, "windows") == kKsp);
  CHECK(provider_with("", kKsp, "linux").empty());
  CHECK(provider_with(kKsp, "Other Key Storage Provider", "windows") == kKsp);
  CHECK(provider_with("", "Microsoft RSA SChannel Cryptographic Provider", "windows").empty());  // the key is EC
}

TEST_CASE("without one key that has a certificate nothing is written", "[writer]") {
  const t::Workbench& m = t::pki();
  const t::Workbench out;
  check_refused(out, written(out, {"leaf.crt"}), "no private key in these files");
  check_refused(out, written(out, {"leaf.key"}), "no certificate for the private key in");
  check_refused(out, written(out, {"leaf.key", "middle.crt", "root.crt"}), "fits none of the 2 certificates");
  check_refused(out, written(out, {"leaf.key", "leaf.crt", "middle.key", "middle.crt"}), "2 private keys");
  check_refused(out, written(out, {"no-such-file"}), "cannot read");
  m.sh("openssl pkey -in leaf.key -aes256 -passout pass:abc -out shut.key");
  check_refused(out, written(out, {"shut.key", "leaf.crt"}), "stays closed");
  const auto wrong = write_pfx(t::loaded(m, {"shut.key", "leaf.crt"}, {"wrong"}), kModern, options(out));
  check_refused(out, wrong, "stays closed");
  CHECK(contains(wrong.error().hint, "--pass"));
  CHECK(write_pfx(t::loaded(m, {"shut.key", "leaf.crt"}, {"abc"}), kModern, options(out)));
}

TEST_CASE("keys beside the one that is written are named", "[writer]") {
  const t::Workbench& m = t::pki();
  m.sh("openssl pkey -in middle.key -aes256 -passout pass:abc -out shut.key");
  const t::Workbench out;
  const auto done = written(out, {"stranger.key", "leaf.key", "leaf.crt", "shut.key"});
  REQUIRE(done);
  CHECK(any(done->left_out, "stranger.key"));
  CHECK(any(done->left_out, "shut.key"));
}

TEST_CASE("a key whose halves do not fit is not written", "[writer]") {
  const t::Workbench out;
  auto material = t::loaded(t::pki(), {"leaf.key", "leaf.crt"});
  Artifact& key = material.files.front().artifacts.back();
  REQUIRE(key.kind == Kind::private_key);
  key.pair = Pair::does_not_fit;
  key.pair_problem = "P ≠ d · G";
  check_refused(out, write_pfx(material, kModern, options(out)), "do not belong together: P ≠ d · G");
}

// What the reader found when it loaded the key is not believed: the result is read again.
TEST_CASE("what does not read back as it was meant is not written", "[writer]") {
  const t::Workbench out;
  auto material = t::loaded(t::pki(), {"leaf.key", "leaf.crt", "stranger.key"});
  material.files[0].artifacts.back().secret = material.files[2].artifacts.back().secret;
  material.files.pop_back();
  check_refused(out, write_pfx(material, kModern, options(out)), "not what it should be");
}

TEST_CASE("without a password no key is written, and not with one that the target cannot read", "[writer]") {
  const t::Workbench out;
  const auto material = t::loaded(t::pki(), {"leaf.key", "leaf.crt"});
  WritePfxOptions how = options(out);
  how.password.reset();
  const auto none = write_pfx(material, kModern, how);
  check_refused(out, none, "--out-pass");

  kb::Target strict = kModern;
  strict.pfx->rules = {{.what = "password:empty", .accepts = kb::Accepts::no, .why = {"it asks for one", "它要求密码"}},
                       {.what = "password:non-ascii", .accepts = kb::Accepts::no, .why = {"ASCII only", "仅 ASCII"}}};
  how.password = t::secret_of("");
  check_refused(out, write_pfx(material, strict, how), "it asks for one");
  how.password = t::secret_of("密码");
  check_refused(out, write_pfx(material, strict, how), "ASCII only");
  REQUIRE(write_pfx(material, kModern, how));
  how.force = true;
  how.password = t::secret_of("");
  REQUIRE(write_pfx(material, kModern, how));
  out.sh("openssl pkcs12 -in out.pfx -passin pass: -noout");
}

TEST_CASE("a target that reads no PFX is said to, with what it reads", "[writer]") {
  const t::Workbench out;
  kb::Target target = kModern;
  target.pfx.reset();
  target.rules = {{.what = "pkcs12", .accepts = kb::Accepts::no, .why = {}, .source = {}},
                  {.what = "pem-key", .accepts = kb::Accepts::yes, .why = {}, .source = {}}};
  const auto refused = written(out, {"leaf.key", "leaf.crt"}, target);
  check_refused(out, refused, "Test Server reads no PFX");
  CHECK(refused.error().hint == "it reads: private key in PEM");
  CHECK(refused.error().hint_zh == "它可以读取：PEM 私钥");
  target.rules.clear();
  check_refused(out, written(out, {"leaf.key", "leaf.crt"}, target), "nothing is known");
}

TEST_CASE("a target's limit of iterations is kept", "[writer]") {
  const t::Workbench out;
  kb::PfxRecipe recipe = t::modern_recipe();
  recipe.iterations = 5000;
  kb::Target target = t::target_with(recipe);
  target.pfx->max_iterations = 3000;
  const auto done = written(out, {"leaf.key", "leaf.crt"}, target);
  REQUIRE(done);
  CHECK(done->form.iterations == 3000);
  out.sh("openssl pkcs12 -in out.pfx -passin pass:secret -info -noout > said 2>&1");
  CHECK(contains(out.read("said"), "Iteration 3000"));
}

TEST_CASE("what the table says against the key or its provider is said", "[writer]") {
  const t::Workbench out;
  kb::Target target = t::target_with(t::modern_recipe(), "windows");
  target.rules = {{.what = "alg:ec-p256", .accepts = kb::Accepts::no, .why = {"RSA only", "仅 RSA"}, .source = {}}};
  target.pfx->rules = {{.what = "provider:Old Provider", .accepts = kb::Accepts::no, .why = {"it is gone", "已移除"}}};
  auto material = t::loaded(t::pki(), {"leaf.key", "leaf.crt"});
  auto bag = std::make_shared<Bag>();
  bag->csp = "Old Provider";
  for (Artifact& artifact : material.files.front().artifacts) artifact.bag = bag;
  const auto done = write_pfx(material, target, options(out));
  REQUIRE(done);
  CHECK(done->csp.empty());
  CHECK(any(done->left_out, "the provider Old Provider: it is gone"));
  CHECK(any(done->warnings, "Test Server cannot use a key of EC P-256: RSA only"));
}

TEST_CASE("what is read back is compared in every respect", "[writer]") {
  const auto key = t::loaded(t::pki(), {"leaf.key"}), leaf = t::loaded(t::pki(), {"leaf.crt"});
  const auto stranger = t::loaded(t::pki(), {"stranger.key"}), other = t::loaded(t::pki(), {"stranger.crt"});
  const PfxContent content{.key = &t::only_of(key.files.front(), Kind::private_key),
                           .certificates = {&t::only_of(leaf.files.front(), Kind::certificate)},
                           .friendly_name = "name",
                           .csp = "provider"};
  const auto password = t::secret_of("secret");
  const auto pfx = make_pfx(content, {}, *password);
  REQUIRE(pfx);
  CHECK_FALSE(read_back(*pfx, content, {}, password));
  CHECK(read_back(*pfx, content, {}, t::secret_of("wrong")));
  CHECK(read_back(ByteView(*pfx).first(pfx->size() - 1), content, {}, password));
  const auto otherwise = [&](auto change) {
    PfxContent wanted = content;
    PfxForm form;
    change(wanted, form);
    return read_back(*pfx, wanted, form, password).has_value();
  };
  CHECK_FALSE(otherwise([](PfxContent&, PfxForm&) {}));
  CHECK(otherwise([&](PfxContent& c, PfxForm&) { c.key = &t::only_of(stranger.files.front(), Kind::private_key); }));
  CHECK(otherwise(
      [&](PfxContent& c, PfxForm&) { c.certificates.push_back(&t::only_of(other.files.front(), Kind::certificate)); }));
  CHECK(otherwise(
      [&](PfxContent& c, PfxForm&) { c.certificates.front() = &t::only_of(other.files.front(), Kind::certificate); }));
  CHECK(otherwise([](PfxContent& c, PfxForm&) { c.friendly_name = "x"; }));
  CHECK(otherwise([](PfxContent& c, PfxForm&) { c.csp = "x"; }));
  CHECK(otherwise([](PfxContent&, PfxForm& form) { form.key_cipher = "DES-EDE3-CBC"; }));
  CHECK(otherwise([](PfxContent&, PfxForm& form) { form.certificate_cipher = "DES-EDE3-CBC"; }));
  CHECK(otherwise([](PfxContent&, PfxForm& form) { form.prf = "SHA1"; }));
  CHECK(otherwise([](PfxContent&, PfxForm& form) { form.mac = "SHA1"; }));
  CHECK(otherwise([](PfxContent&, PfxForm& form) { form.iterations = 2047; }));
}

TEST_CASE("texts come in Chinese too", "[writer]") {
  const t::Workbench out;
  WritePfxOptions how = options(out);
  how.lang = Lang::zh;
  const auto done = write_pfx(t::loaded(t::pki(), {"leaf.key", "past.crt", "leaf.crt", "root.crt"}), kModern, how);
  REQUIRE(done);
  CHECK(any(done->warnings, "证书链不完整"));
  CHECK(any(done->left_out, "同一密钥的另一张证书"));
  CHECK(any(done->left_out, "不在证书链中"));
}

TEST_CASE("where the disk refuses, nothing is left", "[writer]") {
  const t::Workbench out;
  WritePfxOptions how = options(out);
  how.path = out.path("missing/out.pfx");
  check_refused(out, write_pfx(t::loaded(t::pki(), {"leaf.key", "leaf.crt"}), kModern, how), "No such file");
}

// No key is in what was written, other than encrypted.
TEST_CASE("neither the key nor the password can be seen in the file", "[writer]") {
  const t::Workbench out;
  REQUIRE(written(out, {"leaf.key", "leaf.crt"}));
  const std::string file = out.read("out.pfx");
  const auto key = t::loaded(t::pki(), {"leaf.key"});
  const SecretBytes& secret = *t::only_of(key.files.front(), Kind::private_key).secret;
  const std::string_view number = as_text(secret).substr(as_text(secret).size() - 100, 32);
  CHECK_FALSE(contains(file, number.substr(0, 12)));
  CHECK_FALSE(contains(file, "secret"));
  CHECK_FALSE(contains(file, "leaf"));  // the certificate is encrypted as well
}
