#include "kb/families.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace certdoc::kb {
namespace {

constexpr std::array kFamilies{
    Family{"acme", "ACME (Let's Encrypt and others)", "ACME（Let's Encrypt 等）", Key::short_symbol, 9},
    Family{"apache", "Apache httpd", "Apache httpd", Key::symbol, 5},
    Family{"apple", "Apple Security framework", "Apple 安全框架", Key::symbol, 9},
    Family{"cfca", "CFCA certificate download platform", "CFCA 数字证书下载平台", Key::written, 0},
    Family{"chromium", "Chrome, Edge and other Chromium browsers", "Chrome、Edge 等 Chromium 浏览器", Key::symbol, 4},
    Family{"crl-reason", "CRL revocation reason (RFC 5280)", "CRL 吊销原因 (RFC 5280)", Key::symbol, 12, false},
    Family{"curl", "curl and libcurl", "curl 与 libcurl", Key::decimal, 4},
    Family{"event", "Windows event log", "Windows 事件日志", Key::symbol, 6, false},
    Family{"gnutls", "GnuTLS", "GnuTLS", Key::symbol, 6},
    Family{"java", "Java (keytool, JSSE)", "Java（keytool、JSSE）", Key::slug, 5},
    Family{"mozilla-pkix", "Firefox (mozilla::pkix)", "Firefox (mozilla::pkix)", Key::symbol, 4},
    Family{"node", "Node.js", "Node.js", Key::symbol, 7},
    Family{"nss", "NSS (Firefox, Thunderbird)", "NSS（Firefox、Thunderbird）", Key::symbol, 4},
    Family{"ntstatus", "Windows NTSTATUS", "Windows NTSTATUS", Key::hex32, 10},
    Family{"ocsp", "OCSP response status (RFC 6960)", "OCSP 响应状态 (RFC 6960)", Key::symbol, 11},
    Family{"openssl", "OpenSSL", "OpenSSL", Key::packed, 3},
    Family{"openssl-common", "OpenSSL, reason common to all libraries", "OpenSSL 各库通用原因码", Key::symbol, 10},
    Family{"openssl-library", "OpenSSL, number of a library", "OpenSSL 库编号", Key::symbol, 14, false},
    Family{"pkcs11", "PKCS#11 (tokens, HSM)", "PKCS#11（令牌、加密机）", Key::symbol, 8},
    Family{"schannel-alert", "TLS alert as Windows Schannel maps it", "TLS 警报在 Windows Schannel 中的映射",
           Key::symbol, 13, false},
    Family{"sdf", "SDF interface of cryptographic cards (GM/T 0018)", "密码卡 SDF 接口 (GM/T 0018)", Key::hex32, 8},
    Family{"skf", "SKF interface of USB keys (GM/T 0016)", "UKey 的 SKF 接口 (GM/T 0016)", Key::hex32, 2},
    Family{"tls-alert", "TLS alert", "TLS 警报", Key::decimal, 3},
    Family{"topic", "Topic", "主题", Key::written, 1},
    Family{"trust-info", "Windows CERT_TRUST_STATUS information, not an error",
           "Windows CERT_TRUST_STATUS 信息标志（非错误）", Key::symbol, 15, false, false},
    Family{"trust-status", "Windows chain error flag (dwErrorStatus)", "Windows 证书链错误标志 (dwErrorStatus)",
           Key::hex32, 12, false},
    Family{"win32", "Windows (Win32 error)", "Windows（Win32 错误）", Key::decimal, 8},
    Family{"windows", "Windows (HRESULT)", "Windows (HRESULT)", Key::hex32, 1},
    Family{"x509", "OpenSSL certificate verification (X509_V_ERR)", "OpenSSL 证书验证 (X509_V_ERR)", Key::decimal, 2},
};

struct Alias {
  std::string_view name;
  std::string_view family;
};

constexpr std::array kAliases{
    Alias{"hresult", "windows"},
    Alias{"winhttp", "win32"},
    Alias{"wininet", "win32"},
    Alias{"schannel", "event"},
    Alias{"capi2", "event"},
    Alias{"firefox", "nss"},
    Alias{"chrome", "chromium"},
    Alias{"edge", "chromium"},
    Alias{"keytool", "java"},
    Alias{"ukey", "skf"},
    Alias{"x509_v_err", "x509"},
    Alias{"verify", "x509"},
    Alias{"alert", "tls-alert"},
    Alias{"tls", "tls-alert"},
    Alias{"httpd", "apache"},
    Alias{"openssl-verify", "x509"},
    Alias{"openssl-reason", "openssl"},
};

// `urn:ietf:params:acme:error:badCSR` -> `badCSR`
std::string after_last_colon(std::string_view symbol) {
  return std::string(symbol.substr(symbol.rfind(':') + 1));
}

}  // namespace

std::span<const Family> families() {
  return kFamilies;
}

std::optional<std::uint8_t> family_index(std::string_view id) {
  const auto alias = std::find_if(kAliases.begin(), kAliases.end(), [&](const Alias& a) { return a.name == id; });
  const std::string_view name = alias == kAliases.end() ? id : alias->family;
  const auto found = std::find_if(kFamilies.begin(), kFamilies.end(), [&](const Family& f) { return f.id == name; });
  if (found == kFamilies.end()) return std::nullopt;
  return static_cast<std::uint8_t>(found - kFamilies.begin());
}

std::string slug(std::string_view s) {
  constexpr std::size_t kMax = 48;
  std::string out;
  for (const char c : s) {
    if (text::is_word(c) && c != '_') {
      out.push_back(text::lower(c));
    } else if (!out.empty() && out.back() != '-') {
      out.push_back('-');
    }
    if (out.size() == kMax) break;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::string key_of(const Family& family, std::optional<std::int64_t> value, std::string_view symbol,
                   std::string_view text) {
  const auto bits = static_cast<std::uint32_t>(value.value_or(0));
  switch (family.key) {
    case Key::hex32: return fmt::format("0x{:08X}", bits);
    case Key::packed: return fmt::format("{:08X}", bits);
    case Key::decimal: return fmt::format("{}", value.value_or(0));
    case Key::symbol: return std::string(symbol);
    case Key::short_symbol: return after_last_colon(symbol);
    case Key::slug: return slug(text);
    case Key::written: break;
  }
  return {};
}

std::optional<std::int64_t> value_of_key(const Family& family, std::string_view key) {
  const bool hex = family.key == Key::hex32 || family.key == Key::packed;
  if (!hex && family.key != Key::decimal) return std::nullopt;
  if (family.key == Key::hex32 && key.starts_with("0x")) key.remove_prefix(2);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != key.data() + key.size()) return std::nullopt;
  return value;
}

std::string display(const Family& family, std::string_view key) {
  if (family.id == "chromium") return "NET::" + std::string(key);
  if (family.id == "acme") return "urn:ietf:params:acme:error:" + std::string(key);
  if (family.id == "openssl") return "error:" + std::string(key);
  if (family.id == "curl") return fmt::format("curl ({})", key);
  if (family.id == "tls-alert") return fmt::format("TLS alert {}", key);
  if (family.id == "x509") return fmt::format("X509_V_ERR {}", key);
  if (family.id == "event") {
    const std::size_t slash = key.find('/');
    return fmt::format("{} event {}", key.substr(0, slash), key.substr(slash + 1));
  }
  if (family.id == "win32") return fmt::format("Win32 {}", key);
  return std::string(key);
}

}  // namespace certdoc::kb
