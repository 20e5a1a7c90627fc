// Certificate requests (PKCS#10, RFC 2986).
#include "artifact/csr_attributes.hpp"
#include "artifact/object_key.hpp"
#include "artifact/objects.hpp"
#include "artifact/openssl_der.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/structure.hpp"

namespace certdoc {
namespace {

using OctetStringPtr = std::unique_ptr<ASN1_OCTET_STRING, Deleter<ASN1_OCTET_STRING_free>>;

CsrParts parts_of(const CsrView& view) {
  CsrParts parts;
  parts.subject = to_bytes(view.subject.whole);
  parts.signature_oid = der::dotted(view.signature_oid);
  for (der::Reader attributes(view.attributes); !attributes.empty();) {
    const auto attribute = attributes.next(der::sequence);
    if (!attribute) break;
    der::Reader reader(attribute->content);
    const auto oid = reader.next(der::oid);
    const auto values = reader.next(der::set);
    const auto value = values ? der::Reader(values->content).next() : std::nullopt;
    if (oid && value) read_attribute(oid->content, value->whole, parts);
  }
  return parts;
}

CsrParts parts_of(X509_REQ* request) {
  CsrParts parts;
  parts.subject = der_of(X509_REQ_get_subject_name(request));
  const X509_ALGOR* algorithm = nullptr;
  X509_REQ_get0_signature(request, nullptr, &algorithm);
  parts.signature_oid = oid_of(algorithm);
  for (int n = 0; n < X509_REQ_get_attr_count(request); ++n) {
    X509_ATTRIBUTE* attribute = X509_REQ_get_attr(request, n);
    const ASN1_TYPE* value = X509_ATTRIBUTE_get0_type(attribute, 0);
    if (value != nullptr) read_attribute(view_of(X509_ATTRIBUTE_get0_object(attribute)), der_of(value), parts);
  }
  ERR_clear_error();
  return parts;
}

// GB/T 32918: the signer's identity is part of what is signed; this is the one that everybody uses.
void set_sm2_identity(X509_REQ* request) {
  constexpr std::string_view kIdentity = "1234567812345678";
  OctetStringPtr identity(ASN1_OCTET_STRING_new());
  if (!identity) return;
  ASN1_OCTET_STRING_set(identity.get(), as_bytes(kIdentity).data(), static_cast<int>(kIdentity.size()));
  X509_REQ_set0_distinguishing_id(request, identity.release());
}

// Empty where this OpenSSL knows the key or the signature algorithm not.
std::optional<bool> signature_fits(X509_REQ* request, const std::optional<PublicKey>& key) {
  EVP_PKEY* own = X509_REQ_get0_pubkey(request);
  if (own == nullptr) return std::nullopt;
  if (key && key->algorithm == "SM2") set_sm2_identity(request);
  const int fits = X509_REQ_verify(request, own);
  ERR_clear_error();
  return fits < 0 ? std::nullopt : std::optional(fits == 1);
}

Result<void> read_through_openssl(Artifact& artifact, const Fault& fault, Lang lang, bool careful) {
  const std::uint8_t* at = artifact.der.data();
  const X509ReqPtr request(d2i_X509_REQ(nullptr, &at, static_cast<long>(artifact.der.size())));
  const std::string reason = take_openssl_reason();
  if (!request || at != artifact.der.data() + artifact.der.size()) {
    return tl::unexpected(broken({"certificate request", "证书请求"}, fault, reason));
  }
  artifact.csr = parts_of(request.get());
  read_key(artifact, der_of(X509_REQ_get_X509_PUBKEY(request.get())), lang, careful);
  if (careful) artifact.csr->signature_fits = signature_fits(request.get(), artifact.key);
  return {};
}

}  // namespace

Result<void> read_csr(Artifact& artifact, Lang lang, bool careful) {
  Walker walker(artifact.der);
  CsrView view;
  if (!walk_csr(artifact.der, walker, view) || careful) {
    return read_through_openssl(artifact, walker.fault(), lang, careful);
  }
  artifact.csr = parts_of(view);
  read_key(artifact, view.spki.whole, lang, false);
  return {};
}

}  // namespace certdoc
