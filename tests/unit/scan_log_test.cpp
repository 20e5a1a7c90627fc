#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "kb/scan.hpp"

#include "builtin_knowledge.hpp"
#include "catch.hpp"

using namespace certdoc;
using namespace certdoc::kb;

namespace {

using Ids = std::vector<std::string>;

Ids ids_in(const std::string& line) {
  const Scan found = scan(text::normal(line), Mode::log, builtin());
  CHECK(found.open.empty());
  return found.ids;
}

}  // namespace

TEST_CASE("codes are found in the lines of real logs") {
  const std::vector<std::pair<std::string, Ids>> lines{
      {"CertUtil: -importPFX command FAILED: 0x80092004 (-2146885628 CRYPT_E_NOT_FOUND)", {"windows:0x80092004"}},
      {"2026-11-21 12:00:00 hr = 80092004", {"windows:0x80092004"}},
      {"result -2146885628", {"windows:0x80092004"}},
      {"System.ComponentModel.Win32Exception (0x80090020): internal error", {"windows:0x80090020"}},
      {"nginx: [emerg] SSL_CTX_use_PrivateKey(\"/etc/k\") failed (SSL: error:05800074:x509 certificate routines::key "
       "values mismatch)",
       {"openssl:05800074"}},
      {"140:error:14090086:SSL routines:ssl3_get_server_certificate:certificate verify failed:s3_clnt.c:1180:",
       {"openssl:0A000086"}},
      {"verify error:num=20:unable to get local issuer certificate", {"x509:20"}},
      {"error 20 at 0 depth lookup: unable to get local issuer certificate", {"x509:20"}},
      {"    Verify return code: 21 (unable to verify the first certificate)", {"x509:21"}},
      {"curl: (60) SSL certificate problem: unable to get local issuer certificate", {"curl:60"}},
      {"SSL3 alert read:fatal:unknown CA, SSL alert number 48", {"tls-alert:48"}},
      {"Event ID: 36887 Schannel", {"event:schannel/36887"}},
      {"The TLS protocol defined fatal alert code is 46.", {"tls-alert:46"}},
      {"[Sat Nov 21 12:00:00.123456 2026] [ssl:emerg] [pid 1234] AH02565: Certificate and private key do not match",
       {"apache:AH02565"}},
      {"net::ERR_CERT_AUTHORITY_INVALID at https://example.org/", {"chromium:ERR_CERT_AUTHORITY_INVALID"}},
      {"handshake failed; returned -1, SSL error code 1, net_error -202", {"chromium:ERR_CERT_AUTHORITY_INVALID"}},
      {"NSS error -8179 (SEC_ERROR_UNKNOWN_ISSUER)", {"nss:SEC_ERROR_UNKNOWN_ISSUER"}},
      {"connection failed (-8179)", {"nss:SEC_ERROR_UNKNOWN_ISSUER"}},
      {"C_Login rv=CKR_PIN_INCORRECT", {"pkcs11:CKR_PIN_INCORRECT"}},
      {"SKF_VerifyPIN ret=0x0A000024", {"skf:0x0A000024"}},
      {"错误码：600101@902403", {"cfca:600101@902403"}},
      {"CFCA download failed: 600215", {"cfca:600215"}},
      {"下载失败 600102 @900211:授权码已过期", {"cfca:600102@900211"}},
      {"\"type\": \"urn:ietf:params:acme:error:badNonce\"", {"acme:badNonce"}},
      {"status 0xC0000022 and 0xD0000022", {"ntstatus:0xC0000022", "windows:0xD0000022"}},
      {"code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'", {"node:UNABLE_TO_VERIFY_LEAF_SIGNATURE"}},
  };
  for (const auto& [line, ids] : lines) {
    CAPTURE(line);
    CHECK(ids_in(line) == ids);
  }
}

TEST_CASE("dates, times and counters are no codes") {
  for (const char* line :
       {"2026-11-21 12:00:00.123456 INFO started", "2026-11-21T20:48:60Z up", "Nov 21 20:48:60 host app[48]: 60 done",
        "1795262400", "1795262400123", "[ 48.600101] usb 1-1", "12:00:00.600101 证书服务启动", "20261121",
        "Alert 20:15:03 disk", "event 2026-11-21", "verify 2026-11-21", "took 60 ms, 48 of 20",
        "temperature -64, level -8179", "21/Nov/2026:20:48:60 +0800"}) {
    CAPTURE(line);
    CHECK(ids_in(line).empty());
  }
}

TEST_CASE("versions, addresses, ports and process ids are no codes") {
  for (const char* line :
       {"curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.15",
        "\"GET / HTTP/1.1\" 200 60 \"-\" \"curl/7.88.1\"", "libcurl 7.88", "GnuTLS 3.7.9",
        "OpenSSL 1.1.1k  25 Mar 2021", "Version 10.0.20348.2700", "connected to 192.168.20.60:443",
        "curl 10.0.0.1 port 60", "listening on [::]:48", "listening on port 60", "Nov 21 host curl[60]: done",
        "pid 36887", "id 36874, 36882", "fe80::8009:2004", "10.60.48.20"}) {
    CAPTURE(line);
    CHECK(ids_in(line).empty());
  }
}

TEST_CASE("UUIDs, thumbprints, serial numbers, hashes and addresses in memory are no codes") {
  for (const char* line :
       {"550e8400-e29b-41d4-a716-446655440000", "{80092004-1234-4a5b-8c9d-0123456789ab}",
        "request 80090016-52ab-4c3d-9e8f-aabbccddeeff", "Thumbprint: 8009200480090016800B010980092013DEADBEEF",
        "thumbprint 80 09 20 04 80 09 00 16", "SHA1: 80:09:20:04:80:09:00:16", "serial=80092004AABBCCDD",
        "serial 0x80092004AABBCCDD", "commit 8009000b1234", "commit deadbeef", "id a0000025", "at 0x00007ffd80092004",
        "at 0x7ffd80092004", "trace=4bf92f3577b34da6a3ce929d0e0e4736"}) {
    CAPTURE(line);
    CHECK(ids_in(line).empty());
  }
}

TEST_CASE("small hexadecimal numbers are flags and sizes, not codes") {
  for (const char* line : {"flags 0x00000020", "flags=0x00010000", "mask 0x00000001", "base 0x40000000",
                           "status 0x00000103", "0x20", "0xFFFF", "0x30 0x48"}) {
    CAPTURE(line);
    CHECK(ids_in(line).empty());
  }
}

TEST_CASE("success is no error") {
  for (const char* line : {"verify return:1", "    Verify return code: 0 (ok)", "hr=0x00000000", "returned S_OK",
                           "STATUS_SUCCESS", "ERROR_SUCCESS", "X509_V_OK", "CKR_OK", "CURLE_OK", "curl: (0)"}) {
    CAPTURE(line);
    CHECK(ids_in(line).empty());
  }
}

TEST_CASE("words and numbers that only resemble codes are left alone") {
  for (const char* line :
       {"crypt_e_not_found in lower case", "unknown_ca without the other word", "GET /600101 HTTP/1.1",
        "amount 600101 yen", "订单 600519 完成", "mail to someone@902403x", "exit status 1", "error 20", "error: 60",
        "code 48", "BEGIN CERTIFICATE", "AH025", "AHEADOF", "event 4 happened", "not_a_symbol", "range 1-2146885628"}) {
    CAPTURE(line);
    CHECK(ids_in(line).empty());
  }
}

TEST_CASE("the name of a TLS alert counts beside the word alert only") {
  CHECK(ids_in("received alert unknown_ca") == Ids{"tls-alert:48"});
  CHECK(ids_in("field unknown_ca").empty());
}

TEST_CASE("an event id of several providers belongs to the one that is named") {
  const auto named = ids_in("Source: CAPI2 Event ID: 11");
  REQUIRE(named.size() == 1);
  CHECK(named.front() == "event:capi2/11");
  CHECK(ids_in("Event ID: 11").empty());
}
