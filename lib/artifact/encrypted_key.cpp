// EncryptedPrivateKeyInfo (RFC 5958).
#include "artifact/encrypted_key.hpp"

#include "artifact/pbe.hpp"
#include "base/say.hpp"

namespace certdoc::keys {
namespace {

// A wrong password leaves a valid padding behind once in 256 times: what comes out must be a key.
bool is_key(ByteView plain) {
  const auto parts = parts_of(plain);
  return parts && parts->format == "pkcs8";
}

}  // namespace

Reason encrypted_and(Reason reason, Lang lang) {
  reason.text = say(lang, "it is encrypted; {}", "已加密；{}", reason.text);
  return reason;
}

tl::expected<SecretBytes, Reason> decrypted_pkcs8(const Encrypted& encrypted, const LoadOptions& options) {
  return PasswordTrial::of_key(options)
      .decrypt(encrypted.algorithm, encrypted.data, is_key)
      .map_error([&](Reason reason) { return encrypted_and(std::move(reason), options.lang); });
}

}  // namespace certdoc::keys
