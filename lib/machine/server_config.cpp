#include "machine/server_config.hpp"

#include <algorithm>
#include <array>

namespace certdoc::machine {
namespace {

constexpr std::size_t kMostNotes = 200;
constexpr std::size_t kMostNames = 1000;  // of one set

bool same(const std::vector<ConfigValue>& a, const std::vector<ConfigValue>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const ConfigValue& x, const ConfigValue& y) { return x.value == y.value; });
}

bool has(const std::vector<ConfigValue>& all, const std::string& value) {
  return std::any_of(all.begin(), all.end(), [&](const ConfigValue& one) { return one.value == value; });
}

}  // namespace

bool CertificateSet::same_files(const CertificateSet& other) const {
  const bool keys = key.has_value() == other.key.has_value() && (!key || key->value == other.key->value);
  return use == other.use && certificate.value == other.certificate.value && keys && key_store == other.key_store &&
         same(more, other.more) && same(password_files, other.password_files) &&
         passwords.size() == other.passwords.size();
}

void add_set(ServerConfig& config, CertificateSet set) {
  const auto at = std::find_if(config.sets.begin(), config.sets.end(),
                               [&](const CertificateSet& one) { return one.same_files(set); });
  if (at != config.sets.end()) {
    for (ConfigValue& name : set.names) {
      if (at->names.size() < kMostNames && !has(at->names, name.value)) at->names.push_back(std::move(name));
    }
    return;
  }
  if (config.sets.size() >= kMostSets) {
    return add_note(config, ConfigNoteKind::too_many_sets, config.path, config.path);
  }
  if (set.names.size() > kMostNames) set.names.resize(kMostNames);
  config.sets.push_back(std::move(set));
}

void add_note(ServerConfig& config, ConfigNoteKind kind, std::string what, std::string location) {
  const auto is_it = [&](const ConfigNote& note) {
    return note.kind == kind && note.what == what && note.location == location;
  };
  if (config.notes.size() >= kMostNotes || std::any_of(config.notes.begin(), config.notes.end(), is_it)) return;
  config.notes.push_back({kind, std::move(what), std::move(location)});
}

std::vector<std::string_view> known_servers() {
  return {"nginx", "apache", "haproxy", "postfix", "dovecot", "tomcat"};
}

std::optional<ServerConfig> read_server_config(const Root& root, std::string_view server, const std::string& path,
                                               const std::string& working) {
  if (server == "nginx") return read_nginx(root, path);
  if (server == "apache") return read_apache(root, path);
  if (server == "haproxy") return read_haproxy(root, path, working);
  if (server == "postfix") return read_postfix(root, path);
  if (server == "dovecot") return read_dovecot(root, path);
  if (server == "tomcat") return read_tomcat(root, path);
  return std::nullopt;
}

}  // namespace certdoc::machine
