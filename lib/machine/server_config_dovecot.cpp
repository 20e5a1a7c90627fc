// Dovecot 2.3 and 2.4: https://doc.dovecot.org/2.3/configuration_manual/dovecot_ssl_configuration/,
// https://doc.dovecot.org/2.4.0/core/config/ssl.html, config_manual (include, blocks, `<file`).
#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "machine/config_files.hpp"
#include "machine/words.hpp"

namespace certdoc::machine {
namespace {

constexpr std::size_t kMostBlocks = 32;

// In 2.4 the names say what they are for, and the values are paths.
struct Names {
  std::string_view certificate, key, password;
  CertificateUse use;
  bool paths;  // else `<path`, or the content itself
};

constexpr std::array kNames{
    Names{"ssl_cert", "ssl_key", "ssl_key_password", CertificateUse::server, false},
    Names{"ssl_alt_cert", "ssl_alt_key", "ssl_key_password", CertificateUse::server, false},
    Names{"ssl_server_cert_file", "ssl_server_key_file", "ssl_server_key_password", CertificateUse::server, true},
    Names{"ssl_server_alt_cert_file", "ssl_server_alt_key_file", "ssl_server_key_password", CertificateUse::server,
          true},
    Names{"ssl_client_cert", "ssl_client_key", "", CertificateUse::client, false},
    Names{"ssl_client_cert_file", "ssl_client_key_file", "ssl_client_key_password", CertificateUse::client, true}};

constexpr std::array kTrust{std::pair("ssl_ca", false), std::pair("ssl_client_ca_file", true),
                            std::pair("ssl_server_ca_file", true)};

// A value, and the directory from which its path counts.
struct Value {
  ConfigValue value;
  std::string directory;
};

struct Block {
  std::string kind, argument;
  std::string location;
  std::map<std::string, Value, std::less<>> values;
};

class Dovecot {
 public:
  Dovecot(const Root& root, ServerConfig& config) : files_(root, config), config_(config) {}

  void run() {
    blocks_.emplace_back();
    blocks_.back().location = config_.path;
    config_.found = files_.read(config_.path, config_.path, true, [&](const std::string& text) { file(text); });
    close();
  }

 private:
  void file(const std::string& text) {
    const std::string path = config_.files.back();
    const std::size_t depth = blocks_.size();
    std::string whole;
    std::size_t begins = 0;
    each_line(text, [&](std::string_view line, std::size_t number) {
      line = text::trim(without_comment(line));
      if (whole.empty()) begins = number;
      const bool goes_on = line.ends_with('\\');
      whole += goes_on ? std::string(line.substr(0, line.size() - 1)) + " " : std::string(line);
      if (goes_on) return;
      take(text::trim(whole), path, at_line(path, begins), depth);
      whole.clear();
    });
    if (blocks_.size() > depth) add_note(config_, ConfigNoteKind::syntax, blocks_.back().kind, blocks_.back().location);
    while (blocks_.size() > depth) close();
  }

  // `#` at the beginning or behind a blank.
  static std::string_view without_comment(std::string_view line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (line[at] == '#' && (at == 0 || text::is_space(line[at - 1]))) return line.substr(0, at);
    }
    return line;
  }

  void take(std::string_view line, const std::string& path, const std::string& location, std::size_t depth) {
    if (line.empty()) return;
    if (line.starts_with("!include")) return include(line, path, location);
    if (line == "}") {
      if (blocks_.size() == depth) return add_note(config_, ConfigNoteKind::syntax, "}", location);
      return close();
    }
    const std::size_t equals = line.find('=');
    if (line.ends_with('{') && equals == std::string_view::npos) return open(line, location);
    if (equals == std::string_view::npos) return;
    const std::string name(text::trim(line.substr(0, equals)));
    std::string_view value = text::trim(line.substr(equals + 1));
    if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
      value = value.substr(1, value.size() - 2);
    }
    if (name.starts_with("ssl")) {
      blocks_.back().values[name] = {{std::string(value), location}, directory_of(path)};
    }
  }

  void open(std::string_view line, const std::string& location) {
    const auto words = words_of(line.substr(0, line.size() - 1));
    if (blocks_.size() >= kMostBlocks) return add_note(config_, ConfigNoteKind::too_deep, std::string(line), location);
    Block block;
    if (!words.empty()) block.kind = words[0];
    if (words.size() > 1) block.argument = words[1];
    block.location = location;
    blocks_.push_back(std::move(block));
  }

  void include(std::string_view line, const std::string& path, const std::string& location) {
    const auto words = words_of(line);
    if (words.size() < 2) return;
    const bool must = words[0] == "!include";
    const std::string pattern = path_in(directory_of(path), words[1]);
    for (const std::string& one : files_.expand(pattern, location)) {
      files_.read(one, location, must, [&](const std::string& text) { file(text); });
    }
  }

  const Value* effective(std::string_view name) const {
    for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block) {
      if (const auto at = block->values.find(name); at != block->values.end()) return &at->second;
    }
    return nullptr;
  }

  // A block that says something of certificates has a set of its own; so has the whole file.
  void close() {
    const Block& block = blocks_.back();
    for (const Names& names : kNames) {
      const bool own = block.values.contains(names.certificate) || block.values.contains(names.key);
      if (own) certificate(names, block);
    }
    for (const auto& [name, is_path] : kTrust) {
      const auto at = block.values.find(name);
      if (at == block.values.end()) continue;
      if (auto file = file_of(at->second, is_path, name)) config_.trust.push_back({name, std::move(*file)});
    }
    if (blocks_.size() == 1) nothing_named();
    blocks_.pop_back();
  }

  bool is_on() const {
    const Value* ssl = effective("ssl");
    return ssl == nullptr || ssl->value.value != "no";
  }

  void nothing_named() {
    const bool none = effective("ssl_cert") == nullptr && effective("ssl_server_cert_file") == nullptr;
    if (config_.found && is_on() && none) {
      add_note(config_, ConfigNoteKind::no_certificate, "ssl_cert", config_.path);
    }
  }

  void certificate(const Names& names, const Block& block) {
    if (names.use == CertificateUse::server && !is_on()) return;
    const Value* certificate = effective(names.certificate);
    const Value* key = effective(names.key);
    if (certificate == nullptr || certificate->value.value.empty()) return;
    const auto file = file_of(*certificate, names.paths, names.certificate);
    if (!file) return;
    CertificateSet set;
    set.use = names.use;
    set.directive = names.certificate;
    set.certificate = *file;
    set.place = block.kind.empty() ? "dovecot" : block.kind + " " + block.argument;
    if (block.kind == "local_name") set.names = {{block.argument, block.location}};
    if (key == nullptr || key->value.value.empty()) {
      add_note(config_, ConfigNoteKind::no_key, std::string(names.key), certificate->value.location);
    } else {
      const auto of_key = file_of(*key, names.paths, names.key);
      if (!of_key) return;
      if (of_key->value != file->value) set.key = of_key;
    }
    add_password(names, set);
    add_set(config_, std::move(set));
  }

  // `<file` is all that is in the file, a line end too: then it is a part of the password.
  void add_password(const Names& names, CertificateSet& set) {
    const Value* password = names.password.empty() ? nullptr : effective(names.password);
    if (password == nullptr || password->value.value.empty()) return;
    const std::string& value = password->value.value;
    if (value.starts_with('<')) {
      const std::string path = path_in(password->directory, text::trim(std::string_view(value).substr(1)));
      const auto content = files_.root().read(path);
      if (!content) return add_note(config_, ConfigNoteKind::missing, path, password->value.location);
      set.passwords.push_back(secret_of(*content));
      if (content->ends_with('\n')) set.password_with_line_end = ConfigValue{path, password->value.location};
    } else {
      set.passwords.push_back(secret_of(value));
    }
  }

  std::optional<ConfigValue> file_of(const Value& value, bool is_path, std::string_view directive) {
    const std::string& text = value.value.value;
    std::string_view path = text;
    if (text.empty()) return std::nullopt;
    if (!is_path) {
      // The content itself: it may be a key, and is not shown.
      if (!text.starts_with('<')) {
        add_note(config_, ConfigNoteKind::not_a_file, std::string(directive), value.value.location);
        return std::nullopt;
      }
      path = text::trim(path.substr(1));
    }
    if (path.find('$') != std::string_view::npos || path.find("%{") != std::string_view::npos) {
      add_note(config_, ConfigNoteKind::variable, std::string(path), value.value.location);
      return std::nullopt;
    }
    return ConfigValue{path_in(value.directory, path), value.value.location};
  }

  ConfigFiles files_;
  ServerConfig& config_;
  std::vector<Block> blocks_;
};

}  // namespace

ServerConfig read_dovecot(const Root& root, const std::string& path) {
  ServerConfig config;
  config.server = "dovecot";
  config.path = main_file(root, path, {"/etc/dovecot/dovecot.conf", "/usr/local/etc/dovecot/dovecot.conf"});
  if (!config.path.empty()) Dovecot(root, config).run();
  return config;
}

}  // namespace certdoc::machine
