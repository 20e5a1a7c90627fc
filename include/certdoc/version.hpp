// What this build is made of.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "certdoc/export.hpp"

namespace certdoc {

CERTDOC_API std::string_view version();

struct BuildInfo {
  std::string version;        // of certdoc
  std::string build_type;     // Release, Debug, ...
  std::string openssl;        // the OpenSSL that it was built with, as it names itself
  std::size_t codes = 0;      // codes that decode
  std::size_t explained = 0;  // codes with causes or a written explanation
};

CERTDOC_API BuildInfo build_info();

}  // namespace certdoc
