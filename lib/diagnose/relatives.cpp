// Which ids are one error under several names.
#include <fmt/format.h>
#include <algorithm>

#include "diagnose/answer.hpp"
#include "kb/decompose.hpp"

namespace certdoc {
namespace {

constexpr std::uint32_t kSslLibrary = 20;
constexpr std::uint32_t kAlertReasons = 1000;  // SSL_AD_REASON_OFFSET
constexpr std::string_view kVerifyPrefix = "X509_V_ERR_";

using Ids = std::vector<std::string>;

std::uint32_t value_of(std::string_view family, std::string_view key) {
  const auto& known = kb::families()[kb::family_index(family).value_or(0)];
  return static_cast<std::uint32_t>(kb::value_of_key(known, key).value_or(0));
}

void of_hresult(std::string_view key, Ids& ids) {
  const std::uint32_t code = value_of("windows", key);
  if (const auto inner = kb::win32_inside(code)) ids.push_back(fmt::format("win32:{}", *inner));
  if (const auto status = kb::ntstatus_inside(code)) ids.push_back(fmt::format("ntstatus:0x{:08X}", *status));
}

void of_win32(std::string_view key, Ids& ids) {
  const std::uint32_t code = value_of("win32", key);
  if (code > 0 && code <= 0xFFFFU) ids.push_back(fmt::format("windows:0x{:08X}", 0x80070000U | code));
}

void of_openssl(std::string_view key, const kb::Knowledge& knowledge, Ids& ids) {
  const auto error = kb::unpack_openssl(value_of("openssl", key), knowledge);
  if (!error) return;
  const bool alert =
      error->library == kSslLibrary && error->reason >= kAlertReasons && error->reason < kAlertReasons + 256;
  if (alert) ids.push_back(fmt::format("tls-alert:{}", error->reason - kAlertReasons));
  if (error->reason <= 0xFFFFU) return;
  if (const auto common = knowledge.by_value(error->reason, "openssl-common")) ids.emplace_back(common.id());
}

void of_alert(std::string_view key, Ids& ids) {
  const std::uint32_t alert = value_of("tls-alert", key);
  ids.push_back(fmt::format("openssl:{:08X}", kb::pack_openssl(kSslLibrary, kAlertReasons + alert)));
}

void of_node(std::string_view key, const kb::Knowledge& knowledge, Ids& ids) {
  for (const auto& code : knowledge.by_symbol(std::string(kVerifyPrefix) + std::string(key)))
    ids.emplace_back(code.id());
}

void of_verify(const kb::Code& code, Ids& ids) {
  if (!code || !kb::symbol_of(code).starts_with(kVerifyPrefix)) return;
  ids.push_back("node:" + std::string(kb::symbol_of(code).substr(kVerifyPrefix.size())));
}

// Windows' name for a TLS alert.
void of_schannel_alert(const kb::Code& code, Ids& ids) {
  if (code) ids.push_back(fmt::format("tls-alert:{}", code->value));
}

}  // namespace

std::vector<std::string> relatives(const std::string& id, const kb::Knowledge& knowledge) {
  const std::size_t colon = id.find(':');
  const std::string family = id.substr(0, colon);
  const std::string key = id.substr(colon + 1);
  Ids ids;
  if (family == "windows") of_hresult(key, ids);
  if (family == "win32") of_win32(key, ids);
  if (family == "openssl") of_openssl(key, knowledge, ids);
  if (family == "tls-alert") of_alert(key, ids);
  if (family == "schannel-alert") of_schannel_alert(knowledge.code(id), ids);
  if (family == "node") of_node(key, knowledge, ids);
  if (family == "x509") of_verify(knowledge.code(id), ids);
  std::erase_if(ids, [&](const std::string& other) {
    const bool hresult = family == "win32";  // every Win32 error has its HRESULT, row or not
    return other == id || (!hresult && !knowledge.code(other) && !knowledge.entry(other));
  });
  return ids;
}

bool is_explained(const std::string& id, const kb::Knowledge& knowledge) {
  const auto others = relatives(id, knowledge);
  return knowledge.entry(id) || std::any_of(others.begin(), others.end(), [&](const auto& other) {
           return static_cast<bool>(knowledge.entry(other));
         });
}

}  // namespace certdoc
