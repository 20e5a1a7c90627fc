// What our own walk takes for a certificate, a request or a public key, OpenSSL takes too, and sees the same in it.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "artifact/objects.hpp"
#include "artifact/spki.hpp"
#include "artifact/structure.hpp"

namespace {

using namespace certdoc;

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

// The fast path does not look whether a point is on its curve; the careful path finds no key there.
bool may_be_off_its_curve(const PublicKey& key) {
  return key.algorithm == "EC" || key.algorithm == "SM2";
}

void compare(const PublicKey& fast, const PublicKey& careful) {
  must(fast.id == careful.id, "key id");
  must(fast.spki == careful.spki && fast.spki_sha256 == careful.spki_sha256, "SPKI");
  must(fast.algorithm == careful.algorithm && fast.bits == careful.bits && fast.curve == careful.curve, "algorithm");
  must(fast.explicit_parameters == careful.explicit_parameters, "explicit parameters");
  must(fast.compressed_point == careful.compressed_point, "compressed point");
}

void compare_keys(const Artifact& fast, const Artifact& careful) {
  must(fast.key.has_value() != fast.unread.has_value(), "a key, or the reason why not");
  if (!fast.key) must(!careful.key, "no key");
  if (fast.key && careful.key) compare(*fast.key, *careful.key);
  if (fast.key && !careful.key) must(may_be_off_its_curve(*fast.key), "a key");
}

void compare(const CertificateParts& fast, const CertificateParts& careful) {
  must(fast.serial == careful.serial, "serial number");
  must(fast.issuer == careful.issuer && fast.subject == careful.subject, "names");
  must(fast.not_before == careful.not_before && fast.not_after == careful.not_after, "validity");
  must(fast.signature_oid == careful.signature_oid, "signature algorithm");
  must(fast.subject_key_id == careful.subject_key_id, "subject key id");
  must(fast.authority_key_id == careful.authority_key_id, "authority key id");
  must(fast.is_ca == careful.is_ca, "basic constraints");
}

void compare(const CsrParts& fast, const CsrParts& careful) {
  must(fast.subject == careful.subject, "subject");
  must(fast.signature_oid == careful.signature_oid, "signature algorithm");
  must(fast.csp == careful.csp && fast.key_spec == careful.key_spec, "CSP");
  must(fast.os_version == careful.os_version, "version");
  must(fast.machine == careful.machine && fast.user == careful.user && fast.process == careful.process, "client");
  must(fast.extensions == careful.extensions && fast.extended_key_usage == careful.extended_key_usage, "extensions");
  must(fast.dns_names == careful.dns_names, "host names");
  must(fast.certificate_template == careful.certificate_template, "template");
}

Artifact of(ByteView der) {
  Artifact artifact;
  artifact.der = to_bytes(der);
  return artifact;
}

void check_error(const Result<void>& read) {
  if (!read) must(!read.error().what.empty() && !read.error().what_zh.empty(), "words for an error");
}

void check_certificate(ByteView der) {
  Artifact fast = of(der), careful = of(der);
  Walker walker(der);
  CertificateView view;
  const auto read = read_certificate(fast, Lang::en);
  check_error(read);
  if (read) name_text(fast.certificate->subject), short_name(fast);
  if (!walk_certificate(der, walker, view)) return;
  must(read.has_value(), "the fast path reads it");
  must(read_certificate(careful, Lang::en, true).has_value(), "OpenSSL reads the certificate too");
  compare(*fast.certificate, *careful.certificate);
  compare_keys(fast, careful);
}

void check_request(ByteView der) {
  Artifact fast = of(der), careful = of(der);
  Walker walker(der);
  CsrView view;
  const auto read = read_csr(fast, Lang::zh);
  check_error(read);
  if (read) short_name(fast);
  if (!walk_csr(der, walker, view)) return;
  must(read.has_value(), "the fast path reads it");
  must(read_csr(careful, Lang::zh, true).has_value(), "OpenSSL reads the request too");
  compare(*fast.csr, *careful.csr);
  compare_keys(fast, careful);
}

void check_key(ByteView spki) {
  const auto fast = usual_key(spki);
  const auto careful = careful_key(spki);
  if (fast && careful) compare(*fast, *careful);
  if (fast && !careful) must(may_be_off_its_curve(*fast), "OpenSSL reads the key too");
  if (careful) openssl_pipeline_hash(*careful);
}

// Damage gives Errors and nothing else.
void check_rest(ByteView der) {
  Artifact artifact = of(der);
  check_error(read_public_key(artifact, Lang::en));
  check_error(read_crl(artifact, Lang::en));
  check_error(read_ocsp_response(artifact, Lang::zh));
  const auto inside = certificates_of_pkcs7(der, 16, Lang::en);
  if (inside) must(inside->size() <= 16, "the bound");
  name_text(der);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 65536) return 0;
  const ByteView der(data, size);
  kind_of_der(der);
  check_certificate(der);
  check_request(der);
  check_key(der);
  check_rest(der);
  return 0;
}
