// What this system allows OpenSSL at all: RHEL's crypto policy, and the settings for all programs in openssl.cnf.
#pragma once

#include <optional>
#include <string>

#include "machine/server_config.hpp"

namespace certdoc::machine {

struct CryptoPolicy {
  std::optional<ConfigValue> policy;  // DEFAULT, FUTURE, LEGACY, FIPS
  std::optional<int> security_level;  // of CipherString: 0 to 5
  std::string level_location;
  std::optional<ConfigValue> min_protocol;  // TLSv1.2
};

CryptoPolicy read_crypto_policy(const Root& root);

}  // namespace certdoc::machine
