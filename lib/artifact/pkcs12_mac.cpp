#include "artifact/pkcs12_mac.hpp"

#include <openssl/crypto.h>

#include "artifact/pbe_names.hpp"
#include "base/say.hpp"

namespace certdoc::pkcs12 {
namespace {

constexpr std::string_view kPbmac1 = "\x2A\x86\x48\x86\xF7\x0D\x01\x05\x0E";
constexpr std::string_view kPbkdf2 = "\x2A\x86\x48\x86\xF7\x0D\x01\x05\x0C";
// RFC 9579, 5: shorter keys are refused. Longer ones than the longest hash gives nobody has a use for.
constexpr std::size_t kShortestKey = 20, kLongestKey = 64;

Reason damaged(Lang lang) {
  return {ReasonKind::unreadable, say(lang, "the parameters of its MAC are damaged", "其 MAC 参数已损坏")};
}

Reason unsupported(Lang lang, std::string_view algorithm) {
  return {ReasonKind::unsupported, say(lang, "its MAC {} is not supported, so the password cannot be checked by it",
                                       "不支持其 MAC 算法 {}，因此无法用它验证密码", algorithm)};
}

// PBMAC1-params ::= SEQUENCE { key derivation, HMAC }; nullopt: damaged.
std::optional<pbe::Kdf> pbmac1(ByteView parameters, Integrity& integrity) {
  const auto sequence = der::only(parameters, der::sequence);
  der::Reader reader(sequence ? sequence->content : ByteView());
  const auto derivation = pbe::identifier_of(reader.next(der::sequence));
  const auto scheme = derivation ? pbe::identifier_of(reader.next(der::sequence)) : std::nullopt;
  if (!scheme || !reader.empty()) return std::nullopt;
  integrity.digest = pbe::prf_name(scheme->oid);
  integrity.prf = pbe::short_name(derivation->oid, pbe::nid_of(derivation->oid));
  if (!der::is(derivation->oid.content, kPbkdf2)) return pbe::Kdf{};
  auto kdf = pbe::pbkdf2_parameters(derivation->parameters);
  if (!kdf || kdf->salt.data() == nullptr) return std::nullopt;
  integrity.prf = kdf->hash;
  integrity.iterations = kdf->iterations;
  integrity.salt = kdf->salt.size();
  const bool usable = kdf->iterations != 0 && kdf->key >= kShortestKey && kdf->key <= kLongestKey;
  return usable ? kdf : std::nullopt;
}

void read_pbmac1(const pbe::Identifier& algorithm, Mac& mac, Lang lang) {
  mac.integrity.kind = Integrity::Kind::pbmac1;
  mac.kdf = pbmac1(algorithm.parameters, mac.integrity);
  if (!mac.kdf) {
    mac.impossible = damaged(lang);
  } else if (mac.kdf->hash.empty() || pbe::hash_size(mac.kdf->hash) == 0) {
    mac.impossible = unsupported(lang, "PBMAC1 / " + mac.integrity.prf);
  } else if (pbe::hash_size(mac.integrity.digest) == 0) {
    mac.impossible = unsupported(lang, "PBMAC1 / " + mac.integrity.digest);
  }
}

void read_classic(const MacData& data, Mac& mac, Lang lang) {
  const std::size_t size = pbe::hash_size(mac.integrity.digest);
  if (data.iterations == 0) {
    mac.impossible = damaged(lang);
  } else if (size == 0) {
    mac.impossible = unsupported(lang, mac.integrity.digest);
  } else {
    mac.kdf = pbe::Kdf{.kind = pbe::Kdf::Kind::pkcs12,
                       .mac = true,
                       .hash = mac.integrity.digest,
                       .salt = data.salt,
                       .iterations = data.iterations,
                       .key = size};
  }
}

}  // namespace

Mac mac_of(const MacData& data, Lang lang) {
  Mac mac;
  mac.integrity.kind = Integrity::Kind::mac;
  const auto algorithm = pbe::identifier_of(der::only(data.algorithm, der::sequence));
  if (!algorithm) {
    mac.impossible = damaged(lang);
  } else if (der::is(algorithm->oid.content, kPbmac1)) {
    read_pbmac1(*algorithm, mac, lang);
  } else {
    mac.integrity.digest = pbe::digest_name(data.algorithm);
    mac.integrity.iterations = data.iterations;
    mac.integrity.salt = data.salt.size();
    read_classic(data, mac, lang);
  }
  return mac;
}

tl::expected<std::optional<Fit>, Reason> find_mac_password(const File& file, const Mac& mac, PasswordTrial& trial,
                                                           const std::vector<pbe::Kdf>& next) {
  if (mac.impossible) return tl::unexpected(*mac.impossible);
  const ByteView expected = file.mac->value;
  const auto fits = [&](ByteView key) {
    const auto value = pbe::hmac(mac.integrity.digest, key, file.content);
    return value && value->size() == expected.size() &&
           CRYPTO_memcmp(value->data(), expected.data(), expected.size()) == 0;
  };
  return trial.find(*mac.kdf, fits, next);
}

}  // namespace certdoc::pkcs12
