#include "check/forms.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "artifact/der.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

template <std::size_t N>
std::string_view found_in(const std::array<Pair, N>& table, std::string_view what) {
  const auto* found = std::find_if(table.begin(), table.end(), [&](const Pair& row) { return row.first == what; });
  return found == table.end() ? std::string_view{} : found->second;
}

constexpr std::array<Pair, 11> kKeyForms{{{"pkcs8", "pkcs8"},
                                          {"pkcs8-encrypted", "pkcs8-encrypted"},
                                          {"pkcs1", "pkcs1"},
                                          {"sec1", "sec1"},
                                          {"dsa", "dsa-key"},
                                          {"legacy-pem-encrypted", "legacy-encrypted-key"},
                                          {"openssh", "openssh-key"},
                                          {"putty-2", "putty-key"},
                                          {"putty-3", "putty-key"},
                                          {"jks", "jks"},
                                          {"jceks", "jceks"}}};

constexpr std::array<Pair, 6> kAlgorithms{{{"RSA", "alg:rsa"},
                                           {"RSA-PSS", "alg:rsa-pss"},
                                           {"DSA", "alg:dsa"},
                                           {"SM2", "alg:sm2"},
                                           {"Ed25519", "alg:ed25519"},
                                           {"Ed448", "alg:ed448"}}};

constexpr std::array<Pair, 3> kCurves{{{"P-256", "alg:ec-p256"}, {"P-384", "alg:ec-p384"}, {"P-521", "alg:ec-p521"}}};

struct Name {
  std::string_view word, en, zh;
};

constexpr std::array<Name, 17> kNames{
    {{"pem-certificate", "certificate in PEM", "PEM 证书"},
     {"der-certificate", "certificate in DER", "DER 证书"},
     {"base64-certificate", "certificate in bare base64", "无 BEGIN 行的 base64 证书"},
     {"trusted-certificate", "OpenSSL TRUSTED CERTIFICATE", "OpenSSL TRUSTED CERTIFICATE"},
     {"pem-bundle", "certificate and key in one PEM file", "证书和私钥在同一 PEM 文件"},
     {"pem-key", "private key in PEM", "PEM 私钥"},
     {"der-key", "private key in DER", "DER 私钥"},
     {"pkcs12", "PKCS#12 (PFX)", "PKCS#12 (PFX)"},
     {"pkcs7-pem", "PKCS#7 in PEM", "PEM 格式的 PKCS#7"},
     {"pkcs7-der", "PKCS#7 in DER", "DER 格式的 PKCS#7"},
     {"jks", "Java key store (JKS)", "Java 密钥库 (JKS)"},
     {"jceks", "Java key store (JCEKS)", "Java 密钥库 (JCEKS)"},
     {"sm2-file", "CFCA .sm2 file", "CFCA .sm2 文件"},
     {"pkcs8-encrypted", "private key with a passphrase", "有密码的私钥"},
     {"legacy-encrypted-key", "private key with a passphrase", "有密码的私钥"},
     {"openssh-key", "OpenSSH private key", "OpenSSH 私钥"},
     {"putty-key", "PuTTY private key", "PuTTY 私钥"}}};

std::string_view certificate_word(const Artifact& artifact) {
  if (artifact.label == "TRUSTED CERTIFICATE") return "trusted-certificate";
  if (artifact.encoding == Encoding::pem) return "pem-certificate";
  return artifact.encoding == Encoding::base64 ? "base64-certificate" : "der-certificate";
}

bool contains(ByteView bytes, std::string_view part) {
  return as_text(bytes).find(part) != std::string_view::npos;
}

// The algorithm of the MAC's digest is SHA-1: 1.3.14.3.2.26.
bool has_sha1_mac(ByteView mac_data) {
  der::Reader mac(mac_data);
  const auto digest_info = mac.next(der::sequence);
  if (!digest_info) return false;
  const auto algorithm = der::Reader(digest_info->content).next(der::sequence);
  if (!algorithm) return false;
  const auto oid = der::Reader(algorithm->content).next(der::oid);
  return oid && der::is(oid->content, "\x2B\x0E\x03\x02\x1A");
}

}  // namespace

std::string_view form_word(const Artifact& artifact) {
  const bool pem = artifact.encoding == Encoding::pem;
  switch (artifact.kind) {
    case Kind::certificate: return certificate_word(artifact);
    case Kind::private_key: return pem ? "pem-key" : "der-key";
    case Kind::pkcs7: return pem ? "pkcs7-pem" : "pkcs7-der";
    case Kind::pkcs12: return "pkcs12";
    case Kind::java_keystore: return artifact.format == "jceks" ? "jceks" : "jks";
    case Kind::sm2_file: return "sm2-file";
    case Kind::foreign: return key_form_word(artifact);
    default: return {};
  }
}

std::string_view key_form_word(const Artifact& artifact) {
  const bool key = artifact.kind == Kind::private_key || artifact.kind == Kind::foreign;
  return key ? found_in(kKeyForms, artifact.format) : std::string_view{};
}

std::string_view algorithm_word(const PublicKey& key) {
  if (key.algorithm.starts_with("ML-DSA")) return "alg:ml-dsa";
  if (key.algorithm != "EC") return found_in(kAlgorithms, key.algorithm);
  if (key.explicit_parameters) return "alg:ec-explicit";
  if (key.curve.starts_with("brainpool")) return "alg:ec-brainpool";
  const std::string_view known = found_in(kCurves, key.curve);
  return known.empty() ? "alg:ec-other" : known;
}

std::string_view text_word(const Damage& damage) {
  if (damage.id == "utf8-bom" || damage.id == "cr-line-ends") return damage.id;
  return damage.id.starts_with("utf16") ? "utf16" : std::string_view{};
}

std::string form_name(std::string_view word, Lang lang) {
  const auto* found = std::find_if(kNames.begin(), kNames.end(), [&](const Name& name) { return name.word == word; });
  return std::string(found == kNames.end() ? word : lang == Lang::zh ? found->zh : found->en);
}

bool is_pem_bundle(const LoadedFile& file) {
  const auto has = [&](Kind kind) {
    return std::any_of(file.artifacts.begin(), file.artifacts.end(), [&](const Artifact& artifact) {
      return artifact.kind == kind && artifact.encoding == Encoding::pem && !artifact.parent;
    });
  };
  return has(Kind::private_key) && has(Kind::certificate);
}

Pkcs12Form pkcs12_form(ByteView der) {
  Pkcs12Form form;
  const auto pfx = der::Reader(der).next(der::sequence);
  if (!pfx) return form;
  der::Reader parts(pfx->content);
  if (!parts.next(der::integer) || !parts.next(der::sequence)) return form;
  form.known = true;
  const auto mac = parts.next(der::sequence);
  // The algorithms stand in the clear; as byte strings they are long enough not to turn up by chance.
  constexpr std::string_view kPbes2 = "\x2A\x86\x48\x86\xF7\x0D\x01\x05\x0D";      // 1.2.840.113549.1.5.13
  constexpr std::string_view kPkcs12Pbe = "\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x01";  // 1.2.840.113549.1.12.1.x
  form.modern = contains(der, kPbes2) || (mac && !has_sha1_mac(mac->content));
  for (const char algorithm : {'\x01', '\x02', '\x05', '\x06'}) {  // RC4-128, RC4-40, RC2-128, RC2-40
    form.legacy = form.legacy || contains(der, std::string(kPkcs12Pbe) + algorithm);
  }
  return form;
}

}  // namespace certdoc
