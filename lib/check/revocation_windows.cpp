// 0x80092010, 0x80092012 and 0x80092013 are errors of every chain policy, 0x800B010C and 0x800B010E those of
// Authenticode: https://learn.microsoft.com/en-us/windows/win32/api/wincrypt/ns-wincrypt-cert_chain_policy_status
// A CRL that was fetched and is expired or wrongly signed ends as offline, too:
// https://www.gradenegger.eu/en/revocation-lists-are-not-recognized-as-valid-on-windows-only-crypt_e_revocation_offline
// OCSP alone is enough, and a CRL is taken where it is not:
// http://blogs.technet.com/b/instan/archive/2013/06/13/adcs-and-dedicated-crl-signing-certificates.aspx
#include "check/revocation_windows.hpp"

#include <algorithm>

#include "base/say.hpp"

namespace certdoc {

WindowsSays windows_says(const RevocationScene& scene, const std::vector<std::size_t>& subjects) {
  const auto any = [&](chain::Standing wanted) {
    return std::any_of(subjects.begin(), subjects.end(), [&](std::size_t n) {
      return scene.statuses[n].standing == wanted && !scene.subjects[n].self_signed();
    });
  };
  if (any(chain::Standing::revoked)) return WindowsSays::revoked;
  return any(chain::Standing::unknown) ? WindowsSays::offline : WindowsSays::nothing;
}

std::vector<std::string> windows_codes(WindowsSays says) {
  switch (says) {
    case WindowsSays::nothing: return {};
    case WindowsSays::offline: return {"windows:0x80092013", "windows:0x800B010E"};
    case WindowsSays::no_check: return {"windows:0x80092012", "windows:0x800B010E"};
    case WindowsSays::revoked: return {"windows:0x80092010", "windows:0x800B010C"};
  }
  return {};
}

Evidence windows_evidence(WindowsSays says, Lang lang) {
  const std::string label = say(lang, "on Windows", "在 Windows 上");
  switch (says) {
    case WindowsSays::nothing:
      return {label, {}, say(lang, "no error as long as the other way answers", "只要另一途径有应答，就不报错"), {}};
    case WindowsSays::offline:
      return {label,
              {},
              say(lang, "0x80092013 CRYPT_E_REVOCATION_OFFLINE; for signed files 0x800B010E CERT_E_REVOCATION_FAILURE",
                  "0x80092013 CRYPT_E_REVOCATION_OFFLINE；签名文件为 0x800B010E CERT_E_REVOCATION_FAILURE"),
              {}};
    case WindowsSays::no_check:
      return {label,
              {},
              say(lang, "0x80092012 CRYPT_E_NO_REVOCATION_CHECK; for signed files 0x800B010E CERT_E_REVOCATION_FAILURE",
                  "0x80092012 CRYPT_E_NO_REVOCATION_CHECK；签名文件为 0x800B010E CERT_E_REVOCATION_FAILURE"),
              {}};
    case WindowsSays::revoked:
      return {label,
              {},
              say(lang, "0x80092010 CRYPT_E_REVOKED; for signed files 0x800B010C CERT_E_REVOKED",
                  "0x80092010 CRYPT_E_REVOKED；签名文件为 0x800B010C CERT_E_REVOKED"),
              {}};
  }
  return {};
}

}  // namespace certdoc
