// SM4-CBC; IV and key are the 32 bytes that the key derivation of GB/T 32918.4 makes from the password:
// SM3(password || 00000001). The plain text is the private number, 32 bytes, padded as in PKCS#7.
#include "artifact/sm2_key.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>

#include "artifact/legacy_provider.hpp"
#include "artifact/openssl_ptr.hpp"

namespace certdoc {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kScalar = 32;
constexpr std::size_t kPoint = 65;  // 04, x, y
using Point = std::array<std::uint8_t, kPoint>;

// What stands around the two in PKCS#8: PrivateKeyInfo with id-ecPublicKey on SM2's curve (1.2.156.10197.1.301) and an
// ECPrivateKey, up to the number; then the tags and lengths before the point.
constexpr std::string_view kBeforeScalar =
    "\x30\x81\x87\x02\x01\x00\x30\x13\x06\x07\x2A\x86\x48\xCE\x3D\x02\x01\x06\x08\x2A\x81\x1C\xCF\x55\x01\x82\x2D"
    "\x04\x6D\x30\x6B\x02\x01\x01\x04\x20"sv;
constexpr std::string_view kBeforePoint = "\xA1\x44\x03\x42\x00"sv;

std::optional<SecretBytes> derived(ByteView password) {
  const DigestPtr sm3(EVP_MD_fetch(own_context(), "SM3", nullptr));
  const DigestCtxPtr context(EVP_MD_CTX_new());
  SecretBytes out(32);
  constexpr std::array<std::uint8_t, 4> kCounter{0, 0, 0, 1};
  const bool done = sm3 && context && EVP_DigestInit_ex2(context.get(), sm3.get(), nullptr) == 1 &&
                    EVP_DigestUpdate(context.get(), password.data(), password.size()) == 1 &&
                    EVP_DigestUpdate(context.get(), kCounter.data(), kCounter.size()) == 1 &&
                    EVP_DigestFinal_ex(context.get(), out.data(), nullptr) == 1;
  return done ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<SecretBytes> decrypted(ByteView encrypted, const SecretBytes& iv_and_key) {
  const CipherPtr cipher(EVP_CIPHER_fetch(own_context(), "SM4-CBC", nullptr));
  const CipherCtxPtr context(EVP_CIPHER_CTX_new());
  SecretBytes plain(encrypted.size() + 16);
  int size = 0, last = 0;
  const bool done =
      cipher && context &&
      EVP_DecryptInit_ex2(context.get(), cipher.get(), iv_and_key.data() + 16, iv_and_key.data(), nullptr) == 1 &&
      EVP_DecryptUpdate(context.get(), plain.data(), &size, encrypted.data(), static_cast<int>(encrypted.size())) ==
          1 &&
      EVP_DecryptFinal_ex(context.get(), plain.data() + size, &last) == 1;
  if (!done || static_cast<std::size_t>(size) + static_cast<std::size_t>(last) != kScalar) return std::nullopt;
  plain.resize(kScalar);
  return plain;
}

// d G, for 0 < d < n.
std::optional<Point> public_point(const SecretBytes& scalar) {
  const EcGroupPtr group(EC_GROUP_new_by_curve_name_ex(own_context(), nullptr, NID_sm2));
  const BignumPtr number(BN_secure_new());
  const BnCtxPtr context(BN_CTX_secure_new_ex(own_context()));
  if (!group || !number || !context) return std::nullopt;
  if (BN_bin2bn(scalar.data(), static_cast<int>(scalar.size()), number.get()) == nullptr) return std::nullopt;
  const bool in_range = BN_is_zero(number.get()) == 0 && BN_cmp(number.get(), EC_GROUP_get0_order(group.get())) < 0;
  const EcPointPtr point(EC_POINT_new(group.get()));
  if (!in_range || !point) return std::nullopt;
  BN_set_flags(number.get(), BN_FLG_CONSTTIME);
  Point out{};
  const bool done = EC_POINT_mul(group.get(), point.get(), number.get(), nullptr, nullptr, context.get()) == 1 &&
                    EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, out.data(), out.size(),
                                       context.get()) == out.size();
  return done ? std::optional(out) : std::nullopt;
}

// The BIT STRING is the last value of a SubjectPublicKeyInfo, so its point ends where that ends.
bool ends_with_point(ByteView spki, const Point& point) {
  if (spki.size() > kPoint && std::equal(point.begin(), point.end(), spki.end() - kPoint)) return true;
  Point compressed = point;
  compressed[0] = static_cast<std::uint8_t>(0x02U | (point.back() & 1U));
  constexpr std::size_t kHalf = 33;
  return spki.size() > kHalf && std::equal(compressed.begin(), compressed.begin() + kHalf, spki.end() - kHalf);
}

SecretBytes pkcs8(const SecretBytes& scalar, const Point& point) {
  SecretBytes out = to_secret(as_bytes(kBeforeScalar));
  out.insert(out.end(), scalar.begin(), scalar.end());
  const ByteView before_point = as_bytes(kBeforePoint);
  out.insert(out.end(), before_point.begin(), before_point.end());
  out.insert(out.end(), point.begin(), point.end());
  return out;
}

}  // namespace

std::optional<SecretBytes> open_sm2_key(ByteView encrypted, ByteView password, ByteView spki) {
  constexpr std::size_t kEncrypted = kScalar + 16;
  if (encrypted.size() != kEncrypted) return std::nullopt;
  const auto iv_and_key = derived(password);
  const auto scalar = iv_and_key ? decrypted(encrypted, *iv_and_key) : std::nullopt;
  const auto point = scalar ? public_point(*scalar) : std::nullopt;
  ERR_clear_error();
  if (!point || !ends_with_point(spki, *point)) return std::nullopt;
  return pkcs8(*scalar, *point);
}

}  // namespace certdoc
