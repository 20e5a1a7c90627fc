#include "artifact/make_encrypted_key.hpp"

#include <openssl/crypto.h>

#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "artifact/pfx_encrypt.hpp"
#include "artifact/pkcs8.hpp"

namespace certdoc {

Result<SecretBytes> encrypted_pkcs8_of(const Artifact& key, const SecretBytes& password) {
  // https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html: a quarter of a second once, for
  // whoever starts the server.
  constexpr std::uint64_t kIterations = 600'000;
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);  // even looking up an OID would read openssl.cnf
  const auto plain = pkcs8_of(key);
  if (!plain) return tl::unexpected(plain.error());
  const auto encrypted = pfx::encrypt("AES-256-CBC", "SHA256", kIterations, *plain, password);
  if (!encrypted) {
    return fail(Error::Kind::unsupported, "OpenSSL cannot encrypt the key", "encrypt it with: openssl pkcs8 -topk8",
                "OpenSSL 无法加密该私钥", "请改用 openssl pkcs8 -topk8 加密");
  }
  const Bytes octets = der::write(der::octet_string, {encrypted->octets});
  return der::write_secret(der::sequence, {encrypted->algorithm, octets});
}

}  // namespace certdoc
