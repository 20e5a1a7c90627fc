// Reading RSAPrivateKey.
#include "artifact/rsa_key.hpp"

#include "artifact/der_write.hpp"

namespace certdoc::keys {
namespace {

constexpr std::size_t kMaxOtherPrimes = 3;  // OpenSSL knows keys with up to five primes

bool read_numbers(der::Reader& reader, std::initializer_list<ByteView*> numbers) {
  for (ByteView* number : numbers) {
    const auto value = reader.next(der::integer);
    if (!value || value->content.empty()) return false;
    *number = value->content;
  }
  return true;
}

// OtherPrimeInfos, where the version says that there are more than two primes.
bool read_other_primes(der::Reader& reader, RsaNumbers& numbers) {
  const auto infos = reader.next(der::sequence);
  if (!infos) return reader.empty();
  der::Reader list(infos->content);
  while (!list.empty()) {
    const auto info = list.next(der::sequence);
    if (!info || numbers.others.size() == kMaxOtherPrimes) return false;
    der::Reader fields(info->content);
    auto& [prime, exponent, coefficient] = numbers.others.emplace_back();
    if (!read_numbers(fields, {&prime, &exponent, &coefficient})) return false;
  }
  return reader.empty();
}

}  // namespace

Result<RsaNumbers> rsa_numbers(ByteView key, ByteView whole) {
  der::Reader outer(key);
  const auto sequence = outer.next(der::sequence);
  if (!sequence) return damaged_at(whole, key);
  der::Reader reader(sequence->content);
  RsaNumbers numbers;
  ByteView version;
  const bool read = read_numbers(reader, {&version, &numbers.n, &numbers.e, &numbers.d, &numbers.p, &numbers.q,
                                          &numbers.dp, &numbers.dq, &numbers.qinv});
  if (!read || !read_other_primes(reader, numbers)) return damaged_at(whole, reader.rest());
  return numbers;
}

Bytes rsa_spki(const KeyParts& parts, const RsaNumbers& numbers) {
  static constexpr std::string_view kRsaEncryption{"\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00", 15};
  static constexpr std::array<std::uint8_t, 1> kNoUnusedBits{0};
  const ByteView algorithm = parts.family == Family::rsa_pss ? parts.algorithm : as_bytes(kRsaEncryption);
  const Bytes key = der::write(der::sequence, {der::write_unsigned(numbers.n), der::write_unsigned(numbers.e)});
  return der::write(der::sequence, {algorithm, der::write(der::bit_string, {kNoUnusedBits, key})});
}

}  // namespace certdoc::keys
