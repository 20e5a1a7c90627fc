// The password check of a PKCS#12 file: RFC 7292's MAC and PBMAC1 (RFC 9579).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "artifact/pbe.hpp"
#include "artifact/pkcs12_structure.hpp"

namespace certdoc::pkcs12 {

struct Mac {
  Integrity integrity;
  std::optional<pbe::Kdf> kdf;       // of its key
  std::optional<Reason> impossible;  // why there is none: it is damaged, or not known here
};

Mac mac_of(const MacData& data, Lang lang);

// Looks for the password that the file was made with. A changed file and a wrong password look the same. A Reason: the
// MAC cannot be computed here; with that the content may be tried all the same. `next`: see PasswordTrial::find.
tl::expected<std::optional<Fit>, Reason> find_mac_password(const File& file, const Mac& mac, PasswordTrial& trial,
                                                           const std::vector<pbe::Kdf>& next);

}  // namespace certdoc::pkcs12
