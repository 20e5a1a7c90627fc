#include "kb/decompose.hpp"

#include <fmt/format.h>
#include <array>

namespace certdoc::kb {
namespace {

constexpr std::uint32_t kFacilityWin32 = 7;
constexpr std::uint32_t kNtBit = 0x10000000U;
constexpr std::uint32_t kCommonReason = 0x80000U;  // ERR_RFLAG_COMMON of OpenSSL 3
constexpr std::uint32_t kFatalReason = 0x40000U;   // ERR_RFLAG_FATAL

struct Facility {
  std::uint32_t number;
  std::string_view name;
};

// winerror.h, FACILITY_*
constexpr std::array kFacilities{
    Facility{0, "NULL"},
    Facility{1, "RPC"},
    Facility{2, "DISPATCH"},
    Facility{3, "STORAGE"},
    Facility{4, "ITF"},
    Facility{7, "WIN32"},
    Facility{8, "WINDOWS"},
    Facility{9, "SECURITY"},
    Facility{10, "CONTROL"},
    Facility{11, "CERT"},
    Facility{12, "INTERNET"},
    Facility{13, "MEDIASERVER"},
    Facility{14, "MSMQ"},
    Facility{15, "SETUPAPI"},
    Facility{16, "SCARD"},
    Facility{17, "COMPLUS"},
    Facility{18, "AAF"},
    Facility{19, "URT"},
    Facility{20, "ACS"},
    Facility{21, "DPLAY"},
    Facility{22, "UMI"},
    Facility{23, "SXS"},
    Facility{24, "WINDOWS_CE"},
    Facility{25, "HTTP"},
    Facility{32, "BACKGROUNDCOPY"},
    Facility{33, "CONFIGURATION"},
    Facility{34, "STATE_MANAGEMENT"},
    Facility{35, "METADIRECTORY"},
    Facility{36, "WINDOWSUPDATE"},
    Facility{37, "DIRECTORYSERVICE"},
};

std::string_view say(Lang lang, std::string_view en, std::string_view zh) {
  return lang == Lang::zh ? zh : en;
}

Part part(Lang lang, std::string_view en, std::string_view zh, std::string value, std::string meaning = {}) {
  return {std::string(say(lang, en, zh)), std::move(value), std::move(meaning)};
}

std::string facility_name(std::uint32_t facility) {
  for (const Facility& known : kFacilities) {
    if (known.number == facility) return "FACILITY_" + std::string(known.name);
  }
  return {};
}

std::string described(const Code& code) {
  if (!code) return {};
  const std::string_view text = code.str(code->text.en).empty() ? code.str(code->text.zh) : code.str(code->text.en);
  return text.empty() ? std::string(symbol_of(code)) : fmt::format("{}: {}", symbol_of(code), text);
}

Code library_row(std::uint32_t library, const Knowledge& knowledge) {
  return knowledge.by_value(library, "openssl-library");
}

bool is_known(std::uint32_t library, std::uint32_t reason, const Knowledge& knowledge) {
  if ((reason & kCommonReason) != 0) {
    return library_row(library, knowledge) && knowledge.by_value(reason, "openssl-common");
  }
  return static_cast<bool>(knowledge.by_value(pack_openssl(library, reason), "openssl"));
}

}  // namespace

std::optional<std::int64_t> win32_inside(std::uint32_t hresult) {
  if ((hresult & 0xFFFF0000U) != 0x80070000U) return std::nullopt;
  return hresult & 0xFFFFU;
}

std::optional<std::uint32_t> ntstatus_inside(std::uint32_t hresult) {
  const bool failure_or_warning = (hresult & 0x80000000U) != 0;
  if (!failure_or_warning || (hresult & kNtBit) == 0) return std::nullopt;
  return hresult & ~kNtBit;
}

std::uint32_t pack_openssl(std::uint32_t library, std::uint32_t reason) {
  return library << 23U | reason;
}

std::optional<OpensslError> unpack_openssl(std::uint32_t packed, const Knowledge& knowledge) {
  if ((packed & 0x80000000U) != 0) return std::nullopt;  // an errno of the system
  const OpensslError now{packed >> 23U & 0xFFU, packed & 0x7FFFFFU, 0, false};
  const OpensslError old{packed >> 24U, packed & 0xFFFU, packed >> 12U & 0xFFFU, true};
  if (is_known(now.library, now.reason, knowledge)) return now;
  if (old.function != 0 && is_known(old.library, old.reason, knowledge)) return old;
  if (now.reason < 0x1000 && library_row(now.library, knowledge)) return now;
  if (old.function != 0 && library_row(old.library, knowledge)) return old;
  return std::nullopt;
}

std::vector<Code> chain_errors(std::uint32_t status, const Knowledge& knowledge) {
  std::vector<Code> errors;
  for (std::uint32_t bit = 1; bit != 0; bit <<= 1U) {
    const Code code = (status & bit) != 0 ? knowledge.by_value(bit, "trust-status") : Code{};
    if (code) errors.push_back(code);
  }
  return errors;
}

std::vector<Part> parts_of_hresult(std::uint32_t code, const Knowledge& knowledge, Lang lang) {
  const bool failure = (code & 0x80000000U) != 0;
  const std::uint32_t facility = code >> 16U & 0x7FFU;
  std::vector<Part> parts;
  parts.push_back(part(lang, "severity", "严重性", failure ? "1" : "0",
                       std::string(failure ? say(lang, "failure", "失败") : say(lang, "success", "成功"))));
  if (const auto status = ntstatus_inside(code)) {
    parts.push_back(part(lang, "made from", "来自", "HRESULT_FROM_NT"));
    parts.push_back(part(lang, "inner NTSTATUS", "内部 NTSTATUS", fmt::format("0x{:08X}", *status),
                         described(knowledge.by_value(*status, "ntstatus"))));
    return parts;
  }
  if ((code & 0x20000000U) != 0) {
    parts.push_back(
        part(lang, "customer bit", "自定义位", "1",
             std::string(say(lang, "defined by an application, not by Microsoft", "由应用程序定义，并非微软定义"))));
  }
  parts.push_back(part(lang, "facility", "设施", fmt::format("{}", facility), facility_name(facility)));
  if (facility == kFacilityWin32 && failure) {
    const std::int64_t inner = code & 0xFFFFU;
    parts.push_back(part(lang, "inner Win32 error", "内部 Win32 错误", fmt::format("{}", inner),
                         described(knowledge.by_value(inner, "win32"))));
  } else {
    parts.push_back(part(lang, "code", "代码", fmt::format("{} (0x{:04X})", code & 0xFFFFU, code & 0xFFFFU)));
  }
  return parts;
}

std::vector<Part> parts_of_ntstatus(std::uint32_t code, const Knowledge& knowledge, Lang lang) {
  static constexpr std::array<std::string_view, 4> kEn{"success", "information", "warning", "error"};
  static constexpr std::array<std::string_view, 4> kZh{"成功", "信息", "警告", "错误"};
  const std::uint32_t severity = code >> 30U;
  const std::uint32_t facility = code >> 16U & 0xFFFU;
  std::vector<Part> parts;
  parts.push_back(part(lang, "severity", "严重性", fmt::format("{}", severity),
                       std::string(say(lang, kEn.at(severity), kZh.at(severity)))));
  parts.push_back(part(lang, "facility", "设施", fmt::format("{}", facility)));
  if (facility == kFacilityWin32) {
    parts.push_back(part(lang, "inner Win32 error", "内部 Win32 错误", fmt::format("{}", code & 0xFFFFU),
                         described(knowledge.by_value(code & 0xFFFFU, "win32"))));
  } else {
    parts.push_back(part(lang, "code", "代码", fmt::format("{} (0x{:04X})", code & 0xFFFFU, code & 0xFFFFU)));
  }
  return parts;
}

std::vector<Part> parts_of_openssl(const OpensslError& error, const Knowledge& knowledge, Lang lang) {
  std::vector<Part> parts;
  const Code library = library_row(error.library, knowledge);
  parts.push_back(part(lang, "layout", "编码布局", error.old_layout ? "OpenSSL 1.x" : "OpenSSL 3.x"));
  parts.push_back(part(lang, "library", "库", fmt::format("{}", error.library), described(library)));
  if (error.old_layout) {
    parts.push_back(part(lang, "function", "函数", fmt::format("{}", error.function),
                         std::string(say(lang, "dropped in OpenSSL 3", "OpenSSL 3 已取消"))));
  }
  const bool common = (error.reason & kCommonReason) != 0;
  const Code reason = common ? knowledge.by_value(error.reason, "openssl-common")
                             : knowledge.by_value(pack_openssl(error.library, error.reason), "openssl");
  parts.push_back(part(lang, "reason", "原因", fmt::format("{}", error.reason & ~(kCommonReason | kFatalReason)),
                       described(reason)));
  return parts;
}

std::vector<Part> parts_of_number(std::uint32_t code, const Knowledge& knowledge, Lang lang) {
  if ((code & 0xE0000000U) == 0xC0000000U && (code & kNtBit) == 0) return parts_of_ntstatus(code, knowledge, lang);
  if ((code & 0x80000000U) != 0) return parts_of_hresult(code, knowledge, lang);
  if (code > 0x0A000032U && code < 0x0A000040U) {
    return {part(lang, "range", "范围", "SKF",
                 std::string(say(lang, "USB key middleware; values above 0x0A000032 differ from vendor to vendor",
                                 "UKey 中间件；0x0A000032 以上的值各厂商不同")))};
  }
  if (const auto error = unpack_openssl(code, knowledge)) return parts_of_openssl(*error, knowledge, lang);
  return {};
}

}  // namespace certdoc::kb
