#include "chain/crl.hpp"

#include "artifact/der.hpp"
#include "artifact/strict.hpp"
#include "chain/canonical_name.hpp"

namespace certdoc::chain {
namespace {

constexpr std::string_view kNumber = "\x55\x1D\x14", kDelta = "\x55\x1D\x1B", kScope = "\x55\x1D\x1C",
                           kReason = "\x55\x1D\x15", kAuthorityKeyId = "\x55\x1D\x23";

template <class Use>
bool each_extension(ByteView list, Use use) {
  for (der::Reader reader(list); !reader.empty();) {
    const auto one = reader.next(der::sequence);
    if (!one) return false;
    der::Reader parts(one->content);
    const auto oid = parts.next(der::oid);
    const auto critical = parts.next(der::boolean);
    const auto value = parts.next(der::octet_string);
    if (!oid || !value) return false;
    use(oid->content, critical && !critical->content.empty() && critical->content[0] != 0, value->content);
  }
  return true;
}

bool take_time(der::Reader& reader, Time& out) {
  const auto value = reader.next();
  const auto time = value ? strict::time(*value) : std::nullopt;
  if (time) out = *time;
  return time.has_value();
}

void note_unknown(ByteView oid, Crl& out) {
  constexpr std::size_t kMost = 16;
  if (out.critical_unknown.size() < kMost) out.critical_unknown.push_back(der::dotted(oid));
}

// Of an entry: its reason; anything else that is critical is not understood. An entry may be about another CA's
// certificate (certificateIssuer): that we do not follow.
void take_entry_extensions(ByteView list, Crl& out, Revoked& revoked) {
  each_extension(list, [&](ByteView oid, bool critical, ByteView value) {
    const bool is_reason = der::is(oid, kReason);
    const auto reason = is_reason ? der::only(value, der::enumerated) : std::nullopt;
    if (reason && reason->content.size() == 1) revoked.reason = reason->content[0];
    if (critical && !is_reason) note_unknown(oid, out);
  });
}

bool take_revoked(ByteView list, Crl& out) {
  for (der::Reader reader(list); !reader.empty();) {
    const auto entry = reader.next(der::sequence);
    if (!entry) return false;
    der::Reader parts(entry->content);
    const auto serial = parts.next(der::integer);
    Revoked revoked;
    if (!serial || !take_time(parts, revoked.date)) return false;
    if (const auto extensions = parts.next(der::sequence)) take_entry_extensions(extensions->content, out, revoked);
    out.revoked.emplace(as_text(serial->content), revoked);
  }
  return true;
}

void take_extension(ByteView oid, bool critical, Crl& out) {
  if (der::is(oid, kNumber)) {
    out.number = true;
  } else if (der::is(oid, kDelta)) {
    out.delta = true;
  } else if (der::is(oid, kScope)) {
    out.partial = true;
  } else if (critical && !der::is(oid, kAuthorityKeyId)) {
    note_unknown(oid, out);
  }
}

bool take_list(ByteView content, Crl& out) {
  der::Reader reader(content);
  reader.next(der::integer);  // version
  const auto algorithm = reader.next(der::sequence);
  const auto issuer = algorithm ? reader.next(der::sequence) : std::nullopt;
  if (!issuer || !take_time(reader, out.this_update)) return false;
  out.issuer_key = canonical_name(issuer->whole);
  if (reader.peek() == der::utc_time || reader.peek() == der::generalized_time) {
    Time next{};
    if (!take_time(reader, next)) return false;
    out.next_update = next;
  }
  if (const auto revoked = reader.next(der::sequence); revoked && !take_revoked(revoked->content, out)) return false;
  if (const auto wrapper = reader.next(der::context_constructed(0))) {
    const auto list = der::only(wrapper->content, der::sequence);
    return list && each_extension(list->content,
                                  [&](ByteView oid, bool critical, ByteView) { take_extension(oid, critical, out); });
  }
  return reader.empty();
}

bool take(ByteView der, Crl& out) {
  const auto outer = der::only(der, der::sequence);
  if (!outer) return false;
  der::Reader parts(outer->content);
  const auto list = parts.next(der::sequence);
  const auto algorithm = list ? parts.next(der::sequence) : std::nullopt;
  const auto signature = algorithm ? parts.next(der::bit_string) : std::nullopt;
  if (!signature || signature->content.empty()) return false;
  const ByteView octets = signature->content[0] == 0 ? signature->content.subspan(1) : ByteView();
  out.part = {algorithm->whole, list->whole, octets};
  return take_list(list->content, out);
}

}  // namespace

Crl read_crl_parts(const Artifact& artifact) {
  Crl out;
  out.artifact = &artifact;
  out.malformed = !take(artifact.der, out);
  return out;
}

void CrlSet::add(const std::vector<LoadedFile>& files) {
  for (std::size_t file = 0; file < files.size(); ++file) {
    for (std::size_t n = 0; n < files[file].artifacts.size(); ++n) {
      const Artifact& artifact = files[file].artifacts[n];
      if (artifact.kind != Kind::crl || artifact.der.empty()) continue;
      Crl crl = read_crl_parts(artifact);
      crl.place = {file, n};
      by_issuer_[crl.issuer_key].push_back(crls_.size());
      crls_.push_back(std::move(crl));
    }
  }
}

const std::vector<std::size_t>& CrlSet::by_issuer(const std::string& canonical) const {
  static const std::vector<std::size_t> kNone;
  const auto found = by_issuer_.find(canonical);
  return found == by_issuer_.end() ? kNone : found->second;
}

Signature CrlSet::verified(std::size_t n, const Certificate& issuer, Verifier& verifier) {
  const auto [at, fresh] = verified_.try_emplace(std::to_string(n) + std::string(as_text(issuer.spki)));
  if (fresh) at->second = verifier.verify(issuer, crls_[n].part);
  return at->second;
}

}  // namespace certdoc::chain
