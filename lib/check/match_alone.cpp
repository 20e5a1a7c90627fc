// One named object and nothing beside it to hold it against: the directory is asked, if one was given.
#include <algorithm>

#include "base/say.hpp"
#include "check/match_claims.hpp"

namespace certdoc::matching {
namespace {

void leave_open(const Scene& scene, Ref ref, Reason reason, MatchResult& result) {
  const Kind kind = scene.kind(ref);
  const std::string_view cause = kind == Kind::certificate ? "certificate-unpaired"
                                 : kind == Kind::csr       ? "csr-mismatch"
                                                           : "key-unpaired";
  std::string message =
      say(scene.lang, "it is not known what {} belongs to", "无法确定 {} 与什么相配", scene.name(ref));
  result.findings.push_back(unknown(cause, scene.name(ref), std::move(message), std::move(reason)));
}

// A certificate looks for its key, a key for its certificate or CSR, a CSR for either.
bool has_partner(const Scene& scene, Ref ref) {
  const auto& members = scene.families[scene.family(ref)].members;
  const bool is_certificate = scene.kind(ref) == Kind::certificate;
  if (scene.kind(ref) != Kind::private_key && holds(scene, members, Kind::private_key)) return true;
  if (is_certificate) return false;
  return holds(scene, members, Kind::certificate) || (scene.kind(ref) != Kind::csr && holds(scene, members, Kind::csr));
}

// A file in the directory that may be what is looked for.
std::optional<Reason> closed_in_directory(const Scene& scene) {
  for (const LoadedFile& file : scene.material.files) {
    if (file.named) continue;
    if (const auto unread = unread_in(file, scene.lang); unread && is_material(file, *unread)) return unread->reason;
  }
  return std::nullopt;
}

void tell_searched(const Scene& scene, Ref ref, MatchResult& result) {
  if (has_partner(scene, ref)) return;
  if (auto closed = closed_in_directory(scene)) return leave_open(scene, ref, std::move(*closed), result);
  if (scene.kind(ref) != Kind::csr) {
    result.findings.push_back(orphan(scene, ref, Severity::error));
    return;
  }
  std::string why =
      say(scene.lang, "there is neither a key nor a certificate that fits it", "没有与之相配的密钥或证书");
  leave_open(scene, ref, {ReasonKind::no_input, std::move(why)}, result);
}

}  // namespace

void tell_alone(const Scene& scene, Ref ref, MatchResult& result) {
  const auto& files = scene.material.files;
  if (std::any_of(files.begin(), files.end(), [](const LoadedFile& file) { return !file.named; })) {
    tell_searched(scene, ref, result);
  } else if (!scene.chain.empty()) {
    tell_chain(scene, result);
  } else {
    std::string why = say(scene.lang, "there is nothing to compare it with", "没有可与之比较的对象");
    leave_open(scene, ref, {ReasonKind::no_input, std::move(why)}, result);
  }
}

void tell_chain(const Scene& scene, MatchResult& result) {
  for (const auto& [ref, link] : scene.chain) {
    if (link.proven) result.findings.push_back(issued(scene, ref, link));
  }
}

void tell_nothing(const Scene& scene, MatchResult& result) {
  if (!scene.chain.empty()) return tell_chain(scene, result);
  const auto& files = scene.material.files;
  const auto first = std::find_if(files.begin(), files.end(), [](const LoadedFile& file) { return file.named; });
  std::string message = say(scene.lang, "it is not known what {} belongs to", "无法确定 {} 与什么相配", first->path);
  Reason reason{ReasonKind::no_input, say(scene.lang, "there is nothing to compare", "没有可比较的对象")};
  result.findings.push_back(unknown("key-mismatch", first->path, std::move(message), std::move(reason)));
}

}  // namespace certdoc::matching
