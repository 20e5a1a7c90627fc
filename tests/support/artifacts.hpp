// Artifacts made by hand, for checks: a key is a name, and whatever is made of the same name is on the same key.
#pragma once

#include <string>
#include <string_view>

#include "check/check.hpp"

namespace certdoc::test {

inline PublicKey key_of(std::string_view name, std::string algorithm = "RSA") {
  PublicKey key;
  for (std::size_t i = 0; i < key.id.size(); ++i) {
    key.id[i] = static_cast<std::uint8_t>(i < name.size() ? name[i] : 0);
  }
  key.spki_sha256 = key.id;
  key.bits = 2048;
  key.algorithm = std::move(algorithm);
  return key;
}

inline Artifact object(Kind kind, std::string_view key) {
  Artifact artifact;
  artifact.kind = kind;
  artifact.encoding = Encoding::pem;
  artifact.place.line = 1;
  artifact.key = key_of(key);
  return artifact;
}

inline Artifact private_key(std::string_view key) {
  Artifact artifact = object(Kind::private_key, key);
  artifact.pair = Pair::fits;
  return artifact;
}

inline Artifact public_key(std::string_view key) {
  return object(Kind::public_key, key);
}

inline Artifact csr(std::string_view key) {
  Artifact artifact = object(Kind::csr, key);
  artifact.der = to_bytes(as_bytes("csr " + std::string(key)));
  artifact.csr.emplace();
  return artifact;
}

struct Names {
  std::string_view subject = "leaf";
  std::string_view issuer = "ca";
  int year = 2026;
  bool is_ca = false;
};

inline Artifact certificate(std::string_view key, Names names = {}) {
  Artifact artifact = object(Kind::certificate, key);
  auto& parts = artifact.certificate.emplace();
  parts.subject = to_bytes(as_bytes(names.subject));
  parts.issuer = to_bytes(as_bytes(names.issuer));
  parts.not_before = Time(std::chrono::sys_days(std::chrono::year(names.year) / 1 / 1));
  parts.not_after = parts.not_before + std::chrono::days(365);
  parts.is_ca = names.is_ca;
  artifact.der = to_bytes(as_bytes(std::string(key) + "/" + std::string(names.subject) + "/" +
                                   std::string(names.issuer) + "/" + std::to_string(names.year)));
  return artifact;
}

// One whose key stays shut.
inline Artifact closed(Kind kind, ReasonKind reason = ReasonKind::no_password) {
  Artifact artifact;
  artifact.kind = kind;
  artifact.place.line = 1;
  artifact.encrypted = reason == ReasonKind::no_password;
  artifact.unread = Reason{reason, "it is encrypted, and no password was given"};
  return artifact;
}

inline Artifact inside(Artifact artifact, std::string where) {
  artifact.parent = 0;
  artifact.place = {};
  artifact.place.inside = std::move(where);
  return artifact;
}

inline Artifact container(Kind kind) {
  Artifact artifact;
  artifact.kind = kind;
  artifact.encoding = Encoding::der;
  return artifact;
}

inline LoadedFile file(std::string path, std::vector<Artifact> artifacts) {
  LoadedFile loaded;
  loaded.path = std::move(path);
  for (std::size_t i = 0; i < artifacts.size(); ++i) {
    if (artifacts[i].place.line > 0) artifacts[i].place.line = 1 + 20 * i;
  }
  loaded.artifacts = std::move(artifacts);
  return loaded;
}

inline LoadedFile found(std::string path, std::vector<Artifact> artifacts) {
  LoadedFile loaded = file(std::move(path), std::move(artifacts));
  loaded.named = false;
  return loaded;
}

}  // namespace certdoc::test
