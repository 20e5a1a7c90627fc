// Do the private and the public half of a key belong together?
#include <algorithm>

#include "artifact/dsa_key.hpp"
#include "artifact/ec_key.hpp"
#include "artifact/evp_key.hpp"
#include "artifact/keys.hpp"
#include "artifact/rsa_key.hpp"

namespace certdoc {
namespace {

using keys::Family;
using keys::KeyParts;

// The bits of the SubjectPublicKeyInfo, without the count of unused ones.
ByteView public_bits(ByteView spki) {
  const auto outer = der::only(spki, der::sequence);
  der::Reader reader(outer ? outer->content : ByteView());
  reader.next(der::sequence);
  const auto bits = reader.next(der::bit_string);
  return bits && !bits->content.empty() ? bits->content.subspan(1) : ByteView();
}

// Whether the key that the private half gives is the one that a OneAsymmetricKey names.
keys::Fit fit_of_public_part(const KeyParts& parts, ByteView spki) {
  if (!parts.public_part || std::ranges::equal(*parts.public_part, public_bits(spki))) return keys::fits();
  return keys::does_not_fit("publicKey ≠ public(privateKey)");
}

keys::Fit fit_through_openssl(EVP_PKEY* key, bool full) {
  if (key == nullptr) return {};
  keys::Fit fit = keys::evp_fit(key);
  if (fit.pair == Pair::fits && full && !keys::evp_check(key)) return keys::does_not_fit("EVP_PKEY_check");
  return fit;
}

keys::Fit fit_of_ec(const KeyParts& parts, ByteView der, bool full) {
  const auto ec = keys::ec_parts(parts, der);
  if (!ec) return {};
  if (!ec->named()) return fit_through_openssl(keys::evp_key(parts, der).get(), full);
  return keys::ec_fit(*ec);  // EVP_PKEY_check has nothing to add
}

keys::Fit fit_of_halves(const KeyParts& parts, ByteView der, bool full) {
  if (parts.family == Family::rsa || parts.family == Family::rsa_pss) {
    const auto numbers = keys::rsa_numbers(parts.key, der);
    return numbers ? keys::rsa_fit(*numbers, full) : keys::Fit{};
  }
  if (parts.family == Family::ec) return fit_of_ec(parts, der, full);
  if (parts.family == Family::dsa) {
    const auto numbers = keys::dsa_numbers(parts, der);
    keys::Fit fit = numbers ? keys::dsa_fit(*numbers) : keys::Fit{};
    if (fit.pair != Pair::fits || !full) return fit;
  }
  return fit_through_openssl(keys::evp_key(parts, der).get(), full);
}

keys::Fit fit_of(const Artifact& artifact, bool full) {
  const ByteView der = *artifact.secret;
  const auto parts = keys::parts_of(der);
  if (!parts) return fit_through_openssl(keys::evp_key(der).get(), full);
  const keys::Fit fit = fit_of_halves(*parts, der, full);
  return fit.pair == Pair::fits ? fit_of_public_part(*parts, artifact.key->spki) : fit;
}

}  // namespace

void check_pair(Artifact& artifact, bool full) {
  artifact.pair = Pair::not_checked;
  artifact.pair_problem.clear();
  if (!artifact.secret || !artifact.key) return;
  keys::Fit fit = fit_of(artifact, full);
  artifact.pair = fit.pair;
  artifact.pair_problem = std::move(fit.problem);
}

}  // namespace certdoc
