#include "check/check.hpp"

namespace certdoc {

std::optional<Reason> why_unread(const LoadedFile& file, Lang lang) {
  if (file.error) return Reason{ReasonKind::unreadable, file.error->what_in(lang)};
  for (const Artifact& artifact : file.artifacts) {
    const bool key = artifact.kind == Kind::private_key;
    if (artifact.unread && !key) return artifact.unread;
  }
  for (const Damage& damage : file.damages) {
    if (!damage.read) return Reason{ReasonKind::unreadable, damage.text};
  }
  return std::nullopt;
}

}  // namespace certdoc
