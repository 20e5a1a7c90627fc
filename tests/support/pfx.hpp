// Containers made by hand for the checks of check-pfx, and their findings by cause.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifact/store.hpp"
#include "artifacts.hpp"
#include "check/pfx_checks.hpp"

namespace certdoc::test::pfx {

inline Store sound_store(PasswordVerdict verdict = PasswordVerdict::fits) {
  Store store;
  store.integrity = {Integrity::Kind::mac, "SHA256", {}, 2048, 8};
  store.verdict = verdict;
  if (verdict == PasswordVerdict::fits) store.form = PasswordForm::as_given;
  if (verdict == PasswordVerdict::fits) store.password = 1;
  return store;
}

inline Encryption aes() {
  return {"PBES2", "AES-256-CBC", "PBKDF2", "SHA256", 2048, 8};
}

inline StorePart encrypted_part(PasswordForm opened_by = PasswordForm::as_given) {
  StorePart part;
  part.encrypted = true;
  part.encryption = aes();
  part.opened_by = opened_by;
  part.certificates = 1;
  return part;
}

inline StorePart closed_part(ReasonKind kind) {
  StorePart part;
  part.encrypted = true;
  part.encryption = aes();
  part.closed = Reason{kind, "it stays closed"};
  return part;
}

inline Artifact pkcs12(Store store, Kind kind = Kind::pkcs12) {
  Artifact artifact = container(kind);
  artifact.encrypted = true;
  artifact.store = std::make_shared<const Store>(std::move(store));
  return artifact;
}

inline Artifact with(Artifact artifact, Bag bag) {
  artifact.bag = std::make_shared<const Bag>(std::move(bag));
  return artifact;
}

// What the person gave: how many passwords, and whether they are ASCII.
inline Context given(std::vector<bool> ascii, Lang lang = Lang::en) {
  Context context;
  context.lang = lang;
  context.ascii_passwords = std::move(ascii);
  return context;
}

inline const Finding* of(const std::vector<Finding>& findings, std::string_view cause) {
  const auto at = std::find_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.cause == cause; });
  return at == findings.end() ? nullptr : &*at;
}

// `confirmed error`, `ruled_out`, `unknown no-password`, `nothing`.
inline std::string verdict(const std::vector<Finding>& findings, std::string_view cause) {
  const Finding* finding = of(findings, cause);
  if (finding == nullptr) return "nothing";
  std::string out(name_of(finding->verdict));
  if (finding->verdict == Verdict::confirmed) out += " " + std::string(name_of(finding->severity));
  if (finding->verdict == Verdict::unknown) out += " " + std::string(name_of(finding->reason->kind));
  return out;
}

inline std::string verdict(const Check& check, const LoadedFile& loaded, const Context& context,
                           std::string_view cause) {
  return verdict(check.run(certdoc::Material{{loaded}}, context), cause);
}

}  // namespace certdoc::test::pfx
