// Revocation lists, OCSP responses and bare public keys: is it one, as far as OpenSSL can tell?
#include "artifact/crl_structure.hpp"
#include "artifact/objects.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/spki.hpp"
#include "artifact/walker.hpp"

namespace certdoc {
namespace {

// OpenSSL's decoder must take all of the bytes.
template <class Ptr, auto Decode>
Result<void> decoded(ByteView der, const ObjectName& name) {
  const std::uint8_t* at = der.data();
  const Ptr object(Decode(nullptr, &at, static_cast<long>(der.size())));
  const std::string reason = take_openssl_reason();
  const bool all = object && at == der.data() + der.size();
  if (all) return {};
  Walker walker(der);
  der::Reader reader(der);
  der::Value outer;
  if (walker.take(reader, der::sequence, "SEQUENCE", outer)) walker.end(reader, name.en);
  return tl::unexpected(broken(name, walker.fault(), reason));
}

}  // namespace

// OpenSSL builds every entry of a CRL, in eight times its size: it is asked about those only that our own walk refuses.
Result<void> read_crl(Artifact& artifact, Lang) {
  constexpr ObjectName kName{"CRL", "CRL"};
  constexpr std::size_t kMostForOpenssl = 4 * 1024 * 1024;
  const ByteView der = artifact.octets();
  Walker walker(der);
  if (is_crl(der, walker)) return {};
  if (der.size() > kMostForOpenssl) return tl::unexpected(broken(kName, walker.fault(), {}));
  return decoded<X509CrlPtr, d2i_X509_CRL>(der, kName);
}

Result<void> read_ocsp_response(Artifact& artifact, Lang) {
  return decoded<OcspResponsePtr, d2i_OCSP_RESPONSE>(artifact.der, {"OCSP response", "OCSP 响应"});
}

// A bare RSAPublicKey (PKCS#1, `RSA PUBLIC KEY`) counts as the SubjectPublicKeyInfo that OpenSSL makes of it.
Result<void> read_public_key(Artifact& artifact, Lang lang) {
  const auto outer = der::only(artifact.der, der::sequence);
  const bool pkcs1 = outer && der::Reader(outer->content).peek() == der::integer;
  auto key =
      pkcs1 ? public_key_of_spki(spki::canonical_rsa(artifact.der), lang) : public_key_of_spki(artifact.der, lang);
  if (pkcs1) artifact.format = "pkcs1";
  if (!key) return tl::unexpected(key.error());
  artifact.key = std::move(*key);
  return {};
}

}  // namespace certdoc
