#include "artifact/walk_parts.hpp"

#include "artifact/strict.hpp"

namespace certdoc {

bool take_signed(Walker& walker, der::Reader& reader, std::string_view name, SignedView& out) {
  der::Value outer, signature;
  AlgorithmView algorithm;
  if (!walker.take(reader, der::sequence, name, outer) || !walker.end(reader, name)) return false;
  der::Reader parts(outer.content);
  if (!walker.take(parts, der::sequence, "the part that is signed (SEQUENCE)", out.content) ||
      !take_algorithm(walker, parts, "signatureAlgorithm (SEQUENCE)", algorithm) ||
      !walker.take(parts, der::bit_string, "signature (BIT STRING)", signature) ||
      !walker.valid(strict::bit_string(signature.content), signature, "signature")) {
    return false;
  }
  out.algorithm = algorithm.whole;
  out.algorithm_oid = algorithm.oid;
  out.signature = signature.content[0] == 0 ? signature.content.subspan(1) : ByteView();
  return walker.end(parts, "signature");
}

bool take_algorithm(Walker& walker, der::Reader& reader, std::string_view wanted, AlgorithmView& out) {
  der::Value sequence;
  ByteView parameters;
  if (!walker.take(reader, der::sequence, wanted, sequence)) return false;
  out.whole = sequence.whole;
  return walker.valid(strict::algorithm(sequence.content, out.oid, parameters), sequence, wanted);
}

bool take_name(Walker& walker, der::Reader& reader, std::string_view wanted, der::Value& out) {
  return walker.take(reader, der::sequence, wanted, out) && walker.valid(strict::name(out.content), out, wanted);
}

bool take_time(Walker& walker, der::Reader& reader, std::string_view wanted, Time& out) {
  const bool utc = reader.peek() == der::utc_time;
  der::Value value;
  if (!walker.take(reader, utc ? der::utc_time : der::generalized_time, wanted, value)) return false;
  const auto time = strict::time(value);
  if (time) out = *time;
  return walker.valid(time.has_value(), value, wanted);
}

bool take_extension(Walker& walker, der::Reader& reader, ExtensionView& out) {
  der::Value whole, oid, critical, value;
  if (!walker.take(reader, der::sequence, "an extension (SEQUENCE)", whole)) return false;
  der::Reader parts(whole.content);
  if (!walker.take(parts, der::oid, "extnID (OBJECT IDENTIFIER)", oid) ||
      !walker.valid(strict::oid(oid.content), oid, "extnID")) {
    return false;
  }
  if (parts.peek() == der::boolean) {
    if (!walker.take(parts, der::boolean, "critical (BOOLEAN)", critical) ||
        !walker.valid(critical.content.size() == 1, critical, "critical")) {
      return false;
    }
  }
  out = {oid.content, !critical.content.empty() && critical.content[0] != 0, {}};
  if (!walker.take(parts, der::octet_string, "extnValue (OCTET STRING)", value)) return false;
  out.value = value.content;
  return walker.end(parts, "extnValue");
}

bool take_explicit(Walker& walker, der::Reader& reader, unsigned number, std::uint8_t tag, std::string_view wanted,
                   der::Value& out) {
  der::Value wrapper;
  if (!walker.take(reader, der::context_constructed(number), wanted, wrapper)) return false;
  der::Reader inside(wrapper.content);
  return walker.take(inside, tag, wanted, out) && walker.end(inside, wanted);
}

}  // namespace certdoc
