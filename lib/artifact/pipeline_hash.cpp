// The figure of the vendors' guides, for comparing with what somebody pasted into a ticket.
#include <openssl/evp.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "artifact/openssl_ptr.hpp"

namespace certdoc {
namespace {

// The program prints the key as OpenSSL writes it, not as it stands in the certificate. For the usual encodings, whose
// id is the hash of their own bytes, that is the same.
Bytes as_openssl_writes(const PublicKey& key) {
  if (key.id == key.spki_sha256) return key.spki;
  const std::uint8_t* at = key.spki.data();
  const PkeyPtr pkey(d2i_PUBKEY(nullptr, &at, static_cast<long>(key.spki.size())));
  std::uint8_t* raw = nullptr;
  const int size = pkey ? i2d_PUBKEY(pkey.get(), &raw) : 0;
  ERR_clear_error();
  if (size <= 0) return key.spki;
  Bytes out(raw, raw + size);
  OPENSSL_free(raw);
  return out;
}

std::string pem_of(ByteView spki) {
  constexpr std::size_t kLine = 48;  // octets, 64 characters
  std::string pem = "-----BEGIN PUBLIC KEY-----\n";
  for (; !spki.empty(); spki = spki.subspan(std::min(kLine, spki.size()))) {
    std::array<unsigned char, 66> line{};
    const int size = EVP_EncodeBlock(line.data(), spki.data(), static_cast<int>(std::min(kLine, spki.size())));
    pem.append(line.begin(), line.begin() + size);
    pem += '\n';
  }
  return pem + "-----END PUBLIC KEY-----\n";
}

}  // namespace

std::string openssl_pipeline_hash(const PublicKey& key) {
  return hex(sha256(as_bytes(pem_of(as_openssl_writes(key)))));
}

}  // namespace certdoc
