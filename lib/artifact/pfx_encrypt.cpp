// By OpenSSL, in our own context, so that no configuration of the machine has a part in it.
#include "artifact/pfx_encrypt.hpp"

#include <openssl/core_names.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <array>
#include <limits>

#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "artifact/legacy_provider.hpp"
#include "artifact/openssl_der.hpp"
#include "artifact/openssl_ptr.hpp"

namespace certdoc::pfx {
namespace {

using AlgorithmPtr = std::unique_ptr<X509_ALGOR, Deleter<X509_ALGOR_free>>;
using namespace std::string_view_literals;

constexpr int kSalt = 16;
constexpr std::uint64_t kMaxIterations = 10'000'000;  // what our own reader takes: Limits::kdf_iterations

int nid_of_prf(const std::string& prf) {
  if (prf == "SHA1") return NID_hmacWithSHA1;
  if (prf == "SHA256") return NID_hmacWithSHA256;
  if (prf == "SHA384") return NID_hmacWithSHA384;
  return prf == "SHA512" ? NID_hmacWithSHA512 : NID_undef;
}

// With a new salt and a new initialisation vector.
AlgorithmPtr new_algorithm(const std::string& cipher, const std::string& prf, int iterations) {
  if (cipher == "DES-EDE3-CBC") {
    return AlgorithmPtr(
        PKCS5_pbe_set_ex(NID_pbe_WithSHA1And3_Key_TripleDES_CBC, iterations, nullptr, kSalt, own_context()));
  }
  const CipherPtr aes(cipher.starts_with("AES-") ? EVP_CIPHER_fetch(own_context(), cipher.c_str(), nullptr) : nullptr);
  const int prf_nid = nid_of_prf(prf);
  if (!aes || prf_nid == NID_undef) return nullptr;
  return AlgorithmPtr(PKCS5_pbe2_set_iv_ex(aes.get(), iterations, nullptr, kSalt, nullptr, prf_nid, own_context()));
}

// Where one is empty OpenSSL must still see a pointer: without one it takes no password, which is another thing.
const char* text_of(const SecretBytes& password) {
  return password.empty() ? "" : as_text(password).data();
}

std::optional<int> usable(std::uint64_t iterations) {
  if (iterations == 0 || iterations > kMaxIterations) return std::nullopt;
  return static_cast<int>(iterations);
}

struct Mac {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> octets{};
  std::size_t size = 0;
};

// RFC 7292 B.2 for the key, id 3, as long as the digest; then HMAC.
std::optional<Mac> computed(const EVP_MD* digest, std::uint64_t iterations, ByteView salt, ByteView content,
                            const SecretBytes& password) {
  SecretBytes key(static_cast<std::size_t>(EVP_MD_get_size(digest)));
  SecretBytes salt_copy = to_secret(salt);  // OpenSSL does not promise to leave it alone
  Mac mac;
  const bool done =
      PKCS12_key_gen_utf8_ex(text_of(password), static_cast<int>(password.size()), salt_copy.data(),
                             static_cast<int>(salt.size()), PKCS12_MAC_ID, static_cast<int>(iterations),
                             static_cast<int>(key.size()), key.data(), digest, own_context(), nullptr) == 1 &&
      EVP_Q_mac(own_context(), "HMAC", nullptr, EVP_MD_get0_name(digest), nullptr, key.data(), key.size(),
                content.data(), content.size(), mac.octets.data(), mac.octets.size(), &mac.size) != nullptr;
  return done ? std::optional(mac) : std::nullopt;
}

// An INTEGER; 1 is the default of MacData and not written.
Bytes rounds_of_mac(std::uint64_t iterations) {
  if (iterations == 1) return {};
  Bytes octets;
  for (unsigned shift = 64; shift > 0; shift -= 8)
    octets.push_back(static_cast<std::uint8_t>(iterations >> (shift - 8)));
  return der::write_unsigned(octets);
}

// AlgorithmIdentifier of a digest, with the NULL that everybody writes.
Bytes digest_algorithm(const EVP_MD* digest) {
  static constexpr std::string_view kNull = "\x05\x00"sv;
  const Bytes oid = der::write(der::oid, {view_of(OBJ_nid2obj(EVP_MD_get_type(digest)))});
  return der::write(der::sequence, {oid, as_bytes(kNull)});
}

}  // namespace

std::optional<Encrypted> encrypt(const std::string& cipher, const std::string& prf, std::uint64_t iterations,
                                 ByteView plain, const SecretBytes& password) {
  const auto rounds = usable(iterations);
  if (!rounds || plain.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return std::nullopt;
  const AlgorithmPtr algorithm = new_algorithm(cipher, prf, *rounds);
  unsigned char* out = nullptr;
  int size = 0;
  const bool done =
      algorithm &&
      PKCS12_pbe_crypt_ex(algorithm.get(), text_of(password), static_cast<int>(password.size()), plain.data(),
                          static_cast<int>(plain.size()), &out, &size, 1, own_context(), nullptr) != nullptr;
  if (!done) return std::nullopt;
  Encrypted encrypted{der_of(algorithm.get()), Bytes(out, out + size)};
  OPENSSL_free(out);
  return encrypted;
}

Bytes mac_data(const std::string& digest_name, std::uint64_t iterations, ByteView content,
               const SecretBytes& password) {
  const DigestPtr digest(EVP_MD_fetch(own_context(), digest_name.c_str(), nullptr));
  std::array<std::uint8_t, kSalt> salt{};
  if (!digest || !usable(iterations) || RAND_bytes_ex(own_context(), salt.data(), salt.size(), 0) != 1) return {};
  const auto mac = computed(digest.get(), iterations, salt, content, password);
  if (!mac) return {};
  const Bytes value = der::write(der::octet_string, {ByteView(mac->octets).first(mac->size)});
  const Bytes info = der::write(der::sequence, {digest_algorithm(digest.get()), value});
  return der::write(der::sequence, {info, der::write(der::octet_string, {salt}), rounds_of_mac(iterations)});
}

}  // namespace certdoc::pfx
