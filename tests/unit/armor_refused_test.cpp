// Armor whose content is not certain: refused, with the byte and line; and text that is no armor of ours.
#include <string>

#include "armor_samples.hpp"

#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::test;
using Catch::Contains;

namespace {

const Damage& only_damage(const TextContents& found) {
  REQUIRE(found.blocks.empty());
  REQUIRE(found.damages.size() == 1);
  CHECK_FALSE(found.damages[0].read);
  return found.damages[0];
}

std::string changed(std::size_t at, std::string_view with) {
  return pem().replace(at, 1, with);
}

}  // namespace

TEST_CASE("an illegal character is named with its line and byte", "[armor]") {
  const TextContents found = read("x\n" + changed(100, "*"));
  const Damage& damage = only_damage(found);
  CHECK(damage.id == "bad-base64");
  CHECK(damage.place.line == 4);
  CHECK(damage.place.offset == 102);
  CHECK_THAT(damage.text, Contains("'*' (U+002A)"));
  CHECK_THAT(damage.text, Contains("of 704 bytes of DER"));
  CHECK_THAT(damage.text, Contains("line 4, byte 102"));
  CHECK_THAT(only_damage(read(changed(100, "\xE2\x80\x9C"))).text, Contains("U+201C"));
  CHECK_THAT(only_damage(read(changed(100, "\x93"))).text, Contains("\\x93"));
  CHECK_THAT(only_damage(read(changed(100, std::string(1, '\0')))).text, Contains("U+0000"));
  CHECK_THAT(only_damage(read_zh(changed(100, "*"))).text, Contains("不是 base64 字符"));
}

TEST_CASE("places in UTF-16 are those of the file", "[armor]") {
  for (const bool mark : {false, true}) {
    const TextContents bad = read(utf16(changed(100, "*"), true, mark));
    REQUIRE_FALSE(bad.damages.empty());
    CHECK(bad.damages.back().place.offset == 200 + (mark ? 2 : 0));
    const TextContents good = read(utf16("line\n" + pem(), false, mark));
    REQUIRE(good.blocks.size() == 1);
    CHECK(good.blocks[0].place.line == 2);
    CHECK(good.blocks[0].place.offset == 10 + (mark ? 2U : 0U));
  }
}

TEST_CASE("places behind 8-bit text and long text are right", "[armor]") {
  std::string before;
  for (int n = 0; n < 3000; ++n) before += "gr\xFC\xDF\r\n";
  const TextContents found = read(before + pem() + before + pem());
  REQUIRE(found.blocks.size() == 2);
  CHECK(found.blocks[0].place.line == 3001);
  CHECK(found.blocks[0].place.offset == before.size());
  CHECK(found.blocks[1].place.offset == 2 * before.size() + pem().size());
}

TEST_CASE("cut-off content says how much is there", "[armor]") {
  const std::string body = body_of(pem());
  const std::string begin = "-----BEGIN CERTIFICATE-----\n";
  const std::string half = body.substr(0, 65 * 4);
  const TextContents ended = read(begin + half + "-----END CERTIFICATE-----\n");
  CHECK(ids(ended) == "cut-off!");
  CHECK_THAT(ended.damages[0].text, Contains("announces 704 bytes, 192 are there"));
  CHECK(ids(read(begin + half)) == "cut-off!");
  CHECK(ids(read(half)) == "cut-off!");
}

TEST_CASE("what cannot be certain is refused", "[armor]") {
  const std::string body = body_of(pem());
  const std::string begin = "-----BEGIN CERTIFICATE-----\n";
  const std::string end = "-----END CERTIFICATE-----\n";
  CHECK(ids(read(begin + end)) == "empty-block!");
  CHECK(ids(read(begin + "AAAAA\n" + end)) == "bad-base64!");
  CHECK(ids(read(begin + "AAAA=AAA\n" + end)) == "bad-base64!");
  CHECK(ids(read(begin + "AA-_\n" + end)) == "bad-base64!");
  CHECK(ids(read(begin + "BAQF\n")) == "no-end-line!");
  CHECK(ids(read(begin + "BAQF\n-----END X-----\n")) == "label-mismatch!");
  CHECK(ids(read("words\n" + end)) == "no-begin-line!");
  CHECK(ids(read("AAAA" + body.substr(4))).empty());
}

TEST_CASE("a broken block does not hide the others", "[armor]") {
  const TextContents found = read(changed(100, "*") + pem() + changed(100, "*") + pem());
  CHECK(found.blocks.size() == 2);
  CHECK(ids(found) == "bad-base64! bad-base64!");
}

TEST_CASE("bare base64 is found where DER or a key store is in it", "[armor]") {
  const std::string line = base64(der());
  for (const std::string& file :
       {line, line + "\n", body_of(pem()), "Your certificate:\n\n" + body_of(pem()) + "\nBest regards\n",
        "<X509Certificate>" + line + "</X509Certificate>", "{\"x5c\": [\"" + line + "\"]}"}) {
    CAPTURE(file);
    const TextContents found = read(file);
    REQUIRE(found.blocks.size() == 1);
    CHECK(found.blocks[0].label.empty());
    CHECK(content(found, 0) == der());
    CHECK(found.blocks[0].place.offset == file.find("MIIC"));
  }
  const std::string store = "\xFE\xED\xFE\xED" + std::string(60, '\x01');
  CHECK(content(read(base64(store)), 0) == store);
  CHECK(read(line + "\n" + line).blocks.size() == 2);
  CHECK(read("MIIC words MIIC\nAAAA\nMANAGEMENT MIAMI\n").blocks.empty());
}

TEST_CASE("PEM in base64 in base64 is not followed for ever", "[armor]") {
  CHECK(read(base64(base64(pem()))).blocks.empty());
  const TextContents found = read("a: " + base64(pem()) + "\nb: " + base64(pem() + pem()) + "\n");
  CHECK(found.blocks.size() == 3);
  CHECK(found.blocks.back().place.line == 2);
  CHECK(ids(found) == "base64-of-pem");
  CHECK(ids(read(base64(changed(100, "*")))) == "base64-of-pem bad-base64!");
}

TEST_CASE("foreign formats are told by name", "[armor]") {
  struct Case {
    const char* id;
    const char* name;
    std::string file;
  };
  const std::vector<Case> cases{
      {"putty-2", "PuTTY private key, version 2, ssh-rsa",
       "PuTTY-User-Key-File-2: ssh-rsa\r\nEncryption: none\r\nComment: secret\r\n"},
      {"putty-3", "PuTTY private key, version 3, ssh-ed25519", "PuTTY-User-Key-File-3: ssh-ed25519\nComment: secret\n"},
      {"openssh-public", "OpenSSH public key", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ== me@here\n"},
      {"known-hosts", "OpenSSH known_hosts file", "example.com,1.2.3.4 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI\n"},
      {"ssh2", "SSH2 public key (RFC 4716)",
       "---- BEGIN SSH2 PUBLIC KEY ----\nComment: x\nAAAAB3Nz\n---- END SSH2 PUBLIC KEY ----\n"},
      {"pgp", "PGP public key",
       "-----BEGIN PGP PUBLIC KEY BLOCK-----\nVersion: 1\n\nmQEN\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n"},
      {"age", "file encrypted with age",
       "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n"},
      {"jwk", "JSON Web Key", "{\"kty\":\"RSA\",\"n\":\"0vx7\"}"},
      {"certreq-inf", "certreq policy file (INF), from which a request is made",
       "[Version]\r\nSignature=\"$Windows NT$\"\r\n[NewRequest]\r\n"},
      {"openssl-text", "printed certificate (openssl x509 -text), without the certificate itself",
       "Certificate:\n    Data:\n        Version: 3 (0x2)\n"},
      {"certutil-dump", "printed certificate (certutil -dump), without the certificate itself",
       "X509 Certificate:\r\nVersion: 3\r\n"},
      {"", "HTML page \"Sign in\"", "<!DOCTYPE html>\n<html><head><title> Sign in</title></head></html>"},
      {"", "XML document", "<?xml version=\"1.0\"?><a/>"},
      {"", "JSON document", "{\"error\": 404}"},
      {"", "e-mail", "Received: from x\nFrom: a@b\nSubject: your certificate\n\nHello\n"},
      {"", "empty file", ""},
      {"", "file of zero bytes only", std::string(5000, '\0')},
      {"", "", "just words\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name, c.file);
    const TextContents found = read(c.file);
    CHECK(found.blocks.empty());
    CHECK(ids(found).empty());
    CHECK(found.foreign == c.id);
    CHECK(found.looks_like == c.name);
    CHECK(read_zh(c.file).looks_like.empty() == found.looks_like.empty());
  }
  const TextContents openssh = read(pem("OPENSSH PRIVATE KEY"));
  CHECK(openssh.foreign == "openssh-private");
  CHECK(openssh.blocks.size() == 1);
}

TEST_CASE("text is told from binary files", "[armor]") {
  for (const std::string& text : {std::string(), pem(), std::string("gr\xFC\xDF"), utf16(pem(), true, false),
                                  utf16(pem(), false, true), "\xEF\xBB\xBF" + pem(), std::string(100, '\0')}) {
    CAPTURE(text);
    CHECK(looks_like_text(as_bytes(text)));
  }
  CHECK_FALSE(looks_like_text(as_bytes(der())));
  CHECK_FALSE(looks_like_text(as_bytes(std::string("\x30\x2A\x30\x05\x06\x03\x2B\x65\x70\x03\x21\x00", 12))));
  CHECK_FALSE(looks_like_text(as_bytes(std::string("PK\x03\x04\x14\x00\x00\x00", 8))));
}

TEST_CASE("megabytes of hostile text are read to the end", "[armor]") {
  const auto many = [](std::string_view s) {
    std::string out;
    out.reserve(1U << 20U);
    while (out.size() + s.size() < (1U << 20U)) out += s;
    return out;
  };
  // A step that looks at all of the rest for every line or run takes minutes here; what is read must stay bounded too.
  for (const char* s : {"-----BEGIN A-----\n",
                        "-----END A-----\n",
                        "-----BEGIN CERTIFICATE-----\nMIIC\n",
                        "-",
                        "\xE2\x80\x93",
                        "MIQAAAAA ",
                        "MIQCAAAA*",
                        "MIAC\n",
                        "LS0tLS1CRUdJTi ",
                        "MCow\n-----END KEY-----\n",
                        "\\",
                        "<a",
                        "&",
                        "\r",
                        "-----BEGIN PGP A-----\n",
                        "A: b\n",
                        "-----BEGIN A-----\na: b\n",
                        "zs7Ozg==",
                        "\"kty\"",
                        "<title"}) {
    const std::string file = many(s);
    CAPTURE(s);
    const TextContents found = read(file);
    CHECK(found.blocks.size() <= 10'000);
    CHECK(found.damages.size() <= 150);
    CHECK(read("-----BEGIN CERTIFICATE-----\n" + file).blocks.size() <= 10'000);
  }
}
