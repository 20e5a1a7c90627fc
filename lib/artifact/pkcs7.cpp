// The certificates and revocation lists in PKCS#7 and CMS SignedData (RFC 2315, RFC 5652). DER is walked; BER goes
// through OpenSSL.
#include "artifact/der.hpp"
#include "artifact/objects.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/walker.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

constexpr std::string_view kSignedData = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02";
constexpr std::string_view kGmSignedData = "\x2A\x81\x1C\xCF\x55\x06\x01\x04\x02\x02";  // GM/T 0010
constexpr ObjectName kName{"PKCS#7", "PKCS#7"};

struct Contents {
  std::vector<Bytes> certificates, crls;
  bool too_many = false;
};

// Members of a SET that are a SEQUENCE; the others are kinds of certificates that nobody uses (RFC 5652, 10.2.2).
bool take_members(ByteView set, std::vector<Bytes>& out, std::size_t max, bool& too_many) {
  for (der::Reader reader(set); !reader.empty();) {
    const auto member = reader.next();
    if (!member) return false;
    if (member->tag != der::sequence) continue;
    too_many = out.size() >= max;
    if (too_many) return true;
    out.push_back(to_bytes(member->whole));
  }
  return true;
}

// SEQUENCE { OID, [0] SEQUENCE { version, digestAlgorithms, contentInfo, [0] certificates, [1] crls, signerInfos } }
bool walk(ByteView der, Walker& walker, std::size_t max, Contents& out) {
  der::Reader reader(der);
  der::Value outer, oid, wrapper, data, part;
  if (!walker.take(reader, der::sequence, "ContentInfo (SEQUENCE)", outer) || !walker.end(reader, "ContentInfo")) {
    return false;
  }
  der::Reader info(outer.content);
  if (!walker.take(info, der::oid, "contentType (OBJECT IDENTIFIER)", oid) ||
      !walker.valid(der::is(oid.content, kSignedData) || der::is(oid.content, kGmSignedData), oid, "contentType") ||
      !walker.take(info, der::context_constructed(0), "content ([0])", wrapper)) {
    return false;
  }
  der::Reader content(wrapper.content);
  if (!walker.take(content, der::sequence, "SignedData (SEQUENCE)", data)) return false;
  der::Reader parts(data.content);
  if (!walker.take(parts, der::integer, "version (INTEGER)", part) ||
      !walker.take(parts, der::set, "digestAlgorithms (SET)", part) ||
      !walker.take(parts, der::sequence, "contentInfo (SEQUENCE)", part)) {
    return false;
  }
  const auto certificates = parts.next(der::context_constructed(0));
  const auto crls = parts.next(der::context_constructed(1));
  return (!certificates || take_members(certificates->content, out.certificates, max, out.too_many)) &&
         (!crls || take_members(crls->content, out.crls, max, out.too_many)) &&
         walker.take(parts, der::set, "signerInfos (SET)", part);
}

template <auto Encode, class T>
void append(std::vector<Bytes>& out, const T* object) {
  std::uint8_t* raw = nullptr;
  const int size = Encode(object, &raw);
  if (size > 0) out.emplace_back(raw, raw + size);
  OPENSSL_free(raw);
}

// What d2i_PKCS7 found; false: no SignedData.
bool take_from(const PKCS7* pkcs7, std::size_t max, Contents& out) {
  if (OBJ_obj2nid(pkcs7->type) != NID_pkcs7_signed || pkcs7->d.sign == nullptr) return false;
  const auto* certificates = pkcs7->d.sign->cert;
  const auto* crls = pkcs7->d.sign->crl;
  const int count = sk_X509_num(certificates), lists = sk_X509_CRL_num(crls);
  out.too_many =
      (count > 0 && static_cast<std::size_t>(count) > max) || (lists > 0 && static_cast<std::size_t>(lists) > max);
  for (int n = 0; n < count && !out.too_many; ++n) append<i2d_X509>(out.certificates, sk_X509_value(certificates, n));
  for (int n = 0; n < lists && !out.too_many; ++n) append<i2d_X509_CRL>(out.crls, sk_X509_CRL_value(crls, n));
  return true;
}

Result<void> contents_of(ByteView der, std::size_t max, Contents& out) {
  Walker walker(der);
  if (walk(der, walker, max, out)) return {};
  out = {};
  const std::uint8_t* at = der.data();
  const Pkcs7Ptr pkcs7(d2i_PKCS7(nullptr, &at, static_cast<long>(der.size())));
  const std::string reason = take_openssl_reason();
  if (!pkcs7) return tl::unexpected(broken(kName, walker.fault(), reason));
  if (take_from(pkcs7.get(), max, out)) return {};
  return fail(Error::Kind::unsupported, "this PKCS#7 is no SignedData, and holds no certificates in the clear",
              "it may be an encrypted or signed message instead of a certificate file",
              "该 PKCS#7 不是 SignedData,其中没有可直接读取的证书", "它可能是加密或签名的消息,而不是证书文件");
}

Artifact member(Kind kind, Bytes der, std::string inside, Lang lang) {
  Artifact artifact;
  artifact.kind = kind;
  artifact.encoding = Encoding::der;
  artifact.place.inside = std::move(inside);
  artifact.der = std::move(der);
  const auto read = kind == Kind::crl ? read_crl(artifact, lang) : read_certificate(artifact, lang);
  if (!read) artifact.unread = Reason{ReasonKind::unreadable, read.error().what_in(lang)};
  return artifact;
}

}  // namespace

Result<std::vector<Artifact>> certificates_of_pkcs7(ByteView der, std::size_t max, Lang lang) {
  Contents contents;
  if (auto read = contents_of(der, max, contents); !read) return tl::unexpected(read.error());
  if (contents.too_many || contents.certificates.size() + contents.crls.size() > max) {
    return fail(Error::Kind::too_large, say(Lang::en, "the PKCS#7 holds more than {} objects", "", max),
                "split it into several files", say(Lang::zh, "", "该 PKCS#7 包含的对象超过 {} 个", max),
                "请拆分为多个文件");
  }
  std::vector<Artifact> out;
  for (Bytes& one : contents.certificates) {
    const std::string inside = say(lang, "certificate {}", "证书 {}", out.size() + 1);
    out.push_back(member(Kind::certificate, std::move(one), inside, lang));
  }
  const std::size_t certificates = out.size();
  for (Bytes& one : contents.crls) {
    const std::string inside = say(lang, "CRL {}", "CRL {}", out.size() - certificates + 1);
    out.push_back(member(Kind::crl, std::move(one), inside, lang));
  }
  return out;
}

}  // namespace certdoc
