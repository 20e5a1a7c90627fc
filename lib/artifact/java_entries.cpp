// The password of a key may differ from that of its store, so all are tried on each.
#include "artifact/java_entries.hpp"

#include <algorithm>

#include "artifact/der.hpp"
#include "artifact/jks_key.hpp"
#include "artifact/keys.hpp"
#include "artifact/no_password.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

using namespace std::string_view_literals;

// Content bytes of 1.3.6.1.4.1.42.2.17.1.1 (JKS) and 1.3.6.1.4.1.42.2.19.1 (JCEKS).
constexpr std::string_view kJksOid = "\x2B\x06\x01\x04\x01\x2A\x02\x11\x01\x01"sv;
constexpr std::string_view kJceksOid = "\x2B\x06\x01\x04\x01\x2A\x02\x13\x01"sv;

// BMPStrings without the zeros that PKCS#12 ends them with; Java knows no absent password.
std::vector<pbe::Candidate> java_characters(const LoadOptions& options) {
  auto all = pbe::candidates(options.passwords, pbe::Alphabet::bmp, pbe::Holder::container);
  std::erase_if(all, [](const pbe::Candidate& c) { return c.form == PasswordForm::absent; });
  for (pbe::Candidate& candidate : all) candidate.bytes.resize(candidate.bytes.size() - 2);
  return all;
}

// The first password for which `fits` holds; it is the first to be tried from then on.
template <class Fits>
std::optional<Fit> first_of(std::vector<pbe::Candidate>& all, const Fits& fits) {
  const auto at = std::find_if(all.begin(), all.end(), fits);
  if (at == all.end()) return std::nullopt;
  std::rotate(all.begin(), at, at + 1);
  return Fit{all.front().form, all.front().given};
}

Reason damaged(Lang lang) {
  return {ReasonKind::unreadable, say(lang, "the entry of the key is damaged", "私钥条目已损坏")};
}

}  // namespace

JavaKeys::JavaKeys(const LoadOptions& options)
    : options_(options),
      characters_(java_characters(options)),
      bytes_(pbe::candidates(options.passwords, pbe::Alphabet::bytes, pbe::Holder::key)),
      work_(options, true) {}

// EncryptedPrivateKeyInfo ::= SEQUENCE { SEQUENCE { OID, parameters }, OCTET STRING }
std::optional<JavaKeys::Entry> JavaKeys::entry_of(ByteView bytes) {
  const auto info = der::only(bytes, der::sequence);
  if (!info) return std::nullopt;
  der::Reader reader(info->content);
  const auto algorithm = reader.next(der::sequence);
  const auto encrypted = reader.next(der::octet_string);
  if (!algorithm || !encrypted) return std::nullopt;
  der::Reader inner(algorithm->content);
  const auto oid = inner.next(der::oid);
  if (!oid) return std::nullopt;
  return Entry{.algorithm = oid->content, .parameters = inner.rest(), .encrypted = encrypted->content};
}

Encryption JavaKeys::described(const Entry& entry) {
  Encryption out;
  out.scheme = der::dotted(entry.algorithm);
  if (der::is(entry.algorithm, kJksOid)) {
    out.prf = "SHA1";
    out.iterations = 1;
    out.salt = 20;
  }
  const auto jceks = der::is(entry.algorithm, kJceksOid) ? jceks_parameters(entry.parameters) : std::nullopt;
  if (jceks) {
    out.cipher = "DES-EDE3-CBC";
    out.prf = "MD5";
    out.iterations = jceks->rounds;
    out.salt = jceks->salt.size();
  }
  return out;
}

void JavaKeys::read(Artifact& key, ByteView bytes, StorePart& part, Bag& about) {
  key.kind = Kind::private_key;
  const auto entry = entry_of(bytes);
  if (entry) part.encryption = about.encryption = described(*entry);
  auto plain = entry ? opened(*entry) : tl::unexpected(damaged(options_.lang));
  if (plain) {
    part.opened_by = about.opened_by = plain->fit.form;
    const auto done = read_private_key(key, plain->plain, options_);
    if (!done) key.unread = Reason{ReasonKind::unreadable, done.error().what_in(options_.lang)};
  } else {
    part.closed = key.unread = plain.error();
  }
  key.encrypted = true;
  key.format = "pkcs8-encrypted";
}

tl::expected<Opened, Reason> JavaKeys::opened(const Entry& entry) {
  if (der::is(entry.algorithm, kJksOid)) return opened_jks(entry.encrypted);
  if (der::is(entry.algorithm, kJceksOid)) return opened_jceks(entry.parameters, entry.encrypted);
  return tl::unexpected(Reason{ReasonKind::unsupported, say(options_.lang, "its encryption {} is not supported",
                                                            "不支持其加密算法 {}", der::dotted(entry.algorithm))});
}

tl::expected<Opened, Reason> JavaKeys::opened_jks(ByteView encrypted) {
  std::optional<SecretBytes> plain;
  const auto fit = first_of(characters_, [&](const pbe::Candidate& candidate) {
    plain = open_jks_key(encrypted, candidate.bytes);
    return plain.has_value();
  });
  if (!fit) return tl::unexpected(no_password_reason(options_));
  return Opened{std::move(*plain), *fit};
}

tl::expected<Opened, Reason> JavaKeys::opened_jceks(ByteView parameters, ByteView encrypted) {
  const auto scheme = jceks_parameters(parameters);
  if (!scheme) return tl::unexpected(damaged(options_.lang));
  std::optional<SecretBytes> plain;
  std::optional<Reason> refused;
  const auto fit = first_of(bytes_, [&](const pbe::Candidate& candidate) {
    if (!refused) refused = work_.charge(scheme->rounds, scheme->rounds * 2);
    if (refused) return false;
    plain = open_jceks_key(encrypted, *scheme, candidate.bytes);
    return plain && der::only(*plain, der::sequence);
  });
  if (refused) return tl::unexpected(std::move(*refused));
  if (!fit) return tl::unexpected(no_password_reason(options_));
  return Opened{std::move(*plain), *fit};
}

std::optional<Fit> JavaKeys::of_store(ByteView store) {
  return first_of(characters_,
                  [&](const pbe::Candidate& candidate) { return jks_digest_fits(store, candidate.bytes); });
}

}  // namespace certdoc
