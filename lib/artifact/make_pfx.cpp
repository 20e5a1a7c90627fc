// RFC 7292 as it is read everywhere: the certificates in an encrypted part, then the key in a shrouded bag of its own,
// and a MAC over both. Written by our own DER, so that certificates and key stay as they are, byte for byte.
#include "artifact/make_pfx.hpp"

#include <openssl/crypto.h>
#include <algorithm>
#include <string_view>

#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "artifact/objects.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/pfx_encrypt.hpp"
#include "artifact/pkcs8.hpp"
#include "artifact/utf16.hpp"
#include "base/text.hpp"

namespace certdoc {
namespace {

using namespace std::string_view_literals;

// Object identifiers, whole.
constexpr std::string_view kData = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"sv;           // 1.2.840.113549.1.7.1
constexpr std::string_view kEncryptedData = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x06"sv;  // 1.2.840.113549.1.7.6
constexpr std::string_view kShroudedKeyBag =
    "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x0A\x01\x02"sv;  // 1.2.840.113549.1.12.10.1.2
constexpr std::string_view kCertificateBag =
    "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x0A\x01\x03"sv;  // 1.2.840.113549.1.12.10.1.3
constexpr std::string_view kX509Certificate =
    "\x06\x0A\x2A\x86\x48\x86\xF7\x0D\x01\x09\x16\x01"sv;                                     // 1.2.840.113549.1.9.22.1
constexpr std::string_view kFriendlyName = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x09\x14"sv;  // 1.2.840.113549.1.9.20
constexpr std::string_view kLocalKeyId = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x09\x15"sv;    // 1.2.840.113549.1.9.21
constexpr std::string_view kCspName = "\x06\x09\x2B\x06\x01\x04\x01\x82\x37\x11\x01"sv;       // 1.3.6.1.4.1.311.17.1

Bytes explicitly(ByteView content) {
  return der::write(der::context_constructed(0), {content});
}

void append(Bytes& out, const Bytes& more) {
  out.insert(out.end(), more.begin(), more.end());
}

Bytes joined(const std::vector<Bytes>& parts) {
  Bytes out;
  for (const Bytes& part : parts) append(out, part);
  return out;
}

Bytes attribute(std::string_view type, const Bytes& value) {
  return der::write(der::sequence, {as_bytes(type), der::write(der::set, {value})});
}

Bytes bmp_string(std::string_view utf8) {
  return der::write(der::bmp_string, {utf16be_of(as_bytes(utf8))});
}

struct Attributes {
  std::string_view friendly_name = {}, csp = {};
  ByteView local_key_id = {};
};

// A SET in the order that DER asks for; empty where there are none, since it is optional.
Bytes written(const Attributes& of) {
  std::vector<Bytes> all;
  if (!of.friendly_name.empty()) all.push_back(attribute(kFriendlyName, bmp_string(of.friendly_name)));
  if (!of.local_key_id.empty()) {
    all.push_back(attribute(kLocalKeyId, der::write(der::octet_string, {of.local_key_id})));
  }
  if (!of.csp.empty()) all.push_back(attribute(kCspName, bmp_string(of.csp)));
  std::sort(all.begin(), all.end());
  return all.empty() ? Bytes() : der::write(der::set, {joined(all)});
}

Bytes bag(std::string_view type, const Bytes& value, const Attributes& attributes) {
  return der::write(der::sequence, {as_bytes(type), explicitly(value), written(attributes)});
}

Bytes certificate_bag(const Artifact& certificate, const Attributes& attributes) {
  const Bytes octets = der::write(der::octet_string, {certificate.der});
  return bag(kCertificateBag, der::write(der::sequence, {as_bytes(kX509Certificate), explicitly(octets)}), attributes);
}

// ContentInfo with these octets as its data.
Bytes data(const Bytes& content) {
  return der::write(der::sequence, {as_bytes(kData), explicitly(der::write(der::octet_string, {content}))});
}

// ContentInfo with EncryptedData.
Bytes encrypted_data(const pfx::Encrypted& encrypted) {
  static constexpr std::string_view kVersion = "\x02\x01\x00"sv;
  const Bytes info = der::write(
      der::sequence, {as_bytes(kData), encrypted.algorithm, der::write(der::context(0), {encrypted.octets})});
  const Bytes content = der::write(der::sequence, {as_bytes(kVersion), info});
  return der::write(der::sequence, {as_bytes(kEncryptedData), explicitly(content)});
}

tl::unexpected<Error> not_made() {
  const std::string reason = take_openssl_reason();
  const std::string why = reason.empty() ? "" : " (" + reason + ")";
  return fail(Error::Kind::unsupported, "OpenSSL cannot make a PFX of this form" + why,
              "name another target with --for", "OpenSSL 无法生成这种 PFX" + why, "请用 --for 指定其他目标");
}

std::optional<Error> refusal(const PfxContent& content, const SecretBytes& password) {
  const auto error = [](std::string en, std::string hint, std::string zh, std::string hint_zh) {
    return Error{Error::Kind::usage, std::move(en), std::move(hint), std::move(zh), std::move(hint_zh)};
  };
  if (content.key == nullptr) {
    return error("there is no private key to write", "give the file that holds it", "没有可写入的私钥",
                 "请提供含有私钥的文件");
  }
  // What other bytes mean as characters, every program guesses for itself.
  if (!text::is_utf8(as_text(password))) {
    return error("the password of the new PFX is not UTF-8", "type it in a UTF-8 terminal, or use ASCII only",
                 "新 PFX 的密码不是 UTF-8", "请在 UTF-8 终端中输入，或只用 ASCII");
  }
  if (!text::is_utf8(content.friendly_name) || !text::is_utf8(content.csp)) {
    return error("the name for the key is not UTF-8", "name it in UTF-8", "密钥名称不是 UTF-8", "请使用 UTF-8");
  }
  return std::nullopt;
}

// The ContentInfo of the certificates; empty where OpenSSL refuses.
Bytes certificates_part(const PfxContent& content, const PfxForm& form, ByteView id, const SecretBytes& password) {
  Bytes bags;
  for (const Artifact* certificate : content.certificates) {
    const bool leaf = certificate == content.certificates.front();
    append(bags, certificate_bag(*certificate, leaf ? Attributes{content.friendly_name, {}, id} : Attributes{}));
  }
  const auto encrypted =
      pfx::encrypt(form.certificate_cipher, form.prf, form.iterations, der::write(der::sequence, {bags}), password);
  return encrypted ? encrypted_data(*encrypted) : Bytes();
}

Result<Bytes> key_part(const PfxContent& content, const PfxForm& form, ByteView id, const SecretBytes& password) {
  const auto pkcs8 = pkcs8_of(*content.key);
  if (!pkcs8) return tl::unexpected(pkcs8.error());
  const auto encrypted = pfx::encrypt(form.key_cipher, form.prf, form.iterations, *pkcs8, password);
  if (!encrypted) return not_made();
  const Bytes info =
      der::write(der::sequence, {encrypted->algorithm, der::write(der::octet_string, {encrypted->octets})});
  const Bytes shrouded = bag(kShroudedKeyBag, info, {content.friendly_name, content.csp, id});
  return data(der::write(der::sequence, {shrouded}));
}

}  // namespace

Result<SecretBytes> make_pfx(const PfxContent& content, const PfxForm& form, const SecretBytes& password) {
  // Even looking up an OID would read openssl.cnf.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  if (auto error = refusal(content, password)) return tl::unexpected(std::move(*error));
  const Bytes id = content.certificates.empty() ? Bytes() : sha1(content.certificates.front()->der);
  const Bytes certificates = content.certificates.empty() ? Bytes() : certificates_part(content, form, id, password);
  if (certificates.empty() && !content.certificates.empty()) return not_made();
  const auto key = key_part(content, form, id, password);
  if (!key) return tl::unexpected(key.error());
  const Bytes safe = der::write(der::sequence, {certificates, *key});
  const Bytes mac = pfx::mac_data(form.mac, form.iterations, safe, password);
  if (mac.empty()) return not_made();
  static constexpr std::string_view kVersion = "\x02\x01\x03"sv;
  SecretBytes out = der::write_secret(der::sequence, {as_bytes(kVersion), data(safe), mac});
  ERR_clear_error();
  return out;
}

}  // namespace certdoc
