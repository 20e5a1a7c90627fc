#include "artifact/object_key.hpp"

#include "artifact/objects.hpp"
#include "artifact/spki.hpp"

namespace certdoc {

void read_key(Artifact& artifact, ByteView spki, Lang lang, bool careful) {
  auto key = careful ? careful_key(spki) : public_key_of_spki(spki, lang);
  if (key) {
    artifact.key = std::move(*key);
    return;
  }
  const bool unsupported = key.error().kind == Error::Kind::unsupported;
  artifact.unread =
      Reason{unsupported ? ReasonKind::unsupported : ReasonKind::unreadable, std::string(key.error().what_in(lang))};
}

}  // namespace certdoc
