#include "net/options.hpp"

namespace certdoc::net {

Options options_from(const NetworkOptions& given) {
  Options options;
  options.given = given;
  options.deadline = Clock::now() + given.timeout;
  return options;
}

}  // namespace certdoc::net
