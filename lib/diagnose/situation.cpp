#include "diagnose/situation.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "kb/targets.hpp"

namespace certdoc {
namespace {

struct Name {
  std::string_view name;
  std::array<std::string_view, 5> situations;
};

constexpr std::array kNames{
    Name{"nginx", {"nginx", "linux-server", "tls-server", "openssl"}},
    Name{"apache", {"apache", "linux-server", "tls-server", "openssl"}},
    Name{"httpd", {"apache", "linux-server", "tls-server", "openssl"}},
    Name{"haproxy", {"haproxy", "linux-server", "tls-server", "openssl"}},
    Name{"postfix", {"linux-server", "tls-server", "openssl"}},
    Name{"dovecot", {"linux-server", "tls-server", "openssl"}},
    Name{"linux", {"linux-server", "tls-server", "openssl"}},
    Name{"iis", {"iis-import", "iis-complete", "iis-binding", "pfx-import", "schannel-server"}},
    Name{"exchange", {"exchange", "iis-import", "pfx-import"}},
    Name{"windows", {"pfx-import", "iis-import", "windows-verify", "windows-app", "certreq"}},
    Name{"windows-code-signing", {"code-signing"}},
    Name{"signtool", {"code-signing"}},
    Name{"schannel", {"schannel-server", "schannel-client"}},
    Name{"certutil", {"certreq", "pfx-import", "iis-import"}},
    Name{"java", {"java"}},
    Name{"keytool", {"java"}},
    Name{"tomcat", {"java"}},
    Name{"node", {"nodejs"}},
    Name{"npm", {"nodejs"}},
    Name{"chrome", {"browser"}},
    Name{"edge", {"browser"}},
    Name{"firefox", {"browser"}},
    Name{"cfca", {"cfca-download", "ukey"}},
    Name{"curl", {"curl", "tls-client"}},
};

std::vector<std::string> list_of(const Name& name) {
  std::vector<std::string> out;
  for (const std::string_view id : name.situations) {
    if (!id.empty()) out.emplace_back(id);
  }
  return out;
}

const Name* named(std::string_view name) {
  const auto* found = std::find_if(kNames.begin(), kNames.end(), [&](const Name& one) { return one.name == name; });
  return found == kNames.end() ? nullptr : found;
}

// `AH02565` is Apache's own.
bool is_apache_number(const std::string& word) {
  return word.size() == 7 && word.starts_with("ah") && std::all_of(word.begin() + 2, word.end(), text::is_digit);
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (text::is_word(c)) {
      out.back().push_back(text::lower(c));
    } else if (!out.back().empty()) {
      out.emplace_back();
    }
  }
  return out;
}

void note_artifact(const LoadedFile& file, const Artifact& artifact, Features& out) {
  switch (artifact.kind) {
    case Kind::pkcs12: out.pfx = true; break;
    case Kind::java_keystore: out.java_store = true; break;
    case Kind::certificate: out.certificate = true; break;
    case Kind::private_key:
      out.key = out.key || artifact.key;
      out.bare_key = out.bare_key || !artifact.parent;
      break;
    case Kind::csr:
      out.csr = true;
      out.windows_csr = out.windows_csr || (artifact.csr && !(artifact.csr->csp + artifact.csr->os_version).empty());
      break;
    default: break;
  }
  static_cast<void>(file);
}

}  // namespace

Features features_of(const Material& material, bool hosts) {
  Features out;
  out.host = hosts;
  for (const LoadedFile& file : material.files) {
    for (const Artifact& artifact : file.artifacts) note_artifact(file, artifact, out);
  }
  return out;
}

std::vector<std::string> situations_named(std::string_view name) {
  const std::string lower = text::lower(name);
  if (const Name* found = named(lower)) return list_of(*found);
  const kb::Target* target = kb::find_target(lower);
  if (target == nullptr) return {};
  const std::string_view canonical = target->name;
  if (const Name* found = named(canonical)) return list_of(*found);
  return list_of(*named(canonical.starts_with("windows") ? "windows"
                        : canonical.starts_with("java")  ? "java"
                                                         : "linux"));
}

std::vector<std::string> situations_in(const std::string& text) {
  for (const std::string& word : words_of(text)) {
    if (is_apache_number(word)) return list_of(*named("apache"));
    if (const Name* found = named(word)) return list_of(*found);
  }
  return {};
}

std::vector<std::string> situations_for(const Features& f) {
  std::vector<std::string> out;
  const auto add = [&out](bool when, std::initializer_list<const char*> ids) {
    if (when) out.insert(out.end(), ids.begin(), ids.end());
  };
  add(f.java_store, {"java"});
  add(f.windows_csr, {"iis-complete", "certreq"});
  add(f.pfx, {"iis-import", "pfx-import", "exchange", "java", "openssl"});
  if (!out.empty()) return out;
  add(f.host, {"tls-client", "browser", "schannel-client", "curl", "java", "nodejs"});
  add(f.bare_key, {"nginx", "apache", "haproxy", "linux-server", "tls-server", "openssl"});
  if (!out.empty()) return out;
  add(f.csr, {"iis-complete", "certreq", "java", "acme"});
  add(f.certificate, {"tls-client", "browser", "windows-verify", "schannel-client", "curl", "openssl"});
  return out;
}

const Situation* first_of(const std::vector<Situation>& situations, const std::vector<std::string>& wanted,
                          bool ranked) {
  const Situation* best = nullptr;
  auto best_place = wanted.end();
  for (const Situation& one : situations) {
    const auto place = std::find(wanted.begin(), wanted.end(), one.id);
    if (place == wanted.end() || (best != nullptr && (!ranked || place >= best_place))) continue;
    best = &one;
    best_place = place;
  }
  return best;
}

std::string_view target_in(std::string_view situation) {
  if (situation.starts_with("iis-")) return "iis";
  if (situation == "code-signing") return "windows-code-signing";
  constexpr std::array<std::string_view, 5> kSame{"nginx", "apache", "haproxy", "exchange", "java"};
  return std::find(kSame.begin(), kSame.end(), situation) == kSame.end() ? std::string_view() : situation;
}

bool is_client(std::string_view situation) {
  constexpr std::array<std::string_view, 5> kClients{"acme", "browser", "curl", "nodejs", "tls-client"};
  return std::find(kClients.begin(), kClients.end(), situation) != kClients.end();
}

std::string_view purpose_in(std::string_view code, std::string_view situation) {
  if (situation == "code-signing") return situation;
  if (code == "chromium:ERR_BAD_SSL_CLIENT_AUTH_CERT") return "client";
  // An alert comes from the other side, which speaks of the certificate that was shown to it.
  const bool alert = code.starts_with("tls-alert:");
  if (situation == "tls-client") return alert ? "client" : "server";
  if (situation == "tls-server" || situation == "schannel-server") return alert ? "server" : "client";
  constexpr std::array<std::string_view, 4> kUnclear{"openssl", "windows-verify", "windows-app", "pfx-import"};
  return std::find(kUnclear.begin(), kUnclear.end(), situation) == kUnclear.end() ? "server" : "";
}

}  // namespace certdoc
