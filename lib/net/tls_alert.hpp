// The alerts of TLS by their numbers (RFC 8446 6, https://www.iana.org/assignments/tls-parameters/).
#pragma once

#include <string_view>

#include "net/trace.hpp"

namespace certdoc::net {

enum TlsAlert : int {
  handshake_failure = 40,
  bad_certificate = 42,
  certificate_unknown = 46,
  unknown_ca = 48,
  access_denied = 49,
  protocol_version = 70,
  insufficient_security = 71,
  unrecognized_name = 112,
  certificate_required = 116,
};

// `handshake_failure`; `alert` where the number is nobody's.
std::string_view alert_name(int alert);

// The step ended in this alert of the peer; `detail` is `handshake_failure (40)`.
void note_alert(int alert, Step& step);

}  // namespace certdoc::net
