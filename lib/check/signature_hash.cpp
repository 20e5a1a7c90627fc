#include "check/signature_hash.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "artifact/der.hpp"

namespace certdoc {
namespace {

struct Row {
  std::string_view oid, hash;
};

// RFC 3279, 4055, 5758; the two 1.3.14.3.2 are OIW's, which old Windows writes; SM2 is GM/T 0006.
constexpr std::array<Row, 28> kSignatures{{
    {"1.2.840.113549.1.1.2", "md2"},
    {"1.2.840.113549.1.1.3", "md4"},
    {"1.2.840.113549.1.1.4", "md5"},
    {"1.2.840.113549.1.1.5", "sha1"},
    {"1.2.840.113549.1.1.14", "sha224"},
    {"1.2.840.113549.1.1.11", "sha256"},
    {"1.2.840.113549.1.1.12", "sha384"},
    {"1.2.840.113549.1.1.13", "sha512"},
    {"1.3.14.3.2.3", "md5"},
    {"1.3.14.3.2.29", "sha1"},
    {"1.3.14.3.2.27", "sha1"},
    {"1.3.14.3.2.13", "sha1"},
    {"1.2.840.10040.4.3", "sha1"},
    {"2.16.840.1.101.3.4.3.1", "sha224"},
    {"2.16.840.1.101.3.4.3.2", "sha256"},
    {"2.16.840.1.101.3.4.3.3", "sha384"},
    {"2.16.840.1.101.3.4.3.4", "sha512"},
    {"1.2.840.10045.4.1", "sha1"},
    {"1.2.840.10045.4.3.1", "sha224"},
    {"1.2.840.10045.4.3.2", "sha256"},
    {"1.2.840.10045.4.3.3", "sha384"},
    {"1.2.840.10045.4.3.4", "sha512"},
    {"1.2.156.10197.1.501", "sm3"},
    {"1.3.14.3.2.26", "sha1"},
    {"2.16.840.1.101.3.4.2.1", "sha256"},
    {"2.16.840.1.101.3.4.2.2", "sha384"},
    {"2.16.840.1.101.3.4.2.3", "sha512"},
    {"2.16.840.1.101.3.4.2.4", "sha224"},
}};

constexpr std::string_view kPss = "1.2.840.113549.1.1.10";

// RSASSA-PSS-params (RFC 4055, 3.1): [0] holds the hash, SHA-1 where it is absent.
std::string_view hash_of_pss(ByteView signed_object) {
  const auto outer = der::Reader(signed_object).next(der::sequence);
  if (!outer) return {};
  der::Reader parts(outer->content);
  if (!parts.next(der::sequence)) return {};
  const auto algorithm = parts.next(der::sequence);
  if (!algorithm) return {};
  der::Reader fields(algorithm->content);
  if (!fields.next(der::oid)) return {};
  const auto params = fields.next(der::sequence);
  if (!params) return {};
  const auto tagged = der::Reader(params->content).next(der::context_constructed(0));
  if (!tagged) return "sha1";
  const auto hash = der::Reader(tagged->content).next(der::sequence);
  if (!hash) return {};
  const auto oid = der::Reader(hash->content).next(der::oid);
  return oid ? hash_of_signature(der::dotted(oid->content)) : std::string_view{};
}

}  // namespace

std::string_view hash_of_signature(std::string_view oid) {
  const auto* found =
      std::find_if(kSignatures.begin(), kSignatures.end(), [&](const Row& row) { return row.oid == oid; });
  return found == kSignatures.end() ? std::string_view{} : found->hash;
}

std::string_view signature_hash(const Artifact& artifact) {
  std::string_view oid;
  if (artifact.certificate) oid = artifact.certificate->signature_oid;
  if (artifact.csr) oid = artifact.csr->signature_oid;
  return oid == kPss ? hash_of_pss(artifact.der) : hash_of_signature(oid);
}

std::string_view hash_name(std::string_view hash) {
  constexpr std::array<Row, 9> kNames{{{"md2", "MD2"},
                                       {"md4", "MD4"},
                                       {"md5", "MD5"},
                                       {"sha1", "SHA-1"},
                                       {"sha224", "SHA-224"},
                                       {"sha256", "SHA-256"},
                                       {"sha384", "SHA-384"},
                                       {"sha512", "SHA-512"},
                                       {"sm3", "SM3"}}};
  const auto* found = std::find_if(kNames.begin(), kNames.end(), [&](const Row& row) { return row.oid == hash; });
  return found == kNames.end() ? hash : found->hash;
}

}  // namespace certdoc
