// Apache httpd 2.4: https://httpd.apache.org/docs/2.4/mod/mod_ssl.html, https://httpd.apache.org/docs/2.4/mod/core.html
#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "machine/apache_words.hpp"
#include "machine/config_files.hpp"

namespace certdoc::machine {
namespace {

constexpr std::size_t kMostSections = 64;

// What a section says of its certificates. `<VirtualHost>`s take what they do not say from the main server.
struct Host {
  std::string place, location;
  std::vector<ConfigValue> certificates, keys, chains, names, client_certificates;
  std::optional<bool> tls;
};

// `<IfModule>`, `<VirtualHost>`, `<Directory>`, ...
struct Section {
  std::string name;
  bool active = true;
  bool doubtful = false;  // a condition that only the running server decides
  std::string condition;  // as it is written
  std::string location;
};

// mod_ssl.c and ssl_module are one module.
std::string module_name(std::string name) {
  if (name.ends_with("_module")) name.resize(name.size() - 7);
  if (name.ends_with(".c")) name.resize(name.size() - 2);
  return name.starts_with("mod_") ? name.substr(4) : name;
}

class Apache {
 public:
  Apache(const Root& root, ServerConfig& config)
      : files_(root, config), config_(config), server_root_(directory_of(config.path)) {
    main_.place = "server";
    main_.location = config.path;
  }

  void run() {
    if (const auto text = files_.root().read(path_in(directory_of(config_.path), "envvars"))) {
      variables_.read_envvars(*text);
    }
    config_.found = files_.read(config_.path, config_.path, true, [&](const std::string& text) { file(text); });
    if (host_) finish_host();
    for (const Host& host : hosts_) sets_of(host);
    // The main server answers too where it says so itself.
    if (main_.tls.value_or(false)) sets_of(main_);
  }

 private:
  void file(const std::string& text) {
    const std::string path = config_.files.back();
    const std::size_t depth = sections_.size();
    for (const ApacheLine& line : apache_lines(text)) {
      const std::string location = at_line(path, line.number);
      if (line.name.starts_with("</")) {
        close(line, location, depth);
      } else if (line.name.starts_with('<')) {
        open(line, location);
      } else if (is_active()) {
        directive(line, location);
      } else if (text::equal_ignoring_case(line.name, "SSLCertificateFile")) {
        note_doubt(false);
      }
    }
    if (sections_.size() > depth) {
      add_note(config_, ConfigNoteKind::syntax, sections_.back().condition, sections_.back().location);
    }
    while (sections_.size() > depth) close_one();
  }

  bool is_active() const {
    return std::all_of(sections_.begin(), sections_.end(), [](const Section& one) { return one.active; });
  }

  void open(const ApacheLine& line, const std::string& location) {
    Section section{text::lower(line.name.substr(1)), true, false, line.name + " " + line.argument + ">", location};
    if (sections_.size() >= kMostSections) add_note(config_, ConfigNoteKind::too_deep, section.condition, location);
    decide(section, line);
    if (section.name == "virtualhost" && is_active() && section.active) {
      host_.emplace();
      host_->place = section.condition;
      host_->location = location;
    }
    if (sections_.size() < 2 * kMostSections) sections_.push_back(std::move(section));
  }

  void decide(Section& section, const ApacheLine& line) {
    std::string what = line.words.empty() ? "" : variables_.filled_in(line.words.front());
    const bool inverse = what.starts_with('!');
    if (inverse) what.erase(0, 1);
    if (section.name == "ifdefine") {
      section.active = variables_.is_defined(what) != inverse;
      section.doubtful = !variables_.is_defined(what);  // -D on the command line defines too
    } else if (section.name == "ifmodule") {
      section.active = modules_.contains(module_name(what)) != inverse;
      section.doubtful = !modules_.contains(module_name(what));  // it may be built in
    } else if (section.name == "iffile") {
      section.active = files_.root().exists(path_in(server_root_, what)) != inverse;
    } else if (section.name == "ifversion" || section.name == "ifdirective" || section.name == "ifsection") {
      section.doubtful = true;
    } else if (section.name == "macro") {
      section.active = false;
      section.doubtful = true;
    }
  }

  void close(const ApacheLine& line, const std::string& location, std::size_t depth) {
    const std::string name = text::lower(
        line.name.substr(2, line.name.find('>') == std::string::npos ? std::string::npos : line.name.find('>') - 2));
    if (sections_.size() == depth || sections_.back().name != name) {
      return add_note(config_, ConfigNoteKind::syntax, "</" + name + ">", location);
    }
    close_one();
  }

  void close_one() {
    if (sections_.back().name == "virtualhost" && host_) finish_host();
    sections_.pop_back();
  }

  void finish_host() {
    if (hosts_.size() < kMostSets) hosts_.push_back(std::move(*host_));
    host_.reset();
  }

  void directive(const ApacheLine& line, const std::string& location) {
    const std::string name = text::lower(line.name);
    std::vector<ConfigValue> values;
    for (const std::string& word : line.words) values.push_back({variables_.filled_in(word), location});
    if (values.empty()) return;
    const std::string& first = values.front().value;
    if (name == "define") {
      variables_.define(first, values.size() > 1 ? values[1].value : "");
    } else if (name == "undefine") {
      variables_.undefine(first);
    } else if (name == "include" || name == "includeoptional") {
      include(first, location, name == "include");
    } else if (name == "serverroot") {
      server_root_ = first;
    } else if (name == "loadmodule") {
      modules_.insert(module_name(first));
    } else if (name == "user") {
      config_.user = values.front();
    } else if (name == "use" || name == "sslpassphrasedialog") {
      not_followed(line, first, location);
    } else {
      certificates(name, values);
    }
  }

  void not_followed(const ApacheLine& line, const std::string& first, const std::string& location) {
    if (first == "builtin") return;
    if (text::equal_ignoring_case(line.name, "SSLPassPhraseDialog")) config_.asks_for_passphrase = true;
    add_note(config_, ConfigNoteKind::not_followed, line.name + " " + first, location);
  }

  void include(const std::string& what, const std::string& location, bool must) {
    std::string pattern = path_in(server_root_, what);
    if (pattern.find("${") != std::string::npos) return add_note(config_, ConfigNoteKind::variable, what, location);
    while (pattern.size() > 1 && pattern.ends_with('/')) pattern.pop_back();
    const auto all = files_.expand(pattern, location);
    if (all.empty() && must) add_note(config_, ConfigNoteKind::missing, pattern, location);
    for (const std::string& one : all) {
      if (files_.root().exists(one) && !files_.root().is_file(one)) {
        // A directory: every file in it.
        for (const std::string& name : files_.expand(one + "/*", location)) take(name, location, must);
      } else {
        take(one, location, must && !has_wildcard(pattern));
      }
    }
  }

  void take(const std::string& path, const std::string& location, bool must) {
    if (sections_.size() > kMostSections) return;
    files_.read(path, location, must, [&](const std::string& text) { file(text); });
  }

  void certificates(const std::string& name, const std::vector<ConfigValue>& values) {
    Host& host = host_ ? *host_ : main_;
    const ConfigValue& value = values.front();
    if (name == "sslengine") {
      host.tls = text::equal_ignoring_case(value.value, "on") || text::equal_ignoring_case(value.value, "optional");
    } else if (name == "servername" || name == "serveralias") {
      for (const ConfigValue& one : values) host.names.push_back({without_port(one.value), one.location});
    } else if (name == "sslcertificatefile") {
      note_doubt(true);
      host.certificates.push_back(value);
    } else if (name == "sslcertificatekeyfile") {
      host.keys.push_back(value);
    } else if (name == "sslcertificatechainfile") {
      host.chains = {value};
    } else if (name == "sslproxymachinecertificatefile") {
      host.client_certificates.push_back(value);
    } else if (name == "sslcacertificatefile" || name == "sslproxycacertificatefile") {
      if (const auto file = file_of(value)) config_.trust.push_back({name, *file});
    }
  }

  // `https://www.example.com:443`
  static std::string without_port(std::string name) {
    const std::size_t scheme = name.find("://");
    if (scheme != std::string::npos) name.erase(0, scheme + 3);
    const std::size_t colon = name.rfind(':');
    if (colon != std::string::npos && name.find(':') == colon) name.resize(colon);
    return name;
  }

  // Around a certificate: taken to hold or not, and nobody knows.
  void note_doubt(bool on) {
    for (const Section& section : sections_) {
      const auto off = section.name == "macro" ? ConfigNoteKind::not_followed : ConfigNoteKind::assumed_off;
      if (!section.doubtful || section.active != on) continue;
      add_note(config_, on ? ConfigNoteKind::assumed_on : off, section.condition, section.location);
    }
  }

  std::optional<ConfigValue> file_of(const ConfigValue& value) {
    const std::string& path = value.value;
    if (path.find("${") != std::string::npos) {
      add_note(config_, ConfigNoteKind::variable, path, value.location);
      return std::nullopt;
    }
    // Since 2.4.42 a PKCS #11 URI may stand here.
    if (path.starts_with("pkcs11:")) {
      add_note(config_, ConfigNoteKind::not_a_file, path, value.location);
      return std::nullopt;
    }
    return ConfigValue{path_in(server_root_, path), value.location};
  }

  static const std::vector<ConfigValue>& own_or(const std::vector<ConfigValue>& own,
                                                const std::vector<ConfigValue>& of) {
    return own.empty() ? of : own;
  }

  void sets_of(const Host& host) {
    for (const ConfigValue& one : host.client_certificates) {
      if (const auto file = file_of(one))
        add(host, CertificateUse::client, "SSLProxyMachineCertificateFile", *file, {});
    }
    if (!host.tls.value_or(main_.tls.value_or(false))) return;
    const auto& certificates = own_or(host.certificates, main_.certificates);
    const auto& keys = own_or(host.keys, main_.keys);
    if (certificates.empty())
      return add_note(config_, ConfigNoteKind::no_certificate, "SSLCertificateFile", host.location);
    for (std::size_t n = 0; n < certificates.size(); ++n) {
      const auto file = file_of(certificates[n]);
      const auto key = n < keys.size() ? file_of(keys[n]) : std::nullopt;
      if (file && (key || n >= keys.size())) add(host, CertificateUse::server, "SSLCertificateFile", *file, key);
    }
  }

  void add(const Host& host, CertificateUse use, const std::string& directive, const ConfigValue& file,
           const std::optional<ConfigValue>& key) {
    CertificateSet set;
    set.use = use;
    set.directive = directive;
    set.certificate = file;
    if (key && key->value != file.value) set.key = key;
    set.place = host.place;
    if (use == CertificateUse::server) {
      for (const ConfigValue& one : own_or(host.chains, main_.chains)) {
        if (auto chain = file_of(one)) set.more.push_back(std::move(*chain));
      }
      set.names = host.names;
    }
    add_set(config_, std::move(set));
  }

  ConfigFiles files_;
  ServerConfig& config_;
  std::string server_root_;
  ApacheVariables variables_;
  std::set<std::string, std::less<>> modules_;
  std::vector<Section> sections_;
  Host main_;
  std::optional<Host> host_;
  std::vector<Host> hosts_;
};

}  // namespace

ServerConfig read_apache(const Root& root, const std::string& path) {
  ServerConfig config;
  config.server = "apache";
  config.path = main_file(root, path,
                          {"/etc/apache2/apache2.conf", "/etc/httpd/conf/httpd.conf", "/etc/apache2/httpd.conf",
                           "/usr/local/apache2/conf/httpd.conf"});
  if (!config.path.empty()) Apache(root, config).run();
  return config;
}

}  // namespace certdoc::machine
