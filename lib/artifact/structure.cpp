#include "artifact/structure.hpp"

#include "artifact/strict.hpp"

namespace certdoc {
namespace {

// A signed object: SEQUENCE { to be signed, AlgorithmIdentifier, BIT STRING }.
bool walk_signed(ByteView der, Walker& walker, std::string_view name, der::Value& tbs, ByteView& signature_oid) {
  der::Reader reader(der);
  der::Value outer, algorithm, signature;
  if (!walker.take(reader, der::sequence, name, outer) || !walker.end(reader, name)) return false;
  der::Reader parts(outer.content);
  ByteView parameters;
  return walker.take(parts, der::sequence, "the part that is signed (SEQUENCE)", tbs) &&
         walker.take(parts, der::sequence, "signatureAlgorithm (SEQUENCE)", algorithm) &&
         walker.valid(strict::algorithm(algorithm.content, signature_oid, parameters), algorithm,
                      "signatureAlgorithm") &&
         walker.take(parts, der::bit_string, "signature (BIT STRING)", signature) &&
         walker.valid(strict::bit_string(signature.content), signature, "signature") && walker.end(parts, "signature");
}

bool take_name(Walker& walker, der::Reader& reader, std::string_view wanted, der::Value& out) {
  return walker.take(reader, der::sequence, wanted, out) && walker.valid(strict::name(out.content), out, wanted);
}

bool take_spki(Walker& walker, der::Reader& reader, der::Value& out) {
  if (!walker.take(reader, der::sequence, "subjectPublicKeyInfo (SEQUENCE)", out)) return false;
  der::Reader parts(out.content);
  der::Value algorithm, key;
  ByteView oid, parameters;
  return walker.take(parts, der::sequence, "key algorithm (SEQUENCE)", algorithm) &&
         walker.valid(strict::algorithm(algorithm.content, oid, parameters), algorithm, "key algorithm") &&
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

bool take_time(Walker& walker, der::Reader& reader, std::string_view wanted, Time& out) {
  const bool utc = reader.peek() == der::utc_time;
  der::Value value;
  if (!walker.take(reader, utc ? der::utc_time : der::generalized_time, wanted, value)) return false;
  const auto time = strict::time(value);
  if (time) out = *time;
  return walker.valid(time.has_value(), value, wanted);
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

bool valid_extension(ByteView content) {
  der::Reader parts(content);
  const auto oid = parts.next(der::oid);
  if (!oid || !strict::oid(oid->content)) return false;
  if (parts.peek() == der::boolean) {
    const auto critical = parts.next();
    if (!critical || critical->content.size() != 1) return false;
  }
  return parts.next(der::octet_string) && parts.empty();
}

bool take_extensions(Walker& walker, der::Reader& reader, ByteView& out) {
  if (reader.empty()) return true;
  der::Value wrapper, list, extension;
  if (!walker.take(reader, der::context_constructed(3), "extensions ([3])", wrapper)) return false;
  der::Reader inside(wrapper.content);
  if (!walker.take(inside, der::sequence, "extensions (SEQUENCE)", list)) return false;
  if (!walker.end(inside, "extensions") || !walker.end(reader, "extensions")) return false;
  out = list.content;
  for (der::Reader extensions(out); !extensions.empty();) {
    if (!walker.take(extensions, der::sequence, "an extension (SEQUENCE)", extension)) return false;
    if (!walker.valid(valid_extension(extension.content), extension, "an extension")) return false;
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
  der::Value tbs, algorithm;
  if (!walk_signed(der, walker, "Certificate (SEQUENCE)", tbs, out.signature_oid)) return false;
  der::Reader reader(tbs.content);
  ByteView oid, parameters;
  return take_version(walker, reader) && walker.take(reader, der::integer, "serialNumber (INTEGER)", out.serial) &&
         walker.valid(strict::integer(out.serial.content), out.serial, "serialNumber") &&
         walker.take(reader, der::sequence, "signature algorithm (SEQUENCE)", algorithm) &&
         walker.valid(strict::algorithm(algorithm.content, oid, parameters), algorithm, "signature algorithm") &&
         take_name(walker, reader, "issuer (Name)", out.issuer) && take_validity(walker, reader, out) &&
         take_name(walker, reader, "subject (Name)", out.subject) && take_spki(walker, reader, out.spki) &&
         take_unique_id(walker, reader, 1) && take_unique_id(walker, reader, 2) &&
         take_extensions(walker, reader, out.extensions);
}

bool walk_csr(ByteView der, Walker& walker, CsrView& out) {
  der::Value info, version;
  if (!walk_signed(der, walker, "CertificationRequest (SEQUENCE)", info, out.signature_oid)) return false;
  der::Reader reader(info.content);
  return walker.take(reader, der::integer, "version (INTEGER)", version) &&
         walker.valid(strict::integer(version.content), version, "version") &&
         take_name(walker, reader, "subject (Name)", out.subject) && take_spki(walker, reader, out.spki) &&
         take_attributes(walker, reader, out.attributes);
}

}  // namespace certdoc
