#include "chain/signature_algorithms.hpp"

#include <algorithm>
#include <array>

#include "artifact/der.hpp"
#include "artifact/strict.hpp"
#include "chain/signature.hpp"

namespace certdoc::chain {
namespace {

using namespace std::string_view_literals;

// RFC 3279, 4055, 5758, 8410; 1.3.14.3.2 is OIW's, which old Windows writes; SM2 is GM/T 0006.
// NOLINTBEGIN(modernize-raw-string-literal): octets, of which some happen to be letters
constexpr std::array kAlgorithms{
    SignatureAlgorithm{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B"sv, Scheme::rsa, "sha256"},
    SignatureAlgorithm{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0C"sv, Scheme::rsa, "sha384"},
    SignatureAlgorithm{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0D"sv, Scheme::rsa, "sha512"},
    SignatureAlgorithm{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0E"sv, Scheme::rsa, "sha224"},
    SignatureAlgorithm{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x05"sv, Scheme::rsa, "sha1"},
    SignatureAlgorithm{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x04"sv, Scheme::rsa, "md5"},
    SignatureAlgorithm{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x03"sv, Scheme::rsa, "md4"},
    SignatureAlgorithm{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x02"sv, Scheme::rsa, "md2"},
    SignatureAlgorithm{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0A"sv, Scheme::rsa_pss, ""},
    SignatureAlgorithm{"\x2B\x0E\x03\x02\x1D"sv, Scheme::rsa, "sha1"},
    SignatureAlgorithm{"\x2B\x0E\x03\x02\x03"sv, Scheme::rsa, "md5"},
    SignatureAlgorithm{"\x2A\x86\x48\xCE\x3D\x04\x03\x02"sv, Scheme::ecdsa, "sha256"},
    SignatureAlgorithm{"\x2A\x86\x48\xCE\x3D\x04\x03\x03"sv, Scheme::ecdsa, "sha384"},
    SignatureAlgorithm{"\x2A\x86\x48\xCE\x3D\x04\x03\x04"sv, Scheme::ecdsa, "sha512"},
    SignatureAlgorithm{"\x2A\x86\x48\xCE\x3D\x04\x03\x01"sv, Scheme::ecdsa, "sha224"},
    SignatureAlgorithm{"\x2A\x86\x48\xCE\x3D\x04\x01"sv, Scheme::ecdsa, "sha1"},
    SignatureAlgorithm{"\x2A\x86\x48\xCE\x38\x04\x03"sv, Scheme::dsa, "sha1"},
    SignatureAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x01"sv, Scheme::dsa, "sha224"},
    SignatureAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x02"sv, Scheme::dsa, "sha256"},
    SignatureAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x03"sv, Scheme::dsa, "sha384"},
    SignatureAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x04"sv, Scheme::dsa, "sha512"},
    SignatureAlgorithm{"\x2B\x65\x70"sv, Scheme::eddsa, ""},
    SignatureAlgorithm{"\x2B\x65\x71"sv, Scheme::eddsa, ""},
    SignatureAlgorithm{"\x2A\x81\x1C\xCF\x55\x01\x83\x75"sv, Scheme::sm2, "sm3"},
};
// NOLINTEND(modernize-raw-string-literal)

struct Hash {
  std::string_view oid, name;
};
constexpr std::array kHashes{
    Hash{"\x2B\x0E\x03\x02\x1A"sv, "sha1"},
    Hash{"\x60\x86\x48\x01\x65\x03\x04\x02\x04"sv, "sha224"},
    Hash{"\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv, "sha256"},
    Hash{"\x60\x86\x48\x01\x65\x03\x04\x02\x02"sv, "sha384"},
    Hash{"\x60\x86\x48\x01\x65\x03\x04\x02\x03"sv, "sha512"},
};

std::string_view hash_name(ByteView identifier_content) {
  ByteView oid, parameters;
  if (!strict::algorithm(identifier_content, oid, parameters)) return {};
  const auto found =
      std::find_if(kHashes.begin(), kHashes.end(), [&](const Hash& one) { return der::is(oid, one.oid); });
  return found == kHashes.end() ? std::string_view() : found->name;
}

// MGF1 with a hash: SEQUENCE { 1.2.840.113549.1.1.8, AlgorithmIdentifier }
std::string_view mask_hash_name(ByteView content) {
  der::Reader parts(content);
  const auto oid = parts.next(der::oid);
  const auto hash =
      oid && der::is(oid->content, "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x08") ? parts.next(der::sequence) : std::nullopt;
  return hash ? hash_name(hash->content) : std::string_view();
}

// Of at most two octets: a salt is no longer than a modulus. -1: none.
int small_number(ByteView explicit_integer) {
  const auto number = der::only(explicit_integer, der::integer);
  if (!number || number->content.empty() || number->content.size() > 2 || (number->content[0] & 0x80U) != 0) return -1;
  int value = 0;
  for (const std::uint8_t octet : number->content) value = value << 8 | octet;
  return value;
}

}  // namespace

std::optional<Algorithm> signature_algorithm(ByteView identifier) {
  const auto sequence = der::only(identifier, der::sequence);
  ByteView oid;
  Algorithm out;
  if (!sequence || !strict::algorithm(sequence->content, oid, out.parameters)) return std::nullopt;
  const auto found = std::find_if(kAlgorithms.begin(), kAlgorithms.end(),
                                  [&](const SignatureAlgorithm& one) { return der::is(oid, one.oid); });
  if (found == kAlgorithms.end()) return std::nullopt;
  out.known = &*found;
  return out;
}

std::optional<PssParameters> pss_parameters(ByteView parameters) {
  const auto sequence = der::only(parameters, der::sequence);
  if (!sequence) return std::nullopt;
  PssParameters out;
  der::Reader parts(sequence->content);
  if (const auto hash = parts.next(der::context_constructed(0))) {
    const auto one = der::only(hash->content, der::sequence);
    out.hash = one ? hash_name(one->content) : "";
  }
  if (const auto mask = parts.next(der::context_constructed(1))) {
    const auto one = der::only(mask->content, der::sequence);
    out.mask_hash = one ? mask_hash_name(one->content) : "";
  }
  if (const auto salt = parts.next(der::context_constructed(2))) out.salt = small_number(salt->content);
  const auto trailer = parts.next(der::context_constructed(3));
  const bool usual_trailer = !trailer || small_number(trailer->content) == 1;
  const bool known = !out.hash.empty() && !out.mask_hash.empty() && out.salt >= 0 && usual_trailer && parts.empty();
  return known ? std::optional(out) : std::nullopt;
}

std::string_view hash_of(ByteView identifier) {
  const auto algorithm = signature_algorithm(identifier);
  if (!algorithm) return {};
  if (algorithm->known->scheme != Scheme::rsa_pss) return algorithm->known->hash;
  const auto pss = pss_parameters(algorithm->parameters);
  return pss ? pss->hash : std::string_view();
}

}  // namespace certdoc::chain
