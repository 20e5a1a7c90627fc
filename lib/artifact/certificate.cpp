// X.509 certificates: our own walk, and OpenSSL where that stops.
#include "artifact/extensions.hpp"
#include "artifact/object_key.hpp"
#include "artifact/objects.hpp"
#include "artifact/openssl_der.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/structure.hpp"

namespace certdoc {
namespace {

CertificateParts parts_of(const CertificateView& view) {
  CertificateParts parts;
  parts.serial = to_bytes(view.serial.content);
  parts.issuer = to_bytes(view.issuer.whole);
  parts.subject = to_bytes(view.subject.whole);
  parts.not_before = view.not_before;
  parts.not_after = view.not_after;
  parts.signature_oid = der::dotted(view.signature_oid);
  for_each_extension(view.extensions, [&](const Extension& extension) { read_extension(extension, parts); });
  return parts;
}

Result<CertificateParts> parts_of(const X509* certificate) {
  const auto not_before = time_of(X509_get0_notBefore(certificate));
  const auto not_after = time_of(X509_get0_notAfter(certificate));
  if (!not_before || !not_after) {
    return fail(Error::Kind::invalid, "certificate: its validity is no valid time",
                "ask whoever issued it for another one", "证书:有效期不是有效的时间", "请向签发者重新申请");
  }
  CertificateParts parts;
  parts.serial = content_of(X509_get0_serialNumber(certificate));
  parts.issuer = der_of(X509_get_issuer_name(certificate));
  parts.subject = der_of(X509_get_subject_name(certificate));
  parts.not_before = *not_before;
  parts.not_after = *not_after;
  const X509_ALGOR* algorithm = nullptr;
  X509_get0_signature(nullptr, &algorithm, certificate);
  parts.signature_oid = oid_of(algorithm);
  for (int n = 0; n < X509_get_ext_count(certificate); ++n) {
    X509_EXTENSION* extension = X509_get_ext(certificate, n);
    read_extension({view_of(X509_EXTENSION_get_object(extension)), view_of(X509_EXTENSION_get_data(extension))}, parts);
  }
  return parts;
}

Result<void> read_through_openssl(Artifact& artifact, const Fault& fault, Lang lang, bool careful) {
  const std::uint8_t* at = artifact.der.data();
  const X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(artifact.der.size())));
  const std::string reason = take_openssl_reason();
  if (!certificate || at != artifact.der.data() + artifact.der.size()) {
    return tl::unexpected(broken({"certificate", "证书"}, fault, reason));
  }
  auto parts = parts_of(certificate.get());
  if (!parts) return tl::unexpected(parts.error());
  artifact.certificate = std::move(*parts);
  read_key(artifact, der_of(X509_get_X509_PUBKEY(certificate.get())), lang, careful);
  return {};
}

}  // namespace

Result<void> read_certificate(Artifact& artifact, Lang lang, bool careful) {
  Walker walker(artifact.der);
  CertificateView view;
  if (!walk_certificate(artifact.der, walker, view) || careful) {
    return read_through_openssl(artifact, walker.fault(), lang, careful);
  }
  artifact.certificate = parts_of(view);
  read_key(artifact, view.spki.whole, lang, false);
  return {};
}

}  // namespace certdoc
