// The provider `legacy` is a file of its own (legacy.so), even where libcrypto is linked in; so it can be missing.
#include "artifact/legacy_provider.hpp"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/provider.h>

#include "artifact/openssl_ptr.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

OSSL_LIB_CTX* start() {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  OSSL_LIB_CTX* context = OSSL_LIB_CTX_new();
  if (context != nullptr) OSSL_PROVIDER_load(context, "default");
  ERR_clear_error();
  return context;
}

bool can_fetch(const char* name) {
  const CipherPtr cipher(EVP_CIPHER_fetch(own_context(), name, nullptr));
  ERR_clear_error();
  return cipher != nullptr;
}

bool load_legacy() {
  static const bool loaded = OSSL_PROVIDER_load(own_context(), "legacy") != nullptr;
  ERR_clear_error();
  return loaded;
}

}  // namespace

OSSL_LIB_CTX* own_context() {
  static OSSL_LIB_CTX* const context = start();
  return context;
}

bool cipher_available(const char* name) {
  if (own_context() == nullptr) return false;
  return can_fetch(name) || (load_legacy() && can_fetch(name));
}

std::string needs_legacy_text(Lang lang, std::string_view algorithm) {
  return say(
      lang,
      "its encryption {} needs OpenSSL's legacy provider; legacy.so was not found (Debian: package libssl3; another "
      "directory: OPENSSL_MODULES)",
      "其加密方式 {} 需要 OpenSSL 的 legacy 提供程序；未找到 legacy.so（Debian：软件包 libssl3；"
      "其他目录：OPENSSL_MODULES）",
      algorithm);
}

}  // namespace certdoc
