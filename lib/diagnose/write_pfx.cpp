// Choose, make, read back, write, read again.
#include "diagnose/write_pfx.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "artifact/store.hpp"
#include "base/io.hpp"
#include "base/say.hpp"
#include "base/write_file.hpp"
#include "check/forms.hpp"
#include "diagnose/pfx_chain.hpp"
#include "diagnose/pfx_choice.hpp"
#include "diagnose/pfx_read_back.hpp"
#include "diagnose/pfx_refusal.hpp"

namespace certdoc {
namespace {

PfxForm form_of(const kb::PfxImport& import) {
  const kb::PfxRecipe& recipe = import.recipe;
  const std::uint64_t limit = import.max_iterations;
  return {.key_cipher = std::string(recipe.key_cipher),
          .certificate_cipher = std::string(recipe.certificate_cipher),
          .prf = std::string(recipe.prf),
          .mac = std::string(recipe.mac),
          .iterations = limit > 0 ? std::min(limit, recipe.iterations) : recipe.iterations};
}

// Providers of CryptoAPI, called `... Cryptographic Provider`, hold RSA or DSA keys; others go to a key storage
// provider. https://learn.microsoft.com/en-us/windows/win32/seccrypto/microsoft-cryptographic-service-providers
bool can_hold(std::string_view provider, const PublicKey& key) {
  const bool old_kind = provider.find("Cryptographic Provider") != std::string_view::npos;
  return !old_kind || key.algorithm == "RSA" || key.algorithm == "DSA";
}

class Writer {
 public:
  Writer(const kb::Target& target, const WritePfxOptions& options) : target_(target), options_(options) {}

  Result<WrittenPfx> run(const Material& material);
  Result<WrittenPfx> run(const PfxParts& parts, const std::vector<std::string>& left_out = {});

 private:
  PfxContent content(const PfxParts& parts);
  std::string friendly_name(const PfxParts& parts) const;
  std::string provider(const Artifact& key);
  std::string reason_against(const std::string& provider, const Artifact& key) const;
  void tell_of_leaf(const Artifact& leaf);
  void tell_of_algorithm(const Artifact& leaf);
  void tell_of_other_keys(const PfxInventory& inventory, const PfxPair& pair, std::vector<std::string>& out) const;
  Result<void> write(const SecretBytes& pfx) const;

  const kb::Target& target_;
  const WritePfxOptions& options_;
  WrittenPfx out_;
};

std::string Writer::friendly_name(const PfxParts& parts) const {
  if (options_.friendly_name) return *options_.friendly_name;
  const std::string& name = parts.certificates.front()->name;
  return name.empty() ? parts.key.artifact->name : name;
}

// The recipe's, else for Windows the one that the key was made in; nobody else knows what to do with it.
std::string Writer::provider(const Artifact& key) {
  const std::string former = key.bag ? key.bag->csp : "";
  const std::string wanted(target_.pfx->recipe.csp);
  std::string chosen = wanted.empty() && target_.platform == "windows" ? former : wanted;
  const std::string against = chosen.empty() ? "" : reason_against(chosen, key);
  if (!against.empty()) {
    out_.left_out.push_back(say(options_.lang, "the provider {}: {}", "提供程序 {}：{}", chosen, against));
    chosen.clear();
  } else if (!former.empty() && former != chosen) {
    out_.left_out.push_back(
        say(options_.lang, "the provider that the key came with: {}", "密钥原来的提供程序：{}", former));
  }
  return chosen;
}

// Why this key cannot go to this provider there; empty: nothing is known against it.
std::string Writer::reason_against(const std::string& provider, const Artifact& key) const {
  if (const kb::PfxRule* rule = refusal_of(*target_.pfx, "provider:" + provider)) {
    return std::string(options_.lang == Lang::zh ? rule->why.zh : rule->why.en);
  }
  if (!key.key || can_hold(provider, *key.key)) return {};
  return say(options_.lang, "it holds no {} keys", "它不能存放 {} 密钥", key.key->algorithm);
}

void Writer::tell_of_leaf(const Artifact& leaf) {
  if (valid_at(leaf, options_.now)) return;
  out_.warnings.push_back(say(options_.lang, "the certificate {} is valid from {} to {}", "证书 {} 的有效期为 {} 至 {}",
                              short_name(leaf), to_rfc3339(leaf.certificate->not_before),
                              to_rfc3339(leaf.certificate->not_after)));
}

// Such a PFX may be imported and be of no use, or be refused; it is what was asked for all the same.
void Writer::tell_of_algorithm(const Artifact& leaf) {
  const std::string_view word = algorithm_word(*leaf.key);
  const kb::TargetRule* rule = word.empty() ? nullptr : kb::rule(target_, word);
  if (rule == nullptr || rule->accepts != kb::Accepts::no) return;
  out_.warnings.push_back(say(options_.lang, "{} cannot use a key of {}: {}", "{} 不能使用 {} 密钥：{}", target_.title,
                              key_name(*leaf.key), options_.lang == Lang::zh ? rule->why.zh : rule->why.en));
}

void Writer::tell_of_other_keys(const PfxInventory& inventory, const PfxPair& pair,
                                std::vector<std::string>& out) const {
  constexpr std::size_t kMax = 20;
  std::vector<std::string> texts;
  for (const Placed& key : inventory.keys) {
    if (key.artifact == pair.key.artifact) continue;
    texts.push_back(
        say(options_.lang, "{}: a private key without certificate here", "{}：没有对应证书的私钥", key.where()));
  }
  for (const Placed& closed : inventory.closed) {
    const std::string why = closed.artifact->unread ? closed.artifact->unread->text : "?";
    texts.push_back(
        say(options_.lang, "{}: not all of it could be opened: {}", "{}：未能全部打开：{}", closed.where(), why));
  }
  if (texts.size() > kMax) {
    const std::size_t more = texts.size() - kMax;
    texts.resize(kMax);
    texts.push_back(say(options_.lang, "{} more private keys", "另有 {} 个私钥", more));
  }
  out.insert(out.end(), texts.begin(), texts.end());
}

PfxContent Writer::content(const PfxParts& parts) {
  PfxContent content{.key = parts.key.artifact,
                     .certificates = parts.certificates,
                     .friendly_name = friendly_name(parts),
                     .csp = provider(*parts.key.artifact)};
  const Artifact& leaf = *content.certificates.front();
  out_.key = parts.key.where();
  out_.leaf = name_text(leaf.certificate->subject);
  tell_of_leaf(leaf);
  tell_of_algorithm(leaf);
  return content;
}

Result<void> Writer::write(const SecretBytes& pfx) const {
  const std::string& path = options_.path;
  const auto written = write_file(path, pfx, {.secret = true, .overwrite = options_.force});
  if (!written) return tl::unexpected(written.error());
  const auto read = read_file(path, pfx.size());
  if (read && *read == as_text(pfx)) return {};
  return fail(Error::Kind::unreadable, fmt::format("{} was written, but it does not read back as it was written", path),
              "write it to another disk; do not use this file", fmt::format("{} 已写入，但读回的内容不同", path),
              "请写到其他磁盘；不要使用此文件");
}

Result<WrittenPfx> Writer::run(const PfxParts& parts, const std::vector<std::string>& left_out) {
  const PfxContent content = this->content(parts);
  out_.left_out.insert(out_.left_out.end(), left_out.begin(), left_out.end());
  out_.path = options_.path;
  out_.form = form_of(*target_.pfx);
  const auto pfx = make_pfx(content, out_.form, *options_.password);
  if (!pfx) return tl::unexpected(pfx.error());
  if (auto error = read_back(*pfx, content, out_.form, options_.password)) return tl::unexpected(std::move(*error));
  if (const auto written = write(*pfx); !written) return tl::unexpected(written.error());
  out_.certificates = content.certificates.size();
  out_.friendly_name = content.friendly_name;
  out_.csp = content.csp;
  return std::move(out_);
}

Result<WrittenPfx> Writer::run(const Material& material) {
  const PfxInventory inventory = pfx_inventory(material);
  const auto pair = choose_pair(material, inventory, options_.now);
  if (!pair) return tl::unexpected(pair.error());
  PfxChain chain = chain_of(*pair, inventory, target_.pfx->recipe.with_root, options_);
  tell_of_other_keys(inventory, *pair, chain.left_out);
  PfxParts parts{pair->key, {}};
  for (const Placed& certificate : chain.certificates) parts.certificates.push_back(certificate.artifact);
  auto written = run(parts, chain.left_out);
  if (written) written->warnings.insert(written->warnings.end(), chain.warnings.begin(), chain.warnings.end());
  return written;
}

}  // namespace

Result<WrittenPfx> write_pfx(const PfxParts& parts, const kb::Target& target, const WritePfxOptions& options) {
  if (auto error = refusal_of_writing(target, options)) return tl::unexpected(std::move(*error));
  return Writer(target, options).run(parts);
}

Result<WrittenPfx> write_pfx(const Material& material, const kb::Target& target, const WritePfxOptions& options) {
  if (auto error = refusal_of_writing(target, options)) return tl::unexpected(std::move(*error));
  return Writer(target, options).run(material);
}

}  // namespace certdoc
