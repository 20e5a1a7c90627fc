#include "kb/families.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "builtin_knowledge.hpp"
#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::kb;

namespace {

struct Sample {
  std::string family;
  std::optional<std::int64_t> value;
  std::string symbol;
  std::string text;
  std::string key;
  std::string shown;
};

// One for each family.
const std::vector<Sample> kSamples{
    {"acme", {}, "urn:ietf:params:acme:error:badNonce", "", "badNonce", "urn:ietf:params:acme:error:badNonce"},
    {"apache", {}, "AH02565", "Certificate and private key do not match", "AH02565", "AH02565"},
    {"apple", -67843, "errSecNotTrusted", "", "errSecNotTrusted", "errSecNotTrusted"},
    {"cfca", 600101, "600101", "", "", "600101@902403"},
    {"chromium", -201, "ERR_CERT_DATE_INVALID", "", "ERR_CERT_DATE_INVALID", "NET::ERR_CERT_DATE_INVALID"},
    {"crl-reason", 1, "keyCompromise", "", "keyCompromise", "keyCompromise"},
    {"curl", 60, "CURLE_PEER_FAILED_VERIFICATION", "", "60", "curl (60)"},
    {"event", 36887, "schannel/36887", "", "schannel/36887", "schannel event 36887"},
    {"gnutls", -64, "GNUTLS_E_FILE_ERROR", "", "GNUTLS_E_FILE_ERROR", "GNUTLS_E_FILE_ERROR"},
    {"java", {}, "", "PKIX path building failed: {0}", "pkix-path-building-failed-0", "pkix-path-building-failed-0"},
    {"mozilla-pkix", -16384, "MOZILLA_PKIX_ERROR_X", "", "MOZILLA_PKIX_ERROR_X", "MOZILLA_PKIX_ERROR_X"},
    {"node", {}, "CERT_HAS_EXPIRED", "", "CERT_HAS_EXPIRED", "CERT_HAS_EXPIRED"},
    {"nss", -8179, "SEC_ERROR_UNKNOWN_ISSUER", "", "SEC_ERROR_UNKNOWN_ISSUER", "SEC_ERROR_UNKNOWN_ISSUER"},
    {"ntstatus", 0xC0000022, "STATUS_ACCESS_DENIED", "", "0xC0000022", "0xC0000022"},
    {"ocsp", 6, "unauthorized", "", "unauthorized", "unauthorized"},
    {"openssl", 0x0308010C, "ERR_R_UNSUPPORTED", "", "0308010C", "error:0308010C"},
    {"openssl-common", 0x8010C, "ERR_R_UNSUPPORTED", "", "ERR_R_UNSUPPORTED", "ERR_R_UNSUPPORTED"},
    {"openssl-library", 20, "ERR_LIB_SSL", "", "ERR_LIB_SSL", "ERR_LIB_SSL"},
    {"pkcs11", 0xA0, "CKR_PIN_INCORRECT", "", "CKR_PIN_INCORRECT", "CKR_PIN_INCORRECT"},
    {"schannel-alert", 48, "TLS1_ALERT_UNKNOWN_CA", "", "TLS1_ALERT_UNKNOWN_CA", "TLS1_ALERT_UNKNOWN_CA"},
    {"sdf", 0x0100001A, "SDR_FILEEXSITS", "", "0x0100001A", "0x0100001A"},
    {"skf", 0x0A000025, "SAR_PIN_LOCKED", "", "0x0A000025", "0x0A000025"},
    {"tls-alert", 48, "unknown_ca", "", "48", "TLS alert 48"},
    {"topic", {}, "", "", "", "unknown-code"},
    {"trust-info", 0x4, "CERT_TRUST_HAS_NAME_MATCH_ISSUER", "", "CERT_TRUST_HAS_NAME_MATCH_ISSUER",
     "CERT_TRUST_HAS_NAME_MATCH_ISSUER"},
    {"trust-status", 0x10000, "CERT_TRUST_IS_PARTIAL_CHAIN", "", "0x00010000", "0x00010000"},
    {"win32", 5, "ERROR_ACCESS_DENIED", "", "5", "Win32 5"},
    {"windows", 0x80092004, "CRYPT_E_NOT_FOUND", "", "0x80092004", "0x80092004"},
    {"x509", 20, "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "", "20", "X509_V_ERR 20"},
};

const Family& named(std::string_view id) {
  const auto index = family_index(id);
  REQUIRE(index);
  return families()[*index];
}

}  // namespace

TEST_CASE("every family makes its keys of a row and shows them as people write them") {
  std::set<std::string> covered;
  for (const Sample& sample : kSamples) {
    CAPTURE(sample.family);
    const Family& family = named(sample.family);
    covered.insert(sample.family);
    CHECK(key_of(family, sample.value, sample.symbol, sample.text) == sample.key);
    const std::string key = family.key == Key::written ? sample.shown : sample.key;
    CHECK(display(family, key) == sample.shown);
  }
  CHECK(covered.size() == families().size());
}

TEST_CASE("families are sorted by a unique id and have a title in both languages") {
  for (std::size_t i = 0; i < families().size(); ++i) {
    CAPTURE(families()[i].id);
    CHECK(family_index(families()[i].id) == i);
    CHECK_FALSE(families()[i].en.empty());
    CHECK_FALSE(families()[i].zh.empty());
    if (i > 0) CHECK(families()[i - 1].id < families()[i].id);
  }
}

TEST_CASE("everyday names lead to their family and unknown ones nowhere") {
  CHECK(named("firefox").id == "nss");
  CHECK(named("chrome").id == "chromium");
  CHECK(named("schannel").id == "event");
  CHECK(named("winhttp").id == "win32");
  CHECK(named("hresult").id == "windows");
  CHECK(named("ukey").id == "skf");
  CHECK(named("x509_v_err").id == "x509");
  CHECK_FALSE(family_index("netscape"));
  CHECK_FALSE(family_index(""));
  CHECK_FALSE(family_index("Windows"));
}

TEST_CASE("the number in a key is read back by the rules of its family") {
  CHECK(value_of_key(named("windows"), "0x80092004") == 0x80092004LL);
  CHECK(value_of_key(named("windows"), "80092004") == 0x80092004LL);
  CHECK(value_of_key(named("openssl"), "0A000086") == 0x0A000086LL);
  CHECK(value_of_key(named("curl"), "60") == 60);
  CHECK(value_of_key(named("win32"), "-5") == -5);
  CHECK_FALSE(value_of_key(named("openssl"), "0x0A000086"));
  CHECK_FALSE(value_of_key(named("curl"), "6O"));
  CHECK_FALSE(value_of_key(named("curl"), ""));
  CHECK_FALSE(value_of_key(named("windows"), "0x"));
  CHECK_FALSE(value_of_key(named("windows"), "0x8009200G"));
  CHECK_FALSE(value_of_key(named("nss"), "20"));
  CHECK_FALSE(value_of_key(named("cfca"), "600101"));
  CHECK_FALSE(value_of_key(named("curl"), "99999999999999999999"));
}

TEST_CASE("every built-in code of a numeric family has the key that its number makes") {
  std::size_t numeric = 0;
  for (const Tables* tables : builtin().layers()) {
    for (const CodeRow& row : tables->codes) {
      const Code code{tables, &row};
      const Family& family = family_of(code);
      const auto value = value_of_key(family, kb::key_of(code));
      if (family.key != Key::hex32 && family.key != Key::packed && family.key != Key::decimal) continue;
      ++numeric;
      if (value == row.value && kb::key_of(family, row.value, "", "") == kb::key_of(code)) continue;
      CAPTURE(std::string(code.id()));
      CHECK(value == row.value);
      CHECK(kb::key_of(family, row.value, "", "") == kb::key_of(code));
    }
  }
  CHECK(numeric > 5000);
}

TEST_CASE("a slug is lower-case words joined by hyphens and of bounded length") {
  CHECK(slug("PKIX path building failed: {0}") == "pkix-path-building-failed-0");
  CHECK(slug("  --Already__there?! ") == "already-there");
  CHECK(slug("证书") == "");
  CHECK(slug("").empty());
  const std::string cut = slug(std::string(47, 'a') + " b c");
  CHECK(cut == std::string(47, 'a'));
  CHECK(slug(std::string(100, 'Z')) == std::string(48, 'z'));
}
