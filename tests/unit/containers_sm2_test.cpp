// CFCA's .sm2, made here with openssl's SM3 and SM4.
#include "catch.hpp"
#include "containers.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

std::string der(char tag, const std::string& content) {
  std::string out(1, tag);
  if (content.size() > 0x7F) {
    out += '\x82';
    out += static_cast<char>(content.size() >> 8U);
  }
  return out + static_cast<char>(content.size() & 0xFFU) + content;
}

const std::string kData = der(0x06, "\x2A\x81\x1C\xCF\x55\x06\x01\x04\x02\x01");

std::string file(const std::string& encrypted, const std::string& certificate, const std::string& cipher) {
  return der(0x30, der(0x02, "\x01") + der(0x30, kData + der(0x06, cipher) + der(0x04, encrypted)) +
                       der(0x30, kData + der(0x04, certificate)));
}

// sm2.crt (DER) and sm2.enc: its private number, encrypted with the password `123456`; other.enc: another number.
const Workbench& made() {
  static const Workbench m;
  static const bool once = [] {
    m.sh(
        "openssl ecparam -genkey -name SM2 -out sm2.key\n"
        "openssl req -x509 -new -key sm2.key -sm3 -subj /CN=SM2 -days 30000 -outform DER -out sm2.crt\n"
        "kdf=$(printf '123456\\000\\000\\000\\001' | openssl dgst -sm3 -r | cut -c1-64)\n"
        "openssl ec -in sm2.key -no_public -outform DER -out sm2.der\n"
        "tail -c +8 sm2.der | head -c 32 > scalar\n"
        "head -c 32 /dev/zero | tr '\\000' '\\021' > other\n"
        "for n in scalar other; do openssl enc -sm4-cbc -iv $(echo $kdf | cut -c1-32) -K $(echo $kdf | cut -c33-64) "
        "-in $n -out $n.enc; done");
    return true;
  }();
  static_cast<void>(once);
  return m;
}

const std::string kSm4 = "\x2A\x81\x1C\xCF\x55\x01\x68";

}  // namespace

TEST_CASE("an .sm2 file opens with its password", "[containers]") {
  for (const std::string& cipher : {kSm4, kSm4 + '\x02'}) {
    const std::string bytes = file(made().read("scalar.enc"), made().read("sm2.crt"), cipher);
    const Opened sm2 = opened(open_sm2_file, bytes, with({"wrong", "123456"}));
    REQUIRE(sm2.inside);
    CHECK(sm2.pairs());
    CHECK_FALSE(sm2.container.unread);
    const Artifact& key = sm2.first(Kind::private_key);
    CHECK(key.pair == Pair::fits);
    CHECK(key.format == "sm2-file");
    CHECK(key.encrypted);
    CHECK(key.secret);
  }
}

TEST_CASE("the certificate of an .sm2 file needs no password", "[containers]") {
  const std::string bytes = file(made().read("scalar.enc"), made().read("sm2.crt"), kSm4);
  const Opened closed = opened(open_sm2_file, bytes, {});
  CHECK(closed.first(Kind::certificate).key);
  CHECK(closed.first(Kind::private_key).unread->kind == ReasonKind::no_password);
  CHECK(closed.container.unread->text == "no password given");
  CHECK(opened(open_sm2_file, bytes, with({"1234567"})).closed(ReasonKind::no_password));
}

TEST_CASE("a key that is not the certificate's does not open an .sm2 file", "[containers]") {
  const std::string bytes = file(made().read("other.enc"), made().read("sm2.crt"), kSm4);
  CHECK(opened(open_sm2_file, bytes, with({"123456"})).closed(ReasonKind::no_password));
}

TEST_CASE("damaged .sm2 files are errors or stay closed", "[containers]") {
  const std::string bytes = file(made().read("scalar.enc"), made().read("sm2.crt"), kSm4);
  CHECK_FALSE(opened(open_sm2_file, std::string_view(bytes).substr(0, 100), {}).inside);
  CHECK(
      opened(open_sm2_file, file("", made().read("sm2.crt"), kSm4), with({"123456"})).closed(ReasonKind::no_password));
  const Opened no_certificate = opened(open_sm2_file, file(made().read("scalar.enc"), "x", kSm4), with({"123456"}));
  CHECK(no_certificate.closed(ReasonKind::unreadable));
  CHECK(opened(open_sm2_file, file(made().read("scalar.enc"), made().read("sm2.crt"), "\x2A\x03"), with({"123456"}))
            .closed(ReasonKind::unsupported));
  torture(open_sm2_file, bytes, with({"123456"}));
}
