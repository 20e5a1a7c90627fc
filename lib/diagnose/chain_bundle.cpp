#include "diagnose/chain_bundle.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "artifact/loader.hpp"
#include "artifact/pkcs8.hpp"
#include "base/say.hpp"
#include "base/write_file.hpp"
#include "kb/targets_chain.hpp"

namespace certdoc {
namespace {

tl::unexpected<Error> refused(std::string what, std::string what_zh, std::string hint = {}, std::string hint_zh = {}) {
  return fail(Error::Kind::usage, std::move(what), std::move(hint), std::move(what_zh), std::move(hint_zh));
}

// RFC 7468; into memory that is wiped, since it may be a key.
void add_pem(SecretBytes& out, std::string_view label, ByteView der) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t kLine = 48;  // octets in 64 characters
  const auto put = [&out](std::string_view text) { out.insert(out.end(), text.begin(), text.end()); };
  put(fmt::format("-----BEGIN {}-----\n", label));
  for (std::size_t at = 0; at < der.size(); at += 3) {
    unsigned group = 0;
    for (std::size_t n = 0; n < 3; ++n) group = group << 8U | (at + n < der.size() ? der[at + n] : 0U);
    for (std::size_t n = 0; n < 4; ++n) {
      const bool filled = at + n <= der.size();
      out.push_back(static_cast<std::uint8_t>(filled ? kAlphabet[group >> (18 - 6 * n) & 63U] : '='));
    }
    if ((at + 3) % kLine == 0 || at + 3 >= der.size()) out.push_back('\n');
  }
  put(fmt::format("-----END {}-----\n", label));
}

class Bundle {
 public:
  Bundle(const ChainScene& scene, const kb::ChainTarget& target) : scene_(scene), target_(target) {}

  Result<void> make() {
    if (auto chosen = choose(); !chosen) return chosen;
    for (const std::size_t one : members_) add_pem(content_, "CERTIFICATE", scene_.at(one).artifact->der);
    return target_.with_key ? add_key() : Result<void>();
  }

  // What stands there now is what was meant.
  bool is_in(const LoadedFile& file) const {
    std::vector<ByteView> found;
    bool key = !target_.with_key;
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.kind == Kind::certificate) found.emplace_back(artifact.der);
      const auto& leaf = scene_.at(members_.front()).artifact->key;
      if (artifact.kind == Kind::private_key && artifact.key && leaf) key = artifact.key->id == leaf->id;
    }
    const auto same = [&](ByteView a, std::size_t b) { return as_text(a) == as_text(scene_.at(b).artifact->der); };
    return key && file.damages.empty() && found.size() == members_.size() &&
           std::equal(found.begin(), found.end(), members_.begin(), same);
  }

  ByteView content() const { return content_; }
  bool secret() const { return target_.with_key; }

  std::vector<std::string> story(const std::string& path) const {
    std::vector<std::string> out;
    std::string names;
    for (const std::size_t one : members_) names += (names.empty() ? "" : " > ") + scene_.name(one);
    if (target_.with_key) names += say(scene_.lang, " > key", " > 私钥");
    out.push_back(say(scene_.lang, "wrote {} for {}, and read it back: {}", "已写入 {}（用于 {}）并回读核对：{}", path,
                      target_.title, names));
    for (const std::size_t one : members_) {
      if (!scene_.at(one).places.empty()) continue;
      out.push_back(say(scene_.lang, "added from the trust store: {}", "从信任库补充：{}", scene_.name(one)));
    }
    for (std::size_t n = 0; n < scene_.result.certificates.size() && out.size() < kMostLines; ++n) {
      const bool in = std::find(members_.begin(), members_.end(), n) != members_.end();
      if (in || scene_.at(n).places.empty()) continue;
      out.push_back(say(scene_.lang, "left out: {} ({})", "未写入：{}（{}）", scene_.name(n), scene_.place(n)));
    }
    return out;
  }

 private:
  static constexpr std::size_t kMostLines = 20;

  Result<void> choose() {
    const auto& leaves = scene_.result.leaves;
    if (leaves.size() != 1 || leaves.front().paths.empty()) {
      return refused(fmt::format("nothing was written: {} certificates could be the server's own", leaves.size()),
                     fmt::format("没有写入：有 {} 张证书可能是服务器证书", leaves.size()),
                     "name the files of one chain only", "请只指定一条证书链的文件");
    }
    const chain::Path& path = leaves.front().paths.front();
    if (path.end != chain::End::anchor && path.end != chain::End::self_signed) {
      return refused("nothing was written: the chain is incomplete", "没有写入：证书链不完整",
                     "get the missing certificate first, and name its file too", "请先取得缺少的证书并一并指定");
    }
    members_ = path.certificates;
    // The root is the client's own. An anchor that is none is sent: others may not have it.
    if (members_.size() > 1 && scene_.at(members_.back()).self_issued()) members_.pop_back();
    return {};
  }

  Result<void> add_key() {
    const auto& leaf = scene_.at(members_.front()).artifact->key;
    for (const LoadedFile& file : scene_.material.files) {
      for (const Artifact& artifact : file.artifacts) {
        const bool fits = artifact.kind == Kind::private_key && artifact.secret && artifact.key && leaf &&
                          artifact.key->id == leaf->id && artifact.pair != Pair::does_not_fit;
        if (!fits) continue;
        const auto key = pkcs8_of(artifact);
        if (!key) return tl::unexpected(key.error());
        add_pem(content_, "PRIVATE KEY", *key);
        return {};
      }
    }
    return refused(fmt::format("nothing was written: {} wants the private key in the same file, and it is not here",
                               target_.title),
                   fmt::format("没有写入：{} 要求私钥在同一文件中，而这里没有私钥", target_.title),
                   "name the file of the key too, with --pass if it is encrypted",
                   "请一并指定私钥文件；加密的还需 --pass");
  }

  const ChainScene& scene_;
  const kb::ChainTarget& target_;
  std::vector<std::size_t> members_;
  SecretBytes content_;
};

tl::unexpected<Error> damaged(const std::string& path) {
  return fail(Error::Kind::invalid, fmt::format("{} was written, but does not hold what it should", path),
              "do not use it, and report this as a bug", fmt::format("{} 已写入，但内容不符", path),
              "请勿使用，并报告此问题");
}

}  // namespace

Result<std::vector<std::string>> write_bundle(const ChainScene& scene, const ChainOptions& options) {
  const kb::ChainTarget* target = kb::find_chain_target(options.out_for);
  if (target == nullptr || !target->pem) {
    return refused(fmt::format("certdoc check-chain writes no bundle for {}", options.out_for),
                   fmt::format("certdoc check-chain 不能为 {} 写出证书链", options.out_for),
                   "--for nginx, apache, postfix or haproxy", "--for nginx、apache、postfix 或 haproxy");
  }
  Bundle bundle(scene, *target);
  if (auto made = bundle.make(); !made) return tl::unexpected(made.error());
  LoadOptions load;
  load.lang = scene.lang;
  if (!bundle.is_in(load_bytes(options.out, bundle.content(), load))) {
    return refused("nothing was written: the bundle could not be made", "没有写入：无法生成证书链文件");
  }
  const WriteOptions how{bundle.secret(), options.force};
  if (auto written = write_file(options.out, bundle.content(), how); !written) return tl::unexpected(written.error());
  if (!bundle.is_in(load_file(options.out, load))) return damaged(options.out);
  return bundle.story(options.out);
}

}  // namespace certdoc
