// Inside lib/net: what a server's handshake messages say, read as they came (RFC 5246 7.4, RFC 8446 4). OpenSSL hands
// them over before it judges them, so that a certificate which it refuses to parse is seen too.
#pragma once

#include "net/tls_probe.hpp"

namespace certdoc::net {

// One whole handshake message, its header of four bytes included. What is malformed is left out.
void note_message(ByteView message, TlsSeen& seen);

enum HandshakeType : std::uint8_t {
  server_hello = 2,
  encrypted_extensions = 8,
  certificate = 11,
  server_key_exchange = 12,
  certificate_request = 13,
  server_hello_done = 14,
  certificate_status = 22,
};

// `X25519`, `P-256`; empty: not known.
std::string group_name(unsigned group);

}  // namespace certdoc::net
