#include "artifact/structure.hpp"

#include "artifact/strict.hpp"
#include "artifact/walk_parts.hpp"

namespace certdoc {
namespace {

bool take_spki(Walker& walker, der::Reader& reader, der::Value& out) {
  if (!walker.take(reader, der::sequence, "subjectPublicKeyInfo (SEQUENCE)", out)) return false;
  der::Reader parts(out.content);
  der::Value key;
  AlgorithmView algorithm;
  return take_algorithm(walker, parts, "key algorithm (SEQUENCE)", algorithm) &&
         walker.take(parts, der::bit_string, "subjectPublicKey (BIT STRING)", key) &&
         walker.valid(strict::whole_bit_string(key.content), key, "subjectPublicKey") &&
         walker.end(parts, "subjectPublicKey");
}

// [0] EXPLICIT INTEGER, v1 to v3; absent: v1.
bool take_version(Walker& walker, der::Reader& reader) {
  if (reader.peek() != der::context_constructed(0)) return true;
  der::Value version;
  if (!walker.take(reader, der::context_constructed(0), "version", version)) return false;
  const auto number = der::only(version.content, der::integer);
  return walker.valid(number && number->content.size() == 1 && number->content[0] <= 2, version, "version");
}

bool take_validity(Walker& walker, der::Reader& reader, CertificateView& out) {
  der::Value validity;
  if (!walker.take(reader, der::sequence, "validity (SEQUENCE)", validity)) return false;
  der::Reader times(validity.content);
  return take_time(walker, times, "notBefore (UTCTime or GeneralizedTime)", out.not_before) &&
         take_time(walker, times, "notAfter (UTCTime or GeneralizedTime)", out.not_after) &&
         walker.end(times, "notAfter");
}

// issuerUniqueID or subjectUniqueID.
bool take_unique_id(Walker& walker, der::Reader& reader, unsigned number) {
  if (reader.peek() != der::context(number)) return true;
  der::Value id;
  return walker.take(reader, der::context(number), "a unique identifier (BIT STRING)", id) &&
         walker.valid(strict::bit_string(id.content), id, "a unique identifier");
}

bool take_extensions(Walker& walker, der::Reader& reader, ByteView& out) {
  if (reader.empty()) return true;
  der::Value list;
  if (!take_explicit(walker, reader, 3, der::sequence, "extensions ([3] SEQUENCE)", list)) return false;
  if (!walker.end(reader, "extensions")) return false;
  out = list.content;
  for (der::Reader extensions(out); !extensions.empty();) {
    ExtensionView extension;
    if (!take_extension(walker, extensions, extension)) return false;
  }
  return true;
}

bool valid_attribute(ByteView content) {
  der::Reader parts(content);
  const auto oid = parts.next(der::oid);
  const auto values = oid && strict::oid(oid->content) ? parts.next(der::set) : std::nullopt;
  if (!values || !parts.empty()) return false;
  for (der::Reader reader(values->content); !reader.empty();) {
    const auto value = reader.next();
    if (!value || !strict::any(*value)) return false;
  }
  return true;
}

bool take_attributes(Walker& walker, der::Reader& reader, ByteView& out) {
  if (reader.empty()) return true;
  der::Value set, attribute;
  if (!walker.take(reader, der::context_constructed(0), "attributes ([0])", set)) return false;
  out = set.content;
  for (der::Reader attributes(out); !attributes.empty();) {
    if (!walker.take(attributes, der::sequence, "an attribute (SEQUENCE)", attribute)) return false;
    if (!walker.valid(valid_attribute(attribute.content), attribute, "an attribute")) return false;
  }
  return walker.end(reader, "attributes");
}

}  // namespace

bool walk_certificate(ByteView der, Walker& walker, CertificateView& out) {
  SignedView whole;
  AlgorithmView algorithm;
  der::Reader outer(der);
  if (!take_signed(walker, outer, "Certificate (SEQUENCE)", whole)) return false;
  out.signature_oid = whole.algorithm_oid;
  der::Reader reader(whole.content.content);
  return take_version(walker, reader) && walker.take(reader, der::integer, "serialNumber (INTEGER)", out.serial) &&
         walker.valid(strict::integer(out.serial.content), out.serial, "serialNumber") &&
         take_algorithm(walker, reader, "signature algorithm (SEQUENCE)", algorithm) &&
         take_name(walker, reader, "issuer (Name)", out.issuer) && take_validity(walker, reader, out) &&
         take_name(walker, reader, "subject (Name)", out.subject) && take_spki(walker, reader, out.spki) &&
         take_unique_id(walker, reader, 1) && take_unique_id(walker, reader, 2) &&
         take_extensions(walker, reader, out.extensions);
}

bool walk_csr(ByteView der, Walker& walker, CsrView& out) {
  SignedView whole;
  der::Value version;
  der::Reader outer(der);
  if (!take_signed(walker, outer, "CertificationRequest (SEQUENCE)", whole)) return false;
  out.signature_oid = whole.algorithm_oid;
  der::Reader reader(whole.content.content);
  return walker.take(reader, der::integer, "version (INTEGER)", version) &&
         walker.valid(strict::integer(version.content), version, "version") &&
         take_name(walker, reader, "subject (Name)", out.subject) && take_spki(walker, reader, out.spki) &&
         take_attributes(walker, reader, out.attributes);
}

}  // namespace certdoc
