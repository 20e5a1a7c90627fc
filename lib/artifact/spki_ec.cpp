// EC keys through OpenSSL's arithmetic, which needs no providers: points are decompressed and looked for on the curve.
#include "artifact/spki_ec.hpp"

#include <openssl/objects.h>

#include "artifact/curves.hpp"
#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "artifact/openssl_ptr.hpp"

namespace certdoc {
namespace {

tl::unexpected<Error> invalid(std::string en, std::string zh) {
  const std::string reason = take_openssl_reason();
  const std::string because = reason.empty() ? "" : " (OpenSSL: " + reason + ")";
  return fail(Error::Kind::invalid, std::move(en) + because, "the key or the file is damaged; get it again",
              std::move(zh) + because, "密钥或文件已损坏,请重新获取");
}

EcGroupPtr named_group(ByteView oid) {
  const Bytes whole = der::write(der::oid, {oid});
  const std::uint8_t* at = whole.data();
  const ObjectPtr object(d2i_ASN1_OBJECT(nullptr, &at, static_cast<long>(whole.size())));
  return EcGroupPtr(object ? EC_GROUP_new_by_curve_name(OBJ_obj2nid(object.get())) : nullptr);
}

EcGroupPtr explicit_group(ByteView parameters) {
  const std::uint8_t* at = parameters.data();
  return EcGroupPtr(d2i_ECPKParameters(nullptr, &at, static_cast<long>(parameters.size())));
}

Bytes uncompressed(const EC_GROUP* group, const EC_POINT* point) {
  Bytes out(EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, nullptr, 0, nullptr));
  if (EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, out.data(), out.size(), nullptr) == 0) return {};
  return out;
}

Bytes number(const BIGNUM* value) {
  Bytes octets(static_cast<std::size_t>(BN_num_bytes(value)));
  BN_bn2bin(value, octets.data());
  return der::write_unsigned(octets);
}

// What makes a curve that has no name: the field, a, b, the generator and its order. Seed and cofactor are optional.
Bytes canonical_explicit(const EC_GROUP* group, ByteView point) {
  const BignumPtr p(BN_new()), a(BN_new()), b(BN_new());
  if (!p || !a || !b || EC_GROUP_get_curve(group, p.get(), a.get(), b.get(), nullptr) != 1) return {};
  const Bytes generator = uncompressed(group, EC_GROUP_get0_generator(group));
  const std::array<std::uint8_t, 1> field{
      static_cast<std::uint8_t>(EC_GROUP_get_field_type(group) == NID_X9_62_prime_field ? 1 : 2)};
  return der::write(der::sequence, {der::write(der::integer, {field}), number(p.get()), number(a.get()),
                                    number(b.get()), der::write(der::octet_string, {generator}),
                                    number(EC_GROUP_get0_order(group)), der::write(der::octet_string, {point})});
}

std::string curve_name(int nid) {
  if (nid == NID_undef) return "explicit";
  if (nid == NID_sm2) return "";
  const char* nist = EC_curve_nid2nist(nid);
  return nist != nullptr ? nist : OBJ_nid2sn(nid);
}

Bytes canonical(const EC_GROUP* group, ByteView point) {
  const int nid = EC_GROUP_get_curve_name(group);
  if (nid == NID_undef) return canonical_explicit(group, point);
  const ASN1_OBJECT* oid = OBJ_nid2obj(nid);
  return spki::canonical_ec({OBJ_get0_data(oid), OBJ_length(oid)}, point);
}

// A curve that this OpenSSL does not have: nothing can be said about its points.
PublicKey key_on_unknown_curve(ByteView spki, ByteView oid) {
  PublicKey key = spki::key_of(spki, spki, "EC");
  key.curve = der::dotted(oid);
  return key;
}

Result<PublicKey> key_on(const EC_GROUP* group, ByteView spki, const SpkiParts& parts) {
  const EcPointPtr point(EC_POINT_new(group));
  if (!point || EC_POINT_oct2point(group, point.get(), parts.key.data(), parts.key.size(), nullptr) != 1) {
    return invalid("the point of the EC public key is not on its curve", "EC 公钥的点不在曲线上");
  }
  if (EC_POINT_is_at_infinity(group, point.get()) == 1) {
    return invalid("the point of the EC public key is the point at infinity", "EC 公钥的点是无穷远点");
  }
  const int nid = EC_GROUP_get_curve_name(group);
  PublicKey key = spki::key_of(spki, canonical(group, uncompressed(group, point.get())), nid == NID_sm2 ? "SM2" : "EC");
  key.curve = curve_name(nid);
  key.bits = EC_GROUP_order_bits(group);
  key.compressed_point = (parts.key[0] & 0xFEU) == 0x02;
  key.explicit_parameters = parts.parameters[0] == der::sequence;
  return key;
}

}  // namespace

Result<PublicKey> careful_ec_key(ByteView spki, const SpkiParts& parts) {
  const auto oid = der::only(parts.parameters, der::oid);
  const EcGroupPtr group = oid ? named_group(oid->content) : explicit_group(parts.parameters);
  if (!group && oid) {
    ERR_clear_error();
    return key_on_unknown_curve(spki, oid->content);
  }
  if (!group) return invalid("the EC public key does not say which curve it is on", "EC 公钥没有说明所用的曲线");
  auto key = key_on(group.get(), spki, parts);
  ERR_clear_error();
  return key;
}

}  // namespace certdoc
