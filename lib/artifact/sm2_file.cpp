// CFCA's soft certificate, .sm2 (DER, after base64 was taken away):
//   SEQUENCE { INTEGER 1,
//     SEQUENCE { OID 1.2.156.10197.6.1.4.2.1, OID 1.2.156.10197.1.104 or .104.2, OCTET STRING encrypted key },
//     SEQUENCE { OID 1.2.156.10197.6.1.4.2.1, OCTET STRING certificate } }
#include "artifact/containers.hpp"
#include "artifact/der.hpp"
#include "artifact/keys.hpp"
#include "artifact/no_password.hpp"
#include "artifact/objects.hpp"
#include "artifact/pbe.hpp"
#include "artifact/sm2_key.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kDataOid = "\x2A\x81\x1C\xCF\x55\x06\x01\x04\x02\x01"sv;
constexpr std::string_view kSm4 = "\x2A\x81\x1C\xCF\x55\x01\x68"sv;
constexpr std::string_view kSm4Cbc = "\x2A\x81\x1C\xCF\x55\x01\x68\x02"sv;

struct Parts {
  ByteView cipher, encrypted, certificate;
};

std::optional<Parts> parts_of(ByteView bytes) {
  const auto file = der::only(bytes, der::sequence);
  if (!file) return std::nullopt;
  der::Reader reader(file->content);
  const auto version = reader.next(der::integer);
  const auto key = reader.next(der::sequence);
  const auto certificate = reader.next(der::sequence);
  if (!version || !key || !certificate || !reader.empty()) return std::nullopt;
  der::Reader in_key(key->content), in_certificate(certificate->content);
  const auto type = in_key.next(der::oid), cipher = in_key.next(der::oid);
  const auto encrypted = in_key.next(der::octet_string);
  const auto certificate_type = in_certificate.next(der::oid);
  const auto octets = in_certificate.next(der::octet_string);
  if (!type || !cipher || !encrypted || !certificate_type || !octets) return std::nullopt;
  if (!der::is(type->content, kDataOid) || !der::is(certificate_type->content, kDataOid)) return std::nullopt;
  return Parts{.cipher = cipher->content, .encrypted = encrypted->content, .certificate = octets->content};
}

Artifact member(const Artifact& container, Kind kind, std::string inside) {
  Artifact artifact;
  artifact.kind = kind;
  artifact.encoding = Encoding::der;
  artifact.place = container.place;
  artifact.place.inside = std::move(inside);
  return artifact;
}

Reason unreadable(std::string text) {
  return {ReasonKind::unreadable, std::move(text)};
}

// Padding alone lets one wrong password in 256 through, so the key must be that of the certificate.
tl::expected<Opened, Reason> opened(const Parts& parts, const Artifact& certificate, const LoadOptions& options) {
  if (!der::is(parts.cipher, kSm4) && !der::is(parts.cipher, kSm4Cbc)) {
    return tl::unexpected(Reason{ReasonKind::unsupported, say(options.lang, "its encryption {} is not supported",
                                                              "不支持其加密算法 {}", der::dotted(parts.cipher))});
  }
  if (!certificate.key) {
    return tl::unexpected(unreadable(say(options.lang, "its certificate cannot be read, so no password can be checked",
                                         "其证书无法读取，因此无法验证密码")));
  }
  for (const auto& candidate : pbe::candidates(options.passwords, pbe::Alphabet::bytes, pbe::Holder::key)) {
    auto pkcs8 = open_sm2_key(parts.encrypted, candidate.bytes, certificate.key->spki);
    if (pkcs8) return Opened{std::move(*pkcs8), {candidate.form, candidate.given}};
  }
  return tl::unexpected(no_password_reason(options));
}

Encryption encryption_of(const Parts& parts) {
  Encryption out;
  out.scheme = out.cipher =
      der::is(parts.cipher, kSm4) || der::is(parts.cipher, kSm4Cbc) ? "SM4-CBC" : der::dotted(parts.cipher);
  out.kdf = "X963KDF";  // GB/T 32918.4, 5.4.3, is the same
  out.prf = "SM3";
  out.iterations = 1;
  return out;
}

void judge(Store& store, const tl::expected<Opened, Reason>& pkcs8, const LoadOptions& options) {
  StorePart& part = store.parts.front();
  if (pkcs8) {
    store.verdict = PasswordVerdict::fits;
    store.form = part.opened_by = pkcs8->fit.form;
    store.password = pkcs8->fit.password;
    return;
  }
  part.closed = pkcs8.error();
  if (pkcs8.error().kind == ReasonKind::no_password) {
    store.verdict = options.passwords.empty() ? PasswordVerdict::none_given : PasswordVerdict::fits_none;
  } else {
    store.verdict = PasswordVerdict::undecided;
    store.undecided = pkcs8.error();
  }
}

Artifact read_key(Artifact& container, const Parts& parts, const Artifact& certificate, const LoadOptions& options) {
  Artifact key = member(container, Kind::private_key, say(options.lang, "key", "私钥"));
  auto store = std::make_shared<Store>();
  StorePart& part = store->parts.emplace_back();
  part.encrypted = true;
  part.encryption = encryption_of(parts);
  part.shrouded_keys = part.certificates = 1;
  const auto pkcs8 = opened(parts, certificate, options);
  judge(*store, pkcs8, options);
  if (pkcs8) {
    const auto done = read_private_key(key, pkcs8->plain, options);
    if (done)
      key.pair = Pair::fits;
    else
      key.unread = unreadable(done.error().what_in(options.lang));
  } else {
    key.unread = pkcs8.error();
    container.unread = pkcs8.error();
  }
  key.encrypted = true;
  key.format = "sm2-file";
  Bag about;
  about.encryption = part.encryption;
  about.opened_by = part.opened_by;
  key.bag = std::make_shared<const Bag>(std::move(about));
  container.store = std::move(store);
  return key;
}

}  // namespace

Result<std::vector<Artifact>> open_sm2_file(Artifact& container, ByteView der, const LoadOptions& options) {
  container.format = "sm2-file";
  container.encrypted = true;
  const auto parts = parts_of(der);
  if (!parts) {
    return fail(Error::Kind::invalid, "the .sm2 file is damaged or cut off", "download it again from the CA",
                ".sm2 文件已损坏或被截断", "请从 CA 重新下载");
  }
  Artifact certificate = member(container, Kind::certificate, say(options.lang, "certificate", "证书"));
  certificate.der = to_bytes(parts->certificate);
  const auto done = read_certificate(certificate, options.lang);
  if (!done) certificate.unread = unreadable(done.error().what_in(options.lang));
  certificate.bag = std::make_shared<const Bag>();
  std::vector<Artifact> found;
  found.push_back(read_key(container, *parts, certificate, options));
  found.push_back(std::move(certificate));
  return found;
}

}  // namespace certdoc
