// The relations between the numbers of an RSA key (RFC 8017, 3.2).
#include <algorithm>

#include "artifact/bignum.hpp"
#include "artifact/legacy_provider.hpp"
#include "artifact/rsa_key.hpp"

namespace certdoc::keys {
namespace {

// One prime with its exponent and coefficient; the coefficient is the inverse of the primes before it, only that of
// the first prime is the inverse of the second.
struct Factor {
  std::string prime_name, exponent_name, coefficient_name, rest_name;
  BignumPtr prime, exponent, coefficient;
};

bool sized(const RsaNumbers& numbers) {
  const auto small = [](ByteView number) { return number.size() <= kMaxNumberBytes; };
  const auto& [n, e, d, p, q, dp, dq, qinv, others] = numbers;
  return std::ranges::all_of(std::array{n, e, d, p, q, dp, dq, qinv}, small) &&
         std::ranges::all_of(others, [&](const auto& other) { return std::ranges::all_of(other, small); });
}

std::vector<Factor> factors_of(const RsaNumbers& numbers) {
  std::vector<Factor> factors;
  factors.push_back({"p", "dp", "", "", number_of(numbers.p), number_of(numbers.dp), nullptr});
  factors.push_back({"q", "dq", "qinv", "q", number_of(numbers.q), number_of(numbers.dq), nullptr});
  for (std::size_t i = 0; i < numbers.others.size(); ++i) {
    const auto& [prime, exponent, coefficient] = numbers.others[i];
    const std::string index = std::to_string(i + 3);
    factors.push_back(
        {"r" + index, "d" + index, "t" + index, "", number_of(prime), number_of(exponent), number_of(coefficient)});
  }
  return factors;
}

// A key without its primes, as some devices export it: (2^e)^d = 2 modulo n.
Fit fit_without_primes(const BIGNUM* n, const BIGNUM* e, const BIGNUM* d, BN_CTX* scratch) {
  const BignumPtr two = new_number();
  const BignumPtr power = new_number();
  if (BN_is_odd(n) == 0 || BN_num_bits(n) < 3) return does_not_fit("n ≠ p · q");
  const bool done = BN_set_word(two.get(), 2) == 1 && BN_mod_exp(power.get(), two.get(), e, n, scratch) == 1 &&
                    BN_mod_exp_mont_consttime(power.get(), power.get(), d, n, scratch, nullptr) == 1;
  if (!done) return {};
  return BN_cmp(power.get(), two.get()) == 0 ? fits() : does_not_fit("e · d ≢ 1");
}

// Is a · b = 1 modulo m?
bool inverse(const BIGNUM* a, const BIGNUM* b, const BIGNUM* m, BN_CTX* scratch) {
  const BignumPtr product = new_number();
  return BN_mod_mul(product.get(), a, b, m, scratch) == 1 && BN_is_one(product.get()) == 1;
}

// Which relation of one factor does not hold; empty: all do.
std::string problem_of(const Factor& factor, const BIGNUM* e, const BIGNUM* d, BN_CTX* scratch) {
  const BignumPtr below(BN_dup(factor.prime.get()));
  const BignumPtr rest = new_number();
  if (BN_sub_word(below.get(), 1) != 1) return {};
  BN_set_flags(below.get(), BN_FLG_CONSTTIME);
  // modulo 1 everything is 0; for a prime of 2 nothing is left to check
  const bool trivial = BN_is_one(below.get()) == 1;
  if (!trivial && !inverse(e, d, below.get(), scratch)) {
    return "e · d ≢ 1 (mod " + factor.prime_name + " − 1)";
  }
  if (BN_nnmod(rest.get(), d, below.get(), scratch) != 1) return {};
  if (BN_cmp(rest.get(), factor.exponent.get()) == 0) return {};
  return factor.exponent_name + " ≠ d mod (" + factor.prime_name + " − 1)";
}

std::string coefficient_problem(const std::vector<Factor>& factors, const BIGNUM* qinv, BN_CTX* scratch) {
  if (!inverse(factors[1].prime.get(), qinv, factors[0].prime.get(), scratch)) return "q · qinv ≢ 1 (mod p)";
  const BignumPtr before(BN_dup(factors[0].prime.get()));
  for (std::size_t i = 1; i < factors.size(); ++i) {
    const Factor& factor = factors[i];
    if (factor.coefficient && !inverse(before.get(), factor.coefficient.get(), factor.prime.get(), scratch)) {
      return factor.coefficient_name + " does not fit";
    }
    BN_mul(before.get(), before.get(), factor.prime.get(), scratch);
  }
  return {};
}

// Product of the primes against n. A prime of 0 or 1 would divide by zero further on.
bool product_is(const BIGNUM* n, const std::vector<Factor>& factors, BN_CTX* scratch) {
  const BignumPtr product = new_number();
  BN_one(product.get());
  for (const Factor& factor : factors) {
    if (BN_num_bits(factor.prime.get()) < 2 || BN_num_bits(factor.prime.get()) > BN_num_bits(n)) return false;
    if (BN_mul(product.get(), product.get(), factor.prime.get(), scratch) != 1) return false;
  }
  return BN_cmp(product.get(), n) == 0;
}

Fit fit_of_primes(const std::vector<Factor>& factors) {
  const BnCtxPtr scratch(BN_CTX_new_ex(own_context()));  // random bases
  for (const Factor& factor : factors) {
    const int prime = BN_check_prime(factor.prime.get(), scratch.get(), nullptr);
    if (prime < 0) return {};
    if (prime == 0) return does_not_fit(factor.prime_name + " is not prime");
  }
  return fits();
}

}  // namespace

Fit rsa_fit(const RsaNumbers& numbers, bool primes) {
  if (!sized(numbers)) return {};
  const BnCtxPtr scratch(BN_CTX_new());
  const BignumPtr n = number_of(numbers.n), e = number_of(numbers.e), d = number_of(numbers.d);
  const BignumPtr qinv = number_of(numbers.qinv);
  const auto factors = factors_of(numbers);
  if (!scratch || !n || !e || !d || !qinv) return {};
  if (BN_is_zero(n.get()) == 1) return does_not_fit("n = 0");
  if (BN_is_zero(factors[0].prime.get()) == 1 && BN_is_zero(factors[1].prime.get()) == 1) {
    return fit_without_primes(n.get(), e.get(), d.get(), scratch.get());
  }
  if (!product_is(n.get(), factors, scratch.get())) return does_not_fit("n ≠ p · q");
  for (const Factor& factor : factors) {
    if (auto problem = problem_of(factor, e.get(), d.get(), scratch.get()); !problem.empty()) {
      return does_not_fit(std::move(problem));
    }
  }
  if (auto problem = coefficient_problem(factors, qinv.get(), scratch.get()); !problem.empty()) {
    return does_not_fit(std::move(problem));
  }
  return primes ? fit_of_primes(factors) : fits();
}

}  // namespace certdoc::keys
