// The checks of a container's password, on Stores made by hand.
#include "catch.hpp"
#include "pfx.hpp"

using namespace certdoc;
using namespace certdoc::test;
using namespace certdoc::test::pfx;

namespace {

LoadedFile store_file(Store store) {
  return file("a.p12", {pkcs12(std::move(store))});
}

std::string password(Store store, const Context& context, std::string_view cause = "pfx-wrong-password") {
  return verdict(kPfxPassword, store_file(std::move(store)), context, cause);
}

std::string form(Store store, const Context& context, std::string_view cause) {
  return verdict(kPfxPasswordForm, store_file(std::move(store)), context, cause);
}

Store opened_as(PasswordForm how) {
  Store store = sound_store();
  store.form = how;
  if (how == PasswordForm::absent || how == PasswordForm::empty) store.password = 0;
  store.parts = {encrypted_part(how)};
  return store;
}

Store undecided(std::string why) {
  Store store = sound_store(PasswordVerdict::undecided);
  store.undecided = Reason{ReasonKind::unsupported, std::move(why)};
  return store;
}

}  // namespace

TEST_CASE("a wrong password is an error, none given is unknown", "[pfx]") {
  CHECK(password(sound_store(), given({true})) == "ruled_out");
  CHECK(password(sound_store(PasswordVerdict::fits_none), given({true})) == "confirmed error");
  CHECK(password(sound_store(PasswordVerdict::none_given), given({})) == "unknown no-password");
  CHECK(password(sound_store(PasswordVerdict::not_needed), given({})) == "ruled_out");
  CHECK(password(undecided("too many"), given({true})) == "unknown unsupported");
}

TEST_CASE("a wrong password is said with its proof, and with what was tried", "[pfx]") {
  const auto findings =
      kPfxPassword.run(certdoc::Material{{store_file(sound_store(PasswordVerdict::fits_none))}}, given({true, false}));
  const Finding* finding = of(findings, "pfx-wrong-password");
  REQUIRE(finding != nullptr);
  CHECK(finding->message == "none of the 2 passwords given opens a.p12");
  REQUIRE(finding->evidence.size() == 2);
  CHECK(finding->evidence[0].actual == "MAC with SHA256, 2,048 iterations: does not verify");
  CHECK(finding->evidence[1].actual.find("GB18030") != std::string::npos);
}

TEST_CASE("which of several passwords fits is said by its number", "[pfx]") {
  Store store = sound_store();
  store.password = 2;
  const auto findings = kPfxPassword.run(certdoc::Material{{store_file(store)}}, given({true, true, true}));
  CHECK(of(findings, "pfx-wrong-password")->message == "number 2 of the 3 passwords given opens a.p12");
  const auto zh = kPfxPassword.run(certdoc::Material{{store_file(store)}}, given({true, true, true}, Lang::zh));
  CHECK(of(zh, "pfx-wrong-password")->message == "给出的 3 个密码中，第 2 个能打开 a.p12");
}

TEST_CASE("a MAC that fails where the content opens is damage, not a wrong password", "[pfx]") {
  Store store = sound_store(PasswordVerdict::fits_none);
  CHECK(verdict(kPfxMac, store_file(store), given({true}), "file-corrupt") == "nothing");
  store.parts = {encrypted_part()};
  CHECK(password(store, given({true})) == "nothing");
  CHECK(verdict(kPfxMac, store_file(store), given({true}), "file-corrupt") == "confirmed error");
  Artifact key = with(inside(private_key("k"), "bag 1"), {.opened_by = PasswordForm::as_given});
  const LoadedFile by_key = file("a.p12", {pkcs12(sound_store(PasswordVerdict::fits_none)), key});
  CHECK(verdict(kPfxMac, by_key, given({true}), "file-corrupt") == "confirmed error");
}

TEST_CASE("a key with a password of its own is no wrong password of the container", "[pfx]") {
  const Artifact key = inside(closed(Kind::private_key), "bag 1");
  const LoadedFile both = file("a.p12", {pkcs12(sound_store()), key});
  CHECK(verdict(kPfxPassword, both, given({true}), "pfx-wrong-password") == "ruled_out");
  CHECK(verdict(kPfxPassword, both, given({true}), "key-passphrase-wrong") == "confirmed error");
  const LoadedFile wrong = file("a.p12", {pkcs12(sound_store(PasswordVerdict::fits_none)), key});
  CHECK(verdict(kPfxPassword, wrong, given({true}), "key-passphrase-wrong") == "nothing");
  const LoadedFile pem = file("a.key", {closed(Kind::private_key)});
  CHECK(verdict(kPfxPassword, pem, given({true}), "key-passphrase-wrong") == "confirmed error");
  CHECK(verdict(kPfxPassword, pem, given({}), "key-passphrase-wrong") == "nothing");
}

TEST_CASE("a file without a MAC is a warning, with how the password was judged", "[pfx]") {
  Store store = sound_store();
  CHECK(verdict(kPfxMac, store_file(store), given({true}), "pfx-no-mac") == "ruled_out");
  store.integrity = {};
  const auto findings = kPfxMac.run(certdoc::Material{{store_file(store)}}, given({true}));
  CHECK(verdict(findings, "pfx-no-mac") == "confirmed warning");
  REQUIRE(of(findings, "pfx-no-mac")->evidence.size() == 2);
  CHECK(of(findings, "pfx-no-mac")->evidence[1].actual == "fits, told by decryption alone");
  const LoadedFile sm2 = file("a.sm2", {pkcs12(store, Kind::sm2_file)});
  CHECK(verdict(kPfxMac, sm2, given({true}), "pfx-no-mac") == "nothing");
}

TEST_CASE("a password that opened in another encoding is a warning", "[pfx]") {
  for (const PasswordForm how :
       {PasswordForm::bytes_as_characters, PasswordForm::gb18030_characters, PasswordForm::latin1,
        PasswordForm::gb18030, PasswordForm::bmp_string, PasswordForm::question_marks}) {
    INFO(static_cast<int>(how));
    CHECK(form(opened_as(how), given({false}), "pfx-password-encoding") == "confirmed warning");
    CHECK(form(opened_as(how), given({false}), "pfx-password-newline") == "ruled_out");
  }
}

TEST_CASE("a password outside ASCII that opened as given is a note, one inside is none", "[pfx]") {
  CHECK(form(opened_as(PasswordForm::as_given), given({false}), "pfx-password-encoding") == "confirmed note");
  CHECK(form(opened_as(PasswordForm::as_given), given({true}), "pfx-password-encoding") == "ruled_out");
  CHECK(form(sound_store(PasswordVerdict::none_given), given({}), "pfx-password-encoding") == "nothing");
}

TEST_CASE("a part in another encoding than the MAC is found", "[pfx]") {
  Store store = sound_store();
  store.parts = {encrypted_part(), encrypted_part(PasswordForm::latin1)};
  const auto findings = kPfxPasswordForm.run(certdoc::Material{{store_file(store)}}, given({false}));
  const Finding* finding = of(findings, "pfx-password-encoding");
  REQUIRE(finding != nullptr);
  CHECK(finding->message == "a.p12 opens only with the password in Latin-1");
  CHECK(finding->evidence.front().label == "part 2");
}

TEST_CASE("line ends are said, whoever took them along", "[pfx]") {
  CHECK(form(opened_as(PasswordForm::with_line_end), given({true}), "pfx-password-newline") == "confirmed warning");
  CHECK(form(opened_as(PasswordForm::without_line_end), given({true}), "pfx-password-newline") == "confirmed warning");
  CHECK(form(opened_as(PasswordForm::as_given), given({true}), "pfx-password-newline") == "ruled_out");
}

TEST_CASE("no password and the empty one: a note, a warning where another was given or both occur", "[pfx]") {
  CHECK(form(opened_as(PasswordForm::absent), given({}), "pfx-password-empty") == "confirmed note");
  CHECK(form(opened_as(PasswordForm::empty), given({}), "pfx-password-empty") == "confirmed note");
  CHECK(form(opened_as(PasswordForm::empty), given({true}), "pfx-password-empty") == "confirmed warning");
  CHECK(form(opened_as(PasswordForm::as_given), given({true}), "pfx-password-empty") == "ruled_out");
  // Where none is needed, none was encoded and none ended in a line end.
  for (const char* cause : {"pfx-password-encoding", "pfx-password-newline"}) {
    CHECK(form(opened_as(PasswordForm::empty), given({true}), cause) == "ruled_out");
  }
  Store store = opened_as(PasswordForm::absent);
  store.parts.push_back(encrypted_part(PasswordForm::empty));
  CHECK(form(store, given({}), "pfx-password-empty") == "confirmed warning");
}

TEST_CASE("an algorithm that is not there is told from too many iterations", "[pfx]") {
  Store store = sound_store();
  store.parts = {closed_part(ReasonKind::unsupported)};
  CHECK(verdict(kPfxAlgorithm, store_file(store), given({true}), "pfx-algorithm-unavailable") == "nothing");
  store.parts[0].encryption = Encryption{"pbeWithSHA1And40BitRC2-CBC", "RC2-40-CBC", "PKCS12", "SHA1", 2048, 8};
  CHECK(verdict(kPfxAlgorithm, store_file(store), given({true}), "pfx-algorithm-unavailable") == "confirmed warning");
  store.parts[0].encryption = Encryption{"1.2.3.4", {}, {}, {}, 0, 0};
  CHECK(verdict(kPfxAlgorithm, store_file(store), given({true}), "pfx-algorithm-unavailable") == "confirmed warning");
  store.parts[0].closed.reset();
  CHECK(verdict(kPfxAlgorithm, store_file(store), given({true}), "pfx-algorithm-unavailable") == "ruled_out");
}

TEST_CASE("a MAC by an unknown algorithm is one that is not there", "[pfx]") {
  Store store = undecided("an unknown hash");
  CHECK(verdict(kPfxAlgorithm, store_file(store), given({true}), "pfx-algorithm-unavailable") == "nothing");
  store.integrity.digest = "1.2.3.4";
  CHECK(verdict(kPfxAlgorithm, store_file(store), given({true}), "pfx-algorithm-unavailable") == "confirmed warning");
}
