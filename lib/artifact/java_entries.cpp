// The password of a key may differ from that of its store, so all are tried on each.
#include "artifact/java_entries.hpp"

#include <algorithm>

#include "artifact/jks_key.hpp"
#include "artifact/keys.hpp"
#include "artifact/no_password.hpp"
#include "artifact/pbe.hpp"
#include "artifact/utf16.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

using namespace std::string_view_literals;

// Content bytes of 1.3.6.1.4.1.42.2.17.1.1 (JKS) and 1.3.6.1.4.1.42.2.19.1 (JCEKS).
constexpr std::string_view kJksOid = "\x2B\x06\x01\x04\x01\x2A\x02\x11\x01\x01"sv;
constexpr std::string_view kJceksOid = "\x2B\x06\x01\x04\x01\x2A\x02\x13\x01"sv;
// Of the most expensive keys, in one store.
constexpr std::uint64_t kKeysAtLimit = 4;

struct Parts {
  ByteView algorithm, parameters, encrypted;
};

// EncryptedPrivateKeyInfo ::= SEQUENCE { SEQUENCE { OID, parameters }, OCTET STRING }
std::optional<Parts> parts_of(ByteView entry) {
  const auto info = der::only(entry, der::sequence);
  if (!info) return std::nullopt;
  der::Reader reader(info->content);
  const auto algorithm = reader.next(der::sequence);
  const auto encrypted = reader.next(der::octet_string);
  if (!algorithm || !encrypted) return std::nullopt;
  der::Reader inner(algorithm->content);
  const auto oid = inner.next(der::oid);
  if (!oid) return std::nullopt;
  return Parts{.algorithm = oid->content, .parameters = inner.rest(), .encrypted = encrypted->content};
}

}  // namespace

JavaKeys::JavaKeys(const LoadOptions& options) : options_(options) {
  for (const auto& password : options.passwords) {
    if (password) java_passwords_.push_back(utf16be_of(*password));
  }
}

void JavaKeys::read(Artifact& key, ByteView entry) {
  key.kind = Kind::private_key;
  const auto parts = parts_of(entry);
  auto plain = parts ? opened(parts->algorithm, parts->parameters, parts->encrypted)
                     : tl::unexpected(Reason{ReasonKind::unreadable,
                                             say(options_.lang, "the entry of the key is damaged", "私钥条目已损坏")});
  if (plain) {
    const auto done = read_private_key(key, *plain, options_);
    if (!done) key.unread = Reason{ReasonKind::unreadable, done.error().what_in(options_.lang)};
  } else {
    key.unread = plain.error();
  }
  key.encrypted = true;
  key.format = "pkcs8-encrypted";
}

tl::expected<SecretBytes, Reason> JavaKeys::opened(ByteView algorithm, ByteView parameters, ByteView encrypted) {
  if (der::is(algorithm, kJksOid)) return opened_jks(encrypted);
  if (der::is(algorithm, kJceksOid)) return opened_jceks(parameters, encrypted);
  return tl::unexpected(Reason{ReasonKind::unsupported, say(options_.lang, "its encryption {} is not supported",
                                                            "不支持其加密算法 {}", der::dotted(algorithm))});
}

tl::expected<SecretBytes, Reason> JavaKeys::opened_jks(ByteView encrypted) const {
  for (const SecretBytes& password : java_passwords_) {
    if (auto plain = open_jks_key(encrypted, password)) return std::move(*plain);
  }
  return tl::unexpected(no_password_reason(options_));
}

tl::expected<SecretBytes, Reason> JavaKeys::opened_jceks(ByteView parameters, ByteView encrypted) {
  const auto scheme = jceks_parameters(parameters);
  if (!scheme) {
    return tl::unexpected(
        Reason{ReasonKind::unreadable, say(options_.lang, "the entry of the key is damaged", "私钥条目已损坏")});
  }
  const std::uint64_t limit = options_.limits.kdf_iterations;
  for (const auto& password : options_.passwords) {
    if (scheme->rounds > limit || spent_ / kKeysAtLimit > limit) {
      return tl::unexpected(too_many_rounds(scheme->rounds, options_));
    }
    spent_ += scheme->rounds;
    auto plain = password ? open_jceks_key(encrypted, *scheme, *password) : std::nullopt;
    if (plain && der::only(*plain, der::sequence)) return std::move(*plain);
  }
  return tl::unexpected(no_password_reason(options_));
}

std::optional<Reason> java_store_password(ByteView store, const LoadOptions& options) {
  const bool fits = std::any_of(options.passwords.begin(), options.passwords.end(), [&](const auto& password) {
    return password && jks_digest_fits(store, utf16be_of(*password));
  });
  if (fits || options.passwords.empty()) return std::nullopt;
  return no_password_reason(options);
}

}  // namespace certdoc
