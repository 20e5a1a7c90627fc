#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "kb/decompose.hpp"
#include "kb/scan.hpp"

#include "builtin_knowledge.hpp"
#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::kb;

namespace {

using Ids = std::vector<std::string>;

Scan scan_typed(const std::string& typed) {
  return scan(text::normal(typed), Mode::typed, builtin());
}

void check_all(const std::vector<std::pair<std::string, std::string>>& spellings) {
  for (const auto& [typed, id] : spellings) {
    CAPTURE(typed);
    const Scan found = scan_typed(typed);
    CHECK(found.ids == Ids{id});
    CHECK(found.open.empty());
  }
}

}  // namespace

TEST_CASE("a Windows code is known in every spelling") {
  for (const char* typed :
       {"0x80092004", "80092004", "0X80092004L", "0x80092004UL", "-2146885628", "2148081668", "CRYPT_E_NOT_FOUND",
        "crypt_e_not_found", "Crypt_E_Not_Found", "0x80092004 (-2146885628 CRYPT_E_NOT_FOUND)", "0xFFFFFFFF80092004",
        "０ｘ８００９２００４", "ＣＲＹＰＴ＿Ｅ＿ＮＯＴ＿ＦＯＵＮＤ", "(0x80092004)", "HRESULT: 0x80092004,",
        "'80092004'", "错误代码0x80092004。", "windows:0x80092004"}) {
    CAPTURE(typed);
    const Scan found = scan_typed(typed);
    CHECK(found.ids == Ids{"windows:0x80092004"});
    CHECK(found.open.empty());
  }
  check_all({{"800b0109", "windows:0x800B0109"},
             {"0x800B0109", "windows:0x800B0109"},
             {"-2147024891", "windows:0x80070005"}});
}

TEST_CASE("an HRESULT of a Win32 error or an NTSTATUS is known without a row of its own") {
  check_all({{"0x80070015", "windows:0x80070015"},
             {"0xD0000022", "windows:0xD0000022"},
             {"0xC0000022", "ntstatus:0xC0000022"}});
  CHECK_FALSE(builtin().code("windows:0x80070015"));
  CHECK(scan_typed("0x8007FFFE").ids.empty());
}

TEST_CASE("a CFCA code is known with its detail, without and by the detail alone") {
  check_all({{"600101@902403", "cfca:600101@902403"},
             {"@902403", "cfca:600101@902403"},
             {"902403", "cfca:600101@902403"},
             {"600102 @900211:授权码已过期", "cfca:600102@900211"},
             {"错误：600102　＠900211", "cfca:600102@900211"},
             {"600102@900208", "cfca:600102@900208"},
             {"600215", "cfca:600215"},
             {"600101", "cfca:600101"}});
  CHECK(scan_typed("600101@999999").ids == Ids{"cfca:600101"});
}

TEST_CASE("an OpenSSL error is known in both packings") {
  check_all(
      {{"error:0A000086:SSL routines::certificate verify failed", "openssl:0A000086"},
       {"error:14090086:SSL routines:ssl3_get_server_certificate:certificate verify failed", "openssl:0A000086"},
       {"error:0308010C:digital envelope routines::unsupported", "openssl:0308010C"},
       {"0308010C", "openssl:0308010C"},
       {"0x0A000086", "openssl:0A000086"},
       {"error:8000000D:system library::Permission denied", "openssl:8000000D"},
       {"0906D06C", "openssl:0480006C"},
       {"error:0B080074:x509 certificate routines:X509_check_private_key:key values mismatch", "openssl:05800074"}});
}

TEST_CASE("an SKF code is not taken for an OpenSSL one") {
  check_all({{"0x0A000025", "skf:0x0A000025"}, {"0A00000F", "skf:0x0A00000F"}, {"0x0A000030", "skf:0x0A000030"}});
  const Scan beyond = scan_typed("0x0A000035");
  CHECK(beyond.ids.empty());
  REQUIRE(beyond.open.size() == 1);
  CHECK(beyond.open.front().hex);
  CHECK(beyond.open.front().value == 0x0A000035);
}

TEST_CASE("a number that says whose it is is no riddle") {
  check_all({{"verify error:num=20", "x509:20"},
             {"Verify return code: 20 (unable to get local issuer certificate)", "x509:20"},
             {"curl: (60)", "curl:60"},
             {"curl(60)", "curl:60"},
             {"curl 60", "curl:60"},
             {"alert 48", "tls-alert:48"},
             {"SSL alert number 48", "tls-alert:48"},
             {"Event ID 36887", "event:schannel/36887"},
             {"OSStatus -67843", "apple:errSecNotTrusted"},
             {"gnutls -64", "gnutls:GNUTLS_E_FILE_ERROR"},
             {"net_error -202", "chromium:ERR_CERT_AUTHORITY_INVALID"},
             {"GetLastError=1168", "win32:1168"}});
}

TEST_CASE("symbols are known whatever their case and what stands before them") {
  check_all({{"X509_V_ERR_CERT_HAS_EXPIRED", "x509:10"},
             {"NET::ERR_CERT_AUTHORITY_INVALID", "chromium:ERR_CERT_AUTHORITY_INVALID"},
             {"err_cert_date_invalid", "chromium:ERR_CERT_DATE_INVALID"},
             {"SEC_ERROR_UNKNOWN_ISSUER", "nss:SEC_ERROR_UNKNOWN_ISSUER"},
             {"Error code: SEC_ERROR_UNKNOWN_ISSUER", "nss:SEC_ERROR_UNKNOWN_ISSUER"},
             {"UNABLE_TO_VERIFY_LEAF_SIGNATURE", "node:UNABLE_TO_VERIFY_LEAF_SIGNATURE"},
             {"CKR_PIN_INCORRECT", "pkcs11:CKR_PIN_INCORRECT"},
             {"AH02565", "apache:AH02565"},
             {"errSecNotTrusted", "apple:errSecNotTrusted"},
             {"urn:ietf:params:acme:error:badNonce", "acme:badNonce"},
             {"unknown_ca", "tls-alert:48"}});
}

TEST_CASE("a bare number is left open with its value") {
  for (const auto& [typed, value] : std::vector<std::pair<std::string, std::int64_t>>{
           {"20", 20}, {"48", 48}, {"60", 60}, {"-64", -64}, {"-67843", -67843}, {"2１", 21}}) {
    CAPTURE(typed);
    const Scan found = scan_typed(typed);
    CHECK(found.ids.empty());
    REQUIRE(found.open.size() == 1);
    CHECK(found.open.front().value == value);
    CHECK_FALSE(found.open.front().hex);
    CHECK(found.open.front().written == text::normal(typed));
  }
  const Scan hex = scan_typed("0x30");
  REQUIRE(hex.open.size() == 1);
  CHECK(hex.open.front().hex);
  CHECK(hex.open.front().value == 0x30);
}

TEST_CASE("several codes are found in their order, each once") {
  CHECK(scan_typed("0x80092004 AH02565 80092004 CKR_PIN_INCORRECT").ids ==
        Ids{"windows:0x80092004", "apache:AH02565", "pkcs11:CKR_PIN_INCORRECT"});
}

TEST_CASE("what is no code gives none") {
  for (const char* typed :
       {"", " ", "hello world", "key-mismatch", "certificate", "0x", "0xZZ", "G0092004", "0x123456789",
        "crypt_e_not_fund", "99999999999999999999", "80090016-52ab-4c3d-9e8f-aabbccddeeff",
        "8009200480090016800B010980092013DEADBEEF", "____", "-", "--", "@"}) {
    CAPTURE(typed);
    const Scan found = scan_typed(typed);
    CHECK(found.ids.empty());
    CHECK(found.open.empty());
  }
}

TEST_CASE("everything that a scan finds is known") {
  const std::string all =
      "0x80092004 0x80070015 0xD0000022 600101@902403 error:14090086: curl: (60) AH02565 alert 48 0x0A000025";
  const auto ids = scan_typed(all).ids;
  CHECK(ids.size() == 9);
  for (const std::string& id : ids) {
    CAPTURE(id);
    const bool made = id == "windows:0x80070015" || id == "windows:0xD0000022";
    CHECK((made || builtin().code(id) || builtin().entry(id)));
  }
}

TEST_CASE("a code is understood as it is shown") {
  std::size_t tried = 0;
  for (const CodeRow& row : builtin().layers().front()->codes) {
    const Code code{builtin().layers().front(), &row};
    const kb::Family& family = family_of(code);
    // Words and bare names of these are found by other ways than their shape.
    const bool by_shape = family.printed && family.key != Key::slug && family.key != Key::written &&
                          family.id != "ocsp" && family.id != "apple";
    if (!by_shape) continue;
    ++tried;
    const std::string shown = display(family, key_of(code));
    const auto ids = scan_typed(shown).ids;
    const auto found = std::find_if(ids.begin(), ids.end(), [&](const std::string& id) {
      const Code other = builtin().code(id);
      const bool same_number =
          family.key == Key::hex32 && other && other->value == row.value;  // Windows has two families
      return id == code.id() || same_number;
    });
    if (found != ids.end()) continue;
    CAPTURE(shown, std::string(code.id()), ids);
    CHECK(false);
  }
  CHECK(tried > 5000);
}

TEST_CASE("the parts of an IPv4 address are no codes, with a port or a prefix neither; those of other numbers are") {
  for (const char* address : {"127.0.0.1", "127.0.0.1:0", "10.0.0.18:8443", "cannot connect to 192.0.2.60/24"}) {
    CAPTURE(address);
    CHECK(scan_typed(address).ids.empty());
    CHECK(scan_typed(address).open.empty());
  }
  CHECK(scan_typed("10.0.0.1 0x80092004").ids == Ids{"windows:0x80092004"});
  CHECK_FALSE(scan_typed("256.0.0.1").open.empty());
}

TEST_CASE("a huge word is skipped, not searched for") {
  CHECK(scan_typed(std::string(128 * 1024, 'A')).ids.empty());
  CHECK(scan_typed(std::string(128 * 1024, '8')).ids.empty());
  CHECK(scan_typed(std::string(100000, 'x') + " 0x80092004").ids == Ids{"windows:0x80092004"});
}

TEST_CASE("the id of a 32-bit code prefers the system that can have made it") {
  CHECK(id_of_code(0x80092004, builtin()) == "windows:0x80092004");
  CHECK(id_of_code(0x80070015, builtin()) == "windows:0x80070015");
  CHECK(id_of_code(0xC0000022, builtin()) == "ntstatus:0xC0000022");
  CHECK(id_of_code(0x0A000025, builtin()) == "skf:0x0A000025");
  CHECK(id_of_code(0x0100001A, builtin()) == "sdf:0x0100001A");
  CHECK(id_of_code(0x0A000086, builtin()) == "openssl:0A000086");
  CHECK(id_of_code(0x12345678, builtin()).empty());
  CHECK(id_of_openssl(0x14090086, builtin()) == "openssl:0A000086");
  CHECK(id_of_openssl(pack_openssl(20, 0xFFE), builtin()).empty());
}
