// Inside lib/net: what is spoken on a port that does not answer in TLS, told by its first bytes.
#pragma once

#include "net/tls_probe.hpp"

namespace certdoc::net {

// Whether these bytes may begin a TLS record. One byte is enough to say no.
bool looks_like_tls(ByteView bytes);

Spoken spoken_in(ByteView bytes);

// Notes that no TLS is spoken, and what instead.
void note_foreign(ByteView bytes, TlsSeen& seen, Step& step);

}  // namespace certdoc::net
