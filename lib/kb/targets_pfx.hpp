// The parts of the table of what a target does with a PFX, one file a platform.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "kb/targets.hpp"

namespace certdoc::kb {

// Rows that tests/peers/import_trials tries with the program itself (import_trials.tsv).
inline constexpr std::string_view kTried = "tried";

// What the user reads where it is refused, in the program's own words, and the id of that error.
struct PfxRefusal {
  std::string_view shows, code;
};

inline PfxRule imports(std::string_view what, TargetText why, std::string_view source) {
  return {.what = what, .accepts = Accepts::yes, .why = why, .source = source, .shows = {}, .code = {}};
}
inline PfxRule refuses(std::string_view what, TargetText why, std::string_view source, PfxRefusal refusal = {}) {
  return {
      .what = what, .accepts = Accepts::no, .why = why, .source = source, .shows = refusal.shows, .code = refusal.code};
}
// It depends on the release, or the sources leave it open; `refusal` is what those say that refuse it.
inline PfxRule depends(std::string_view what, TargetText why, std::string_view source, PfxRefusal refusal = {}) {
  PfxRule made = refuses(what, why, source, refusal);
  made.accepts = Accepts::unknown;
  return made;
}

// The same sentence for several words.
inline void add(std::vector<PfxRule>& rules, std::initializer_list<std::string_view> words, const PfxRule& like) {
  for (const std::string_view word : words) {
    rules.push_back(like);
    rules.back().what = word;
  }
}

// What every version of every program of this table reads; AES-256 with a MAC of SHA-256 is the modern form.
inline PfxRecipe old_recipe(std::string_view csp = {}) {
  return {.key_cipher = "DES-EDE3-CBC",
          .certificate_cipher = "DES-EDE3-CBC",
          .prf = {},
          .mac = "SHA1",
          .iterations = 2048,
          .with_root = false,
          .csp = csp};
}
inline PfxRecipe modern_recipe(std::uint64_t iterations) {
  return {.key_cipher = "AES-256-CBC",
          .certificate_cipher = "AES-256-CBC",
          .prf = "SHA256",
          .mac = "SHA256",
          .iterations = iterations,
          .with_root = false,
          .csp = {}};
}

enum class WindowsPfx {
  before_cng,    // Server 2003: CryptoAPI only
  before_pbes2,  // Server 2008 to 2016
  windows_10,    // from 1709 on
  since_pbes2,   // Server 2019, Windows 11 and later
  not_named      // a role on a Windows whose release is not named
};
PfxImport windows_pfx(WindowsPfx release);
PfxImport iis_pfx();
PfxImport exchange_pfx();

enum class JavaPfx { java_8, java_11, java_17, not_named };
PfxImport java_pfx(JavaPfx release);

PfxImport macos_pfx();
PfxImport ios_pfx();
PfxImport android_pfx();

// Targets that the table has for their PFX only: OpenSSL, GnuTLS, NSS; iOS and Android.
std::vector<Target> library_targets();
std::vector<Target> phone_targets();

// The rule of check-file for the form `pkcs12-modern` follows from those for AES-256 and SHA-256.
TargetRule modern_form(const PfxImport& pfx);

}  // namespace certdoc::kb
