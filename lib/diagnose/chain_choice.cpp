#include "diagnose/chain_choice.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMostLines = 20;

bool contains(const ChosenChain& chain, std::size_t certificate) {
  return std::find(chain.certificates.begin(), chain.certificates.end(), certificate) != chain.certificates.end();
}

// Of the leaf's key, open, and whole.
bool is_key_of(const Artifact& leaf, const Artifact& artifact) {
  return artifact.kind == Kind::private_key && artifact.secret && artifact.key && leaf.key &&
         artifact.key->id == leaf.key->id && artifact.pair != Pair::does_not_fit;
}

// With `--trust none` the issuer that is missing may be the root, which nobody sends.
bool lacks_only_root(const chain::Path& path) {
  return path.end == chain::End::issuer_missing && path.valid();
}

}  // namespace

Result<ChosenChain> choose_chain(const ChainScene& scene) {
  const auto& leaves = scene.result.leaves;
  if (leaves.size() != 1 || leaves.front().paths.empty()) {
    return fail(Error::Kind::usage,
                fmt::format("nothing was written: {} certificates could be the server's own", leaves.size()),
                "name the files of one chain only",
                fmt::format("没有写入：有 {} 张证书可能是服务器证书", leaves.size()), "请只指定一条证书链的文件");
  }
  const chain::Path& path = leaves.front().paths.front();
  if (path.end != chain::End::anchor && path.end != chain::End::self_signed && !lacks_only_root(path)) {
    // The command is right; what is wrong is the chain, and a finding says so.
    return fail(Error::Kind::invalid, "nothing was written: the chain is incomplete",
                "get the missing certificate first, and name its file too", "没有写入：证书链不完整",
                "请先取得缺少的证书并一并指定");
  }
  ChosenChain chain{path.certificates};
  // An anchor that is no root is sent: others may not have it.
  const bool root = path.end != chain::End::issuer_missing && scene.at(chain.certificates.back()).self_issued();
  if (chain.certificates.size() > 1 && root) chain.certificates.pop_back();
  return chain;
}

std::optional<Placed> key_of(const ChainScene& scene, const ChosenChain& chain) {
  const Artifact& leaf = *scene.at(chain.certificates.front()).artifact;
  for (const LoadedFile& file : scene.material.files) {
    for (const Artifact& artifact : file.artifacts) {
      if (is_key_of(leaf, artifact)) return Placed{&file, &artifact};
    }
  }
  return std::nullopt;
}

std::string locked_key(const ChainScene& scene) {
  for (const LoadedFile& file : scene.material.files) {
    for (const Artifact& artifact : file.artifacts) {
      const bool locked = artifact.unread && artifact.unread->kind == ReasonKind::no_password;
      if (artifact.kind == Kind::private_key && locked) return location(file, artifact.place);
    }
  }
  return {};
}

std::vector<std::string> added_and_left_out(const ChainScene& scene, const ChosenChain& chain) {
  std::vector<std::string> out;
  for (const std::size_t one : chain.certificates) {
    if (scene.at(one).fetched != nullptr) {
      out.push_back(say(scene.lang, "added, fetched from {}: {}, SHA-256 {}", "从 {} 下载并补充：{}，SHA-256 {}",
                        scene.place(one), scene.name(one), hex(sha256(scene.at(one).artifact->der))));
    } else if (scene.at(one).places.empty()) {
      out.push_back(say(scene.lang, "added from the trust store: {}", "从信任库补充：{}", scene.name(one)));
    }
  }
  for (std::size_t n = 0; n < scene.result.certificates.size() && out.size() < kMostLines; ++n) {
    if (contains(chain, n) || scene.at(n).places.empty()) continue;
    out.push_back(say(scene.lang, "left out: {} ({})", "未写入：{}（{}）", scene.name(n), scene.place(n)));
  }
  return out;
}

}  // namespace certdoc
