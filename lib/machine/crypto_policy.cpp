// https://docs.openssl.org/3.0/man5/config/ (sections, .include, the ssl module and its system_default) and
// https://gitlab.com/redhat-crypto/fedora-crypto-policies (config, state/current).
#include "machine/crypto_policy.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "machine/config_files.hpp"
#include "machine/words.hpp"

namespace certdoc::machine {
namespace {

using Section = std::map<std::string, ConfigValue, std::less<>>;

class OpensslConf {
 public:
  explicit OpensslConf(const Root& root) : files_(root, config_) {}

  bool read(const std::string& path) {
    return files_.read(path, path, false, [&](const std::string& text) { file(text); });
  }

  const ConfigValue* find(const std::string& section, std::string_view name) const {
    const auto at = sections_.find(section);
    if (at == sections_.end()) return nullptr;
    const auto value = at->second.find(name);
    return value == at->second.end() ? nullptr : &value->second;
  }

  // The section that the programs get which say nothing of their own.
  std::string system_default() const {
    const ConfigValue* main = find("", "openssl_conf");
    const ConfigValue* ssl = main == nullptr ? nullptr : find(main->value, "ssl_conf");
    const ConfigValue* system = ssl == nullptr ? nullptr : find(ssl->value, "system_default");
    return system == nullptr ? "\n" : system->value;  // which no section can be called
  }

 private:
  void file(const std::string& text) {
    const std::string path = config_.files.back();
    each_line(text, [&](std::string_view line, std::size_t number) {
      line = text::trim(line.substr(0, line.find('#')));
      if (line.starts_with('[') && line.ends_with(']')) {
        section_ = text::trim(line.substr(1, line.size() - 2));
      } else if (line.starts_with(".include")) {
        include(line.substr(8), path, at_line(path, number));
      } else {
        assign(line, at_line(path, number));
      }
    });
  }

  void include(std::string_view what, const std::string& path, const std::string& location) {
    what = text::trim(what);
    if (what.starts_with('=')) what = text::trim(what.substr(1));
    const std::string included = path_in(directory_of(path), what);
    const bool directory = files_.root().exists(included) && !files_.root().is_file(included);
    for (const std::string& one : directory ? files_.expand(included + "/*", location) : std::vector{included}) {
      if (!directory || one.ends_with(".cnf") || one.ends_with(".conf")) {
        files_.read(one, location, false, [&](const std::string& text) { file(text); });
      }
    }
  }

  void assign(std::string_view line, const std::string& location) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return;
    std::string name(text::trim(line.substr(0, equals)));
    if (const std::size_t dot = name.rfind('.'); dot != std::string::npos) name.erase(0, dot + 1);  // `1.MinProtocol`
    sections_[section_][name] = {std::string(text::trim(line.substr(equals + 1))), location};
  }

  ServerConfig config_;  // of which only the files are used
  ConfigFiles files_;
  std::map<std::string, Section, std::less<>> sections_;
  std::string section_;
};

std::optional<int> level_in(std::string_view ciphers) {
  constexpr std::string_view kWord = "@SECLEVEL=";
  const std::size_t at = ciphers.find(kWord);
  if (at == std::string_view::npos || at + kWord.size() >= ciphers.size()) return std::nullopt;
  const char digit = ciphers[at + kWord.size()];
  return digit >= '0' && digit <= '5' ? std::optional(digit - '0') : std::nullopt;
}

std::optional<ConfigValue> policy_of(const Root& root) {
  for (const std::string path : {"/etc/crypto-policies/state/current", "/etc/crypto-policies/config"}) {
    std::optional<ConfigValue> found;
    each_line(root.read(path).value_or(""), [&](std::string_view line, std::size_t number) {
      line = text::trim(line);
      if (!line.empty() && line.front() != '#') found = ConfigValue{std::string(line), at_line(path, number)};
    });
    if (found) return found;
  }
  return std::nullopt;
}

}  // namespace

CryptoPolicy read_crypto_policy(const Root& root) {
  CryptoPolicy out;
  out.policy = policy_of(root);
  for (const std::string path : {"/etc/pki/tls/openssl.cnf", "/etc/ssl/openssl.cnf"}) {
    OpensslConf conf(root);
    if (!conf.read(path)) continue;
    const std::string section = conf.system_default();
    if (const ConfigValue* ciphers = conf.find(section, "CipherString")) {
      out.security_level = level_in(ciphers->value);
      out.level_location = ciphers->location;
    }
    if (const ConfigValue* minimum = conf.find(section, "MinProtocol")) out.min_protocol = *minimum;
    break;
  }
  return out;
}

}  // namespace certdoc::machine
