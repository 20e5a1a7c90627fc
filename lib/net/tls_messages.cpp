#include "net/tls_messages.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "net/tls_cursor.hpp"

namespace certdoc::net {
namespace {

constexpr std::size_t kMostCertificates = 64;
constexpr std::size_t kMostNames = 256;  // of CAs that a server asks for

enum Extension : unsigned {
  status_request = 5,
  alpn = 16,
  supported_versions = 43,
  certificate_authorities = 47,
  key_share = 51,
};

constexpr std::array kGroups{std::pair{19U, "P-192"},
                             std::pair{21U, "P-224"},
                             std::pair{22U, "secp256k1"},
                             std::pair{23U, "P-256"},
                             std::pair{24U, "P-384"},
                             std::pair{25U, "P-521"},
                             std::pair{29U, "X25519"},
                             std::pair{30U, "X448"},
                             std::pair{26U, "brainpoolP256r1"},
                             std::pair{27U, "brainpoolP384r1"},
                             std::pair{28U, "brainpoolP512r1"},
                             std::pair{41U, "SM2"},
                             std::pair{256U, "ffdhe2048"},
                             std::pair{257U, "ffdhe3072"},
                             std::pair{258U, "ffdhe4096"},
                             std::pair{4588U, "X25519MLKEM768"},
                             std::pair{4587U, "SecP256r1MLKEM768"}};

std::optional<TlsVersion> version_of(unsigned number) {
  const bool known =
      number >= static_cast<unsigned>(TlsVersion::ssl3) && number <= static_cast<unsigned>(TlsVersion::tls13);
  return known ? std::optional(static_cast<TlsVersion>(number)) : std::nullopt;
}

template <class Take>
void each_extension(ByteView list, const Take& take) {
  for (Cursor in(list); !in.empty();) {
    const unsigned type = in.number(2);
    const ByteView value = in.vector(2);
    if (in.good()) take(type, value);
  }
}

void note_alpn(ByteView value, TlsSeen& seen) {
  Cursor in(value);
  Cursor names(in.vector(2));
  seen.alpn = as_text(names.vector(1));
}

void note_hello(ByteView body, TlsSeen& seen) {
  Cursor in(body);
  seen.version = version_of(in.number(2));
  in.bytes(32);
  in.vector(1);
  seen.cipher_number = in.number(2);
  in.number(1);
  each_extension(in.vector(2), [&](unsigned type, ByteView value) {
    Cursor inside(value);
    if (type == supported_versions) seen.version = version_of(inside.number(2));
    if (type == key_share) seen.group = group_name(inside.number(2));
    if (type == alpn) note_alpn(value, seen);
  });
}

// CertificateStatus, alone or in an extension.
void note_status(ByteView body, TlsSeen& seen) {
  Cursor in(body);
  constexpr unsigned kOcsp = 1;
  if (in.number(1) == kOcsp) seen.staple = to_bytes(in.vector(3));
}

void note_certificate(ByteView body, TlsSeen& seen) {
  const bool tls13 = seen.version == TlsVersion::tls13;
  Cursor in(body);
  if (tls13) in.vector(1);  // context
  seen.chain.clear();
  for (Cursor list(in.vector(3)); !list.empty() && seen.chain.size() < kMostCertificates;) {
    const ByteView der = list.vector(3);
    const ByteView extensions = tls13 ? list.vector(2) : ByteView();
    if (!list.good()) return;
    const bool first = seen.chain.empty();
    seen.chain.push_back(to_bytes(der));
    each_extension(extensions, [&](unsigned type, ByteView value) {
      if (first && type == status_request) note_status(value, seen);
    });
  }
}

void note_names(ByteView list, TlsSeen& seen) {
  for (Cursor in(list); !in.empty() && seen.client_cas.size() < kMostNames;) {
    const ByteView name = in.vector(2);
    if (in.good()) seen.client_cas.push_back(to_bytes(name));
  }
}

void note_request(ByteView body, TlsSeen& seen) {
  seen.asks_client_certificate = true;
  seen.client_cas.clear();
  Cursor in(body);
  in.vector(1);  // TLS 1.3: context; before: kinds of certificates
  if (seen.version != TlsVersion::tls13) {
    if (seen.version == TlsVersion::tls12) in.vector(2);  // signature algorithms
    return note_names(in.vector(2), seen);
  }
  each_extension(in.vector(2), [&](unsigned type, ByteView value) {
    Cursor inside(value);
    if (type == certificate_authorities) note_names(inside.vector(2), seen);
  });
}

// Of an ephemeral key on a named curve (RFC 8422 5.4); other kinds begin differently.
void note_key_exchange(ByteView body, TlsSeen& seen) {
  Cursor in(body);
  constexpr unsigned kNamedCurve = 3;
  if (in.number(1) == kNamedCurve) seen.group = group_name(in.number(2));
}

}  // namespace

std::string group_name(unsigned group) {
  const auto found = std::find_if(kGroups.begin(), kGroups.end(), [&](const auto& one) { return one.first == group; });
  return found == kGroups.end() ? std::string() : found->second;
}

void note_message(ByteView message, TlsSeen& seen) {
  Cursor in(message);
  const unsigned type = in.number(1);
  const ByteView body = in.vector(3);
  if (!in.good()) return;
  switch (type) {
    case server_hello: return note_hello(body, seen);
    case certificate: return note_certificate(body, seen);
    case certificate_status: return note_status(body, seen);
    case certificate_request: return note_request(body, seen);
    case server_key_exchange: return note_key_exchange(body, seen);
    case encrypted_extensions: {
      Cursor extensions(body);
      return each_extension(extensions.vector(2), [&](unsigned kind, ByteView value) {
        if (kind == alpn) note_alpn(value, seen);
      });
    }
    default: return;
  }
}

}  // namespace certdoc::net
