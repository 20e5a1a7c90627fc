#include "artifact/spki.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "artifact/curves.hpp"
#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "artifact/objects.hpp"
#include "artifact/strict.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::uint8_t, 2> kNull{der::null, 0};

bool is_null(ByteView parameters) {
  return std::ranges::equal(parameters, kNull);
}

// The contents of a SEQUENCE of exactly `Count` positive INTEGERs.
template <std::size_t Count>
std::optional<std::array<ByteView, Count>> numbers(ByteView sequence) {
  const auto outer = der::only(sequence, der::sequence);
  if (!outer) return std::nullopt;
  der::Reader reader(outer->content);
  std::array<ByteView, Count> out;
  for (ByteView& number : out) {
    const auto value = reader.next(der::integer);
    if (!value || !strict::positive_integer(value->content)) return std::nullopt;
    number = value->content;
  }
  return reader.empty() ? std::optional(out) : std::nullopt;
}

std::optional<PublicKey> usual_rsa(ByteView spki, const SpkiParts& parts) {
  const auto number = numbers<2>(parts.key);
  if (!number) return std::nullopt;
  const bool pss = der::is(parts.algorithm, spki::kRsaPss);
  const bool canonical = !pss && is_null(parts.parameters);
  if (!pss && !canonical && !parts.parameters.empty()) return std::nullopt;
  PublicKey key = canonical ? spki::key_of(spki, spki, "RSA")
                            : spki::key_of(spki, spki::canonical_rsa(parts.key), pss ? "RSA-PSS" : "RSA");
  key.bits = spki::bit_length((*number)[0]);
  return key;
}

std::optional<PublicKey> usual_ec(ByteView spki, const SpkiParts& parts) {
  const auto oid = der::only(parts.parameters, der::oid);
  const Curve* curve = oid ? usual_curve(oid->content) : nullptr;
  if (curve == nullptr || parts.key.size() != 1 + 2 * curve->field || parts.key[0] != 0x04) return std::nullopt;
  PublicKey key = spki::key_of(spki, spki, is_sm2(oid->content) ? "SM2" : "EC");
  key.curve = curve->name;
  key.bits = curve->bits;
  return key;
}

std::optional<PublicKey> usual_dsa(ByteView spki, const SpkiParts& parts) {
  const auto domain = numbers<3>(parts.parameters);
  const auto y = der::only(parts.key, der::integer);
  if (!domain || !y || !strict::positive_integer(y->content)) return std::nullopt;
  PublicKey key = spki::key_of(spki, spki, "DSA");
  key.bits = spki::bit_length((*domain)[0]);
  return key;
}

std::optional<PublicKey> usual_raw(ByteView spki, const SpkiParts& parts) {
  const spki::RawKey* raw = spki::raw_key(parts.algorithm);
  if (raw == nullptr || !parts.parameters.empty() || parts.key.size() != raw->size) return std::nullopt;
  PublicKey key = spki::key_of(spki, spki, raw->name);
  key.bits = raw->bits;
  return key;
}

}  // namespace

std::optional<SpkiParts> split_spki(ByteView spki) {
  const auto outer = der::only(spki, der::sequence);
  if (!outer) return std::nullopt;
  der::Reader reader(outer->content);
  const auto algorithm = reader.next(der::sequence);
  const auto bits = algorithm ? reader.next(der::bit_string) : std::nullopt;
  SpkiParts parts;
  if (!bits || !reader.empty() || !strict::whole_bit_string(bits->content)) return std::nullopt;
  if (!strict::algorithm(algorithm->content, parts.algorithm, parts.parameters)) return std::nullopt;
  parts.key = bits->content.subspan(1);
  return parts;
}

std::optional<PublicKey> usual_key(ByteView spki) {
  const auto parts = split_spki(spki);
  if (!parts) return std::nullopt;
  if (der::is(parts->algorithm, spki::kRsa) || der::is(parts->algorithm, spki::kRsaPss)) return usual_rsa(spki, *parts);
  if (der::is(parts->algorithm, spki::kEc)) return usual_ec(spki, *parts);
  if (der::is(parts->algorithm, spki::kDsa)) return usual_dsa(spki, *parts);
  return usual_raw(spki, *parts);
}

namespace spki {

const RawKey* raw_key(ByteView oid) {
  // NOLINTBEGIN(modernize-raw-string-literal): octets, of which some happen to be letters
  static constexpr std::array kRaw{RawKey{"\x2B\x65\x6E", "X25519", 32, 256}, RawKey{"\x2B\x65\x6F", "X448", 56, 448},
                                   RawKey{"\x2B\x65\x70", "Ed25519", 32, 256},
                                   RawKey{"\x2B\x65\x71", "Ed448", 57, 456}};
  // NOLINTEND(modernize-raw-string-literal)
  const auto found = std::find_if(kRaw.begin(), kRaw.end(), [oid](const RawKey& raw) { return der::is(oid, raw.oid); });
  return found == kRaw.end() ? nullptr : &*found;
}

Bytes canonical_rsa(ByteView rsa_public_key) {
  static constexpr std::array<std::uint8_t, 1> kNoUnusedBits{0};
  const Bytes oid = der::write(der::oid, {as_bytes(kRsa)});
  const Bytes algorithm = der::write(der::sequence, {oid, kNull});
  return der::write(der::sequence, {algorithm, der::write(der::bit_string, {kNoUnusedBits, rsa_public_key})});
}

Bytes canonical_ec(ByteView curve_oid, ByteView uncompressed_point) {
  static constexpr std::array<std::uint8_t, 1> kNoUnusedBits{0};
  const Bytes oid = der::write(der::oid, {as_bytes(kEc)});
  const Bytes algorithm = der::write(der::sequence, {oid, der::write(der::oid, {curve_oid})});
  return der::write(der::sequence, {algorithm, der::write(der::bit_string, {kNoUnusedBits, uncompressed_point})});
}

PublicKey key_of(ByteView spki, ByteView canonical, std::string_view algorithm) {
  PublicKey key;
  key.spki = to_bytes(spki);
  key.spki_sha256 = sha256(spki);
  key.id = canonical.data() == spki.data() ? key.spki_sha256 : sha256(canonical);
  key.algorithm = algorithm;
  return key;
}

int bit_length(ByteView content) {
  const auto first = std::find_if(content.begin(), content.end(), [](std::uint8_t octet) { return octet != 0; });
  if (first == content.end()) return 0;
  return static_cast<int>(content.end() - first - 1) * 8 + static_cast<int>(std::bit_width(*first));
}

}  // namespace spki
}  // namespace certdoc
