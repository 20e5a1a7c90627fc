// PBES1 (PKCS#5, PKCS#12 appendix C) and PBES2 with PBKDF2 or scrypt.
#include "artifact/pbe_scheme.hpp"

#include <array>
#include <limits>

#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include "artifact/openssl_ptr.hpp"

namespace certdoc {
namespace {

using ScryptParamPtr = std::unique_ptr<SCRYPT_PARAMS, Deleter<SCRYPT_PARAMS_free>>;

constexpr std::uint64_t kEndless = std::numeric_limits<std::uint64_t>::max();

template <class Ptr>
Ptr unpacked(const ASN1_ITEM* item, const ASN1_TYPE* parameter) {
  if (parameter == nullptr) return nullptr;
  Ptr out(static_cast<typename Ptr::pointer>(ASN1_TYPE_unpack_sequence(item, parameter)));
  ERR_clear_error();
  return out;
}

std::uint64_t product(std::uint64_t a, std::uint64_t b) {
  return b != 0 && a > kEndless / b ? kEndless : a * b;
}

// A round of scrypt's N * r * p is two Salsa20/8 blocks of 64 bytes; two rounds of hashing are about as much.
std::uint64_t scrypt_rounds(const ASN1_TYPE* parameter) {
  const auto scrypt = unpacked<ScryptParamPtr>(ASN1_ITEM_rptr(SCRYPT_PARAMS), parameter);
  if (!scrypt) return 0;
  const std::uint64_t blocks = product(rounds_of(scrypt->costParameter), rounds_of(scrypt->blockSize));
  return product(product(blocks, rounds_of(scrypt->parallelizationParameter)), 2);
}

// The parameters of what is not well-formed cost nothing: OpenSSL refuses them.
std::uint64_t kdf_rounds(const X509_ALGOR& kdf) {
  const int nid = OBJ_obj2nid(kdf.algorithm);
  if (nid == NID_id_scrypt) return scrypt_rounds(kdf.parameter);
  const auto pbkdf2 = unpacked<Pbkdf2ParamPtr>(ASN1_ITEM_rptr(PBKDF2PARAM), kdf.parameter);
  return pbkdf2 ? rounds_of(pbkdf2->iter) : 0;
}

PbeScheme named(std::string name) {
  PbeScheme scheme;
  scheme.name = std::move(name);
  return scheme;
}

PbeScheme pbes2(const X509_ALGOR& algorithm) {
  const auto scheme = unpacked<Pbe2ParamPtr>(ASN1_ITEM_rptr(PBE2PARAM), algorithm.parameter);
  if (!scheme) return named("PBES2");
  const int nid = OBJ_obj2nid(scheme->encryption->algorithm);
  PbeScheme out = named(object_name(scheme->encryption->algorithm));
  out.rounds = kdf_rounds(*scheme->keyfunc);
  const int kdf = OBJ_obj2nid(scheme->keyfunc->algorithm);
  if (kdf != NID_id_pbkdf2 && kdf != NID_id_scrypt)
    out.name = object_name(scheme->keyfunc->algorithm);
  else if (nid != NID_undef)
    out.cipher = OBJ_nid2sn(nid);
  return out;
}

}  // namespace

std::uint64_t rounds_of(const ASN1_INTEGER* number) {
  std::int64_t value = 0;
  if (number == nullptr) return 1;
  const bool small = ASN1_INTEGER_get_int64(&value, number) == 1 && value >= 0;
  ERR_clear_error();
  return small ? static_cast<std::uint64_t>(value) : kEndless;
}

std::string object_name(const ASN1_OBJECT* object) {
  std::array<char, 128> text{};
  OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 0);
  return text.data();
}

PbeScheme pbe_scheme(const X509_ALGOR& algorithm) {
  const int nid = OBJ_obj2nid(algorithm.algorithm);
  if (nid == NID_pbes2) return pbes2(algorithm);
  PbeScheme out = named(object_name(algorithm.algorithm));
  int cipher = NID_undef;
  if (EVP_PBE_find(EVP_PBE_TYPE_OUTER, nid, &cipher, nullptr, nullptr) != 1 || cipher <= NID_undef) return out;
  out.cipher = OBJ_nid2sn(cipher);
  const auto parameters = unpacked<PbeParamPtr>(ASN1_ITEM_rptr(PBEPARAM), algorithm.parameter);
  out.rounds = parameters ? rounds_of(parameters->iter) : 0;
  return out;
}

}  // namespace certdoc
