// Compared with what went in, byte for byte where it is certificate or key.
#include "diagnose/pfx_read_back.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <string_view>

#include "artifact/loader.hpp"
#include "artifact/objects.hpp"
#include "artifact/pkcs8.hpp"
#include "artifact/store.hpp"

namespace certdoc {
namespace {

struct Texts {
  std::string_view en, zh;
};

bool is_scheme(const std::optional<Encryption>& found, const std::string& cipher, const PfxForm& form) {
  if (!found || found->cipher != cipher || found->iterations != form.iterations) return false;
  return cipher == "DES-EDE3-CBC" || found->prf == form.prf;
}

bool is_mac(const Store& store, const PfxForm& form) {
  return store.verdict == PasswordVerdict::fits && store.integrity.kind == Integrity::Kind::mac &&
         store.integrity.digest == form.mac && store.integrity.iterations == form.iterations;
}

bool is_form(const Artifact& container, const Artifact& key, const PfxForm& form) {
  if (!container.store || !key.bag) return false;
  const auto& parts = container.store->parts;
  const bool certificates = std::all_of(parts.begin(), parts.end(), [&](const StorePart& part) {
    return !part.encrypted || is_scheme(part.encryption, form.certificate_cipher, form);
  });
  return certificates && is_mac(*container.store, form) && is_scheme(key.bag->encryption, form.key_cipher, form);
}

bool is_key(const Artifact& found, const PfxContent& content, const Bytes& id) {
  const auto wanted = pkcs8_of(*content.key);
  const bool same = wanted && found.secret && *found.secret == *wanted && found.key &&
                    (!content.key->key || found.key->id == content.key->key->id);
  return same && found.pair != Pair::does_not_fit && found.local_key_id == id && found.name == content.friendly_name;
}

bool are_certificates(const std::vector<const Artifact*>& found, const PfxContent& content, const Bytes& id) {
  const auto same = [](const Artifact* a, const Artifact* b) { return a->der == b->der; };
  return std::equal(found.begin(), found.end(), content.certificates.begin(), content.certificates.end(), same) &&
         (found.empty() || (found.front()->local_key_id == id && found.front()->name == content.friendly_name));
}

bool is_provider(const Artifact& key, const PfxContent& content) {
  return key.bag && key.bag->csp == content.csp;
}

// What is wrong with it; empty: nothing.
Texts problem(const LoadedFile& file, const PfxContent& content, const PfxForm& form) {
  std::vector<const Artifact*> keys, certificates;
  for (const Artifact& artifact : file.artifacts) {
    if (artifact.kind == Kind::private_key) keys.push_back(&artifact);
    if (artifact.kind == Kind::certificate) certificates.push_back(&artifact);
  }
  const bool container = !file.artifacts.empty() && file.artifacts.front().kind == Kind::pkcs12;
  if (!container || file.error || !file.damages.empty()) return {"it is no PFX", "它不是 PFX"};
  if (file.artifacts.front().unread) return {"its password does not open it", "密码无法打开它"};
  const Bytes id = content.certificates.empty() ? Bytes() : sha1(content.certificates.front()->der);
  if (keys.size() != 1 || !is_key(*keys.front(), content, id)) return {"another key is in it", "其中的私钥不同"};
  if (!are_certificates(certificates, content, id)) return {"other certificates are in it", "其中的证书不同"};
  if (!is_provider(*keys.front(), content)) return {"another provider is in it", "其中的提供程序不同"};
  if (!is_form(file.artifacts.front(), *keys.front(), form)) return {"it is encrypted otherwise", "加密方式不同"};
  return {};
}

}  // namespace

std::optional<Error> read_back(ByteView pfx, const PfxContent& content, const PfxForm& form,
                               const std::shared_ptr<const SecretBytes>& password) {
  LoadOptions options;
  options.passwords = {password};
  const Texts wrong = problem(load_bytes("new.pfx", pfx, options), content, form);
  if (wrong.en.empty()) return std::nullopt;
  return Error{Error::Kind::invalid, fmt::format("the new PFX is not what it should be: {}", wrong.en),
               "this is a bug in certdoc: please report it", fmt::format("新 PFX 与要求不符：{}", wrong.zh),
               "这是 certdoc 的缺陷，请报告"};
}

}  // namespace certdoc
