// Private keys in text that somebody pasted: found, so that they are shown nowhere.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace certdoc {

// What stands where a key was taken out.
inline constexpr std::string_view kHiddenKey = "[PRIVATE KEY]";

// In which form the text holds a private key, or a part that can be told: `PEM`, `OpenSSH`, `PuTTY`, `JWK`, `XML`,
// `openssl -text`, or base64 without armour by its structure: `PKCS #8`, `PKCS #1`, `SEC 1`, `PKCS #12`, `SM2`. Empty:
// none. White space, line ends and boundaries between arguments inside a key make no difference.
std::string_view private_key_form(std::string_view text);

// Long runs of base64 become `[BASE64]`: what was cut out of the middle of a key looks like any other.
std::string without_base64(std::string_view text);

// Reads a log line by line and remembers whether it is inside a key.
class KeyScanner {
 public:
  // True where the line is part of a key: nothing in it is a code or may be shown. `form()` says of which.
  bool is_key(std::string_view line);

  // True at the first line of a key only.
  bool begins() const { return begins_; }
  std::string_view form() const { return form_; }

 private:
  std::string_view form_;
  bool inside_ = false;
  bool begins_ = false;
};

}  // namespace certdoc
