// What of a file could not be read, and why. Of such a file `match` never says that all is well.
#include <algorithm>

#include "base/say.hpp"
#include "base/text.hpp"
#include "check/match_scene.hpp"

namespace certdoc::matching {
namespace {

bool has_key(Kind kind) {
  return kind == Kind::certificate || kind == Kind::csr || kind == Kind::private_key || kind == Kind::public_key;
}

std::optional<Unread> unread_artifact(const LoadedFile& file, Lang lang) {
  for (const Artifact& artifact : file.artifacts) {
    if (artifact.unread) return Unread{*artifact.unread, artifact.kind, artifact.place};
    if (artifact.kind == Kind::foreign) {
      return Unread{{ReasonKind::unsupported,
                     say(lang, "a format that certdoc does not read: {}", "certdoc 不读取的格式：{}", artifact.format)},
                    artifact.kind,
                    artifact.place};
    }
    if (has_key(artifact.kind) && !artifact.key) {
      return Unread{{ReasonKind::unsupported, say(lang, "its public key could not be read", "无法读取其公钥")},
                    artifact.kind,
                    artifact.place};
    }
  }
  return std::nullopt;
}

std::optional<Unread> unread_damage(const LoadedFile& file) {
  const auto at = std::find_if(file.damages.begin(), file.damages.end(), [](const Damage& d) { return !d.read; });
  if (at == file.damages.end()) return std::nullopt;
  return Unread{{ReasonKind::unreadable, at->text}, std::nullopt, at->place};
}

}  // namespace

bool named_like_material(std::string_view path) {
  constexpr std::array<std::string_view, 18> kEndings = {".key", ".pem", ".crt", ".cer", ".cert",     ".der",
                                                         ".csr", ".req", ".p10", ".p8",  ".pk8",      ".p7b",
                                                         ".p7c", ".pfx", ".p12", ".jks", ".keystore", ".sm2"};
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return text::ends_with_ignoring_case(path, ending); });
}

std::optional<Unread> unread_in(const LoadedFile& file, Lang lang) {
  if (file.error) return Unread{{ReasonKind::unreadable, file.error->what_in(lang)}, std::nullopt, std::nullopt};
  if (auto unread = unread_artifact(file, lang)) return unread;
  if (auto unread = unread_damage(file)) return unread;
  if (!file.artifacts.empty()) return std::nullopt;
  std::string why = file.looks_like.empty()
                        ? say(lang, "no key, certificate or CSR was recognised in it", "其中没有识别出密钥、证书或 CSR")
                        : say(lang, "it looks like this: {}", "看起来是：{}", file.looks_like);
  return Unread{{ReasonKind::unreadable, std::move(why)}, std::nullopt, std::nullopt};
}

bool is_material(const LoadedFile& file, const Unread& unread) {
  if (unread.kind) return *unread.kind != Kind::foreign;
  return (file.error || unread.place) && named_like_material(file.path);
}

}  // namespace certdoc::matching
