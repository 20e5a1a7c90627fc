// Reading ECPrivateKey.
#include "artifact/ec_key.hpp"

#include <openssl/ec.h>
#include <openssl/objects.h>
#include <array>

#include "artifact/bignum.hpp"
#include "artifact/der_write.hpp"
#include "artifact/legacy_provider.hpp"

namespace certdoc::keys {
namespace {

constexpr std::size_t kMaxFieldBytes = 128;  // OpenSSL's largest field has 661 bits

EcGroupPtr group_of(const EcParts& parts) {
  if (!parts.named()) return nullptr;
  const unsigned char* at = parts.curve.data();
  const std::unique_ptr<ASN1_OBJECT, Deleter<ASN1_OBJECT_free>> object(
      d2i_ASN1_OBJECT(nullptr, &at, static_cast<long>(parts.curve.size())));
  const int nid = OBJ_obj2nid(object.get());
  // On all curves but this one the multiplication is blinded with random numbers, and these come from a provider.
  OSSL_LIB_CTX* context = nid == NID_X9_62_prime256v1 ? nullptr : own_context();
  EcGroupPtr group(nid == NID_undef ? nullptr : EC_GROUP_new_by_curve_name_ex(context, nullptr, nid));
  ERR_clear_error();
  return group;
}

// d · G; null where there is no memory or, for a hostile curve, no result.
EcPointPtr product(const EC_GROUP* group, const BIGNUM* d) {
  EcPointPtr point(EC_POINT_new(group));
  const bool done = point && EC_POINT_mul(group, point.get(), d, nullptr, nullptr, nullptr) == 1;
  ERR_clear_error();
  return done ? std::move(point) : nullptr;
}

Bytes spki_with(const EcParts& parts, ByteView point) {
  static constexpr std::string_view kOid = "\x06\x07\x2A\x86\x48\xCE\x3D\x02\x01";
  static constexpr std::array<std::uint8_t, 1> kNoUnusedBits{0};
  const Bytes algorithm = der::write(der::sequence, {as_bytes(kOid), parts.curve});
  return der::write(der::sequence, {algorithm, der::write(der::bit_string, {kNoUnusedBits, point})});
}

bool in_range(const BIGNUM* d, const EC_GROUP* group) {
  return BN_is_zero(d) == 0 && BN_cmp(d, EC_GROUP_get0_order(group)) < 0;
}

}  // namespace

Result<EcParts> ec_parts(const KeyParts& parts, ByteView whole) {
  const auto sequence = der::Reader(parts.key).next(der::sequence);
  if (!sequence) return damaged_at(whole, parts.key);
  der::Reader reader(sequence->content);
  EcParts out{.curve = parts.parameters};
  const auto version = reader.next(der::integer);
  const auto d = version ? reader.next(der::octet_string) : std::nullopt;
  if (!d || d->content.size() > kMaxFieldBytes) return damaged_at(whole, reader.rest());
  out.d = d->content;
  if (const auto curve = reader.next(der::context_constructed(0)); curve && out.curve.empty()) {
    out.curve = curve->content;
  }
  if (const auto outer = reader.next(der::context_constructed(1))) {
    const auto bits = der::only(outer->content, der::bit_string);
    if (!bits || bits->content.size() < 2) return damaged_at(whole, outer->content);
    out.point = bits->content.subspan(1);
  }
  if (!reader.empty()) return damaged_at(whole, reader.rest());
  if (out.curve.empty()) return damaged_at(whole, sequence->content);
  return out;
}

Bytes ec_spki(const EcParts& parts) {
  return parts.point.empty() ? ec_spki_of_scalar(parts) : spki_with(parts, parts.point);
}

Bytes ec_spki_of_scalar(const EcParts& parts) {
  const EcGroupPtr group = group_of(parts);
  const BignumPtr d = number_of(parts.d);
  const EcPointPtr point = group && d ? product(group.get(), d.get()) : nullptr;
  if (!point || EC_POINT_is_at_infinity(group.get(), point.get()) == 1) return {};
  std::array<std::uint8_t, 2 * kMaxFieldBytes + 1> octets{};
  const std::size_t size = EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, octets.data(),
                                              octets.size(), nullptr);
  ERR_clear_error();
  return size == 0 ? Bytes() : spki_with(parts, ByteView(octets).first(size));
}

Fit ec_fit(const EcParts& parts) {
  const EcGroupPtr group = group_of(parts);
  const BignumPtr d = number_of(parts.d);
  if (!group || !d) return {};
  if (!in_range(d.get(), group.get())) return does_not_fit("d ∉ [1, n − 1]");
  if (parts.point.empty()) return fits();
  const EcPointPtr point(EC_POINT_new(group.get()));
  const bool on_curve =
      point && EC_POINT_oct2point(group.get(), point.get(), parts.point.data(), parts.point.size(), nullptr) == 1;
  ERR_clear_error();
  if (!on_curve) return does_not_fit("P is not on the curve");
  const EcPointPtr computed = product(group.get(), d.get());
  if (!computed) return {};
  const int different = EC_POINT_cmp(group.get(), point.get(), computed.get(), nullptr);
  return different == 0 ? fits() : different == 1 ? does_not_fit("P ≠ d · G") : Fit{};
}

}  // namespace certdoc::keys
