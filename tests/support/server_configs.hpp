// What was read of a server's configuration, as lines that a test can compare.
#pragma once

#include <string>
#include <vector>

#include "machine/server_config.hpp"

namespace certdoc::test {

using Lines = std::vector<std::string>;

inline std::string line_of(const machine::ConfigValue& value) {
  return value.value + "@" + value.location;
}

// `server /c.pem@conf:3 key /k.pem@conf:4 more /chain.pem@conf:5 names a.example@conf:2`
inline Lines sets_of(const machine::ServerConfig& config) {
  Lines out;
  for (const machine::CertificateSet& set : config.sets) {
    std::string line = set.use == machine::CertificateUse::server ? "server " : "client ";
    if (set.key_store) line += "store ";
    line += line_of(set.certificate);
    if (set.key) line += " key " + line_of(*set.key);
    for (const auto& one : set.more) line += " more " + line_of(one);
    for (const auto& one : set.password_files) line += " passwords " + line_of(one);
    for (const auto& one : set.passwords) line += " password " + std::string(one->begin(), one->end());
    for (const auto& one : set.names) line += " name " + line_of(one);
    out.push_back(line);
  }
  return out;
}

inline std::string name_of(machine::ConfigNoteKind kind) {
  constexpr const char* kNames[] = {"variable",       "not-a-file",  "missing",        "loop",
                                    "too-many-files", "too-deep",    "too-large",      "too-many-matches",
                                    "too-many-sets",  "syntax",      "no-certificate", "no-key",
                                    "assumed-on",     "assumed-off", "not-followed"};
  return kNames[static_cast<std::size_t>(kind)];
}

inline Lines notes_of(const machine::ServerConfig& config) {
  Lines out;
  for (const machine::ConfigNote& note : config.notes) {
    out.push_back(name_of(note.kind) + " " + note.what + "@" + note.location);
  }
  return out;
}

inline Lines trust_of(const machine::ServerConfig& config) {
  Lines out;
  for (const machine::TrustFile& one : config.trust) out.push_back(one.directive + " " + line_of(one.file));
  return out;
}

}  // namespace certdoc::test
