// The forms that programs give to one typed password.
#include "artifact/pbe_forms.hpp"
#include "stores.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

const std::string kTyped = "密码";                                                 // what is typed, in UTF-8
const std::string kAsLatin1 = "\xC3\xA5\xC2\xAF\xC2\x86\xC3\xA7\xC2\xA0\xC2\x81";  // every byte of it a character
const std::string kGbAsLatin1 = "ÃÜÂë";  // the same of C3 DC C2 EB, its GB18030
const std::string kGb = "\xC3\xDC\xC2\xEB";

PasswordForm form(const std::string& bytes, const std::string& typed) {
  const Opened open = pkcs12(bytes, {"other", typed});
  const Store store = store_of(open);
  if (store.verdict != PasswordVerdict::fits || store.password != 2 || !open.pairs()) return PasswordForm::none;
  return store.form;
}

std::string legacy(const std::string& password) {
  const std::string& p = password;
  return made_by({.mac = p, .certificates = p, .key = p, .scheme = NID_pbe_WithSHA1And3_Key_TripleDES_CBC});
}

// Without a MAC, so that it is PBES2 that decides.
std::string modern(const std::string& bytes) {
  return made_by({.mac = "", .certificates = bytes, .key = bytes});
}

std::vector<PasswordForm> forms(const std::string& typed, pbe::Alphabet alphabet) {
  std::vector<PasswordForm> out;
  for (const auto& c : pbe::candidates(with({typed}).passwords, alphabet, pbe::Holder::container))
    out.push_back(c.form);
  return out;
}

}  // namespace

TEST_CASE("PKCS#12's schemes: how a password was turned into characters is found out", "[store]") {
  CHECK(form(legacy(kTyped), kTyped) == PasswordForm::as_given);
  CHECK(form(legacy("\xF0\x9F\x98\x80"), "\xF0\x9F\x98\x80") == PasswordForm::as_given);  // surrogates
  CHECK(form(legacy(kAsLatin1), kTyped) == PasswordForm::bytes_as_characters);
  CHECK(form(legacy(kGbAsLatin1), kTyped) == PasswordForm::gb18030_characters);
  CHECK(form(legacy("??"), kTyped) == PasswordForm::question_marks);
  CHECK(form(legacy(kTyped), kGb) == PasswordForm::gb18030);  // typed on a Chinese console
  CHECK(form(legacy("ü"), "\xFC") == PasswordForm::latin1);
  CHECK(form(legacy("secret\n"), "secret") == PasswordForm::with_line_end);
  CHECK(form(legacy("secret\r\n"), "secret") == PasswordForm::with_line_end);
  CHECK(form(legacy("secret"), "secret\r\n") == PasswordForm::without_line_end);
  CHECK(form(legacy("Secret"), "secret") == PasswordForm::none);
}

TEST_CASE("PBES2: in which encoding a password became bytes is found out", "[store]") {
  CHECK(form(modern(kTyped), kTyped) == PasswordForm::as_given);
  CHECK(form(modern("\xFC"), "ü") == PasswordForm::latin1);
  CHECK(form(modern(kGb), kTyped) == PasswordForm::gb18030);
  CHECK(form(modern(kGb), kGb) == PasswordForm::as_given);
  CHECK(form(modern(kTyped), kGb) == PasswordForm::gb18030);
  CHECK(form(modern("??"), kTyped) == PasswordForm::question_marks);
  CHECK(form(modern("secret\n"), "secret") == PasswordForm::with_line_end);
  CHECK(form(modern(std::string("\0s\0x\0\0", 6)), "sx") == PasswordForm::bmp_string);
  CHECK(form(modern(kTyped), "密") == PasswordForm::none);
}

TEST_CASE("the parts may need another form than the MAC", "[store]") {
  const Opened open = pkcs12(made_by({.mac = kAsLatin1, .certificates = kTyped, .key = kGb}), {"x", kTyped});
  const Store store = store_of(open);
  CHECK(open.pairs());
  CHECK(store.verdict == PasswordVerdict::fits);
  CHECK(store.form == PasswordForm::bytes_as_characters);
  CHECK(store.password == 2);
  CHECK(store.parts[0].opened_by == PasswordForm::as_given);
  CHECK(bag_of(open.first(Kind::private_key)).opened_by == PasswordForm::gb18030);
}

TEST_CASE("what was given comes first, and a form only where it differs", "[store]") {
  using F = PasswordForm;
  CHECK(forms("a", pbe::Alphabet::bmp) ==
        std::vector<F>{F::as_given, F::absent, F::empty, F::with_line_end, F::with_line_end});
  CHECK(forms("a", pbe::Alphabet::bytes) ==
        std::vector<F>{F::as_given, F::empty, F::with_line_end, F::with_line_end, F::bmp_string});
  CHECK(forms("", pbe::Alphabet::bmp) == std::vector<F>{F::empty, F::absent, F::with_line_end, F::with_line_end});
  CHECK(forms("a\n", pbe::Alphabet::bytes) ==
        std::vector<F>{F::as_given, F::empty, F::without_line_end, F::bmp_string});
  CHECK(forms("\xFF", pbe::Alphabet::bmp).front() == F::absent);  // no BMPString is that
}

TEST_CASE("passwords beyond ASCII open as they were given in what openssl and GnuTLS write", "[store]") {
  const std::string typed = "ü密\xF0\x9F\x98\x80";
  CHECK(pkcs12(exported("", typed), {typed}).pairs());
  CHECK(pkcs12(exported("-legacy", typed), {typed}).pairs());
  const Workbench& m = pair_material();
  m.sh(
      "certtool --load-certificate ec.crt --load-privkey ec.key --to-p12 --p12-name x --outder --outfile u.p12 "
      "--password 'ü密' --pkcs-cipher 3des-pkcs12");
  const Opened gnutls = pkcs12(m.read("u.p12"), {"ü密"});
  CHECK(gnutls.pairs());
  CHECK(store_of(gnutls).form == PasswordForm::as_given);
}
