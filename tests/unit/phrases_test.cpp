#include "kb/phrases.hpp"

#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"

using namespace certdoc::kb;

namespace {

// The family of the number that `#` stands for.
std::string family_in(const std::string& text) {
  const std::size_t at = text.find('#');
  REQUIRE(at != std::string::npos);
  return std::string(family_named_around(std::string_view(text).substr(0, at), std::string_view(text).substr(at + 1)));
}

}  // namespace

TEST_CASE("the words in front of a number name its family") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"curl: (#)", "curl"},
      {"libcurl error #", "curl"},
      {"alert #", "tls-alert"},
      {"警报代码 #", "tls-alert"},
      {"警报 #", "tls-alert"},
      {"verify error:num=#:unable to get local issuer certificate", "x509"},
      {"Verify return code: # (unable to get local issuer certificate)", "x509"},
      {"verify error #", "x509"},
      {"X509_V_ERR #", "x509"},
      {"OSStatus #", "apple"},
      {"gnutls: #", "gnutls"},
      {"event #", "event"},
      {"EventID: #", "event"},
      {"事件 ID：#", ""},  // full-width punctuation is made plain before
      {"事件 ID:#", "event"},
      {"Win32 #", "win32"},
      {"GetLastError=#", "win32"},
      {"LastError: #", "win32"},
      {"WinError #", "win32"},
      {"System error # has occurred.", "win32"},
      {"NSS error #", "nss"},
      {"PR_Error #", "nss"},
      {"net_error #", "chromium"},
      {"NTSTATUS #", "ntstatus"},
      {"OCSP response status #", "ocsp"},
      {"error # at 0 depth lookup: unable to get local issuer certificate", "x509"},
  };
  for (const auto& [text, family] : cases) {
    CAPTURE(text);
    CHECK(family_in(text) == family);
  }
}

TEST_CASE("a few words may stand between the phrase and the number") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"SSL alert number #", "tls-alert"},
      {"The TLS protocol defined fatal alert code is #.", "tls-alert"},
      {"The TLS protocol defined fatal error code is #.", "tls-alert"},
      {"The following fatal alert was received: #.", "tls-alert"},
      {"TLS 协议所定义的严重警告代码为 #。", "tls-alert"},
      {"TLS fatal alert #", "tls-alert"},
      {"curl exit code #", "curl"},
      {"curl returned exit code #", "curl"},
      {"curl error code was #", "curl"},
      {"Event ID #", "event"},
      {"event no. #", "event"},
      {"system error number is #", "win32"},
      {"verify error code #", "x509"},
      {"gnutls[#]", "gnutls"},
  };
  for (const auto& [text, family] : cases) {
    CAPTURE(text);
    CHECK(family_in(text) == family);
  }
}

TEST_CASE("words that only resemble a phrase name nothing") {
  for (const char* text : {"#",
                           "error #",
                           "code #",
                           "exit status #",
                           "number #",
                           "curly #",
                           "mycurl #",
                           "curl was started in #",
                           "alerts #",
                           "prevent #",
                           "events #",
                           "gnutls is not the reason for #",
                           "transverify #",
                           "[alert] #",
                           "curl/#",
                           "port #",
                           "depth #",
                           "alert number code is error no #",
                           "error # at line 3",
                           "verify depth is #",
                           "verify return:#"}) {
    CAPTURE(text);
    CHECK(family_in(text).empty());
  }
}

TEST_CASE("versions, times, dates, addresses and process ids are no codes") {
  for (const char* text : {"curl #.88.1 (x86_64-pc-linux-gnu)", "libcurl #.88", "GnuTLS #.7.9", "alert #:15:03",
                           "event #-11-21", "curl #.0.0.1", "host curl[#]: done"}) {
    CAPTURE(text);
    CHECK(family_in(text).empty());
  }
  CHECK(family_in("alert #. Then more") == "tls-alert");
  CHECK(family_in("alert #: unknown CA") == "tls-alert");
  CHECK(family_in("alert #-") == "tls-alert");
}

TEST_CASE("a phrase far away from the number says nothing about it") {
  CHECK(family_in("curl" + std::string(100, ' ') + "#").empty());
  CHECK(family_in("curl" + std::string(20, ' ') + "#") == "curl");
}
