// One key with one certificate, or an Error that says what stands in the way.
#include "diagnose/pfx_choice.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "artifact/objects.hpp"
#include "artifact/store.hpp"

namespace certdoc {
namespace {

bool is_container(Kind kind) {
  return kind == Kind::pkcs12 || kind == Kind::java_keystore || kind == Kind::sm2_file;
}

// Of several copies of a key the one that brings most: halves that fit, then a provider, then a name.
auto worth(const Artifact& key) {
  return std::tuple(key.pair != Pair::does_not_fit, key.bag != nullptr && !key.bag->csp.empty(), !key.name.empty());
}

class Taker {
 public:
  explicit Taker(PfxInventory& out) : out_(out) {}

  void take(const LoadedFile& file) {
    bool closed = false;
    for (const Artifact& artifact : file.artifacts) {
      const Placed here{&file, &artifact};
      if (artifact.kind == Kind::certificate) take_certificate(here);
      if (artifact.kind == Kind::private_key && artifact.secret && artifact.key) {
        take_key(here);
      } else if (artifact.kind == Kind::private_key || (is_container(artifact.kind) && artifact.unread)) {
        if (!closed) out_.closed.push_back(here);
        closed = true;
      }
    }
  }

 private:
  void take_certificate(const Placed& here) {
    if (!here.artifact->key || !here.artifact->certificate) return;
    if (seen_.insert(sha256(here.artifact->der)).second) out_.certificates.push_back(here);
  }

  void take_key(const Placed& here) {
    const auto [at, first] = key_at_.emplace(here.artifact->key->id, out_.keys.size());
    if (first) {
      out_.keys.push_back(here);
    } else if (worth(*here.artifact) > worth(*out_.keys[at->second].artifact)) {
      out_.keys[at->second] = here;
    }
  }

  PfxInventory& out_;
  std::set<Digest> seen_;
  std::map<Digest, std::size_t> key_at_;
};

bool self_issued(const Artifact& certificate) {
  return certificate.certificate->subject == certificate.certificate->issuer;
}

auto rank(const Placed& certificate, Time now) {
  const Artifact& of = *certificate.artifact;
  return std::tuple(valid_at(of, now), !self_issued(of), of.certificate->not_after);
}

struct CertifiedKey {
  Placed key;
  std::vector<Placed> certificates;
};

std::vector<CertifiedKey> candidates_of(const PfxInventory& inventory) {
  std::map<Digest, std::vector<Placed>> by_key;
  for (const Placed& certificate : inventory.certificates) {
    by_key[certificate.artifact->key->id].push_back(certificate);
  }
  std::vector<CertifiedKey> out;
  for (const Placed& key : inventory.keys) {
    const auto found = by_key.find(key.artifact->key->id);
    if (found != by_key.end()) out.push_back({key, found->second});
  }
  return out;
}

PfxPair pair_of(const CertifiedKey& candidate, Time now) {
  PfxPair pair{.key = candidate.key, .leaf = candidate.certificates.front(), .others = {}};
  for (const Placed& certificate : candidate.certificates) {
    if (rank(certificate, now) > rank(pair.leaf, now)) pair.leaf = certificate;
  }
  for (const Placed& certificate : candidate.certificates) {
    if (certificate.artifact != pair.leaf.artifact) pair.others.push_back(certificate);
  }
  return pair;
}

tl::unexpected<Error> several(const std::vector<CertifiedKey>& candidates, Time now) {
  constexpr std::size_t kMax = 5;
  std::string list;
  for (std::size_t n = 0; n < candidates.size() && n < kMax; ++n) {
    const PfxPair pair = pair_of(candidates[n], now);
    list += fmt::format("{}{} ({})", n > 0 ? ", " : "", pair.key.where(), short_name(*pair.leaf.artifact));
  }
  if (candidates.size() > kMax) list += ", ...";
  return fail(Error::Kind::usage,
              fmt::format("{} private keys have a certificate here, a PFX gets one: {}", candidates.size(), list),
              "give only the files of the one that is wanted",
              fmt::format("有 {} 个私钥都有对应的证书，而 PFX 只放一个：{}", candidates.size(), list),
              "请只给出所需的那一对文件");
}

tl::unexpected<Error> stays_closed(const Placed& closed) {
  const std::string why = closed.artifact->unread ? ": " + closed.artifact->unread->text : "";
  const bool password = closed.artifact->unread && closed.artifact->unread->kind == ReasonKind::no_password;
  return fail(Error::Kind::unreadable, fmt::format("{} stays closed{}", closed.where(), why),
              password ? "give its password with --pass" : "give key and certificate in another form",
              fmt::format("{} 未能打开{}", closed.where(), why),
              password ? "请用 --pass 给出密码" : "请提供其他形式的私钥和证书");
}

tl::unexpected<Error> no_pair(const Material& material, const PfxInventory& inventory) {
  if (!inventory.closed.empty()) return stays_closed(inventory.closed.front());
  for (const LoadedFile& file : material.files) {
    if (file.error) return tl::unexpected(*file.error);
  }
  if (inventory.keys.empty()) {
    return fail(Error::Kind::invalid, "there is no private key in these files", "give the file that holds it too",
                "这些文件中没有私钥", "请同时给出含有私钥的文件");
  }
  const std::string where = inventory.keys.front().where();
  if (inventory.certificates.empty()) {
    return fail(Error::Kind::invalid, fmt::format("there is no certificate for the private key in {}", where),
                "give the certificate too", fmt::format("没有 {} 中私钥的证书", where), "请同时给出证书");
  }
  return fail(
      Error::Kind::invalid,
      fmt::format("the private key in {} fits none of the {} certificates", where, inventory.certificates.size()),
      "look for the right one with certdoc match",
      fmt::format("{} 中的私钥与 {} 张证书都不匹配", where, inventory.certificates.size()),
      "请用 certdoc match 找出匹配的文件");
}

tl::unexpected<Error> torn(const Placed& key) {
  const std::string why = key.artifact->pair_problem.empty() ? "" : ": " + key.artifact->pair_problem;
  return fail(Error::Kind::invalid,
              fmt::format("the two halves of the private key in {} do not belong together{}", key.where(), why),
              "take it from a backup, or make a new key and request a new certificate",
              fmt::format("{} 中私钥的两半不匹配{}", key.where(), why), "请从备份中取回，或生成新密钥并重新申请证书");
}

}  // namespace

bool valid_at(const Artifact& certificate, Time now) {
  return certificate.certificate->not_before <= now && now <= certificate.certificate->not_after;
}

PfxInventory pfx_inventory(const Material& material) {
  PfxInventory inventory;
  Taker taker(inventory);
  for (const LoadedFile& file : material.files) taker.take(file);
  return inventory;
}

Result<PfxPair> choose_pair(const Material& material, const PfxInventory& inventory, Time now) {
  const std::vector<CertifiedKey> candidates = candidates_of(inventory);
  if (candidates.size() > 1) return several(candidates, now);
  if (candidates.empty()) return no_pair(material, inventory);
  if (candidates.front().key.artifact->pair == Pair::does_not_fit) return torn(candidates.front().key);
  return pair_of(candidates.front(), now);
}

}  // namespace certdoc
