// The certificates that a server's configuration uses, and where in the configuration each is named. Facts, as the
// server would read them; nothing is run, and nothing but the configuration is opened.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdoc/secret.hpp"
#include "machine/root.hpp"

namespace certdoc::machine {

// A value and the place that says so: `/etc/nginx/nginx.conf:12`.
struct ConfigValue {
  std::string value;
  std::string location;
};

// What the reader should know of how the configuration was read.
enum class ConfigNoteKind {
  variable,        // the path holds a variable that is known at run time only
  not_a_file,      // `engine:...`, `data:...`, `pkcs11:...`, the certificate itself
  missing,         // a file of the configuration does not exist or may not be read
  loop,            // a file includes itself
  too_many_files,  // more than is looked at
  too_deep,
  too_large,
  too_many_matches,
  too_many_sets,
  syntax,          // braces or quotes that do not fit, bytes that are no text
  no_certificate,  // TLS is on, and no certificate is named
  no_key,          // a certificate without its key
  assumed_on,      // a condition that is not decided here, taken to hold
  assumed_off,     // ... not to hold
  not_followed,    // something else that may name certificates: a macro, a map in a database
};

struct ConfigNote {
  ConfigNoteKind kind = ConfigNoteKind::missing;
  std::string what;  // the directive, the path, the condition
  std::string location;
};

enum class CertificateUse { server, client };

// One certificate with what belongs to it.
struct CertificateSet {
  CertificateUse use = CertificateUse::server;
  std::string directive;                                      // what names the certificate: `ssl_certificate`
  ConfigValue certificate;                                    // a file
  std::optional<ConfigValue> key;                             // another file; empty: the key is in the same one
  std::vector<ConfigValue> more;                              // files of which more of the chain comes
  std::vector<ConfigValue> password_files;                    // one password a line
  std::vector<std::shared_ptr<const SecretBytes>> passwords;  // written in the configuration itself
  // A file that is a password as a whole, and ends with a line end: the server takes that for a part of it.
  std::optional<ConfigValue> password_with_line_end;
  bool key_store = false;          // a Java key store or PKCS #12, with key and chain in it
  std::vector<ConfigValue> names;  // host names that it is used for
  bool names_bind = true;          // false: clients need not come by these names
  std::string place;               // `server`, `<VirtualHost *:443>`: for people

  bool same_files(const CertificateSet& other) const;
};

// Certificates that others are judged by: of clients, of servers behind.
struct TrustFile {
  std::string directive;
  ConfigValue file;
};

struct ServerConfig {
  std::string server;  // nginx, apache, haproxy, postfix, dovecot, tomcat
  std::string path;    // the file where it begins
  bool found = false;
  std::vector<std::string> files;    // all that were read, in their order
  std::optional<ConfigValue> user;   // the account that it gives itself
  bool asks_for_passphrase = false;  // a program gives it the passphrases of its keys
  std::vector<CertificateSet> sets;
  std::vector<TrustFile> trust;
  std::vector<ConfigNote> notes;
};

constexpr std::size_t kMostSets = 2000;

// Puts a set where its files stand already, or behind the others.
void add_set(ServerConfig& config, CertificateSet set);
void add_note(ServerConfig& config, ConfigNoteKind kind, std::string what, std::string location);

// Each of them. `path` is absolute; empty: where Debian, RHEL, Alpine or SUSE have it.
ServerConfig read_nginx(const Root& root, const std::string& path);
ServerConfig read_apache(const Root& root, const std::string& path);
// `working`: the directory from which relative paths count. The path may be a directory.
ServerConfig read_haproxy(const Root& root, const std::string& path, const std::string& working);
// The path is main.cf or the directory that it is in.
ServerConfig read_postfix(const Root& root, const std::string& path);
ServerConfig read_dovecot(const Root& root, const std::string& path);
ServerConfig read_tomcat(const Root& root, const std::string& path);

// By its name; nothing where no server is called that.
std::optional<ServerConfig> read_server_config(const Root& root, std::string_view server, const std::string& path,
                                               const std::string& working);
std::vector<std::string_view> known_servers();

}  // namespace certdoc::machine
