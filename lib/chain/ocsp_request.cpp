#include "chain/ocsp_request.hpp"

#include <openssl/rand.h>

#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "chain/ocsp_id.hpp"

namespace certdoc::chain {
namespace {

constexpr std::size_t kLongestGet = 255;

std::string percent_encoded(char c) {
  switch (c) {
    case '+': return "%2B";
    case '/': return "%2F";
    case '=': return "%3D";
    default: return {c};
  }
}

std::string base64(ByteView bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const ByteView three = bytes.subspan(at, std::min<std::size_t>(3, bytes.size() - at));
    std::uint32_t group = 0;
    for (std::size_t n = 0; n < 3; ++n) group = group << 8U | (n < three.size() ? three[n] : 0U);
    for (std::size_t n = 0; n < 4; ++n) {
      out += n <= three.size() ? kAlphabet[group >> (18 - 6 * n) & 0x3FU] : '=';
    }
  }
  return out;
}

// id-pkix-ocsp-nonce, with the Nonce, an OCTET STRING itself, in extnValue (RFC 8954 2.1).
Bytes nonce_extension(ByteView nonce) {
  const Bytes oid = der::write(der::oid, {as_bytes("\x2B\x06\x01\x05\x05\x07\x30\x01\x02")});
  const Bytes value = der::write(der::octet_string, {der::write(der::octet_string, {nonce})});
  const Bytes extension = der::write(der::sequence, {oid, value});
  const Bytes list = der::write(der::sequence, {extension});
  return der::write(der::context_constructed(2), {list});
}

}  // namespace

OcspRequest ocsp_request(const Certificate& subject, const Certificate& issuer, OcspHash hash, ByteView nonce) {
  const Bytes id = cert_id(subject, issuer, hash == OcspHash::sha1 ? "sha1" : "sha256");
  const Bytes request = der::write(der::sequence, {id});
  const Bytes list = der::write(der::sequence, {request});
  const Bytes extensions = nonce.empty() ? Bytes() : nonce_extension(nonce);
  const Bytes signed_part = der::write(der::sequence, {list, extensions});
  return {der::write(der::sequence, {signed_part}), to_bytes(nonce)};
}

Bytes fresh_nonce() {
  Bytes out(32);
  if (RAND_bytes(out.data(), static_cast<int>(out.size())) != 1) out.clear();
  return out;
}

std::optional<std::string> ocsp_get_url(const std::string& responder, ByteView request) {
  std::string url = responder;
  if (!url.ends_with('/')) url += '/';
  for (const char c : base64(request)) url += percent_encoded(c);
  return url.size() <= kLongestGet ? std::optional(std::move(url)) : std::nullopt;
}

}  // namespace certdoc::chain
