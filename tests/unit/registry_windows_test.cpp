// The tables of Windows errors, held against the headers of mingw-w64 (Debian: mingw-w64-common).
#include "c_header.hpp"
#include "registry_rows.hpp"

using namespace certdoc;

namespace {

const std::string kHeaders = "/usr/share/mingw-w64/include/";

CHeader headers(std::initializer_list<const char*> names) {
  CHeader header;
  for (const char* name : names) header.read(kHeaders + name);
  return header;
}

// HRESULTs and NTSTATUS values are negative or not, as one writes them: 32 bits are compared.
std::uint32_t bits(std::int64_t value) {
  return static_cast<std::uint32_t>(value);
}

struct Outcome {
  std::size_t same = 0;
  std::map<std::string, std::size_t> absent;  // rows that the header lacks, by the source that they name
};

// Every row of a table against a header. What the header lacks must name another source.
Outcome compare(const std::string& name, const CHeader& header) {
  Outcome outcome;
  for (const auto& row : registry_rows::table(name).rows) {
    CAPTURE(name, row.line, row["symbol"]);
    REQUIRE_FALSE(row["symbol"].empty());
    const auto number = header.value(row["symbol"]);
    if (!number) {
      CHECK_FALSE(row["via"].empty());
      ++outcome.absent[row["via"]];
      continue;
    }
    CHECK(bits(*number) == bits(row.value()));
    ++outcome.same;
  }
  return outcome;
}

using Counts = std::map<std::string, std::size_t>;

}  // namespace

TEST_CASE("the reader of C headers understands every way in which winerror.h writes a number") {
  const CHeader header = headers({"winerror.h"});
  CHECK(header.value("ERROR_INVALID_PASSWORD") == 86);
  CHECK(header.value("CRYPT_E_NOT_FOUND") == 0x80092004);
  CHECK(header.value("WSAEINTR") == 10004);              // (WSABASEERR + 4)
  CHECK(header.value("NO_ERROR") == 0);                  // __MSABI_LONG(0)
  CHECK(header.value("DNS_ERROR_RCODE_NO_ERROR") == 0);  // an alias
  CHECK(header.value("S_FALSE") == 1);                   // ((HRESULT)0x00000001)
  CHECK_FALSE(header.value("HRESULT_FROM_WIN32"));       // a macro with an argument
  CHECK_FALSE(header.value("THERE_IS_NO_SUCH_ERROR"));
}

TEST_CASE("every windows-hresult row of winerror.h has its number, the others name their source") {
  const auto outcome = compare("windows-hresult", headers({"winerror.h"}));
  CHECK(outcome.same == 457);
  CHECK(outcome.absent == Counts{{"ms-com-errors", 202}});
}

TEST_CASE("every windows-hresult-other row of winerror.h has its number, the others name their source") {
  const auto outcome = compare("windows-hresult-other", headers({"winerror.h"}));
  CHECK(outcome.same == 996);
  CHECK(outcome.absent == Counts{{"mingw-fltwinerror", 31}, {"ms-com-errors", 918}, {"win-sdk", 6}});
}

TEST_CASE("the rows taken from fltwinerror.h have its numbers") {
  const CHeader header = headers({"winerror.h", "fltwinerror.h"});
  std::size_t rows = 0;
  for (const auto& row : registry_rows::table("windows-hresult-other").rows) {
    if (row["via"] != "mingw-fltwinerror") continue;
    CAPTURE(row["symbol"]);
    const auto number = header.value(row["symbol"]);
    REQUIRE(number);
    CHECK(bits(*number) == bits(row.value()));
    ++rows;
  }
  CHECK(rows == 31);
}

TEST_CASE("every windows-win32 row of winerror.h has its number, the others name their source") {
  const auto outcome = compare("windows-win32", headers({"winerror.h"}));
  CHECK(outcome.same == 2093);
  CHECK(outcome.absent == Counts{{"ms-system-errors", 663}});
}

TEST_CASE("every ntstatus row has the number of ntstatus.h") {
  const auto outcome = compare("ntstatus", headers({"ntstatus.h"}));
  CHECK(outcome.same == 1797);
  CHECK(outcome.absent.empty());
}

TEST_CASE("every status of ntstatus.h stands in the table") {
  const CHeader header = headers({"ntstatus.h"});
  std::set<std::string> symbols;
  for (const auto& row : registry_rows::table("ntstatus").rows) symbols.insert(row["symbol"]);
  const auto names = header.names("STATUS_");
  CHECK(names.size() > 1600);
  for (const std::string& name : names) {
    if (name.rfind("STATUS_SEVERITY_", 0) == 0) continue;  // a field of the number, no status
    CAPTURE(name);
    CHECK(symbols.count(name) == 1);
  }
}

TEST_CASE("every windows-inet row has the number of wininet.h or winhttp.h") {
  const auto outcome = compare("windows-inet", headers({"wininet.h", "winhttp.h"}));
  CHECK(outcome.same == 145);
  CHECK(outcome.absent.empty());
}

TEST_CASE("every windows-trust-status row has the number of wincrypt.h") {
  const auto outcome = compare("windows-trust-status", headers({"wincrypt.h"}));
  CHECK(outcome.same == 26);
  CHECK(outcome.absent.empty());
}

TEST_CASE("every windows-trust-info row has the number of wincrypt.h, and stands apart from the errors") {
  const auto outcome = compare("windows-trust-info", headers({"wincrypt.h"}));
  CHECK(outcome.same == 29);
  CHECK(outcome.absent.empty());
}

TEST_CASE("every CERT_TRUST_IS_ bit of wincrypt.h stands in one of the tables") {
  std::set<std::string> symbols;
  for (const char* table : {"windows-trust-status", "windows-trust-info"}) {
    for (const auto& row : registry_rows::table(table).rows) symbols.insert(row["symbol"]);
  }
  const CHeader header = headers({"wincrypt.h"});
  const auto names = header.names("CERT_TRUST_IS_");
  CHECK(names.size() > 10);
  for (const std::string& name : names) {
    CAPTURE(name);
    CHECK(symbols.count(name) == 1);
  }
}

TEST_CASE("every schannel-alert row has the number of schannel.h and a code of winerror.h") {
  const CHeader alerts = headers({"schannel.h"});
  const CHeader errors = headers({"winerror.h"});
  // Alerts of SSL 3.0 have the numbers of TLS under other names.
  std::size_t compared = 0;
  std::size_t rows = 0;
  for (const auto& row : registry_rows::table("schannel-alert").rows) {
    ++rows;
    CAPTURE(row["symbol"]);
    std::string symbol = row["symbol"];
    if (symbol.rfind("SSL3_", 0) == 0) symbol = "TLS1_" + symbol.substr(5);
    if (const auto number = alerts.value(symbol)) {
      CHECK(*number == row.value());
      ++compared;
    }
    static const std::regex reported(R"(reported by Schannel as (\w+) \((0x[0-9A-F]{8})\))");
    std::smatch parts;
    const std::string& message = row["message"];
    REQUIRE(std::regex_match(message, parts, reported));
    if (const auto code = errors.value(parts[1])) CHECK(bits(*code) == std::stoul(parts[2], nullptr, 16));
    CHECK(row["see"] == "windows:" + parts[2].str() + " tls-alert:" + row["value"]);
  }
  CHECK(rows == 25);
  CHECK(compared == 25);
}
