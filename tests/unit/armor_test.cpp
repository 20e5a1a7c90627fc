// Armor in every state that people have it in: what is read, and what is said about it.
#include "artifact/armor.hpp"

#include <algorithm>
#include <string>

#include "armor_samples.hpp"
#include "base/text.hpp"

#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::test;

TEST_CASE("a plain PEM file is read without a word", "[armor]") {
  const TextContents found = read(pem());
  REQUIRE(found.blocks.size() == 1);
  CHECK(found.blocks[0].label == "CERTIFICATE");
  CHECK(found.blocks[0].headers.empty());
  CHECK(found.blocks[0].place.line == 1);
  CHECK(found.blocks[0].place.offset == 0);
  CHECK(content(found, 0) == der());
  CHECK(ids(found).empty());
  CHECK(found.foreign.empty());
  CHECK(found.looks_like.empty());
}

TEST_CASE("usual text around and between blocks is no damage", "[armor]") {
  const std::string file =
      "Bag Attributes\n    localKeyID: 01 02\n    friendlyName: x\nsubject=CN = a\nissuer=CN = b\n" + pem() +
      "\nsome words - with a dash\n" + pem("PRIVATE KEY");
  const TextContents found = read(file);
  REQUIRE(found.blocks.size() == 2);
  CHECK(found.blocks[0].place.line == 6);
  CHECK(found.blocks[1].label == "PRIVATE KEY");
  CHECK(found.blocks[1].place.offset == file.rfind("-----BEGIN"));
  CHECK(ids(found).empty());
}

TEST_CASE("labels are returned as they stand", "[armor]") {
  for (const char* label : {"NEW CERTIFICATE REQUEST", "TRUSTED CERTIFICATE", "X509 CERTIFICATE", "PKCS7",
                            "X9.42 DH PARAMETERS", "PKCS #7 SIGNED DATA", "ANYTHING-ELSE", "Certificate"}) {
    CAPTURE(label);
    const TextContents found = read(pem(label));
    REQUIRE(found.blocks.size() == 1);
    CHECK(found.blocks[0].label == label);
    CHECK(ids(found).empty());
  }
}

TEST_CASE("lines of any usual length are no damage, CRLF neither", "[armor]") {
  CHECK(ids(read(pem("CERTIFICATE", 76))).empty());
  CHECK(ids(read(pem("CERTIFICATE", 48))).empty());
  const TextContents crlf = read(replaced(pem(), "\n", "\r\n"));
  CHECK(content(crlf, 0) == der());
  CHECK(ids(crlf).empty());
}

TEST_CASE("damage whose content is certain is read and named", "[armor]") {
  struct Case {
    const char* id;
    std::string file;
  };
  const std::string good = pem();
  const std::string body = body_of(good);
  const std::string begin = "-----BEGIN CERTIFICATE-----\n";
  const std::string end = "-----END CERTIFICATE-----\n";
  const std::string line = replaced(body, "\n", "");
  const std::vector<Case> cases{
      {"utf8-bom", "\xEF\xBB\xBF" + good},
      {"utf8-bom", "words\n\xEF\xBB\xBF" + good},
      {"cr-line-ends", replaced(good, "\n", "\r")},
      {"mixed-line-ends", begin + replaced(body, "\n", "\r\n") + end},
      {"utf16le", utf16(good, true, true)},
      {"utf16le", utf16(good, true, false)},
      {"utf16be", utf16(good, false, true)},
      {"utf16be", utf16(good, false, false)},
      {"long-lines", begin + line + "\n" + end},
      {"blanks", begin + "  " + replaced(body, "\n", "\n  ") + end},
      {"blanks", begin + replaced(body, "\n", " \n") + end},
      {"blanks", begin + body.substr(0, 10) + " \t" + body.substr(10) + end},
      {"blanks", begin + body.substr(0, 10) + "\xE2\x80\x8B" + body.substr(10) + end},
      {"blank-lines", begin + replaced(body, "\n", "\n\n") + end},
      {"dashes", replaced(good, "-----", "----")},
      {"dashes", replaced(good, "-----", "------")},
      {"dashes", replaced(good, "-----", "\xE2\x80\x94\xE2\x80\x93-")},
      {"dashes", replaced(good, "-----", "\x97\x96")},
      {"dashes", replaced(good, "CERTIFICATE-----", "CERTIFICATE")},
      {"dashes", replaced(good, "BEGIN ", " BEGIN  ")},
      {"indented", "  " + begin + body + "  " + end},
      {"line-prefix", "> " + replaced(good, "\n", "\n> ")},
      {"line-prefix", "| " + replaced(good, "\n", "\n| ")},
      {"line-prefix", "// " + replaced(good, "\n", "\n// ")},
      {"not-alone-on-line", "cert: " + good},
      {"not-alone-on-line", "-----BEGIN CERTIFICATE-----" + line + "-----END CERTIFICATE-----"},
      {"label-mismatch", begin + body + "-----END X509 CERTIFICATE-----\n"},
      {"no-end-line", begin + body},
      {"no-end-line", begin + body + "And then other words, which follow\n"},
      {"no-begin-line", body + end},
      {"no-begin-line", "words before\n" + body + end},
      {"html-entities", begin + replaced(replaced(body, "+", "&#43;"), "\n", "<br>\n") + end},
      {"html-entities", begin + replaced(replaced(body, "/", "&amp;#x2F;"), "\n", "&nbsp;\n") + end},
      {"escaped-newlines", replaced(good, "\n", "\\n")},
      {"escaped-newlines", "KEY=\"" + replaced(good, "\n", "\\\\n") + "\"\n"},
      {"escaped-newlines", replaced(replaced(good, "\n", "\\r\\n"), "/", "\\/")},
      {"quoted-printable", begin + replaced(body, "=", "=3D") + end},
      {"base64url", begin + replaced(replaced(body, "+", "-"), "/", "_") + end},
      {"base64-padding", begin + replaced(body, "=", "") + end},
      {"base64-padding", begin + body.substr(0, 8) + "=" + body.substr(8) + end},
      {"base64-padding", begin + body.substr(0, 6) + "=" + body.substr(6) + end},
      {"base64-of-pem", base64(good)},
      {"base64-of-pem", "data:\n  tls.crt: " + base64(good) + "\n  tls.key: x\n"},
      {"inside-page", "<!DOCTYPE html><html><body><pre>\n" + good + "</pre></body></html>"},
      {"inside-page", "{\"certificate\": \"" + replaced(good, "\n", "\\n") + "\"}"},
      {"inside-page", "From: a@example.com\nTo: b@example.com\nSubject: x\n\n" + good},
  };
  for (const Case& c : cases) {
    CAPTURE(c.id, text::escaped(c.file.substr(0, 200)));
    const TextContents found = read(c.file);
    REQUIRE(found.blocks.size() == 1);
    CHECK(content(found, 0) == der());
    CHECK(has(found, c.id));
    for (const Damage& damage : found.damages) {
      CHECK(damage.read);
      CHECK(damage.place.line > 0);
      CHECK_FALSE(damage.text.empty());
    }
    CHECK(read_zh(c.file).damages.size() == found.damages.size());
  }
}

TEST_CASE("one flaw is reported as one damage", "[armor]") {
  const std::string good = pem();
  CHECK(ids(read("\xEF\xBB\xBF" + good)) == "utf8-bom");
  CHECK(ids(read(utf16(good, true, true))) == "utf16le");
  CHECK(ids(read(replaced(good, "\n", "\r"))) == "cr-line-ends");
  CHECK(ids(read(replaced(good, "\n", "\\n"))) == "escaped-newlines");
  CHECK(ids(read(replaced(good, "-----", "----"))) == "dashes");
  CHECK(ids(read("> " + replaced(good, "\n", "\n> "))) == "line-prefix");
  CHECK(ids(read("<html><pre>\n" + good + "</pre></html>")) == "inside-page");
  CHECK(ids(read("-----BEGIN CERTIFICATE-----\n" + body_of(good))) == "no-end-line");
}

TEST_CASE("two blocks glued together are both read", "[armor]") {
  std::string first = pem();
  first.pop_back();
  const TextContents found = read(first + pem("PRIVATE KEY"));
  REQUIRE(found.blocks.size() == 2);
  CHECK(found.blocks[1].label == "PRIVATE KEY");
  CHECK(content(found, 0) == der());
  CHECK(content(found, 1) == der());
  CHECK(ids(found) == "glued");
}

TEST_CASE("a damage is reported once, with its first place and a count", "[armor]") {
  const std::string four = replaced(pem(), "-----", "----");
  const TextContents found = read("text\n" + four + four);
  REQUIRE(ids(found) == "dashes");
  CHECK(found.damages[0].place.line == 2);
  CHECK(found.damages[0].place.offset == 5);
  CHECK_THAT(found.damages[0].text, Catch::Contains("line 2, byte 5, and 3 more"));
}

TEST_CASE("a block without END is read up to where its DER ends, and the next one too", "[armor]") {
  const std::string open = "-----BEGIN CERTIFICATE-----\n" + body_of(pem());
  const TextContents found = read(open + open + pem());
  REQUIRE(found.blocks.size() == 3);
  CHECK(content(found, 1) == der());
  CHECK(ids(found) == "no-end-line");
}

TEST_CASE("RFC 1421 headers are read, also where line ends are escaped or quoted", "[armor]") {
  const std::string file =
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233\n\n" + body_of(pem()) +
      "-----END RSA PRIVATE KEY-----\n";
  for (const std::string& form : {file, replaced(file, "\n", "\r\n"), replaced(file, "\n", "\\n"),
                                  "> " + replaced(file, "\n", "\n> "), replaced(file, "\n", "\r")}) {
    CAPTURE(text::escaped(form));
    const TextContents found = read(form);
    REQUIRE(found.blocks.size() == 1);
    REQUIRE(found.blocks[0].headers.size() == 2);
    CHECK(found.blocks[0].headers[0] == std::pair<std::string, std::string>("Proc-Type", "4,ENCRYPTED"));
    CHECK(found.blocks[0].headers[1] == std::pair<std::string, std::string>("DEK-Info", "AES-128-CBC,00112233"));
    CHECK(content(found, 0) == der());
  }
}

TEST_CASE("encrypted content is no DER and is not measured as such", "[armor]") {
  const std::string cipher = "\x30\x82\xFF\xFF" + std::string(60, 'x');
  const std::string head = "-----BEGIN RSA PRIVATE KEY-----\n";
  const std::string headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n";
  const std::string tail = base64(cipher) + "\n-----END RSA PRIVATE KEY-----\n";
  CHECK(content(read(head + headers + tail), 0) == cipher);
  CHECK(ids(read(head + tail)) == "cut-off!");
}

TEST_CASE("blocks are bounded, and that is said", "[armor]") {
  const TextContents found = read_text(as_bytes(pem() + pem() + pem()), 2, Lang::en);
  CHECK(found.blocks.size() == 2);
  CHECK(ids(found) == "too-many-blocks!");
}
