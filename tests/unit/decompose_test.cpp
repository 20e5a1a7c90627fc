#include "kb/decompose.hpp"

#include <charconv>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "builtin_knowledge.hpp"
#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::kb;

namespace {

// The value and meaning of the part with this label.
const Part& at(const std::vector<Part>& parts, const std::string& label) {
  static const Part none;
  for (const Part& part : parts) {
    if (part.label == label) return part;
  }
  CAPTURE(label);
  CHECK(false);
  return none;
}

bool has(const std::vector<Part>& parts, const std::string& label) {
  for (const Part& part : parts) {
    if (part.label == label) return true;
  }
  return false;
}

std::vector<Part> taken_apart(std::uint32_t code, Lang lang = Lang::en) {
  return parts_of_number(code, builtin(), lang);
}

}  // namespace

TEST_CASE("an HRESULT is severity, facility and code") {
  const auto parts = taken_apart(0x80092004);
  CHECK(at(parts, "severity").value == "1");
  CHECK(at(parts, "severity").meaning == "failure");
  CHECK(at(parts, "facility").value == "9");
  CHECK(at(parts, "facility").meaning == "FACILITY_SECURITY");
  CHECK(at(parts, "code").value == "8196 (0x2004)");
  CHECK_FALSE(has(parts, "customer bit"));
  const auto success = parts_of_hresult(0x00090312, builtin(), Lang::en);
  CHECK(at(success, "severity").meaning == "success");
  CHECK(at(success, "code").value == "786 (0x0312)");
}

TEST_CASE("an HRESULT made of a Win32 error carries that error's text") {
  const auto parts = taken_apart(0x80070015);
  CHECK(at(parts, "facility").meaning == "FACILITY_WIN32");
  CHECK(at(parts, "inner Win32 error").value == "21");
  CHECK(at(parts, "inner Win32 error").meaning == "ERROR_NOT_READY: The device is not ready.");
  const auto unknown = taken_apart(0x8007FFFE);
  CHECK(at(unknown, "inner Win32 error").value == "65534");
  CHECK(at(unknown, "inner Win32 error").meaning.empty());
  CHECK(win32_inside(0x80070057) == 0x57);
  CHECK_FALSE(win32_inside(0x00070057));
  CHECK_FALSE(win32_inside(0x80080057));
  CHECK_FALSE(win32_inside(0xC0070057));
}

TEST_CASE("an HRESULT made of an NTSTATUS carries that status") {
  const auto parts = taken_apart(0xD0000022);
  CHECK(at(parts, "made from").value == "HRESULT_FROM_NT");
  CHECK(at(parts, "inner NTSTATUS").value == "0xC0000022");
  CHECK(at(parts, "inner NTSTATUS").meaning.find("STATUS_ACCESS_DENIED") == 0);
  CHECK_FALSE(has(parts, "facility"));
  CHECK(ntstatus_inside(0x90000006) == 0x80000006U);
  CHECK_FALSE(ntstatus_inside(0xC0000022));
  CHECK_FALSE(ntstatus_inside(0x50000022));
}

TEST_CASE("an NTSTATUS is severity, facility and code") {
  const auto parts = taken_apart(0xC0150002);
  CHECK(at(parts, "severity").value == "3");
  CHECK(at(parts, "severity").meaning == "error");
  CHECK(at(parts, "facility").value == "21");
  CHECK(at(parts, "code").value == "2 (0x0002)");
  const auto win32 = taken_apart(0xC0070005);
  CHECK(at(win32, "inner Win32 error").value == "5");
  CHECK(at(win32, "inner Win32 error").meaning.find("ERROR_ACCESS_DENIED") == 0);
  std::vector<std::string> severities;
  for (const std::uint32_t code : {0x00000103U, 0x40000000U, 0x80000005U, 0xC0000001U}) {
    severities.push_back(at(parts_of_ntstatus(code, builtin(), Lang::en), "severity").meaning);
  }
  CHECK(severities == std::vector<std::string>{"success", "information", "warning", "error"});
}

TEST_CASE("the customer bit says that Microsoft did not define the code") {
  const auto parts = taken_apart(0xA0041234);
  CHECK(at(parts, "customer bit").value == "1");
  CHECK(at(parts, "facility").meaning == "FACILITY_ITF");
  CHECK(at(parts, "code").value == "4660 (0x1234)");
  CHECK(has(parts_of_hresult(0xE0434352, builtin(), Lang::en), "customer bit"));
}

TEST_CASE("an OpenSSL 3.x error is library and reason") {
  const auto error = unpack_openssl(0x0A000086, builtin());
  REQUIRE(error);
  CHECK_FALSE(error->old_layout);
  CHECK(error->library == 20);
  CHECK(error->reason == 134);
  const auto parts = taken_apart(0x0A000086);
  CHECK(at(parts, "layout").value == "OpenSSL 3.x");
  CHECK(at(parts, "library").value == "20");
  CHECK(at(parts, "library").meaning.find("ERR_LIB_SSL") == 0);
  CHECK(at(parts, "reason").value == "134");
  CHECK(at(parts, "reason").meaning == "SSL_R_CERTIFICATE_VERIFY_FAILED: certificate verify failed");
  CHECK_FALSE(has(parts, "function"));
}

TEST_CASE("an OpenSSL 1.x error has a function as well and means the same reason") {
  const auto error = unpack_openssl(0x14090086, builtin());
  REQUIRE(error);
  CHECK(error->old_layout);
  CHECK(error->library == 20);
  CHECK(error->function == 0x090);
  CHECK(error->reason == 134);
  CHECK(pack_openssl(error->library, error->reason) == 0x0A000086);
  const auto parts = taken_apart(0x0906D06C);
  CHECK(at(parts, "layout").value == "OpenSSL 1.x");
  CHECK(at(parts, "library").meaning.find("ERR_LIB_PEM") == 0);
  CHECK(at(parts, "function").value == "109");
  CHECK(at(parts, "reason").meaning == "PEM_R_NO_START_LINE: no start line");
  CHECK(at(taken_apart(0x0B080074), "reason").meaning == "X509_R_KEY_VALUES_MISMATCH: key values mismatch");
}

TEST_CASE("reasons that all OpenSSL libraries share are known in each of them") {
  const auto parts = taken_apart(0x0308010C);
  CHECK(at(parts, "library").value == "6");
  CHECK(at(parts, "reason").value == "268");
  CHECK(at(parts, "reason").meaning == "ERR_R_UNSUPPORTED: unsupported");
  const auto fatal = taken_apart(pack_openssl(9, 0xC0100));
  CHECK(at(fatal, "library").meaning.find("ERR_LIB_PEM") == 0);
  CHECK(at(fatal, "reason").value == "256");
  CHECK(at(fatal, "reason").meaning == "ERR_R_MALLOC_FAILURE: malloc failure");
}

TEST_CASE("an OpenSSL reason that no table has still shows its library") {
  const auto parts = taken_apart(pack_openssl(20, 0xFFE));
  CHECK(at(parts, "library").value == "20");
  CHECK(at(parts, "reason").value == "4094");
  CHECK(at(parts, "reason").meaning.empty());
  CHECK_FALSE(unpack_openssl(pack_openssl(255, 1), builtin()));
  CHECK_FALSE(unpack_openssl(0x8A000086, builtin()));  // the top bit marks an errno of the system
}

TEST_CASE("the gap between SKF and OpenSSL belongs to the vendors of USB keys") {
  for (const std::uint32_t code : {0x0A000033U, 0x0A00003FU}) {
    const auto parts = taken_apart(code);
    REQUIRE(parts.size() == 1);
    CHECK(at(parts, "range").value == "SKF");
  }
  CHECK_FALSE(has(taken_apart(0x0A000064), "range"));
  CHECK(at(taken_apart(0x0A000064), "library").value == "20");
}

TEST_CASE("a number that no rule fits is not taken apart") {
  CHECK(taken_apart(0x12345678).empty());
  CHECK(taken_apart(0x7FFFFFFF).empty());
}

TEST_CASE("parts are named in the language of the report") {
  const auto parts = taken_apart(0x80070015, Lang::zh);
  CHECK(at(parts, "严重性").meaning == "失败");
  CHECK(at(parts, "内部 Win32 错误").value == "21");
  CHECK(at(taken_apart(0x14090086, Lang::zh), "函数").value == "144");
}

TEST_CASE("facilities have the names that winerror.h gives them") {
  std::ifstream header("/usr/share/mingw-w64/include/winerror.h");
  if (!header) return;  // mingw-w64-common is not installed
  std::map<std::uint32_t, std::set<std::string>> defined;
  for (std::string line; std::getline(header, line);) {
    std::istringstream words(line);
    std::string define;
    std::string name;
    std::string number;
    words >> define >> name >> number;
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    const bool whole = error == std::errc() && end == number.data() + number.size();
    if (define == "#define" && name.starts_with("FACILITY_") && whole) defined[value].insert(name);
  }
  REQUIRE(defined.size() >= 30);
  for (std::uint32_t facility = 0; facility < 0x7FF; ++facility) {
    const auto parts = parts_of_hresult(0x80000000U | facility << 16U | 1U, builtin(), Lang::en);
    const std::string name = at(parts, "facility").meaning;
    const auto known = defined.find(facility);
    if (known == defined.end() && name.empty()) continue;
    CAPTURE(facility, name);
    REQUIRE(known != defined.end());
    CHECK(known->second.count(name) == 1);
  }
}
