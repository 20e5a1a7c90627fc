// One EC key with its certificate, and what the tests of containers ask of what was opened.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "artifact/containers.hpp"
#include "material.hpp"

namespace certdoc::test {

// ec.key, ec.crt, ca.crt (another key), all PEM; made once.
inline const Workbench& pair_material() {
  static const Workbench material;
  static const bool made = [] {
    material.sh(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ec.key -out ec.crt -subj "
        "/CN=www.example.com -days 30000\n"
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt -subj "
        "/CN=CA -days 30000");
    return true;
  }();
  static_cast<void>(made);
  return material;
}

inline LoadOptions with(const std::vector<std::string>& passwords) {
  LoadOptions options;
  for (const std::string& password : passwords) {
    options.passwords.push_back(std::make_shared<const SecretBytes>(to_secret(as_bytes(password))));
  }
  return options;
}

struct Opened {
  Artifact container;
  Result<std::vector<Artifact>> inside;

  std::size_t count(Kind kind) const {
    if (!inside) return 0;
    return static_cast<std::size_t>(
        std::count_if(inside->begin(), inside->end(), [&](const Artifact& a) { return a.kind == kind; }));
  }
  const Artifact& first(Kind kind) const {
    const auto at = std::find_if(inside->begin(), inside->end(), [&](const Artifact& a) { return a.kind == kind; });
    if (at == inside->end()) throw std::runtime_error("no such object inside");
    return *at;
  }
  // The key is open, and one of the certificates is on it.
  bool pairs() const {
    if (count(Kind::private_key) == 0 || !first(Kind::private_key).key) return false;
    return std::any_of(inside->begin(), inside->end(), [&](const Artifact& a) {
      return a.kind == Kind::certificate && a.key && a.key->id == first(Kind::private_key).key->id;
    });
  }
  bool closed(ReasonKind why) const { return container.unread && container.unread->kind == why; }
};

using Opener = Result<std::vector<Artifact>> (*)(Artifact&, ByteView, const LoadOptions&);

inline Opened opened(Opener opener, std::string_view bytes, const LoadOptions& options) {
  Opened out;
  out.inside = opener(out.container, as_bytes(bytes), options);
  return out;
}

// Nothing may go wrong whatever is cut off or changed; it either opens or is an Error.
inline void torture(Opener opener, const std::string& bytes, const LoadOptions& options) {
  for (std::size_t size = 0; size < bytes.size(); size += size < 64 ? 1 : 13) {
    static_cast<void>(opened(opener, std::string_view(bytes).substr(0, size), options));
  }
  for (std::size_t at = 0; at < bytes.size(); at += 11) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ static_cast<char>(0x80U | (at & 0x7FU)));
    static_cast<void>(opened(opener, changed, options));
  }
}

}  // namespace certdoc::test
