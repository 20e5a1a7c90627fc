// The chain with its key as PKCS #12, by what writes every PFX.
#include <fmt/format.h>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "diagnose/chain_bundle.hpp"

namespace certdoc {
namespace {

// `java-17` has rules of its own, for `java` there are those of the oldest release that is still about.
struct Rules {
  const kb::Target* target = nullptr;
  std::string_view title;
};

Rules rules_of(const ChainOptions& options, const kb::ChainTarget& target) {
  const kb::Target* own = kb::find_target(options.out_for);
  if (own != nullptr && own->pfx) return {own, own->title};
  return {kb::find_target(target.pfx_target), target.title};
}

tl::unexpected<Error> no_key(const ChainScene& scene) {
  const std::string locked = locked_key(scene);
  const bool closed = !locked.empty();
  return fail(Error::Kind::invalid,
              closed ? fmt::format("nothing was written: the private key {} stays closed", locked)
                     : "nothing was written: the private key of the certificate is not here",
              closed ? "give its password with --pass"
                     : "name its file too; without --out-pass the chain is written alone, as PKCS #7",
              closed ? fmt::format("没有写入：私钥 {} 未能打开", locked) : "没有写入：这里没有该证书的私钥",
              closed ? "请用 --pass 提供密码" : "请一并指定私钥文件；不加 --out-pass 则只写出证书链（PKCS #7）");
}

WritePfxOptions how(const ChainScene& scene, const ChainOptions& options, const kb::ChainTarget& target) {
  WritePfxOptions out{options.out, options.out_password, options.force,
                      scene.lang,  options.out_name,     scene.question.now};
  // Java calls an entry without a name `1`.
  const chain::Leaf& leaf = scene.result.leaves.front();
  if (!out.friendly_name && target.name == "java") out.friendly_name = scene.name(leaf.certificate);
  return out;
}

}  // namespace

Result<std::vector<std::string>> write_store(const ChainScene& scene, const ChainOptions& options,
                                             const kb::ChainTarget& target, const ChosenChain& chain) {
  const auto key = key_of(scene, chain);
  if (!key) return no_key(scene);
  const Rules rules = rules_of(options, target);
  PfxParts parts{*key, {}};
  for (const std::size_t one : chain.certificates) parts.certificates.push_back(scene.at(one).artifact);
  const auto written = write_pfx(parts, *rules.target, how(scene, options, target));
  if (!written) return tl::unexpected(written.error());
  std::string names;
  for (const std::size_t one : chain.certificates) names += (names.empty() ? "" : " > ") + scene.name(one);
  std::vector<std::string> out{say(scene.lang, "wrote {} for {}, and read it back: {} > key ({}, MAC with {})",
                                   "已写入 {}（用于 {}）并回读核对：{} > 私钥（{}，MAC 使用 {}）", options.out,
                                   rules.title, names, written->form.key_cipher, written->form.mac)};
  if (!written->friendly_name.empty()) {
    out.push_back(say(scene.lang, "its name there: {}", "其中的名称：{}", written->friendly_name));
  }
  for (const auto& more : {added_and_left_out(scene, chain), written->left_out, written->warnings}) {
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

}  // namespace certdoc
