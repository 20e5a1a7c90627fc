#include "check/rsa_key.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "artifact/der.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMaxModulus = 4096;  // bytes

Bytes magnitude(ByteView content) {
  const auto first = std::find_if(content.begin(), content.end(), [](std::uint8_t byte) { return byte != 0; });
  return {first, content.end()};
}

bool is_prime(std::uint32_t n) {
  for (std::uint32_t d = 2; d * d <= n; ++d) {
    if (n % d == 0) return false;
  }
  return n > 1;
}

// The primes up to 167 without 2, which the detector of the discoverers goes through.
constexpr std::array<std::uint32_t, 38> kRocaPrimes{3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,
                                                    47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101, 103,
                                                    107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};

bool is_power_of_65537(std::uint32_t value, std::uint32_t prime) {
  std::uint32_t power = 1;
  for (std::uint32_t step = 0; step < prime; ++step) {
    if (power == value) return true;
    power = power * (65537 % prime) % prime;
  }
  return false;
}

}  // namespace

std::optional<RsaKey> rsa_key(const PublicKey& key) {
  if (!key.algorithm.starts_with("RSA")) return std::nullopt;
  const auto spki = der::only(key.spki, der::sequence);
  if (!spki) return std::nullopt;
  der::Reader parts(spki->content);
  const auto algorithm = parts.next(der::sequence);
  const auto bits = parts.next(der::bit_string);
  if (!algorithm || !bits || bits->content.empty()) return std::nullopt;
  const auto numbers = der::only(bits->content.subspan(1), der::sequence);
  if (!numbers) return std::nullopt;
  der::Reader fields(numbers->content);
  const auto modulus = fields.next(der::integer);
  const auto exponent = fields.next(der::integer);
  if (!modulus || !exponent || modulus->content.size() > kMaxModulus + 1) return std::nullopt;
  return RsaKey{magnitude(modulus->content), magnitude(exponent->content)};
}

std::size_t bits_of(ByteView number) {
  return number.empty() ? 0 : number.size() * 8 - static_cast<std::size_t>(std::countl_zero(number.front()));
}

bool is_even(ByteView number) {
  return number.empty() || (number.back() & 1U) == 0;
}

std::uint32_t remainder(ByteView number, std::uint32_t divisor) {
  std::uint32_t rest = 0;
  for (const std::uint8_t byte : number) rest = (rest << 8U | byte) % divisor;
  return rest;
}

std::uint32_t small_factor(ByteView modulus) {
  for (std::uint32_t n = 2; n < 752; ++n) {
    if (is_prime(n) && remainder(modulus, n) == 0) return n;
  }
  return 0;
}

// The primes of such a key are k * M + 65537^a mod M, where M is the product of the first primes; so the modulus is a
// power of 65537 modulo each of them, which other moduli are with a chance of one in 2^27 at most.
// https://crocs.fi.muni.cz/public/papers/rsa_ccs17
bool is_roca(ByteView modulus) {
  return std::all_of(kRocaPrimes.begin(), kRocaPrimes.end(),
                     [&](std::uint32_t prime) { return is_power_of_65537(remainder(modulus, prime), prime); });
}

}  // namespace certdoc
