// Tomcat: https://tomcat.apache.org/tomcat-10.1-doc/config/http.html (SSLHostConfig, Certificate), and the attributes
// of Connector that Tomcat 8 and older have: https://tomcat.apache.org/tomcat-8.5-doc/config/http.html.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "machine/config_files.hpp"
#include "machine/xml_tags.hpp"

namespace certdoc::machine {
namespace {

std::string attribute(const XmlTag& tag, std::string_view name) {
  const auto at = tag.attributes.find(name);
  return at == tag.attributes.end() ? std::string() : at->second;
}

bool is_on(const std::string& value) {
  return text::equal_ignoring_case(value, "true") || text::equal_ignoring_case(value, "yes") || value == "1";
}

struct Secrets {
  std::array<std::string_view, 2> passwords;
  std::string_view file;
};

// What the attributes are called; empty: there is none for it.
struct Names {
  std::string_view pem, key, chain;
  Secrets pem_secrets;
  std::string_view store, type;
  Secrets store_secrets;
};

// Of a Certificate, and of a Connector by itself.
constexpr Names kCertificate{
    "certificateFile",
    "certificateKeyFile",
    "certificateChainFile",
    {{"certificateKeyPassword", ""}, "certificateKeyPasswordFile"},
    "certificateKeystoreFile",
    "certificateKeystoreType",
    {{"certificateKeystorePassword", "certificateKeyPassword"}, "certificateKeystorePasswordFile"}};
constexpr Names kConnector{
    "SSLCertificateFile", "SSLCertificateKeyFile", "SSLCertificateChainFile",        {{"SSLPassword", ""}, ""},
    "keystoreFile",       "keystoreType",          {{"keystorePass", "keyPass"}, ""}};

class Tomcat {
 public:
  Tomcat(const Root& root, ServerConfig& config)
      : files_(root, config), config_(config), base_(directory_of(directory_of(config.path))) {
    // Debian: /var/lib/tomcat10/conf is a link to /etc/tomcat10.
    if (directory_of(config.path).starts_with("/etc/tomcat")) {
      base_ = "/var/lib" + directory_of(config.path).substr(4);
    }
  }

  void run() {
    config_.found = files_.read(config_.path, config_.path, true, [&](const std::string& text) {
      const XmlTags all = xml_tags(text);
      if (all.broken != 0) add_note(config_, ConfigNoteKind::syntax, config_.path, at_line(config_.path, all.broken));
      if (all.has_entities) add_note(config_, ConfigNoteKind::not_followed, "<!ENTITY>", config_.path);
      for (std::size_t n = 0; n < all.tags.size(); ++n) {
        if (all.tags[n].name == "Connector") connector(all.tags, n);
      }
    });
  }

 private:
  // The tag and those in it: a host name and the certificates of each SSLHostConfig; without one, its own attributes.
  void connector(const std::vector<XmlTag>& tags, std::size_t at) {
    const XmlTag& tag = tags[at];
    const bool tls = is_on(attribute(tag, "SSLEnabled"));
    bool configured = false;
    const XmlTag* host = nullptr;
    for (std::size_t n = at + 1; n < tags.size() && tags[n].depth > tag.depth; ++n) {
      if (tags[n].name == "SSLHostConfig") {
        configured = true;
        host = &tags[n];
        trust(*host);
        const bool holds = n + 1 < tags.size() && tags[n + 1].depth > host->depth;
        if (!holds && tls) certificate(*host, host, tag);
      } else if (tags[n].name == "Certificate" && host != nullptr && tls) {
        certificate(tags[n], host, tag);
      }
    }
    if (configured || !tls) return;
    trust(tag);
    old_style(tag);
  }

  ConfigValue here(const XmlTag& tag, std::string value) const {
    return {std::move(value), at_line(config_.path, tag.line)};
  }

  static std::string place(const XmlTag& connector) {
    return fmt::format("Connector {}", attribute(connector, "port"));
  }

  void trust(const XmlTag& tag) {
    for (const char* name : {"caCertificateFile", "SSLCACertificateFile", "truststoreFile"}) {
      const std::string value = attribute(tag, name);
      if (value.empty()) continue;
      if (auto file = file_of(tag, value)) config_.trust.push_back({name, std::move(*file)});
    }
  }

  void certificate(const XmlTag& tag, const XmlTag* host, const XmlTag& connector) {
    CertificateSet set;
    set.place = place(connector);
    const std::string name = attribute(*host, "hostName");
    if (!name.empty() && name != "_default_") set.names = {here(*host, name)};
    add(tag, std::move(set), kCertificate);
  }

  void old_style(const XmlTag& tag) {
    CertificateSet set;
    set.place = place(tag);
    add(tag, std::move(set), kConnector);
  }

  void add(const XmlTag& tag, CertificateSet set, const Names& names) {
    const std::string pem = attribute(tag, names.pem);
    const Secrets& secrets = pem.empty() ? names.store_secrets : names.pem_secrets;
    set.directive = pem.empty() ? names.store : names.pem;
    for (const std::string_view password : secrets.passwords) add_password(tag, password, set);
    add_password_file(tag, secrets.file, set);
    if (pem.empty()) return store_set(tag, std::move(set), attribute(tag, names.store), attribute(tag, names.type));
    pem_set(tag, std::move(set), pem, attribute(tag, names.key), attribute(tag, names.chain));
  }

  void pem_set(const XmlTag& tag, CertificateSet set, const std::string& certificate, const std::string& key,
               const std::string& chain) {
    const auto file = file_of(tag, certificate);
    if (!file) return;
    set.certificate = *file;
    if (!key.empty()) {
      const auto of_key = file_of(tag, key);
      if (!of_key) return;
      if (of_key->value != file->value) set.key = of_key;
    }
    if (!chain.empty()) {
      if (auto more = file_of(tag, chain)) set.more.push_back(std::move(*more));
    }
    add_set(config_, std::move(set));
  }

  void store_set(const XmlTag& tag, CertificateSet set, const std::string& path, const std::string& type) {
    if (path.empty()) return add_note(config_, ConfigNoteKind::no_certificate, set.directive, here(tag, {}).location);
    if (text::equal_ignoring_case(type, "PKCS11") || text::equal_ignoring_case(type, "Windows-My")) {
      return add_note(config_, ConfigNoteKind::not_a_file, type, here(tag, {}).location);
    }
    const auto file = file_of(tag, path);
    if (!file) return;
    set.certificate = *file;
    set.key_store = true;
    if (set.passwords.empty() && set.password_files.empty()) set.passwords.push_back(secret_of("changeit"));
    add_set(config_, std::move(set));
  }

  static void add_password(const XmlTag& tag, std::string_view name, CertificateSet& set) {
    const std::string value = attribute(tag, name);
    if (!value.empty() && value.find("${") == std::string::npos) set.passwords.push_back(secret_of(value));
  }

  void add_password_file(const XmlTag& tag, std::string_view name, CertificateSet& set) {
    const std::string value = attribute(tag, name);
    if (value.empty()) return;
    if (auto file = file_of(tag, value)) set.password_files.push_back(std::move(*file));
  }

  // Relative to CATALINA_BASE.
  std::optional<ConfigValue> file_of(const XmlTag& tag, std::string value) {
    for (const std::string_view variable : {"${catalina.base}", "${catalina.home}"}) {
      if (value.starts_with(variable)) value.replace(0, variable.size(), base_);
    }
    if (value.starts_with("file:")) value = value.substr(value.starts_with("file:///") ? 7 : 5);
    if (value.find("${") != std::string::npos) {
      add_note(config_, ConfigNoteKind::variable, value, here(tag, {}).location);
      return std::nullopt;
    }
    if (value.find("://") != std::string::npos) {
      add_note(config_, ConfigNoteKind::not_a_file, value, here(tag, {}).location);
      return std::nullopt;
    }
    return here(tag, path_in(base_, value));
  }

  ConfigFiles files_;
  ServerConfig& config_;
  std::string base_;
};

}  // namespace

ServerConfig read_tomcat(const Root& root, const std::string& path) {
  ServerConfig config;
  config.server = "tomcat";
  config.path =
      main_file(root, path,
                {"/etc/tomcat11/server.xml", "/etc/tomcat10/server.xml", "/etc/tomcat9/server.xml",
                 "/etc/tomcat/server.xml", "/opt/tomcat/conf/server.xml", "/usr/local/tomcat/conf/server.xml"});
  if (!config.path.empty()) Tomcat(root, config).run();
  return config;
}

}  // namespace certdoc::machine
