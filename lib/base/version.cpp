#include "certdoc/version.hpp"

namespace certdoc {

std::string_view version() {
  return CERTDOC_VERSION;
}

}  // namespace certdoc
