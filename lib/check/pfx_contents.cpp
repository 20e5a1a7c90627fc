#include "check/pfx_contents.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/quote.hpp"

namespace certdoc::pfx {
namespace {

bool is_container(Kind kind) {
  return kind == Kind::pkcs12 || kind == Kind::java_keystore || kind == Kind::sm2_file;
}

// In PKCS#12 whatever is in a closed part is out of sight. The other two list everything in the clear, unless reading
// them ended early.
std::optional<Reason> hidden_in(const Artifact& container) {
  if (container.kind != Kind::pkcs12) {
    const bool cut = container.unread && container.unread->kind != ReasonKind::no_password;
    return cut ? container.unread : std::nullopt;
  }
  if (!container.store) return container.unread;
  for (const StorePart& part : container.store->parts) {
    if (part.closed) return part.closed;
  }
  return std::nullopt;
}

std::size_t secrets_in(const Artifact& container) {
  std::size_t count = 0;
  if (!container.store) return count;
  for (const StorePart& part : container.store->parts) count += part.secrets;
  return count;
}

}  // namespace

Contents::Contents(const LoadedFile& loaded) : file(loaded) {
  if (loaded.error) return;
  for (const Artifact& artifact : loaded.artifacts) {
    if (is_container(artifact.kind)) {
      containers.push_back(&artifact);
      secrets += secrets_in(artifact);
    } else if (artifact.kind == Kind::private_key) {
      keys.push_back(&artifact);
    } else if (artifact.kind == Kind::certificate) {
      certificates.push_back(&artifact);
    } else {
      ++others;
    }
  }
}

std::optional<Reason> hidden_part(const Contents& contents) {
  for (const Artifact* container : contents.containers) {
    if (auto hidden = hidden_in(*container)) return hidden;
  }
  return std::nullopt;
}

bool same_key(const Artifact& one, const Artifact& other) {
  return one.key && other.key && one.key->id == other.key->id;
}

const Artifact* certificate_of(const Contents& contents, const Artifact& key) {
  const Artifact* best = nullptr;  // of several, the newest: the others were renewed on the same key
  for (const Artifact* certificate : contents.certificates) {
    if (!certificate->certificate || !same_key(*certificate, key)) continue;
    if (best == nullptr || certificate->certificate->not_before > best->certificate->not_before) best = certificate;
  }
  return best;
}

const Store* store_of(const LoadedFile& file, const Artifact& artifact) {
  if (!artifact.parent || *artifact.parent >= file.artifacts.size()) return nullptr;
  return file.artifacts[*artifact.parent].store.get();
}

std::string name_of(const Artifact& artifact) {
  if (artifact.certificate) {
    std::string subject = short_name(artifact);
    if (!subject.empty()) return subject;
  }
  return artifact.name;
}

std::string command(std::string_view format, const LoadedFile& file) {
  if (file.path.empty() || file.path == "-") return {};
  const auto quoted = quoted_for_sh(file.path);
  return quoted ? fmt::format(fmt::runtime(format), *quoted) : std::string{};
}

}  // namespace certdoc::pfx
