// The lists of certificates that a server sent, each once.
#include <fmt/format.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/host.hpp"

namespace certdoc {
namespace {

using net::TlsSeen;

Artifact certificate_at(const Bytes& der, std::size_t n, Lang lang, std::vector<Damage>& damages) {
  Artifact artifact;
  artifact.kind = Kind::certificate;
  artifact.encoding = Encoding::der;
  artifact.place.inside = say(lang, "sent {}", "第 {} 张", n + 1);
  artifact.der = der;
  const auto read = read_certificate(artifact, lang);
  if (read) return artifact;
  damages.push_back({"served", false, artifact.place,
                     say(lang, "certificate {} of those sent is none: {}", "发送的第 {} 张证书无法解析：{}", n + 1,
                         read.error().what_in(lang))});
  return artifact;
}

LoadedFile list_of(const std::string& host, const std::vector<Bytes>& chain, Lang lang) {
  LoadedFile file;
  file.path = host;
  for (std::size_t n = 0; n < chain.size(); ++n) {
    Artifact artifact = certificate_at(chain[n], n, lang, file.damages);
    file.size += artifact.der.size();
    if (artifact.certificate) file.artifacts.push_back(std::move(artifact));
  }
  return file;
}

bool is_same(const SentChain& known, const std::vector<Bytes>& chain) {
  if (known.file.artifacts.size() != chain.size()) return false;
  return std::equal(chain.begin(), chain.end(), known.file.artifacts.begin(),
                    [](const Bytes& der, const Artifact& artifact) { return der == artifact.der; });
}

class Collector {
 public:
  explicit Collector(const HostScene& scene) : scene_(scene) {}

  void add(const TlsSeen& seen, bool main) {
    if (seen.chain.empty()) return;
    auto known = std::find_if(out_.begin(), out_.end(), [&](const SentChain& one) { return is_same(one, seen.chain); });
    if (known == out_.end()) {
      out_.emplace_back();
      known = std::prev(out_.end());
      known->file = list_of(scene_.host, seen.chain, scene_.lang);
    }
    known->main = known->main || main;
    if (known->staple.empty()) known->staple = seen.staple;
    if (std::find(known->addresses.begin(), known->addresses.end(), seen.address) == known->addresses.end()) {
      known->addresses.push_back(seen.address);
    }
  }

  std::vector<SentChain> take() {
    if (out_.size() > 1) tell_apart();
    return std::move(out_);
  }

 private:
  // By the kind of key where that is enough, else by the address too.
  void tell_apart() {
    for (SentChain& one : out_) {
      const std::string kind = one.leaf() == nullptr ? std::string() : kind_word(*one.leaf());
      const auto alike = std::count_if(out_.begin(), out_.end(), [&](const SentChain& other) {
        return other.leaf() != nullptr && kind_word(*other.leaf()) == kind;
      });
      const bool enough = alike == 1 && !kind.empty();
      const std::string address = one.addresses.empty() ? std::string() : one.addresses.front();
      one.file.path =
          enough ? fmt::format("{} {}", scene_.host, kind) : fmt::format("{} {} @{}", scene_.host, kind, address);
    }
  }

  const HostScene& scene_;
  std::vector<SentChain> out_;
};

}  // namespace

std::string kind_word(const Artifact& leaf) {
  if (!leaf.key) return {};
  return leaf.key->algorithm == "EC" ? "ECDSA" : leaf.key->algorithm;
}

std::string name_of_leaf(const std::vector<Bytes>& chain, Lang lang) {
  if (chain.empty()) return {};
  std::vector<Damage> damages;
  const Artifact leaf = certificate_at(chain.front(), 0, lang, damages);
  return leaf.certificate ? short_name(leaf) : std::string();
}

std::vector<SentChain> sent_chains(const HostScene& scene) {
  Collector collector(scene);
  for (const net::AddressSeen& one : scene.seen.addresses) collector.add(one.main, true);
  for (const net::AddressSeen& one : scene.seen.addresses) {
    if (one.other_kind) collector.add(*one.other_kind, false);
  }
  return collector.take();
}

}  // namespace certdoc
