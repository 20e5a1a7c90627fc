// The tables of OpenSSL's errors, held against the linked library and its headers.
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <algorithm>
#include <filesystem>

#include "c_header.hpp"
#include "registry_rows.hpp"

using namespace certdoc;

namespace {

// The tables are those of 3.0. A later OpenSSL knows more, and has dropped or reworded a few.
constexpr bool kSameRelease = OPENSSL_VERSION_MAJOR == 3 && OPENSSL_VERSION_MINOR == 0;

void load_texts() {
  REQUIRE(OPENSSL_init_ssl(OPENSSL_INIT_LOAD_SSL_STRINGS | OPENSSL_INIT_LOAD_CRYPTO_STRINGS, nullptr) == 1);
}

// Their place on Debian; the library's own texts are compared wherever it comes from.
CHeader openssl_headers() {
  CHeader header;
  const std::filesystem::path directory = "/usr/include/openssl";
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (name.size() < 5 || name.compare(name.size() - 5, 5, "err.h") != 0) continue;
    header.read(entry.path().string());
    ++files;
  }
  REQUIRE(files > 30);
  header.read((directory / "x509_vfy.h").string());
  header.read((directory / "tls1.h").string());
  header.read((directory / "ssl3.h").string());
  header.read((directory / "ssl.h").string());
  return header;
}

std::string text_of(const char* text) {
  return text == nullptr ? std::string() : text;
}

// Each fact of these tables has one symbol: no two OpenSSL errors share a number within a family.
std::string only_symbol(const kbfile::Fact& fact) {
  REQUIRE(fact.symbols.size() == 1);
  return fact.symbols.front();
}

}  // namespace

TEST_CASE("every openssl-reason row has the number of the headers and the text of the library") {
  load_texts();
  const CHeader header = openssl_headers();
  const auto registry = registry_rows::read({"openssl-reason"});
  CHECK(registry.facts.size() == 1645);
  std::size_t later = 0;
  std::size_t unknown = 0;
  for (const auto& fact : registry.facts) {
    if (fact.source == "openssl-later") {
      ++later;
      continue;
    }
    const std::string symbol = only_symbol(fact);
    CAPTURE(symbol, fact.id);
    REQUIRE(fact.value);
    const auto code = static_cast<unsigned long>(*fact.value);
    const char* known = ERR_reason_error_string(code);
    if (!kSameRelease && known == nullptr) {
      ++unknown;
      continue;
    }
    CHECK(text_of(known) == fact.text.en);
    const std::size_t split = symbol.find("_R_");
    REQUIRE(split != std::string::npos);
    const auto library = header.value("ERR_LIB_" + symbol.substr(0, split));
    REQUIRE(library);
    const auto reason = header.value(symbol);
    if (!kSameRelease && !reason) continue;
    REQUIRE(reason);
    CHECK(code == ERR_PACK(*library, 0, *reason));
    CHECK(ERR_GET_LIB(code) == *library);
    CHECK(ERR_GET_REASON(code) == *reason);
  }
  CHECK(later == 2);
  CHECK(unknown < 40);
}

TEST_CASE("every reason in the headers of OpenSSL 3.0 stands in the table") {
  if (!kSameRelease) return;
  const CHeader header = openssl_headers();
  std::set<std::string> symbols;
  for (const auto& row : registry_rows::table("openssl-reason").rows) symbols.insert(row["symbol"]);
  std::size_t reasons = 0;
  const std::string library = "ERR_LIB_";
  for (const std::string& name : header.names(library)) {
    for (const std::string& reason : header.names(name.substr(library.size()) + "_R_")) {
      CAPTURE(reason);
      CHECK(symbols.count(reason) == 1);
      ++reasons;
    }
  }
  CHECK(reasons > 1600);
}

TEST_CASE("every openssl-common row has the number of err.h and the text of the library") {
  load_texts();
  const CHeader header = openssl_headers();
  const auto registry = registry_rows::read({"openssl-common"});
  CHECK(registry.facts.size() == 50);
  for (const auto& fact : registry.facts) {
    const std::string symbol = only_symbol(fact);
    CAPTURE(symbol);
    REQUIRE(fact.value);
    const auto value = header.value(symbol);
    if (kSameRelease || value) CHECK(value == fact.value);
    if (kSameRelease) CHECK(text_of(ERR_reason_error_string(static_cast<unsigned long>(*fact.value))) == fact.text.en);
  }
}

TEST_CASE("every openssl-library row has the number of err.h and the name that the library gives it") {
  load_texts();
  const CHeader header = openssl_headers();
  const auto registry = registry_rows::read({"openssl-library"});
  CHECK(registry.facts.size() == 46);
  for (const auto& fact : registry.facts) {
    const std::string symbol = only_symbol(fact);
    CAPTURE(symbol);
    REQUIRE(fact.value);
    CHECK(header.value(symbol) == fact.value);
    const auto packed = ERR_PACK(static_cast<unsigned long>(*fact.value), 0, 0);
    if (kSameRelease) CHECK(text_of(ERR_lib_error_string(packed)) == fact.text.en);
  }
}

TEST_CASE("every openssl-verify row has the number of the header and the text of the library") {
  const CHeader header = openssl_headers();
  const auto registry = registry_rows::read({"openssl-verify"});
  CHECK(registry.facts.size() == 95);
  for (const auto& fact : registry.facts) {
    const std::string symbol = only_symbol(fact);
    CAPTURE(symbol);
    REQUIRE(fact.value);
    CHECK(header.value(symbol) == fact.value);
    CHECK(text_of(X509_verify_cert_error_string(static_cast<long>(*fact.value))) == fact.text.en);
  }
}

TEST_CASE("every verification error of the header stands in the table") {
  if (!kSameRelease) return;
  const CHeader header = openssl_headers();
  std::set<std::string> symbols;
  for (const auto& row : registry_rows::table("openssl-verify").rows) symbols.insert(row["symbol"]);
  const auto names = header.names("X509_V_ERR_");
  CHECK(names.size() > 80);
  for (const std::string& name : names) {
    CAPTURE(name);
    CHECK(symbols.count(name) == 1);
  }
}

TEST_CASE("every TLS alert that OpenSSL knows has its number and its name") {
  const CHeader header = openssl_headers();
  std::map<std::string, std::string> numbered;  // symbol of the table -> of OpenSSL
  for (const std::string& prefix : {"SSL3_AD_", "TLS1_AD_", "TLS13_AD_"}) {
    for (const std::string& name : header.names(prefix)) {
      std::string symbol = name.substr(prefix.size());
      std::transform(symbol.begin(), symbol.end(), symbol.begin(), [](unsigned char c) { return std::tolower(c); });
      numbered[symbol] = name;
    }
  }
  // Where OpenSSL spells a name otherwise than the registry of IANA.
  numbered["ssl3_no_certificate"] = numbered["no_certificate"];
  numbered["user_canceled"] = numbered["user_cancelled"];
  // In no release of OpenSSL 3.0: connection ids of DTLS 1.3, and encrypted ClientHello.
  const std::set<std::string> newer{"too_many_cids_requested", "ech_required"};

  const auto registry = registry_rows::read({"tls-alert"});
  CHECK(registry.facts.size() == 36);
  std::size_t compared = 0;
  std::set<std::string> absent;
  for (const auto& fact : registry.facts) {
    const std::string symbol = only_symbol(fact);
    CAPTURE(symbol);
    if (numbered.count(symbol) == 0) {
      absent.insert(symbol);
      continue;
    }
    CHECK(header.value(numbered[symbol]) == fact.value);
    ++compared;
  }
  if (kSameRelease) CHECK(absent == newer);
  CHECK(compared >= 34);
}

TEST_CASE("SSL_alert_desc_string_long calls each alert by the table's symbol") {
  const auto registry = registry_rows::read({"tls-alert"});
  std::size_t named = 0;
  for (const auto& fact : registry.facts) {
    std::string words = SSL_alert_desc_string_long(static_cast<int>(*fact.value));
    if (words == "unknown") continue;
    std::transform(words.begin(), words.end(), words.begin(),
                   [](unsigned char c) { return c == ' ' ? '_' : static_cast<char>(std::tolower(c)); });
    const std::string symbol = only_symbol(fact);
    CAPTURE(symbol);
    CHECK(words == (symbol == "ssl3_no_certificate" ? "no_certificate" : symbol));
    ++named;
  }
  CHECK(named >= 30);
}
