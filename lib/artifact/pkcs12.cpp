// PKCS#12 (RFC 7292): PFX files. Parsed by OpenSSL, since Windows, Java and NSS write BER with indefinite lengths.
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>

#include "artifact/containers.hpp"
#include "artifact/legacy_provider.hpp"
#include "artifact/openssl_der.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/pbe.hpp"
#include "artifact/pkcs12_bags.hpp"
#include "artifact/pkcs12_mac.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

struct FreeSafes {
  void operator()(STACK_OF(PKCS7) * safes) const { sk_PKCS7_pop_free(safes, PKCS7_free); }
};
using SafesPtr = std::unique_ptr<STACK_OF(PKCS7), FreeSafes>;

// The new object carries our context to whatever OpenSSL computes for it; d2i takes it over.
Pkcs12Ptr parsed(ByteView der) {
  PKCS12* file = PKCS12_init_ex(NID_pkcs7_data, own_context(), nullptr);
  const unsigned char* at = der.data();
  Pkcs12Ptr out(file != nullptr ? d2i_PKCS12(&file, &at, static_cast<long>(der.size())) : nullptr);
  ERR_clear_error();
  return out;
}

tl::unexpected<Error> broken(std::string_view where_en, std::string_view where_zh) {
  return fail(Error::Kind::invalid, fmt::format("the PKCS#12 structure is damaged: {}", where_en),
              "get the file anew from where it was made", fmt::format("PKCS#12 结构已损坏：{}", where_zh),
              "请从生成处重新获取此文件");
}

// These two: false where the part is damaged.
bool read_encrypted_safe(const PKCS7& safe, BagReader& reader, PasswordTrial& trial, Artifact& container) {
  container.encrypted = true;
  const PKCS7_ENC_CONTENT* content = safe.d.encrypted != nullptr ? safe.d.encrypted->enc_data : nullptr;
  if (content == nullptr || content->algorithm == nullptr || content->enc_data == nullptr) return false;
  BagsPtr bags;
  const auto plain = trial.decrypt(der_of(content->algorithm), view_of(content->enc_data), [&](ByteView opened) {
    bags = bags_of(opened);
    return bags != nullptr;
  });
  if (plain)
    reader.read(bags.get(), true);
  else
    reader.keep_closed(plain.error());
  return true;
}

bool read_safe(PKCS7& safe, BagReader& reader, PasswordTrial& trial, Artifact& container, Lang lang) {
  if (PKCS7_type_is_encrypted(&safe)) return read_encrypted_safe(safe, reader, trial, container);
  if (!PKCS7_type_is_data(&safe)) {
    container.encrypted = true;
    reader.keep_closed(
        {ReasonKind::unsupported, say(lang, "a part of it is encrypted for a recipient's key, not by a password",
                                      "其中一部分是用接收者的密钥加密的，而不是用密码")});
    return true;
  }
  const BagsPtr bags(PKCS12_unpack_p7data(&safe));
  ERR_clear_error();
  if (!bags) return false;
  reader.read(bags.get(), false);
  return true;
}

}  // namespace

Result<std::vector<Artifact>> open_pkcs12(Artifact& container, ByteView der, const LoadOptions& options) {
  container.format = "pkcs12";
  const Pkcs12Ptr file = parsed(der);
  if (!file) return broken("it cannot be parsed", "无法解析");
  const SafesPtr safes(PKCS12_unpack_authsafes(file.get()));
  ERR_clear_error();
  if (!safes) return broken("its authenticated safe cannot be parsed", "其 authSafe 无法解析");

  PasswordTrial trial = PasswordTrial::of_container(options);
  if (find_mac_password(*file, trial) == Mac::fits_none) trial.give_up();
  BagReader reader(container, trial, options);
  for (int n = 0; n < sk_PKCS7_num(safes.get()); ++n) {
    if (!read_safe(*sk_PKCS7_value(safes.get(), n), reader, trial, container, options.lang)) {
      return broken(fmt::format("part {} cannot be parsed", n + 1), fmt::format("第 {} 部分无法解析", n + 1));
    }
  }
  return reader.take();
}

}  // namespace certdoc
