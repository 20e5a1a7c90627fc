#include "check/convert.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <optional>
#include <string_view>

#include "base/quote.hpp"
#include "base/say.hpp"
#include "check/forms.hpp"

namespace certdoc {
namespace {

// What OpenSSL writes by default is AES-256 with a SHA-256 MAC; this is what older Windows reads.
constexpr std::string_view kOldPfx = " -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1";

struct Names {
  std::string in, out;  // quoted
};

// `server.pfx` from `/etc/ssl/server.crt`. Another name where that would be the input's own.
std::string output_name(const std::string& path, std::string_view extension) {
  const std::string base = path.substr(path.find_last_of('/') + 1);
  const std::size_t dot = base.find_last_of('.');
  std::string stem = dot == std::string::npos || dot == 0 ? base : base.substr(0, dot);
  if (stem.empty()) stem = "converted";
  const std::string name = stem + std::string(extension);
  return name == base ? stem + "-new" + std::string(extension) : name;
}

// Nothing for standard input, and for names that cannot be printed as they are.
std::optional<Names> names(const LoadedFile& file, std::string_view extension) {
  if (file.path.empty() || file.path == "-") return std::nullopt;
  const auto in = quoted_for_sh(file.path);
  const auto out = quoted_for_sh(output_name(file.path, extension));
  if (!in || !out) return std::nullopt;
  return Names{*in, *out};
}

std::string guarded(std::string_view command) {
  return fmt::format("(umask 077; {})", command);
}

bool takes(const kb::Target& target, std::string_view what) {
  const kb::TargetRule* found = kb::rule(target, what);
  return found != nullptr && found->accepts == kb::Accepts::yes;
}

bool refuses(const kb::Target& target, std::string_view what) {
  const kb::TargetRule* found = kb::rule(target, what);
  return found != nullptr && found->accepts == kb::Accepts::no;
}

std::string_view pfx_options(const kb::Target& target) {
  return refuses(target, "pkcs12-modern") ? kOldPfx : std::string_view{};
}

std::string_view legacy_option(const Artifact& pfx) {
  return pkcs12_form(pfx.der).legacy ? " -legacy" : "";
}

std::string certificates_to_pem(std::string_view word, const Names& n) {
  if (word == "der-certificate") return fmt::format("openssl x509 -inform DER -in {} -out {}", n.in, n.out);
  if (word == "trusted-certificate") return fmt::format("openssl x509 -in {} -out {}", n.in, n.out);
  if (word == "pkcs7-pem") return fmt::format("openssl pkcs7 -in {} -print_certs -out {}", n.in, n.out);
  if (word == "pkcs7-der") return fmt::format("openssl pkcs7 -inform DER -in {} -print_certs -out {}", n.in, n.out);
  if (word != "base64-certificate") return {};
  return fmt::format("tr -d '[:space:]' < {} | openssl base64 -d -A | openssl x509 -inform DER -out {}", n.in, n.out);
}

std::string key_to_pem(const LoadedFile& file, const Artifact& key) {
  const auto n = names(file, ".key");
  if (!n || key.kind != Kind::private_key) return {};
  const std::string_view form = key.encoding == Encoding::der ? " -inform DER" : "";
  return guarded(fmt::format("openssl pkey{} -in {} -out {}", form, n->in, n->out));
}

std::string_view store_type(std::string_view word) {
  return word == "jceks" ? "JCEKS" : "JKS";
}

// keytool writes PKCS#12 only; it holds the key, so it is a temporary file of its own.
std::string keystore_to_pem(std::string_view word, const Names& n) {
  return fmt::format(
      "(d=$(mktemp -d) && keytool -importkeystore -srckeystore {} -srcstoretype {} -destkeystore \"$d/store.p12\" "
      "-deststoretype PKCS12 && umask 077 && openssl pkcs12 -in \"$d/store.p12\" -nodes -out {}; rm -rf \"$d\")",
      n.in, store_type(word), n.out);
}

std::string to_pem(const LoadedFile& file, const Artifact& artifact) {
  const std::string_view word = form_word(artifact);
  if (artifact.kind == Kind::private_key) return key_to_pem(file, artifact);
  const auto n = names(file, ".pem");
  if (!n) return {};
  if (word == "pkcs12") {
    return guarded(fmt::format("openssl pkcs12{} -in {} -nodes -out {}", legacy_option(artifact), n->in, n->out));
  }
  return artifact.kind == Kind::java_keystore ? keystore_to_pem(word, *n) : certificates_to_pem(word, *n);
}

bool is_certificate_of(const Artifact& certificate, const PublicKey& key) {
  return certificate.kind == Kind::certificate && certificate.encoding == Encoding::pem && !certificate.parent &&
         certificate.key && certificate.key->id == key.id;
}

// The PEM file with the certificate of this key, quoted.
std::optional<std::string> certificate_file(const Material& material, const PublicKey& key) {
  for (const LoadedFile& file : material.files) {
    const bool has_it = std::any_of(file.artifacts.begin(), file.artifacts.end(),
                                    [&](const Artifact& artifact) { return is_certificate_of(artifact, key); });
    if (!has_it || file.path == "-") continue;
    const auto quoted = quoted_for_sh(file.path);
    if (quoted) return *quoted;
  }
  return std::nullopt;
}

std::string key_to_pfx(const Names& n, const Material& material, const Artifact& key, std::string_view options) {
  if (!key.key) return {};
  const auto certificate = certificate_file(material, *key.key);
  if (!certificate) return {};
  const std::string_view inkey = *certificate == n.in ? std::string_view{} : std::string_view{n.in};
  const std::string source = inkey.empty() ? std::string{} : fmt::format(" -inkey {}", inkey);
  return guarded(
      fmt::format("openssl pkcs12 -export{} -in {} -name server{} -out {}", source, *certificate, options, n.out));
}

// Through a file that only its owner reads: openssl pkcs12 does not take key and certificates from a pipe.
std::string pfx_to_old_pfx(const Names& n, const Artifact& pfx) {
  return fmt::format(
      "(t=$(mktemp) && umask 077 && openssl pkcs12{} -in {} -nodes -out \"$t\" && "
      "openssl pkcs12 -export -in \"$t\"{} -out {}; rm -f \"$t\")",
      legacy_option(pfx), n.in, kOldPfx, n.out);
}

std::string keystore_to_pfx(const kb::Target& target, std::string_view word, const Names& n) {
  const std::string_view old = refuses(target, "pkcs12-modern") ? " -J-Dkeystore.pkcs12.legacy" : "";
  return guarded(
      fmt::format("keytool{} -importkeystore -srckeystore {} -srcstoretype {} -destkeystore {} -deststoretype PKCS12",
                  old, n.in, store_type(word), n.out));
}

std::string to_pfx(const kb::Target& target, const Material& material, const LoadedFile& file,
                   const Artifact& artifact) {
  const auto n = names(file, target.platform == "windows" ? ".pfx" : ".p12");
  if (!n) return {};
  if (artifact.kind == Kind::private_key) return key_to_pfx(*n, material, artifact, pfx_options(target));
  if (artifact.kind == Kind::pkcs12) return refuses(target, "pkcs12-modern") ? pfx_to_old_pfx(*n, artifact) : "";
  if (artifact.kind == Kind::java_keystore) return keystore_to_pfx(target, form_word(artifact), *n);
  return {};
}

// One command for what is wrong with the text; the first damage that has one.
std::string repair_of(std::string_view id, const Names& n) {
  constexpr std::string_view kNoMark = R"(sed '1s/^\xEF\xBB\xBF//')";
  if (id == "utf8-bom") return fmt::format("{} {} > {}", kNoMark, n.in, n.out);
  if (id == "cr-line-ends") return fmt::format(R"(tr '\r' '\n' < {} > {})", n.in, n.out);
  if (!id.starts_with("utf16")) return {};
  const std::string_view order = id.starts_with("utf16be") ? "BE" : "LE";
  return fmt::format(R"(iconv -f UTF-16{} -t UTF-8 {} | {} | tr -d '\r' > {})", order, n.in, kNoMark, n.out);
}

}  // namespace

std::string conversion(const kb::Target& target, const Material& material, const LoadedFile& file,
                       const Artifact& artifact) {
  if (takes(target, "pem-certificate") && takes(target, "pem-key")) return to_pem(file, artifact);
  if (takes(target, "pkcs12")) return to_pfx(target, material, file, artifact);
  return {};
}

std::string text_repair(const LoadedFile& file) {
  const auto n = names(file, ".pem");
  if (!n) return {};
  for (const Damage& damage : file.damages) {
    const std::string command = repair_of(damage.id, *n);
    if (!command.empty()) return guarded(command);
  }
  return {};
}

std::string without_passphrase(const LoadedFile& file, const Artifact& artifact) {
  return key_to_pem(file, artifact);
}

}  // namespace certdoc
