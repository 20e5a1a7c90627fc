#include "chain/ocsp_id.hpp"

#include <algorithm>
#include <array>

#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "artifact/legacy_provider.hpp"
#include "artifact/objects.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/spki.hpp"

namespace certdoc::chain {
namespace {

using namespace std::string_view_literals;

struct Hash {
  std::string_view oid, name;
};
constexpr std::array kHashes{
    Hash{"\x2B\x0E\x03\x02\x1A"sv, "sha1"},
    Hash{"\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv, "sha256"},
    Hash{"\x60\x86\x48\x01\x65\x03\x04\x02\x02"sv, "sha384"},
    Hash{"\x60\x86\x48\x01\x65\x03\x04\x02\x03"sv, "sha512"},
    Hash{"\x2A\x81\x1C\xCF\x55\x01\x83\x11"sv, "sm3"},  // GM/T 0006
};

// Empty: this OpenSSL has no such hash.
Bytes digest(std::string_view name, ByteView content) {
  if (name == "sha1") return sha1(content);
  if (name == "sha256") {
    const Digest out = sha256(content);
    return {out.begin(), out.end()};
  }
  const DigestPtr md(EVP_MD_fetch(own_context(), name.data(), nullptr));  // views of literals
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  const bool done = md && EVP_Digest(content.data(), content.size(), out.data(), &size, md.get(), nullptr) == 1;
  ERR_clear_error();
  out.resize(done ? size : 0);
  return out;
}

// The octets of the BIT STRING, without tag, length and count of unused bits.
ByteView key_of(const Certificate& certificate) {
  const auto parts = split_spki(certificate.spki);
  return parts ? parts->key : ByteView();
}

bool same(ByteView a, ByteView b) {
  return as_text(a) == as_text(b);
}

}  // namespace

Bytes cert_id(const Certificate& subject, const Certificate& issuer, std::string_view hash) {
  const auto found = std::find_if(kHashes.begin(), kHashes.end(), [&](const Hash& one) { return one.name == hash; });
  const Bytes null = der::write(der::null, {});
  const Bytes algorithm = der::write(der::sequence, {der::write(der::oid, {as_bytes(found->oid)}), null});
  const Bytes name = der::write(der::octet_string, {digest(found->name, subject.issuer)});
  const Bytes key = der::write(der::octet_string, {digest(found->name, key_of(issuer))});
  const Bytes serial = der::write(der::integer, {subject.serial});
  return der::write(der::sequence, {algorithm, name, key, serial});
}

IdMatch match(const CertId& id, const Certificate& subject, const Certificate& issuer) {
  if (!same(id.serial, subject.serial)) return IdMatch::other_serial;
  const auto hash =
      std::find_if(kHashes.begin(), kHashes.end(), [&](const Hash& one) { return der::is(id.hash, one.oid); });
  if (hash == kHashes.end()) return IdMatch::hash_unsupported;
  const Bytes key = digest(hash->name, key_of(issuer));
  if (key.empty()) return IdMatch::hash_unsupported;
  // Two encodings of the CA's name may differ: responders hash either.
  const bool name = same(id.issuer_name_hash, digest(hash->name, subject.issuer)) ||
                    same(id.issuer_name_hash, digest(hash->name, issuer.subject));
  return name && same(id.issuer_key_hash, key) ? IdMatch::same : IdMatch::other_issuer;
}

Bytes key_hash(const Certificate& certificate) {
  return sha1(key_of(certificate));
}

}  // namespace certdoc::chain
