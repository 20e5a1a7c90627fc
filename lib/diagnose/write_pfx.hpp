// `--out FILE --for TARGET`: a new PFX that the target reads, from the keys and certificates of the files given.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "artifact/make_pfx.hpp"
#include "base/time.hpp"
#include "check/check.hpp"
#include "kb/targets.hpp"

namespace certdoc {

// An artifact with the file in which it was found; it lives as long as its Material.
struct Placed {
  const LoadedFile* file = nullptr;
  const Artifact* artifact = nullptr;

  std::string where() const { return location(*file, artifact->place); }
};

// What goes into a new PFX.
struct PfxParts {
  Placed key;
  std::vector<const Artifact*> certificates;  // the leaf first, each issued by the next
};

struct WritePfxOptions {
  std::string path;
  std::shared_ptr<const SecretBytes> password;  // empty: there is none, which is an Error; the empty one is one
  bool force = false;                           // replace a file that exists
  Lang lang = Lang::en;
  std::optional<std::string> friendly_name;  // instead of the one that key or certificate brings; "": none
  Time now{};
};

struct WrittenPfx {
  std::string path;
  std::string leaf;              // subject, as name_text writes it
  std::string key;               // where the key was: `server.key:1`
  std::size_t certificates = 0;  // the leaf too
  PfxForm form;
  std::string friendly_name, csp;     // as they stand in it; empty: none
  std::vector<std::string> left_out;  // what was given and is not in it, one sentence each
  std::vector<std::string> warnings;  // what may keep it from being of use, one sentence each
};

// Written only after it was read back from memory and found to be what was asked for; read once more from the disk.
// An Error: nothing was written, unless it says so.
Result<WrittenPfx> write_pfx(const PfxParts& parts, const kb::Target& target, const WritePfxOptions& options);

// The same with the one key of the files that has a certificate, and the chain above that.
Result<WrittenPfx> write_pfx(const Material& material, const kb::Target& target, const WritePfxOptions& options);

}  // namespace certdoc
