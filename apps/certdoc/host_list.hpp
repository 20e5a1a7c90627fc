// --hosts FILE: one HOST[:PORT] a line, with the protocol of STARTTLS behind it where it needs one.
#pragma once

#include <string>
#include <vector>

#include "certdoc/host.hpp"

namespace certdoc {

// `-` is standard input. An Error names the line that is no host.
Result<std::vector<HostTarget>> read_hosts(const std::string& path);

}  // namespace certdoc
