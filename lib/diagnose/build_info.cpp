#include "artifact/openssl_info.hpp"
#include "certdoc/version.hpp"
#include "kb/builtin.hpp"

namespace certdoc {

BuildInfo build_info() {
  return {std::string(version()), CERTDOC_BUILD_TYPE, openssl_version(), kb::kBuiltin.codes.size(),
          kb::kBuiltin.entries.size()};
}

}  // namespace certdoc
