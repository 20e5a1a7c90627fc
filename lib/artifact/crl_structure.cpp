#include "artifact/crl_structure.hpp"

#include "artifact/strict.hpp"

namespace certdoc {
namespace {

bool take_version(Walker& walker, der::Reader& reader, int& out) {
  if (reader.peek() != der::integer) return true;
  der::Value version;
  if (!walker.take(reader, der::integer, "version (INTEGER)", version) ||
      !walker.valid(version.content.size() == 1 && version.content[0] < 0x80, version, "version")) {
    return false;
  }
  out = version.content[0] + 1;
  return true;
}

bool take_updates(Walker& walker, der::Reader& reader, CrlStructure& out) {
  if (!take_time(walker, reader, "thisUpdate (UTCTime or GeneralizedTime)", out.this_update)) return false;
  if (reader.peek() != der::utc_time && reader.peek() != der::generalized_time) return true;
  return take_time(walker, reader, "nextUpdate (UTCTime or GeneralizedTime)", out.next_update.emplace());
}

bool take_lists(Walker& walker, der::Reader& reader, CrlStructure& out) {
  der::Value list;
  if (reader.peek() == der::sequence) {
    if (!walker.take(reader, der::sequence, "revokedCertificates (SEQUENCE)", list)) return false;
    out.entries = list.content;
  }
  if (reader.empty()) return true;
  if (!take_explicit(walker, reader, 0, der::sequence, "crlExtensions ([0] SEQUENCE)", list)) return false;
  out.extensions = list.content;
  return walker.end(reader, "crlExtensions");
}

bool are_extensions(Walker& walker, const std::optional<ByteView>& list) {
  if (!list) return true;
  for (der::Reader reader(*list); !reader.empty();) {
    ExtensionView one;
    if (!take_extension(walker, reader, one)) return false;
  }
  return true;
}

}  // namespace

bool walk_crl(ByteView der, Walker& walker, CrlStructure& out) {
  der::Reader outer(der);
  if (!take_signed(walker, outer, "CertificateList (SEQUENCE)", out.outer)) return false;
  der::Reader reader(out.outer.content.content);
  AlgorithmView algorithm;
  if (!take_version(walker, reader, out.version) ||
      !take_algorithm(walker, reader, "signature (SEQUENCE)", algorithm)) {
    return false;
  }
  out.inner_algorithm = algorithm.whole;
  return take_name(walker, reader, "issuer (Name)", out.issuer) && take_updates(walker, reader, out) &&
         take_lists(walker, reader, out);
}

bool take_crl_entry(Walker& walker, der::Reader& reader, CrlEntryView& out) {
  der::Value whole, serial, list;
  if (!walker.take(reader, der::sequence, "an entry of revokedCertificates (SEQUENCE)", whole)) return false;
  der::Reader parts(whole.content);
  if (!walker.take(parts, der::integer, "userCertificate (INTEGER)", serial) ||
      !walker.valid(strict::integer(serial.content), serial, "userCertificate")) {
    return false;
  }
  out.whole = whole.whole;
  out.serial = serial.content;
  const std::uint8_t tag = parts.peek() == der::utc_time ? der::utc_time : der::generalized_time;
  if (!walker.take(parts, tag, "revocationDate (UTCTime or GeneralizedTime)", out.date)) return false;
  out.extensions.reset();
  if (parts.empty()) return true;
  if (!walker.take(parts, der::sequence, "crlEntryExtensions (SEQUENCE)", list)) return false;
  out.extensions = list.content;
  return walker.end(parts, "crlEntryExtensions");
}

bool is_crl(ByteView der, Walker& walker) {
  CrlStructure crl;
  if (!walk_crl(der, walker, crl) || !are_extensions(walker, crl.extensions)) return false;
  for (der::Reader reader(crl.entries.value_or(ByteView())); !reader.empty();) {
    CrlEntryView entry;
    if (!take_crl_entry(walker, reader, entry) || !are_extensions(walker, entry.extensions)) return false;
  }
  return true;
}

}  // namespace certdoc
