// A small PKI, targets made by hand, and what the tests of writing a PFX share.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/loader.hpp"
#include "artifact/make_pfx.hpp"
#include "check/check.hpp"
#include "diagnose/write_pfx.hpp"
#include "material.hpp"

namespace certdoc::test {

// Far enough that everything made with -days 30000 is valid then, whenever the tests run.
inline Time test_now() {
  return Time(std::chrono::sys_days(std::chrono::year(2100) / 1 / 1));
}

// root -> middle -> leaf, all EC, as NAME.key and NAME.crt; made once. `stranger` is on a key of its own.
inline const Workbench& pki() {
  static const Workbench material;
  static const bool made = [] {
    material.sh(R"(
      new() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out $1.key; }
      sign() { # NAME ISSUER DAYS EXTENSIONS [KEY]
        printf "$4" > ext
        openssl req -new -key ${5:-$1}.key -subj "/CN=$1" -out req.pem
        openssl x509 -req -in req.pem -CA $2.crt -CAkey $2.key -set_serial 0x$(openssl rand -hex 8) -days $3 -extfile ext -out $1.crt
      }
      for name in root middle leaf stranger; do new $name; done
      openssl req -x509 -key root.key -subj /CN=root -days 30000 -out root.crt
      openssl req -x509 -key stranger.key -subj /CN=stranger -days 30000 -out stranger.crt
      sign middle root 30000 "basicConstraints=critical,CA:TRUE\n"
      sign leaf middle 30000 "basicConstraints=CA:FALSE\n"
      sign past middle 10 "basicConstraints=CA:FALSE\n" leaf
      sign longer middle 30100 "basicConstraints=CA:FALSE\n" leaf
      openssl req -x509 -key leaf.key -subj /CN=self -days 30200 -out self.crt
    )");
    return true;
  }();
  static_cast<void>(made);
  return material;
}

inline std::shared_ptr<const SecretBytes> secret_of(std::string_view text) {
  return std::make_shared<const SecretBytes>(to_secret(as_bytes(text)));
}

inline certdoc::Material loaded(const Workbench& m, const std::vector<std::string>& names,
                                const std::vector<std::string>& passwords = {}) {
  LoadOptions options;
  for (const std::string& password : passwords) options.passwords.push_back(secret_of(password));
  certdoc::Material out;
  for (const std::string& name : names) out.files.push_back(load_file(m.path(name), options));
  return out;
}

inline const Artifact& only_of(const LoadedFile& file, Kind kind) {
  const Artifact* found = nullptr;
  for (const Artifact& artifact : file.artifacts) {
    if (artifact.kind != kind) continue;
    if (found != nullptr) throw std::runtime_error("several of a kind in " + file.path);
    found = &artifact;
  }
  if (found == nullptr) throw std::runtime_error("none of a kind in " + file.path);
  return *found;
}

inline kb::Target target_with(const kb::PfxRecipe& recipe, std::string_view platform = "any") {
  kb::Target target;
  target.name = "test";
  target.title = "Test Server";
  target.platform = platform;
  target.pfx = kb::PfxImport{.rules = {}, .max_iterations = 0, .recipe = recipe};
  return target;
}

inline kb::PfxRecipe modern_recipe() {
  return {
      .key_cipher = "AES-256-CBC", .certificate_cipher = "AES-256-CBC", .prf = "SHA256", .mac = "SHA256", .csp = {}};
}

inline kb::PfxRecipe legacy_recipe() {
  return {.key_cipher = "DES-EDE3-CBC", .certificate_cipher = "DES-EDE3-CBC", .prf = {}, .mac = "SHA1", .csp = {}};
}

inline PfxForm legacy_form() {
  return {.key_cipher = "DES-EDE3-CBC", .certificate_cipher = "DES-EDE3-CBC", .prf = "", .mac = "SHA1"};
}

}  // namespace certdoc::test
