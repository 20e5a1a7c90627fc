// Reading a certificate for a chain: our own walk, and OpenSSL where that stops.
#include "chain/certificate.hpp"

#include <openssl/x509.h>
#include <algorithm>

#include "artifact/der.hpp"
#include "artifact/openssl_der.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/structure.hpp"
#include "chain/canonical_name.hpp"
#include "chain/extension_values.hpp"

namespace certdoc::chain {
namespace {

constexpr std::size_t kMaxExtensions = 256;

class Extensions {
 public:
  explicit Extensions(Certificate& out) : out_(out) {}

  void add(const RawExtension& extension) {
    out_.extensions_present = true;
    if (seen_.size() + out_.twice.size() >= kMaxExtensions) return too_many(extension);
    const bool again =
        std::any_of(seen_.begin(), seen_.end(), [&](ByteView oid) { return as_text(oid) == as_text(extension.oid); });
    if (again) return out_.twice.push_back(der::dotted(extension.oid));
    seen_.push_back(extension.oid);
    if (!take_extension(extension, out_)) out_.malformed.push_back(der::dotted(extension.oid));
    if (extension.critical && !is_understood(extension.oid)) {
      out_.critical_unknown.push_back(der::dotted(extension.oid));
    }
  }

 private:
  // What is not looked at might be critical.
  void too_many(const RawExtension& extension) {
    if (!too_many_) out_.malformed.push_back(der::dotted(extension.oid));
    too_many_ = true;
  }

  Certificate& out_;
  std::vector<ByteView> seen_;
  bool too_many_ = false;
};

void take_extensions(ByteView list, Certificate& out) {
  Extensions extensions(out);
  for (der::Reader reader(list); !reader.empty();) {
    const auto extension = reader.next(der::sequence);
    if (!extension) return;
    der::Reader parts(extension->content);
    const auto oid = parts.next(der::oid);
    const auto critical = parts.next(der::boolean);
    const auto value = parts.next(der::octet_string);
    if (oid && value) {
      extensions.add(
          {oid->content, critical && !critical->content.empty() && critical->content[0] != 0, value->content});
    }
  }
}

// What the strict walk has checked already, with what it leaves out: version, algorithms, the signature.
bool take_outer(ByteView der, Certificate& out) {
  const auto outer = der::only(der, der::sequence);
  if (!outer) return false;
  der::Reader parts(outer->content);
  const auto tbs = parts.next(der::sequence);
  const auto algorithm = tbs ? parts.next(der::sequence) : std::nullopt;
  const auto signature = algorithm ? parts.next(der::bit_string) : std::nullopt;
  if (!signature || signature->content.empty()) return false;
  out.tbs = tbs->whole;
  out.signature_algorithm = algorithm->whole;
  // Octets only, of which the last is whole: OpenSSL verifies no other. An empty one is wrong.
  if (signature->content[0] == 0) out.signature = signature->content.subspan(1);
  der::Reader fields(tbs->content);
  if (const auto version = fields.next(der::context_constructed(0))) {
    const auto number = der::only(version->content, der::integer);
    if (number && number->content.size() == 1) out.version = number->content[0] + 1;
  }
  const auto serial = fields.next(der::integer);
  const auto inner = serial ? fields.next(der::sequence) : std::nullopt;
  if (inner) out.inner_algorithm = inner->whole;
  return inner.has_value();
}

bool take_strictly(ByteView der, Certificate& out) {
  Walker walker(der);
  CertificateView view;
  if (!walk_certificate(der, walker, view) || !take_outer(der, out)) return false;
  out.serial = view.serial.content;
  out.subject = view.subject.whole;
  out.issuer = view.issuer.whole;
  out.spki = view.spki.whole;
  out.not_before = view.not_before;
  out.not_after = view.not_after;
  take_extensions(view.extensions, out);
  return true;
}

// Everything that a view is taken of must live as long as the certificate.
class Odd {
 public:
  Odd(X509* x509, Certificate& out) : x509_(x509), out_(out), kept_(std::make_shared<std::vector<Bytes>>()) {}

  bool take() {
    const auto not_before = time_of(X509_get0_notBefore(x509_));
    const auto not_after = time_of(X509_get0_notAfter(x509_));
    if (!not_before || !not_after) return false;
    out_.not_before = *not_before;
    out_.not_after = *not_after;
    out_.version = static_cast<int>(X509_get_version(x509_)) + 1;
    out_.serial = keep(content_of(X509_get0_serialNumber(x509_)));
    out_.subject = keep(der_of(X509_get_subject_name(x509_)));
    out_.issuer = keep(der_of(X509_get_issuer_name(x509_)));
    out_.spki = keep(der_of(X509_get_X509_PUBKEY(x509_)));
    algorithms();
    extensions();
    out_.kept = kept_;
    return true;
  }

 private:
  ByteView keep(Bytes bytes) {
    kept_->push_back(std::move(bytes));
    return kept_->back();
  }

  void algorithms() {
    const X509_ALGOR* outer = nullptr;
    const ASN1_BIT_STRING* signature = nullptr;
    X509_get0_signature(&signature, &outer, x509_);
    out_.signature_algorithm = keep(der_of(outer));
    out_.inner_algorithm = keep(der_of(X509_get0_tbs_sigalg(x509_)));
    out_.signature = keep(to_bytes(view_of(signature)));
  }

  void extensions() {
    Extensions extensions(out_);
    for (int n = 0; n < X509_get_ext_count(x509_); ++n) {
      X509_EXTENSION* one = X509_get_ext(x509_, n);
      const ByteView oid = keep(to_bytes(view_of(X509_EXTENSION_get_object(one))));
      const ByteView value = keep(to_bytes(view_of(X509_EXTENSION_get_data(one))));
      extensions.add({oid, X509_EXTENSION_get_critical(one) == 1, value});
    }
  }

  X509* x509_;
  Certificate& out_;
  std::shared_ptr<std::vector<Bytes>> kept_;
};

bool take_through_openssl(ByteView der, Certificate& out) {
  const std::uint8_t* at = der.data();
  X509Ptr x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (!x509 || !Odd(x509.get(), out).take()) return false;
  out.odd = std::shared_ptr<X509>(x509.release(), X509_free);
  return true;
}

}  // namespace

std::optional<Certificate> read(const Artifact& artifact) {
  if (artifact.kind != Kind::certificate || !artifact.certificate) return std::nullopt;
  Certificate out;
  if (!take_strictly(artifact.der, out)) {
    out = {};
    if (!take_through_openssl(artifact.der, out)) return std::nullopt;
  }
  out.artifact = &artifact;
  out.subject_key = canonical_name(out.subject);
  out.issuer_key = canonical_name(out.issuer);
  if (artifact.key) out.key_id = artifact.key->id;
  return out;
}

}  // namespace certdoc::chain
