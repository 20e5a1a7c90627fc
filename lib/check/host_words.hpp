// Words about handshakes that findings and the table of endpoints have in common.
#pragma once

#include <string>
#include <vector>

#include "check/host.hpp"

namespace certdoc {

// `handshake_failure (40)`
std::string alert_words(int alert);

// `plain HTTP`, `SMTP`
std::string spoken_words(net::Spoken spoken, Lang lang);

// `TLS 1.2, TLS 1.3`
std::string version_list(const net::AddressSeen& seen, net::Offered offered);

// The server asked for a client certificate, and ended the conversation for want of one.
bool demands_client_certificate(const net::TlsSeen& seen);

// Without SNI it works, or shows something.
bool works_without_name(const net::AddressSeen& seen);

}  // namespace certdoc
