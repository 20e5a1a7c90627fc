// `Proc-Type: 4,ENCRYPTED` (RFC 1421) as OpenSSL writes it: `DEK-Info: AES-256-CBC,IV`, the key by EVP_BytesToKey,
// which is one round of MD5 (https://docs.openssl.org/3.0/man3/PEM_read_bio_PrivateKey/, "PEM encryption format").
#include <openssl/evp.h>
#include <algorithm>
#include <limits>

#include "artifact/encrypted_key.hpp"
#include "artifact/keys.hpp"
#include "artifact/legacy_provider.hpp"
#include "artifact/no_password.hpp"
#include "artifact/openssl_ptr.hpp"
#include "base/say.hpp"
#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kSalt = 8;  // PKCS5_SALT_LEN: the first bytes of the initial vector
constexpr std::size_t kMaxText = 256;

struct DekInfo {
  std::string cipher;
  Bytes vector;
};

int nibble(char c) {
  if (text::is_digit(c)) return c - '0';
  const char low = text::lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

std::optional<Bytes> from_hex(std::string_view digits) {
  if (digits.size() % 2 != 0 || digits.size() > kMaxText) return std::nullopt;
  Bytes out;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const int high = nibble(digits[i]), low = nibble(digits[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return out;
}

std::optional<DekInfo> dek_info(const Block& block) {
  const auto header = std::ranges::find_if(
      block.headers, [](const auto& field) { return text::equal_ignoring_case(field.first, "DEK-Info"); });
  if (header == block.headers.end()) return std::nullopt;
  const std::string_view value = header->second;
  const std::size_t comma = value.find(',');
  if (comma > kMaxText) return std::nullopt;  // or there is none
  const auto vector = from_hex(text::trim(value.substr(comma + 1)));
  if (!vector || vector->size() < kSalt) return std::nullopt;
  return DekInfo{text::upper(text::trim(value.substr(0, comma))), *vector};
}

// D(i) = MD5(D(i-1) || password || salt), one after the other until there are enough. Empty: MD5 cannot be had.
SecretBytes derived_key(ByteView password, ByteView salt, std::size_t size) {
  const DigestPtr md5(EVP_MD_fetch(own_context(), "MD5", nullptr));
  const DigestCtxPtr context(EVP_MD_CTX_new());
  SecretBytes key;
  SecretBytes digest;
  while (md5 && context && key.size() < size) {
    const bool done = EVP_DigestInit_ex2(context.get(), md5.get(), nullptr) == 1 &&
                      EVP_DigestUpdate(context.get(), digest.data(), digest.size()) == 1 &&
                      EVP_DigestUpdate(context.get(), password.data(), password.size()) == 1 &&
                      EVP_DigestUpdate(context.get(), salt.data(), salt.size()) == 1;
    digest.resize(static_cast<std::size_t>(EVP_MD_get_size(md5.get())));
    if (!done || EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) != 1) return {};
    key.insert(key.end(), digest.begin(), digest.end());
  }
  key.resize(std::min(size, key.size()));
  return key;
}

std::optional<SecretBytes> decrypted(const EVP_CIPHER* cipher, const DekInfo& info, ByteView data, ByteView password) {
  const SecretBytes key = derived_key(password, ByteView(info.vector).first(kSalt),
                                      static_cast<std::size_t>(EVP_CIPHER_get_key_length(cipher)));
  const CipherCtxPtr context(EVP_CIPHER_CTX_new());
  SecretBytes plain(data.size() + EVP_MAX_BLOCK_LENGTH);
  int size = 0, last = 0;
  const bool done =
      !key.empty() && context &&
      EVP_DecryptInit_ex2(context.get(), cipher, key.data(), info.vector.data(), nullptr) == 1 &&
      EVP_DecryptUpdate(context.get(), plain.data(), &size, data.data(), static_cast<int>(data.size())) == 1 &&
      EVP_DecryptFinal_ex(context.get(), plain.data() + size, &last) == 1;
  ERR_clear_error();
  if (!done) return std::nullopt;
  plain.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(last));
  return plain;
}

// Decrypted with a wrong password the padding is right once in 256 times; a whole key it is never.
bool is_key(ByteView plain) {
  return der::only(plain, der::sequence) && keys::parts_of(plain);
}

// The cipher of DEK-Info, or why there is none.
tl::expected<CipherPtr, Reason> cipher_for(const DekInfo& info, Lang lang) {
  const bool available = cipher_available(info.cipher.c_str());
  CipherPtr cipher(available ? EVP_CIPHER_fetch(own_context(), info.cipher.c_str(), nullptr) : nullptr);
  ERR_clear_error();
  const bool named = OBJ_sn2nid(info.cipher.c_str()) != NID_undef;
  if (!cipher && named) return tl::unexpected(Reason{ReasonKind::unsupported, needs_legacy_text(lang, info.cipher)});
  const bool fits = cipher && EVP_CIPHER_get_mode(cipher.get()) == EVP_CIPH_CBC_MODE &&
                    static_cast<std::size_t>(EVP_CIPHER_get_iv_length(cipher.get())) == info.vector.size();
  if (fits) return cipher;
  return tl::unexpected(Reason{ReasonKind::unsupported, say(lang, "OpenSSL does not support its encryption ({})",
                                                            "OpenSSL 不支持其加密方式（{}）", info.cipher)});
}

}  // namespace

Result<void> read_legacy_encrypted(Artifact& artifact, const Block& block, const LoadOptions& options) {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);  // see read_private_key
  artifact.kind = Kind::private_key;
  artifact.format = "legacy-pem-encrypted";
  artifact.encrypted = true;
  const auto info = dek_info(block);
  if (!info || block.der.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return fail(Error::Kind::invalid, "the header DEK-Info of the private key is missing or damaged",
                "take the key from a backup", "私钥的 DEK-Info 头缺失或已损坏", "请从备份中取回私钥");
  }
  artifact.unread = keys::encrypted_and(no_password_reason(options), options.lang);
  if (options.passwords.empty()) return {};
  const auto cipher = cipher_for(*info, options.lang);
  if (!cipher) {
    artifact.unread = keys::encrypted_and(cipher.error(), options.lang);
    return {};
  }
  for (const auto& password : options.passwords) {
    const auto plain = decrypted(cipher->get(), *info, block.der, password ? ByteView(*password) : ByteView());
    if (!plain || !is_key(*plain)) continue;
    artifact.unread.reset();
    return keys::read_decrypted(artifact, *plain, options);
  }
  return {};
}

}  // namespace certdoc
