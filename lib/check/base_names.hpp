// Which files of a directory are claimed to belong together by their names.
#pragma once

#include <string>
#include <string_view>

namespace certdoc {

// The same for `server.key`, `server.crt` and `server.pem`; for `x-key.pem`, `x-cert.pem` and `x.pem` (mkcert); for
// `privkey.pem`, `cert.pem` and `fullchain.pem`, and for `privkey2.pem` and `fullchain2.pem` (certbot); each within one
// directory. Empty: the name claims nothing.
// https://eff-certbot.readthedocs.io/en/stable/using.html#where-are-my-certificates
// https://github.com/FiloSottile/mkcert
std::string claimed_name(std::string_view path);

}  // namespace certdoc
