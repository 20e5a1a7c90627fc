// RFC 7292, 4.2: key, shrouded key, certificate and CRL bags, and bags of bags. Secret bags are only counted.
#include "artifact/pkcs12_bags.hpp"

#include <openssl/err.h>
#include <openssl/objects.h>

#include "artifact/der.hpp"
#include "artifact/keys.hpp"
#include "artifact/objects.hpp"
#include "artifact/openssl_der.hpp"
#include "artifact/utf16.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

// The DER that one of OpenSSL's i2d functions writes, without a copy elsewhere.
template <class Container, class Object>
Container encoded(int (*write)(const Object*, unsigned char**), const Object* object) {
  const int size = object != nullptr ? write(object, nullptr) : 0;
  Container out(size > 0 ? static_cast<std::size_t>(size) : 0);
  unsigned char* at = out.data();
  if (!out.empty() && write(object, &at) != size) out.clear();
  ERR_clear_error();
  return out;
}

// CertBag and CRLBag: SEQUENCE { bagId, [0] { SEQUENCE { type OID, [0] { OCTET STRING } } } }, after the bag was
// written again as DER.
Bytes bag_content(const PKCS12_SAFEBAG& bag) {
  const auto whole = encoded<Bytes>(i2d_PKCS12_SAFEBAG, &bag);
  const auto outer = der::only(whole, der::sequence);
  if (!outer) return {};
  der::Reader parts(outer->content);
  parts.next(der::oid);
  const auto value = parts.next(der::context_constructed(0));
  const auto inner = value ? der::only(value->content, der::sequence) : std::nullopt;
  if (!inner) return {};
  der::Reader typed(inner->content);
  typed.next(der::oid);
  const auto wrapped = typed.next(der::context_constructed(0));
  const auto octets = wrapped ? der::only(wrapped->content, der::octet_string) : std::nullopt;
  return octets ? to_bytes(octets->content) : Bytes{};
}

// Not PKCS12_get_friendlyname: OpenSSL 3.0.19 gives nothing back where a Chinese character is in the name.
std::string friendly_name(const PKCS12_SAFEBAG& bag) {
  const ASN1_TYPE* name = PKCS12_SAFEBAG_get0_attr(&bag, NID_friendlyName);
  if (name == nullptr || name->type != V_ASN1_BMPSTRING) return {};
  return utf8_of_utf16be(view_of(name->value.bmpstring));
}

Bytes local_key_id(const PKCS12_SAFEBAG& bag) {
  const ASN1_TYPE* id = PKCS12_SAFEBAG_get0_attr(&bag, NID_localKeyID);
  if (id == nullptr || id->type != V_ASN1_OCTET_STRING) return {};
  return to_bytes(view_of(id->value.octet_string));
}

Reason damaged(const Error& error, Lang lang) {
  return {ReasonKind::unreadable, error.what_in(lang)};
}

// PrivateKeyInfo ::= SEQUENCE { version, AlgorithmIdentifier, OCTET STRING, ... }: enough to tell a key from what a
// wrong password with lucky padding leaves.
bool is_private_key_info(ByteView plain) {
  const auto info = der::only(plain, der::sequence);
  if (!info) return false;
  der::Reader parts(info->content);
  return parts.next(der::integer) && parts.next(der::sequence) && parts.next(der::octet_string);
}

}  // namespace

BagsPtr bags_of(ByteView safe_contents) {
  const unsigned char* at = safe_contents.data();
  BagsPtr bags(reinterpret_cast<STACK_OF(PKCS12_SAFEBAG)*>(
      ASN1_item_d2i(nullptr, &at, static_cast<long>(safe_contents.size()), ASN1_ITEM_rptr(PKCS12_SAFEBAGS))));
  ERR_clear_error();
  const bool all = at == safe_contents.data() + safe_contents.size();
  return all ? std::move(bags) : nullptr;
}

void BagReader::keep_closed(Reason reason) {
  if (!container_.unread) container_.unread = std::move(reason);
}

Artifact BagReader::artifact_of(const PKCS12_SAFEBAG& bag, bool encrypted) const {
  Artifact artifact;
  artifact.encoding = Encoding::der;
  artifact.place = container_.place;
  artifact.place.inside = say(options_.lang, "bag {}", "第 {} 个包", count_);
  artifact.name = friendly_name(bag);
  artifact.local_key_id = local_key_id(bag);
  artifact.encrypted = encrypted;
  return artifact;
}

void BagReader::read(const STACK_OF(PKCS12_SAFEBAG) * bags, bool encrypted, std::size_t depth) {
  if (depth > options_.limits.depth) {
    return keep_closed({ReasonKind::unsupported, say(options_.lang, "bags in bags beyond {} levels are not read",
                                                     "嵌套超过 {} 层的包不读取", options_.limits.depth)});
  }
  for (int n = 0; n < sk_PKCS12_SAFEBAG_num(bags); ++n) {
    if (count_ >= options_.limits.objects) {
      return keep_closed({ReasonKind::unsupported,
                          say(options_.lang, "only the first {} bags were read", "只读取了前 {} 个包", count_)});
    }
    read_bag(*sk_PKCS12_SAFEBAG_value(bags, n), encrypted, depth);
  }
}

void BagReader::read_bag(const PKCS12_SAFEBAG& bag, bool encrypted, std::size_t depth) {
  const int nid = PKCS12_SAFEBAG_get_nid(&bag);
  ++count_;
  if (nid == NID_safeContentsBag) return read(PKCS12_SAFEBAG_get0_safes(&bag), encrypted, depth + 1);
  if (nid == NID_keyBag) return read_key_bag(bag, artifact_of(bag, encrypted));
  if (nid == NID_pkcs8ShroudedKeyBag) return read_shrouded_bag(bag, artifact_of(bag, true));
  if (nid == NID_certBag || nid == NID_crlBag) read_certificate_bag(bag, artifact_of(bag, encrypted));
}

void BagReader::read_certificate_bag(const PKCS12_SAFEBAG& bag, Artifact artifact) {
  const int type = PKCS12_SAFEBAG_get_bag_nid(&bag);
  if (type != NID_x509Certificate && type != NID_x509Crl) return;  // SDSI
  const bool crl = type == NID_x509Crl;
  artifact.kind = crl ? Kind::crl : Kind::certificate;
  artifact.der = bag_content(bag);
  const auto done = crl ? read_crl(artifact, options_.lang) : read_certificate(artifact, options_.lang);
  if (!done) artifact.unread = damaged(done.error(), options_.lang);
  found_.push_back(std::move(artifact));
}

void BagReader::read_key_bag(const PKCS12_SAFEBAG& bag, Artifact artifact) {
  const auto der = encoded<SecretBytes>(i2d_PKCS8_PRIV_KEY_INFO, PKCS12_SAFEBAG_get0_p8inf(&bag));
  const bool encrypted = artifact.encrypted;
  artifact.kind = Kind::private_key;
  const auto done = read_private_key(artifact, der, options_);
  artifact.encrypted = encrypted;
  if (!done) artifact.unread = damaged(done.error(), options_.lang);
  found_.push_back(std::move(artifact));
}

void BagReader::read_shrouded_bag(const PKCS12_SAFEBAG& bag, Artifact artifact) {
  const X509_ALGOR* algorithm = nullptr;
  const ASN1_OCTET_STRING* octets = nullptr;
  X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(&bag), &algorithm, &octets);
  container_.encrypted = true;
  artifact.kind = Kind::private_key;
  const auto plain = trial_.decrypt(der_of(algorithm), view_of(octets), is_private_key_info);
  if (plain) {
    const auto done = read_private_key(artifact, *plain, options_);
    if (!done) artifact.unread = damaged(done.error(), options_.lang);
  } else {
    artifact.unread = plain.error();
    keep_closed(plain.error());
  }
  artifact.encrypted = true;
  artifact.format = "pkcs8-encrypted";
  found_.push_back(std::move(artifact));
}

}  // namespace certdoc
