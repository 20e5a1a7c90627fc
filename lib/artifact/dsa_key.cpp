// DSA keys (RFC 3279, 2.3.2).
#include "artifact/dsa_key.hpp"

#include <array>

#include "artifact/bignum.hpp"
#include "artifact/der_write.hpp"

namespace certdoc::keys {
namespace {

constexpr std::size_t kMaxModulusBytes = 10000 / 8 + 1;  // OPENSSL_DSA_MAX_MODULUS_BITS

bool read_number(der::Reader& reader, ByteView& number) {
  const auto value = reader.next(der::integer);
  if (!value || value->content.empty()) return false;
  number = value->content;
  return true;
}

bool read_domain(der::Reader& reader, DsaNumbers& numbers) {
  return read_number(reader, numbers.p) && read_number(reader, numbers.q) && read_number(reader, numbers.g);
}

Bytes octets_of(const BIGNUM* number) {
  Bytes octets(static_cast<std::size_t>(BN_num_bytes(number)));
  BN_bn2bin(number, octets.data());
  return octets;
}

// g^x mod p; null where these numbers are none of a key.
BignumPtr public_number(const DsaNumbers& numbers) {
  if (numbers.p.size() > kMaxModulusBytes || numbers.x.size() > kMaxModulusBytes) return nullptr;
  const BignumPtr p = number_of(numbers.p), g = number_of(numbers.g), x = number_of(numbers.x);
  const BnCtxPtr scratch(BN_CTX_new());
  BignumPtr y = new_number();
  if (!p || !g || !x || !y || !scratch || BN_is_odd(p.get()) == 0 || BN_num_bits(p.get()) < 3) return nullptr;
  if (BN_cmp(g.get(), p.get()) >= 0) return nullptr;
  return BN_mod_exp_mont_consttime(y.get(), g.get(), x.get(), p.get(), scratch.get(), nullptr) == 1 ? std::move(y)
                                                                                                    : nullptr;
}

}  // namespace

Result<DsaNumbers> dsa_numbers(const KeyParts& parts, ByteView whole) {
  DsaNumbers numbers;
  const ByteView domain = parts.format == "dsa" ? parts.key : parts.parameters;
  const auto sequence = der::Reader(domain).next(der::sequence);
  if (!sequence) return damaged_at(whole, domain);
  der::Reader reader(sequence->content);
  if (parts.format == "dsa") {
    ByteView version;
    const bool read = read_number(reader, version) && read_domain(reader, numbers) && read_number(reader, numbers.y) &&
                      read_number(reader, numbers.x) && reader.empty();
    if (!read) return damaged_at(whole, reader.rest());
    return numbers;
  }
  if (!read_domain(reader, numbers) || !reader.empty()) return damaged_at(whole, reader.rest());
  der::Reader secret(parts.key);
  if (!read_number(secret, numbers.x)) return damaged_at(whole, parts.key);
  return numbers;
}

Bytes dsa_spki(const DsaNumbers& numbers) {
  static constexpr std::string_view kOid = "\x06\x07\x2A\x86\x48\xCE\x38\x04\x01";
  static constexpr std::array<std::uint8_t, 1> kNoUnusedBits{0};
  Bytes y = to_bytes(numbers.y);
  if (y.empty()) {
    const BignumPtr computed = public_number(numbers);
    if (!computed) return {};
    y = octets_of(computed.get());
  }
  const Bytes domain = der::write(
      der::sequence, {der::write_unsigned(numbers.p), der::write_unsigned(numbers.q), der::write_unsigned(numbers.g)});
  const Bytes algorithm = der::write(der::sequence, {as_bytes(kOid), domain});
  return der::write(der::sequence, {algorithm, der::write(der::bit_string, {kNoUnusedBits, der::write_unsigned(y)})});
}

Fit dsa_fit(const DsaNumbers& numbers) {
  const BignumPtr q = number_of(numbers.q), x = number_of(numbers.x);
  if (!q || !x) return {};
  if (BN_is_zero(x.get()) == 1 || BN_cmp(x.get(), q.get()) >= 0) return does_not_fit("x ∉ [1, q − 1]");
  if (numbers.y.empty()) return fits();
  const BignumPtr computed = public_number(numbers);
  const BignumPtr y = number_of(numbers.y);
  if (!computed || !y) return {};
  return BN_cmp(computed.get(), y.get()) == 0 ? fits() : does_not_fit("y ≠ g^x mod p");
}

}  // namespace certdoc::keys
