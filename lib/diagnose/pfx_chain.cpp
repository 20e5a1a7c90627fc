// From issuer to issuer, bounded in depth and in signatures: the certificates come from strangers.
#include "diagnose/pfx_chain.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "artifact/issued_by.hpp"
#include "artifact/objects.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMaxDepth = 16;
constexpr std::size_t kMaxSignatures = 500;
constexpr std::size_t kMaxTexts = 20;

bool names_meet(const Artifact& issuer, const Artifact& subject) {
  return issuer.certificate->subject == subject.certificate->issuer;
}

class Climber {
 public:
  Climber(const PfxInventory& inventory, const WritePfxOptions& options) : inventory_(inventory), options_(options) {}

  PfxChain climb(const PfxPair& pair, bool with_root);

 private:
  struct Issuer {
    Placed at;
    Issued verdict = Issued::no;
    bool root = false;
  };

  std::optional<Issuer> issuer_of(const Artifact& subject);
  std::optional<Issuer> best_of(const Artifact& subject, bool same_bytes);
  Issued judged(const Artifact& issuer, const Artifact& subject);
  bool is_root(const Artifact& certificate);
  void take(const Placed& certificate);
  void add_issuer(const Issuer& issuer, bool with_root);
  void tell_of_missing(const Artifact& last);
  void tell_of_rest(const PfxPair& pair);
  auto worth(const Issuer& issuer) const {
    const Artifact& of = *issuer.at.artifact;
    return std::tuple(issuer.verdict == Issued::yes, valid_at(of, options_.now), issuer.root,
                      of.certificate->not_after);
  }

  const PfxInventory& inventory_;
  const WritePfxOptions& options_;
  PfxChain chain_;
  std::set<const Artifact*> used_;
  std::size_t signatures_ = 0;
};

Issued Climber::judged(const Artifact& issuer, const Artifact& subject) {
  return ++signatures_ > kMaxSignatures ? Issued::no : issued_by(issuer, subject);
}

bool Climber::is_root(const Artifact& certificate) {
  return names_meet(certificate, certificate) && judged(certificate, certificate) != Issued::no;
}

// A root before a cross-signed certificate of the same name and key: the shorter chain is the one that all can build.
std::optional<Climber::Issuer> Climber::best_of(const Artifact& subject, bool same_bytes) {
  std::optional<Issuer> best;
  for (const Placed& at : inventory_.certificates) {
    const bool wanted =
        names_meet(*at.artifact, subject) == same_bytes && (same_bytes || at.artifact->certificate->is_ca);
    if (!wanted || used_.contains(at.artifact)) continue;
    Issuer issuer{at, judged(*at.artifact, subject), false};
    if (issuer.verdict == Issued::no) continue;
    if (issuer.verdict == Issued::unknown && !same_bytes) continue;  // not even the name speaks for it
    issuer.root = is_root(*at.artifact);
    if (!best || worth(issuer) > worth(*best)) best = issuer;
  }
  return best;
}

// Names that differ in their bytes may be equal as RFC 5280 7.1 compares them; they are asked only where no other is.
std::optional<Climber::Issuer> Climber::issuer_of(const Artifact& subject) {
  auto issuer = best_of(subject, true);
  return issuer ? issuer : best_of(subject, false);
}

void Climber::take(const Placed& certificate) {
  used_.insert(certificate.artifact);
  chain_.certificates.push_back(certificate);
}

void Climber::add_issuer(const Issuer& issuer, bool with_root) {
  const Lang lang = options_.lang;
  const std::string name = short_name(*issuer.at.artifact);
  if (issuer.root && !with_root) {
    used_.insert(issuer.at.artifact);
    chain_.left_out.push_back(say(lang, "the root certificate {} ({}): it belongs into the trust store, not into a PFX",
                                  "根证书 {} ({})：它应放在信任库中，而不是 PFX 中", name, issuer.at.where()));
    return;
  }
  take(issuer.at);
  if (issuer.verdict == Issued::unknown) {
    chain_.warnings.push_back(say(lang,
                                  "that {} issued the certificate below it is known by name only: OpenSSL cannot "
                                  "verify this signature here",
                                  "{} 是否签发了下级证书只能按名称判断：此处 OpenSSL 无法验证该签名", name));
  }
  if (!valid_at(*issuer.at.artifact, options_.now)) {
    chain_.warnings.push_back(say(lang, "the CA certificate {} is valid from {} to {}",
                                  "CA 证书 {} 的有效期为 {} 至 {}", name,
                                  to_rfc3339(issuer.at.artifact->certificate->not_before),
                                  to_rfc3339(issuer.at.artifact->certificate->not_after)));
  }
}

void Climber::tell_of_missing(const Artifact& last) {
  const Lang lang = options_.lang;
  const std::string issuer = name_text(last.certificate->issuer), name = short_name(last);
  if (signatures_ > kMaxSignatures) {
    chain_.warnings.push_back(say(lang, "the chain ends at {}: more than {} signatures would have to be verified",
                                  "证书链止于 {}：需要验证的签名超过 {} 个", name, kMaxSignatures));
  } else if (chain_.certificates.size() == 1) {
    chain_.warnings.push_back(
        say(lang, "the certificate of the CA that issued {} is not in these files, so the chain is incomplete: {}",
            "这些文件中没有签发 {} 的 CA 证书，证书链不完整：{}", name, issuer));
  } else {
    chain_.warnings.push_back(say(lang, "the chain ends at {}; if this is no root CA, its certificate is missing: {}",
                                  "证书链止于 {}；如果下面的签发者不是根 CA，则缺少它的证书：{}", name, issuer));
  }
}

void Climber::tell_of_rest(const PfxPair& pair) {
  const Lang lang = options_.lang;
  for (const Placed& other : pair.others) {
    used_.insert(other.artifact);
    chain_.left_out.push_back(say(lang, "{}: another certificate on the same key, valid until {}",
                                  "{}：同一密钥的另一张证书，有效期至 {}", other.where(),
                                  to_rfc3339(other.artifact->certificate->not_after)));
  }
  for (const Placed& other : inventory_.certificates) {
    if (used_.contains(other.artifact)) continue;
    chain_.left_out.push_back(say(lang, "{} ({}): not part of the chain", "{} ({})：不在证书链中", other.where(),
                                  short_name(*other.artifact)));
  }
  if (chain_.left_out.size() <= kMaxTexts) return;
  const std::size_t more = chain_.left_out.size() - kMaxTexts;
  chain_.left_out.resize(kMaxTexts);
  chain_.left_out.push_back(say(lang, "{} more certificates", "另有 {} 张证书", more));
}

PfxChain Climber::climb(const PfxPair& pair, bool with_root) {
  take(pair.leaf);
  for (const Placed& other : pair.others) used_.insert(other.artifact);
  bool complete = is_root(*pair.leaf.artifact);
  while (!complete && chain_.certificates.size() < kMaxDepth) {
    const auto issuer = issuer_of(*chain_.certificates.back().artifact);
    if (!issuer) break;
    add_issuer(*issuer, with_root);
    complete = issuer->root;
  }
  if (!complete) tell_of_missing(*chain_.certificates.back().artifact);
  tell_of_rest(pair);
  return std::move(chain_);
}

}  // namespace

PfxChain chain_of(const PfxPair& pair, const PfxInventory& inventory, bool with_root, const WritePfxOptions& options) {
  return Climber(inventory, options).climb(pair, with_root);
}

}  // namespace certdoc
