#include "diagnose/chain_bundle.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "artifact/loader.hpp"
#include "artifact/make_encrypted_key.hpp"
#include "artifact/make_pkcs7.hpp"
#include "artifact/pem_write.hpp"
#include "artifact/pkcs8.hpp"
#include "base/say.hpp"
#include "base/write_file.hpp"

namespace certdoc {
namespace {

tl::unexpected<Error> damaged(const std::string& path) {
  return fail(Error::Kind::invalid, fmt::format("{} was written, but does not hold what it should", path),
              "do not use it, and report this as a bug", fmt::format("{} 已写入，但内容不符", path),
              "请勿使用，并报告此问题");
}

// A file to be: its bytes, and what a reader must find in them.
struct Bundle {
  std::vector<ByteView> certificates;
  const Artifact* key = nullptr;
  SecretBytes content = {};
  std::shared_ptr<const SecretBytes> password = nullptr;
};

Bundle bundle_of(const ChainScene& scene, const ChosenChain& chain) {
  Bundle bundle;
  for (const std::size_t one : chain.certificates) bundle.certificates.emplace_back(scene.at(one).artifact->der);
  return bundle;
}

bool is_in(const LoadedFile& file, const Bundle& bundle) {
  std::vector<ByteView> found;
  bool key = bundle.key == nullptr;
  for (const Artifact& artifact : file.artifacts) {
    if (artifact.kind == Kind::certificate) found.emplace_back(artifact.der);
    if (artifact.kind == Kind::private_key) {
      key = bundle.key != nullptr && artifact.key && artifact.key->id == bundle.key->key->id &&
            artifact.encrypted == (bundle.password != nullptr);
    }
  }
  const auto same = [](ByteView a, ByteView b) { return as_text(a) == as_text(b); };
  return key && !file.error && file.damages.empty() &&
         std::equal(found.begin(), found.end(), bundle.certificates.begin(), bundle.certificates.end(), same);
}

Result<void> write(const Bundle& bundle, const ChainOptions& options) {
  LoadOptions load;
  if (bundle.password) load.passwords = {bundle.password};
  if (!is_in(load_bytes(options.out, bundle.content, load), bundle)) {
    return fail(Error::Kind::invalid, "nothing was written: the bundle could not be made", {},
                "没有写入：无法生成证书链文件");
  }
  const WriteOptions how{bundle.key != nullptr, options.force};
  if (auto written = write_file(options.out, bundle.content, how); !written) return written;
  if (!is_in(load_file(options.out, load), bundle)) return damaged(options.out);
  return {};
}

std::vector<std::string> story(const ChainScene& scene, const ChainOptions& options, const kb::ChainTarget& target,
                               const ChosenChain& chain, const Bundle& bundle) {
  std::string names;
  for (const std::size_t one : chain.certificates) names += (names.empty() ? "" : " > ") + scene.name(one);
  if (bundle.key != nullptr) {
    names += bundle.password ? say(scene.lang, " > key (encrypted)", " > 私钥（已加密）")
                             : say(scene.lang, " > key (not encrypted)", " > 私钥（未加密）");
  }
  std::vector<std::string> out{say(scene.lang, "wrote {} for {}, and read it back: {}",
                                   "已写入 {}（用于 {}）并回读核对：{}", options.out, target.title, names)};
  if (bundle.password) {
    out.push_back(say(
        scene.lang, "{} asks for the password at a terminal whenever it starts; as a service it cannot start with this",
        "{} 每次启动都会在终端询问密码；作为服务无法使用此文件启动", target.title));
  }
  std::vector<std::string> more = added_and_left_out(scene, chain);
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

tl::unexpected<Error> no_key(const ChainScene& scene, const kb::ChainTarget& target) {
  const std::string locked = locked_key(scene);
  if (!locked.empty()) {
    return fail(Error::Kind::invalid, fmt::format("nothing was written: the private key {} stays closed", locked),
                "give its password with --pass", fmt::format("没有写入：私钥 {} 未能打开", locked),
                "请用 --pass 提供密码");
  }
  return fail(
      Error::Kind::invalid,
      fmt::format("nothing was written: {} wants the private key in the same file, and it is not here", target.title),
      "name the file of the key too", fmt::format("没有写入：{} 要求私钥在同一文件中，而这里没有私钥", target.title),
      "请一并指定私钥文件");
}

// A key in the clear is what such a server reads without asking; nobody gets one by accident.
tl::unexpected<Error> unprotected_key(const kb::ChainTarget& target) {
  return fail(Error::Kind::usage,
              fmt::format("nothing was written: without --out-pass no private key is written, and {} wants it in "
                          "the same file",
                          target.title),
              "--plain-key writes it unencrypted, for its owner only; with --out-pass the server asks for the "
              "password whenever it starts",
              fmt::format("没有写入：没有 --out-pass 就不会写出私钥，而 {} 要求私钥在同一文件中", target.title),
              "--plain-key 写出未加密的私钥（仅文件所有者可读）；使用 --out-pass 则服务器每次启动都会询问密码");
}

Result<void> add_key(const ChainScene& scene, const ChainOptions& options, const kb::ChainTarget& target,
                     const ChosenChain& chain, Bundle& bundle) {
  const auto key = key_of(scene, chain);
  if (!key) return no_key(scene, target);
  if (!options.out_password && !options.plain_key) return unprotected_key(target);
  bundle.key = key->artifact;
  bundle.password = options.out_password;
  const auto der = bundle.password ? encrypted_pkcs8_of(*key->artifact, *bundle.password) : pkcs8_of(*key->artifact);
  if (!der) return tl::unexpected(der.error());
  write_pem(bundle.content, bundle.password ? "ENCRYPTED PRIVATE KEY" : "PRIVATE KEY", *der);
  return {};
}

}  // namespace

Result<std::vector<std::string>> write_pem_bundle(const ChainScene& scene, const ChainOptions& options,
                                                  const kb::ChainTarget& target, const ChosenChain& chain) {
  Bundle bundle = bundle_of(scene, chain);
  for (const ByteView certificate : bundle.certificates) write_pem(bundle.content, "CERTIFICATE", certificate);
  if (target.form == kb::ChainForm::pem_with_key) {
    if (auto added = add_key(scene, options, target, chain, bundle); !added) return tl::unexpected(added.error());
  }
  if (auto written = write(bundle, options); !written) return tl::unexpected(written.error());
  return story(scene, options, target, chain, bundle);
}

Result<std::vector<std::string>> write_reply(const ChainScene& scene, const ChainOptions& options,
                                             const kb::ChainTarget& target, const ChosenChain& chain) {
  Bundle bundle = bundle_of(scene, chain);
  write_pem(bundle.content, "PKCS7", make_pkcs7(bundle.certificates));
  if (auto written = write(bundle, options); !written) return tl::unexpected(written.error());
  std::vector<std::string> out = story(scene, options, target, chain, bundle);
  if (const auto key = key_of(scene, chain)) {
    out.push_back(say(scene.lang, "left out: the private key ({}): with --out-pass it goes along, as PKCS #12",
                      "未写入：私钥（{}）；加上 --out-pass 会连同私钥写成 PKCS #12", key->where()));
  } else {
    out.push_back(say(scene.lang, "this is for the store that made the request: it has the private key",
                      "此文件用于生成申请的那个证书存储，私钥已在其中"));
  }
  return out;
}

Result<std::vector<std::string>> write_bundle(const ChainScene& scene, const ChainOptions& options) {
  const kb::ChainTarget* target = kb::find_chain_target(options.out_for);
  if (target == nullptr) {
    return fail(Error::Kind::usage, fmt::format("no rules for chains are known of: {}", options.out_for), {},
                fmt::format("没有此目标程序的证书链规则：{}", options.out_for));
  }
  const auto chain = choose_chain(scene);
  if (!chain) return tl::unexpected(chain.error());
  if (target->form != kb::ChainForm::store) return write_pem_bundle(scene, options, *target, *chain);
  return options.out_password ? write_store(scene, options, *target, *chain)
                              : write_reply(scene, options, *target, *chain);
}

}  // namespace certdoc
