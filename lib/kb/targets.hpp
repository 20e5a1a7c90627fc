// The programs that certificates are made for: what each reads. One table for all commands (targets.cpp).
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace certdoc::kb {

// Named as lib/artifact names them, so that this layer needs none of it.
enum class Accepts { yes, no, unknown };

struct TargetText {
  std::string_view en, zh;
};

struct TargetRule {
  std::string_view what;  // a name from the lists in targets.cpp: `pkcs12`, `key:encrypted`, `alg:ed25519`, ...
  Accepts accepts = Accepts::unknown;
  TargetText why;           // one sentence, e.g. since which version
  std::string_view source;  // URL
};

struct Target {
  std::string_view name;  // nginx, windows-server-2016
  std::vector<std::string_view> aliases;
  std::string_view title;                  // nginx, Windows Server 2016
  std::string_view platform;               // linux, windows, macos, any
  std::vector<std::string_view> accounts;  // the usual account on Debian, RHEL, ...: www-data, nginx
  bool reads_key_as_root = false;          // opens files before it gives up root
  std::string_view selinux_type;           // cert_t
  std::vector<TargetRule> rules;
};

const std::vector<Target>& targets();
const Target* find_target(std::string_view name_or_alias);  // nullptr: unknown

// The rule for this; nullptr: the table says nothing of it.
const TargetRule* rule(const Target& target, std::string_view what);

}  // namespace certdoc::kb
