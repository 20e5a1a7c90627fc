// Taking a number apart by the rules of the system that made it, whether or not any table has it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "certdoc/lang.hpp"
#include "certdoc/report.hpp"
#include "kb/knowledge.hpp"

namespace certdoc::kb {

// HRESULT_FROM_WIN32(n) = 0x80070000 | n  ->  n
std::optional<std::int64_t> win32_inside(std::uint32_t hresult);

// HRESULT_FROM_NT(s) = s | 0x10000000  ->  s
std::optional<std::uint32_t> ntstatus_inside(std::uint32_t hresult);

// A packed OpenSSL error. 1.x carried a function code as well.
struct OpensslError {
  std::uint32_t library = 0;
  std::uint32_t reason = 0;
  std::uint32_t function = 0;  // 1.x only
  bool old_layout = false;
};

// The layout is told by what the library and the reason can be: 3.x where both are known, else 1.x where both are.
std::optional<OpensslError> unpack_openssl(std::uint32_t packed, const Knowledge& knowledge);

// As OpenSSL 3.x packs it.
std::uint32_t pack_openssl(std::uint32_t library, std::uint32_t reason);

// The errors of a CERT_TRUST_STATUS.dwErrorStatus, which is a sum of flags; those that are known.
std::vector<Code> chain_errors(std::uint32_t status, const Knowledge& knowledge);

// What can be said about a 32-bit code from its bits alone. Empty where nothing can.
std::vector<Part> parts_of_hresult(std::uint32_t code, const Knowledge& knowledge, Lang lang);
std::vector<Part> parts_of_ntstatus(std::uint32_t code, const Knowledge& knowledge, Lang lang);
std::vector<Part> parts_of_openssl(const OpensslError& error, const Knowledge& knowledge, Lang lang);
std::vector<Part> parts_of_number(std::uint32_t code, const Knowledge& knowledge, Lang lang);

}  // namespace certdoc::kb
