// Keys that are too short or of a kind that public CAs do not certify.
#include <algorithm>
#include <array>

#include "artifact/der.hpp"
#include "artifact/spki.hpp"
#include "chain/judge.hpp"

namespace certdoc::chain {
namespace {

// -1: larger than any that is small; 0: not read.
int small_exponent(ByteView spki) {
  const auto parts = split_spki(spki);
  const auto key = parts ? der::only(parts->key, der::sequence) : std::nullopt;
  if (!key) return 0;
  der::Reader numbers(key->content);
  const auto modulus = numbers.next(der::integer);
  const auto exponent = modulus ? numbers.next(der::integer) : std::nullopt;
  if (!exponent || exponent->content.empty()) return 0;
  if (exponent->content.size() > 3) return (exponent->content.back() & 1U) == 0 ? 2 : -1;
  int value = 0;
  for (const std::uint8_t octet : exponent->content) value = value << 8 | octet;
  return value;
}

void rsa(Case& in, std::size_t n, const PublicKey& key) {
  const std::vector<Value> bits{{"bits", std::to_string(key.bits)}};
  if (key.bits < 1024) {
    in.add(Rule::rsa_breakable, Severity::error, n, bits);
  } else if (key.bits < 2048) {
    in.add(Rule::rsa_short, in.forum(), n, bits);
  }
  if (key.bits % 8 != 0) in.add(Rule::rsa_odd, in.forum(), n, bits);
  const int exponent = small_exponent(key.spki);
  if (exponent <= 0) return;
  const bool broken = exponent % 2 == 0 || exponent == 1;
  if (broken || exponent < 65537) {
    in.add(Rule::rsa_exponent, broken ? Severity::error : Severity::note, n, {{"exponent", std::to_string(exponent)}});
  }
}

void ec(Case& in, std::size_t n, const PublicKey& key) {
  constexpr std::array<std::string_view, 3> kForum{"P-256", "P-384", "P-521"};
  const std::vector<Value> values{{"curve", key.algorithm == "SM2" ? "SM2" : key.curve},
                                  {"bits", std::to_string(key.bits)}};
  if (key.explicit_parameters) in.add(Rule::ec_explicit, Severity::error, n, values);
  if (key.bits > 0 && key.bits < 224) {
    in.add(Rule::ec_short, key.bits < 160 ? Severity::error : in.forum(), n, values);
  } else if (std::find(kForum.begin(), kForum.end(), key.curve) == kForum.end()) {
    // SM2 is what GM/T clients want; they ask for no other.
    const bool other_world = key.algorithm == "SM2" && in.question.profile != Profile::webpki;
    in.add(Rule::ec_curve, other_world ? Severity::note : in.forum(), n, values);
  }
}

}  // namespace

void judge_keys(Case& in) {
  for (std::size_t n = 0; n < in.size(); ++n) {
    const auto& key = in.at(n).artifact->key;
    if (!key) {
      in.add(Rule::key_unread, Severity::warning, n).undecided = true;
    } else if (key->algorithm.starts_with("RSA")) {
      rsa(in, n, *key);
    } else if (key->algorithm == "EC" || key->algorithm == "SM2") {
      ec(in, n, *key);
    } else if (key->algorithm == "DSA") {
      in.add(Rule::dsa_key, key->bits > 0 && key->bits < 1024 ? Severity::error : in.forum(), n,
             {{"bits", std::to_string(key->bits)}});
    }
  }
}

}  // namespace certdoc::chain
