// What a server itself says of its configuration: its own test, run within bounds. Only where somebody asked for that.
#pragma once

#include <optional>

#include "certdoc/report.hpp"
#include "machine/server_config.hpp"

namespace certdoc {

// server-config-incomplete about the configuration; unknown where the program is not there or gave no answer in time.
// Nothing: it has no such test (Tomcat).
std::optional<Finding> ask_server(const machine::ServerConfig& config, bool path_given, Lang lang);

}  // namespace certdoc
