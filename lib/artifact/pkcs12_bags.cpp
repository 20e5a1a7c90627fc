// RFC 7292, 4.2: key, shrouded key, certificate and CRL bags, and bags of bags. Secret bags are only counted.
#include "artifact/pkcs12_bags.hpp"

#include "artifact/der.hpp"
#include "artifact/keys.hpp"
#include "artifact/objects.hpp"
#include "artifact/pkcs12_attributes.hpp"
#include "base/say.hpp"

namespace certdoc::pkcs12 {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kBagTypes = "\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x0A\x01"sv;  // and one arc more
enum class BagType { key = 1, shrouded_key = 2, certificate = 3, crl = 4, secret = 5, safe_contents = 6, unknown };

constexpr std::string_view kX509Certificate = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x16\x01"sv;
constexpr std::string_view kX509Crl = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x17\x01"sv;

BagType type_of(const SafeBag& bag) {
  const std::string_view oid = as_text(bag.type);
  const bool known =
      oid.size() == kBagTypes.size() + 1 && oid.starts_with(kBagTypes) && oid.back() >= 1 && oid.back() <= 6;
  return known ? static_cast<BagType>(oid.back()) : BagType::unknown;
}

// CertBag and CRLBag: SEQUENCE { type, [0] { OCTET STRING } }; nullopt: another type (SDSI), or damaged.
std::optional<ByteView> octets_of(const SafeBag& bag, std::string_view type) {
  const auto typed = der::only(bag.value, der::sequence);
  der::Reader reader(typed ? typed->content : ByteView());
  const auto oid = reader.next(der::oid);
  const auto wrapped = oid && der::is(oid->content, type) ? reader.next(der::context_constructed(0)) : std::nullopt;
  const auto octets = wrapped ? der::only(wrapped->content, der::octet_string) : std::nullopt;
  return octets ? std::optional(octets->content) : std::nullopt;
}

Reason damaged(const Error& error, Lang lang) {
  return {ReasonKind::unreadable, error.what_in(lang)};
}

// PrivateKeyInfo ::= SEQUENCE { version, AlgorithmIdentifier, OCTET STRING, ... }: enough to tell a key from what a
// wrong password with lucky padding leaves.
bool is_private_key_info(ByteView plain) {
  const auto info = der::only(plain, der::sequence);
  if (!info) return false;
  der::Reader parts(info->content);
  return parts.next(der::integer) && parts.next(der::sequence) && parts.next(der::octet_string);
}

}  // namespace

void Tally::count(const Fit& fit) {
  if (opened++ == 0) first = fit;
}

void Tally::count(const Closed& closed) {
  if (closed.refused) ++refused;
  if (!closed.refused && !untried) untried = closed.reason;
}

std::optional<Shrouded> shrouded_key(const SafeBag& bag) {
  if (type_of(bag) != BagType::shrouded_key) return std::nullopt;
  const auto info = der::only(bag.value, der::sequence);
  der::Reader reader(info ? info->content : ByteView());
  const auto algorithm = reader.next(der::sequence);
  const auto encrypted = algorithm ? reader.next(der::octet_string) : std::nullopt;
  if (!encrypted || !reader.empty()) return std::nullopt;
  return Shrouded{algorithm->whole, encrypted->content};
}

void BagReader::keep_closed(Reason reason) {
  if (!container_.unread) container_.unread = std::move(reason);
}

Artifact BagReader::artifact_of(const SafeBag& bag, const Where& where, Bag& about) const {
  Artifact artifact;
  artifact.encoding = Encoding::der;
  artifact.place = container_.place;
  artifact.place.inside = say(options_.lang, "bag {}", "第 {} 个包", count_);
  artifact.encrypted = where.encrypted;
  about.part = where.part;
  read_attributes(bag, artifact, about);
  return artifact;
}

void BagReader::add(Artifact artifact, Bag about) {
  artifact.bag = std::make_shared<const Bag>(std::move(about));
  found_.push_back(std::move(artifact));
}

void BagReader::read(const Bags& bags, std::size_t part, bool encrypted) {
  read(bags, Where{.part = part, .encrypted = encrypted, .depth = 0});
}

void BagReader::read(const Bags& bags, const Where& where) {
  if (where.depth > options_.limits.depth) {
    return keep_closed({ReasonKind::unsupported, say(options_.lang, "bags in bags beyond {} levels are not read",
                                                     "嵌套超过 {} 层的包不读取", options_.limits.depth)});
  }
  for (const SafeBag& bag : bags) {
    if (count_ >= options_.limits.objects) {
      return keep_closed({ReasonKind::unsupported,
                          say(options_.lang, "only the first {} bags were read", "只读取了前 {} 个包", count_)});
    }
    read_bag(bag, where);
  }
}

void BagReader::read_bag(const SafeBag& bag, const Where& where) {
  StorePart& part = parts_[where.part];
  ++count_;
  switch (type_of(bag)) {
    case BagType::key: ++part.plain_keys; return read_key_bag(bag, where);
    case BagType::shrouded_key: ++part.shrouded_keys; return read_shrouded_bag(bag, where);
    case BagType::certificate: return read_public_bag(bag, where, Kind::certificate);
    case BagType::crl: return read_public_bag(bag, where, Kind::crl);
    case BagType::secret: ++part.secrets; return;
    case BagType::safe_contents: return read_nested(bag, where);
    case BagType::unknown: ++part.others; return;
  }
}

void BagReader::read_nested(const SafeBag& bag, Where where) {
  const auto bags = bags_of(bag.value, file_.buffers, options_.limits.objects + 1);
  ++where.depth;
  if (bags) return read(*bags, where);
  ++parts_[where.part].others;
  keep_closed({ReasonKind::unreadable, say(options_.lang, "bag {} is damaged", "第 {} 个包已损坏", count_)});
}

void BagReader::read_public_bag(const SafeBag& bag, const Where& where, Kind kind) {
  const bool crl = kind == Kind::crl;
  const auto octets = octets_of(bag, crl ? kX509Crl : kX509Certificate);
  StorePart& part = parts_[where.part];
  if (!octets) {
    ++part.others;
    return;
  }
  ++(crl ? part.crls : part.certificates);
  Bag about;
  Artifact artifact = artifact_of(bag, where, about);
  artifact.kind = kind;
  artifact.der = to_bytes(*octets);
  const auto done = crl ? read_crl(artifact, options_.lang) : read_certificate(artifact, options_.lang);
  if (!done) artifact.unread = damaged(done.error(), options_.lang);
  add(std::move(artifact), std::move(about));
}

void BagReader::read_key_bag(const SafeBag& bag, const Where& where) {
  Bag about;
  Artifact artifact = artifact_of(bag, where, about);
  artifact.kind = Kind::private_key;
  const auto done = read_private_key(artifact, bag.value, options_);
  artifact.encrypted = where.encrypted;
  if (!done) artifact.unread = damaged(done.error(), options_.lang);
  add(std::move(artifact), std::move(about));
}

void BagReader::read_shrouded_bag(const SafeBag& bag, const Where& where) {
  Bag about;
  Artifact artifact = artifact_of(bag, where, about);
  artifact.kind = Kind::private_key;
  container_.encrypted = true;
  const auto parts = shrouded_key(bag);
  const auto pbe = parts ? pbe_parameters(parts->algorithm) : std::nullopt;
  if (pbe) about.encryption = pbe::described(*pbe);
  const auto opened =
      trial_.open(parts ? parts->algorithm : ByteView(), parts ? parts->encrypted : ByteView(), is_private_key_info);
  if (opened) {
    tally_.count(opened->fit);
    about.opened_by = opened->fit.form;
    const auto done = read_private_key(artifact, opened->plain, options_);
    if (!done) artifact.unread = damaged(done.error(), options_.lang);
  } else {
    tally_.count(opened.error());
    artifact.unread = opened.error().reason;
    keep_closed(opened.error().reason);
  }
  artifact.encrypted = true;
  artifact.format = "pkcs8-encrypted";
  add(std::move(artifact), std::move(about));
}

}  // namespace certdoc::pkcs12
