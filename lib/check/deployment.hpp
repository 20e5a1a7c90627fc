// What is asked of material that is about to be deployed, beside what the checks of single files decide.
#pragma once

#include <string>
#include <vector>

#include "check/check.hpp"
#include "machine/crypto_policy.hpp"
#include "machine/server_config.hpp"

namespace certdoc {

// certificate-expires-soon of every certificate that is valid now and not `days` days from now. `severity`: of those.
std::vector<Finding> expiry_findings(const Material& material, const Context& context, int days, Severity severity);

// algorithm-for-target: what OpenSSL's security level on this machine lets no program use.
std::vector<Finding> policy_findings(const Material& material, const Context& context,
                                     const machine::CryptoPolicy& policy, Severity severity);

// hostname-mismatch: the names under which a server offers a certificate, against the names in it. `binding` false:
// clients may come by other names. Names that stand for many (regular expressions, `_`) are left out.
std::vector<Finding> name_findings(const Material& material, const Context& context,
                                   const std::vector<machine::ConfigValue>& names, bool binding);

// A key is nowhere in the files where the server looks for one. Nothing: it is there, locked or not.
std::vector<Finding> missing_key_findings(const Material& material, const Context& context, const std::string& server);

// What kept a configuration from being read as the server reads it, and what it lacks: server-config-incomplete.
std::vector<Finding> config_findings(const machine::ServerConfig& config, const machine::Root& root, Lang lang);
// What was left alone, or assumed.
std::vector<std::string> config_notes(const machine::ServerConfig& config, Lang lang);
// A file that the configuration names and that is not there.
Finding missing_file(const std::string& path, const std::string& directive, const std::string& location, Lang lang);

}  // namespace certdoc
