// Named files of which something could not be read: what was asked about them stays open.
#include <algorithm>

#include "base/say.hpp"
#include "check/match_claims.hpp"

namespace certdoc::matching {
namespace {

// What the question was, as far as one can tell: whatever may hold a key is asked for its certificate, a CSR likewise,
// and anything else is asked for what the others need.
std::string_view asked_of(const Scene& scene, const std::vector<Claim>& claims, const Unread& found) {
  if (found.kind == Kind::csr) return "csr-mismatch";
  if (found.kind && *found.kind != Kind::certificate && *found.kind != Kind::pkcs7) return "key-mismatch";
  bool csr = false;
  for (const Claim& claim : claims) {
    if (holds(scene, claim.refs, Kind::private_key)) return "key-mismatch";
    csr = csr || holds(scene, claim.refs, Kind::csr);
  }
  if (csr) return "csr-mismatch";
  return found.kind ? "certificate-unpaired" : "key-mismatch";
}

void note_if_nothing(const Scene& scene, const LoadedFile& file, MatchResult& result) {
  const bool any = std::any_of(file.artifacts.begin(), file.artifacts.end(), [](const Artifact& artifact) {
    return is_comparable(artifact) || artifact.pair == Pair::does_not_fit;
  });
  if (any) return;
  result.notes.push_back(say(scene.lang, "{} is not compared: there is no key, certificate or CSR in it",
                             "{} 不参与比较：其中没有密钥、证书或 CSR", file.path));
}

// Whether it belongs to the chain could not be proven.
void tell_unproven(const Scene& scene, MatchResult& result) {
  for (const auto& [ref, link] : scene.chain) {
    if (link.proven) continue;
    std::string message = say(scene.lang, "it is not known whether {} issued {}", "无法确定 {} 是否签发了 {}",
                              scene.name(ref), scene.name(link.issued));
    Reason reason{ReasonKind::unsupported,
                  say(scene.lang, "the signature could not be verified here", "此处无法验证该签名")};
    result.findings.push_back(unknown("certificate-unpaired", scene.name(ref), std::move(message), std::move(reason)));
  }
}

}  // namespace

void tell_unread(const Scene& scene, const std::vector<Claim>& claims, MatchResult& result) {
  for (const LoadedFile& file : scene.material.files) {
    if (!file.named) continue;
    const auto found = unread_in(file, scene.lang);
    if (!found) {
      note_if_nothing(scene, file, result);
      continue;
    }
    ++result.counts.closed;
    const std::string name = found->place && found->kind ? name_in(file, *found->place) : file.path;
    std::string message =
        say(scene.lang, "it is not known whether {} belongs to the others", "无法确定 {} 与其他文件是否相配", name);
    result.findings.push_back(unknown(asked_of(scene, claims, *found), name, std::move(message), found->reason));
  }
  tell_unproven(scene, result);
}

}  // namespace certdoc::matching
