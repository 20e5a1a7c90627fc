// RFC 7292's MAC by OpenSSL, and PBMAC1 (RFC 9579), which OpenSSL knows from 3.4 on, by PBKDF2 and HMAC.
#include "artifact/pkcs12_mac.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/objects.h>

#include "artifact/der.hpp"
#include "artifact/legacy_provider.hpp"
#include "artifact/openssl_der.hpp"
#include "artifact/openssl_ptr.hpp"

namespace certdoc {
namespace {

struct MacParts {
  const ASN1_OCTET_STRING* value = nullptr;
  const X509_ALGOR* algorithm = nullptr;
  const ASN1_OCTET_STRING* salt = nullptr;
  const ASN1_INTEGER* rounds = nullptr;
};

MacParts mac_parts(const PKCS12& file) {
  MacParts parts;
  PKCS12_get0_mac(&parts.value, &parts.algorithm, &parts.salt, &parts.rounds, &file);
  return parts;
}

// The rounds that an INTEGER asks for, one where it is left out; the largest number where it is none or negative.
std::uint64_t rounds_of(const ASN1_INTEGER* number) {
  std::int64_t value = 0;
  if (number == nullptr) return 1;
  const bool small = ASN1_INTEGER_get_int64(&value, number) == 1 && value >= 0;
  ERR_clear_error();
  return small ? static_cast<std::uint64_t>(value) : std::numeric_limits<std::uint64_t>::max();
}

bool is_digest(int nid) {
  const char* name = nid == NID_undef ? nullptr : OBJ_nid2sn(nid);
  if (name == nullptr) return false;
  const DigestPtr digest(EVP_MD_fetch(own_context(), name, nullptr));
  ERR_clear_error();
  return digest != nullptr;
}

struct FreeOctets {
  void operator()(unsigned char* octets) const { OPENSSL_free(octets); }
};

// What the MAC stands over: PFX ::= SEQUENCE { version, SEQUENCE { data, [0] { OCTET STRING } }, macData }.
std::optional<Bytes> authenticated(PKCS12& file) {
  unsigned char* raw = nullptr;
  const int size = i2d_PKCS12(&file, &raw);
  ERR_clear_error();
  if (size <= 0) return std::nullopt;
  const std::unique_ptr<unsigned char, FreeOctets> owner(raw);
  const auto pfx = der::only({raw, static_cast<std::size_t>(size)}, der::sequence);
  if (!pfx) return std::nullopt;
  der::Reader top(pfx->content);
  top.next(der::integer);
  const auto info = top.next(der::sequence);
  if (!info) return std::nullopt;
  der::Reader inner(info->content);
  inner.next(der::oid);
  const auto wrapped = inner.next(der::context_constructed(0));
  const auto octets = wrapped ? der::only(wrapped->content, der::octet_string) : std::nullopt;
  return octets ? std::optional(to_bytes(octets->content)) : std::nullopt;
}

// PBMAC1-params has the form of PBES2-params, with the HMAC where the cipher stands there.
struct Pbmac1 {
  Bytes salt;
  std::uint64_t rounds = 0;
  std::size_t key_size = 0;
  const EVP_MD* prf = nullptr;
  const EVP_MD* mac = nullptr;
};

const EVP_MD* digest_of_hmac(int hmac) {
  int digest = NID_undef;
  if (EVP_PBE_find(EVP_PBE_TYPE_PRF, hmac, nullptr, &digest, nullptr) != 1) return nullptr;
  return EVP_get_digestbynid(digest);
}

std::optional<Pbmac1> pbmac1(const X509_ALGOR& algorithm) {
  if (algorithm.parameter == nullptr) return std::nullopt;
  const Pbe2ParamPtr scheme(
      static_cast<PBE2PARAM*>(ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), algorithm.parameter)));
  if (!scheme || OBJ_obj2nid(scheme->keyfunc->algorithm) != NID_id_pbkdf2) return std::nullopt;
  if (scheme->keyfunc->parameter == nullptr) return std::nullopt;
  const Pbkdf2ParamPtr kdf(
      static_cast<PBKDF2PARAM*>(ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBKDF2PARAM), scheme->keyfunc->parameter)));
  if (!kdf || kdf->salt->type != V_ASN1_OCTET_STRING || kdf->keylength == nullptr) return std::nullopt;
  Pbmac1 out;
  out.salt = to_bytes(view_of(kdf->salt->value.octet_string));
  out.rounds = rounds_of(kdf->iter);
  out.key_size = rounds_of(kdf->keylength);
  out.prf = digest_of_hmac(kdf->prf == nullptr ? NID_hmacWithSHA1 : OBJ_obj2nid(kdf->prf->algorithm));
  out.mac = digest_of_hmac(OBJ_obj2nid(scheme->encryption->algorithm));
  const bool usable = out.prf != nullptr && out.mac != nullptr && out.key_size >= 20 && out.key_size <= 64;
  return usable ? std::optional(out) : std::nullopt;
}

bool fits(const Pbmac1& scheme, const Password& password, ByteView content, ByteView expected) {
  SecretBytes key(scheme.key_size);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  const bool computed =
      PKCS5_PBKDF2_HMAC(password.none ? "" : password.view().data(), static_cast<int>(password.text.size()),
                        scheme.salt.data(), static_cast<int>(scheme.salt.size()), static_cast<int>(scheme.rounds),
                        scheme.prf, static_cast<int>(key.size()), key.data()) == 1 &&
      HMAC(scheme.mac, key.data(), static_cast<int>(key.size()), content.data(), content.size(), mac.data(), &size) !=
          nullptr;
  ERR_clear_error();
  return computed && size == expected.size() && CRYPTO_memcmp(mac.data(), expected.data(), size) == 0;
}

tl::expected<bool, Reason> find_pbmac1(PKCS12& file, const Pbmac1& scheme, PasswordTrial& trial) {
  const auto content = authenticated(file);
  if (!content) return false;
  if (scheme.rounds > static_cast<std::uint64_t>(std::numeric_limits<int>::max())) {
    return trial.find(scheme.rounds, [](const Password&) { return false; });
  }
  const ByteView expected = view_of(mac_parts(file).value);
  return trial.find(scheme.rounds,
                    [&](const Password& password) { return fits(scheme, password, *content, expected); });
}

tl::expected<bool, Reason> find_classic(PKCS12& file, PasswordTrial& trial) {
  return trial.find(rounds_of(mac_parts(file).rounds), [&](const Password& password) {
    const bool right = PKCS12_verify_mac(&file, password.view().data(), static_cast<int>(password.view().size())) == 1;
    ERR_clear_error();
    return right;
  });
}

Mac outcome(const tl::expected<bool, Reason>& found) {
  if (!found) return Mac::not_checked;
  return *found ? Mac::fits : Mac::fits_none;
}

}  // namespace

Mac find_mac_password(PKCS12& file, PasswordTrial& trial) {
  if (PKCS12_mac_present(&file) != 1) return Mac::not_there;
  const X509_ALGOR* algorithm = mac_parts(file).algorithm;
  const int nid = OBJ_obj2nid(algorithm->algorithm);
  if (nid == NID_pbmac1) {
    const auto scheme = pbmac1(*algorithm);
    ERR_clear_error();
    return scheme ? outcome(find_pbmac1(file, *scheme, trial)) : Mac::not_checked;
  }
  return is_digest(nid) ? outcome(find_classic(file, trial)) : Mac::not_checked;
}

}  // namespace certdoc
