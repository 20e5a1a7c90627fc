// PBES1 and PBES2 (RFC 8018, A.3 and A.4), scrypt (RFC 7914, 7), PKCS#12's schemes (RFC 7292, C).
#include "artifact/pbe_parameters.hpp"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <algorithm>
#include <array>
#include <limits>

#include "artifact/openssl_ptr.hpp"
#include "artifact/pbe_names.hpp"
#include "artifact/pkcs12_structure.hpp"
#include "artifact/scrypt.hpp"

namespace certdoc {
namespace {

constexpr std::string_view kPbes2 = "\x2A\x86\x48\x86\xF7\x0D\x01\x05\x0D";
constexpr std::string_view kPbkdf2 = "\x2A\x86\x48\x86\xF7\x0D\x01\x05\x0C";
constexpr std::string_view kScrypt = "\x2B\x06\x01\x04\x01\xDA\x47\x04\x0B";
constexpr std::string_view kPkcs12Pbe = "\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x01";  // and one arc more

// Ciphers whose parameters are the initial vector alone. Known here, so that nothing is fetched before a password fits.
struct Cipher {
  std::string_view name;
  std::size_t key, vector;
  bool only_pkcs12 = false;  // PBES2 has further parameters there
};
constexpr std::array kCiphers{
    Cipher{"AES-128-CBC", 16, 16},  Cipher{"AES-192-CBC", 24, 16},    Cipher{"AES-256-CBC", 32, 16},
    Cipher{"DES-EDE3-CBC", 24, 8},  Cipher{"SM4-CBC", 16, 16},        Cipher{"DES-EDE-CBC", 16, 8},
    Cipher{"RC2-CBC", 16, 8, true}, Cipher{"RC2-40-CBC", 5, 8, true}, Cipher{"RC4", 16, 0, true},
    Cipher{"RC4-40", 5, 0, true},
};

const Cipher* cipher_of(std::string_view name, bool pkcs12) {
  const auto* at = std::find_if(kCiphers.begin(), kCiphers.end(), [&](const Cipher& c) { return c.name == name; });
  return at != kCiphers.end() && (pkcs12 || !at->only_pkcs12) ? at : nullptr;
}

std::optional<std::uint64_t> count(der::Reader& reader) {
  const auto value = reader.next(der::integer);
  if (!value || value->content.empty()) return std::nullopt;
  return pkcs12::saturated(value->content);
}

// A salt and the iterations, as PKCS#5 1.5 and PKCS#12 have them.
bool read_iterations(ByteView parameters, PbeParameters& out) {
  const auto sequence = der::only(parameters, der::sequence);
  der::Reader reader(sequence ? sequence->content : ByteView());
  const auto salt = reader.next();
  const auto iterations = salt ? count(reader) : std::nullopt;
  if (!iterations || *iterations == 0) return false;
  out.salt = salt->content;
  out.iterations = *iterations;
  return true;
}

bool read_scrypt(ByteView parameters, PbeParameters& out) {
  const auto sequence = der::only(parameters, der::sequence);
  der::Reader reader(sequence ? sequence->content : ByteView());
  const auto salt = reader.next(der::octet_string);
  if (!salt) return false;
  const auto n = count(reader);
  const auto r = n ? count(reader) : std::nullopt;
  const auto p = r ? count(reader) : std::nullopt;
  if (!p) return false;
  out.kdf = "scrypt";
  out.salt = salt->content;
  out.scrypt = ScryptParameters{salt->content, *n, *r, *p};
  return true;
}

bool read_pbkdf2(ByteView parameters, ByteView cipher_parameters, PbeParameters& out) {
  auto kdf = pbe::pbkdf2_parameters(parameters);
  if (!kdf || kdf->iterations == 0) return false;
  out.kdf = "PBKDF2";
  out.prf = kdf->hash;
  out.salt = kdf->salt;
  out.iterations = kdf->iterations;
  const Cipher* cipher = cipher_of(out.cipher, false);
  const auto vector = der::only(cipher_parameters, der::octet_string);
  if (cipher == nullptr || !vector || vector->content.size() != cipher->vector) return true;
  if (kdf->salt.data() == nullptr || (kdf->key != 0 && kdf->key != cipher->key)) return true;
  out.vector = vector->content;
  kdf->key = cipher->key;
  out.derivation = std::move(*kdf);
  return true;
}

std::optional<PbeParameters> pbes2(ByteView algorithm, ByteView parameters) {
  const auto sequence = der::only(parameters, der::sequence);
  der::Reader reader(sequence ? sequence->content : ByteView());
  const auto kdf = pbe::identifier_of(reader.next(der::sequence));
  const auto whole = reader.next(der::sequence);
  const auto cipher = pbe::identifier_of(whole);
  if (!kdf || !cipher) return std::nullopt;
  PbeParameters out{.algorithm = algorithm, .scheme = "PBES2", .cipher_algorithm = whole->whole};
  const int nid = pbe::nid_of(cipher->oid);
  out.name = pbe::name_of(cipher->oid, nid);
  if (nid != NID_undef) out.cipher = OBJ_nid2sn(nid);
  if (der::is(kdf->oid.content, kScrypt)) return read_scrypt(kdf->parameters, out) ? std::optional(out) : std::nullopt;
  if (der::is(kdf->oid.content, kPbkdf2)) {
    return read_pbkdf2(kdf->parameters, cipher->parameters, out) ? std::optional(out) : std::nullopt;
  }
  out.kdf = pbe::short_name(kdf->oid, pbe::nid_of(kdf->oid));
  out.name = pbe::name_of(kdf->oid, pbe::nid_of(kdf->oid));
  out.cipher.clear();
  return out;
}

void set_derivation(PbeParameters& out) {
  const Cipher* cipher = cipher_of(out.cipher, true);
  if (!out.pkcs12 || cipher == nullptr) return;
  out.derivation = pbe::Kdf{.kind = pbe::Kdf::Kind::pkcs12,
                            .mac = false,
                            .hash = out.prf,
                            .salt = out.salt,
                            .iterations = out.iterations,
                            .key = cipher->key,
                            .vector = cipher->vector};
}

}  // namespace

std::optional<PbeParameters> pbe_parameters(ByteView algorithm) {
  const auto scheme = pbe::identifier_of(der::only(algorithm, der::sequence));
  if (!scheme) return std::nullopt;
  if (der::is(scheme->oid.content, kPbes2)) return pbes2(algorithm, scheme->parameters);
  const int nid = pbe::nid_of(scheme->oid);
  PbeParameters out{.algorithm = algorithm, .name = pbe::name_of(scheme->oid, nid)};
  out.scheme = out.name;
  int cipher = NID_undef, digest = NID_undef;
  const bool known = EVP_PBE_find(EVP_PBE_TYPE_OUTER, nid, &cipher, &digest, nullptr) == 1;
  ERR_clear_error();
  if (!known || cipher <= NID_undef) return out;
  out.cipher = OBJ_nid2sn(cipher);
  if (digest > NID_undef) out.prf = OBJ_nid2sn(digest);
  out.pkcs12 = as_text(scheme->oid.content).substr(0, kPkcs12Pbe.size()) == kPkcs12Pbe;
  out.kdf = out.pkcs12 ? "PKCS12" : "PBKDF1";
  if (!read_iterations(scheme->parameters, out)) return std::nullopt;
  set_derivation(out);
  return out;
}

namespace pbe {

std::optional<Kdf> pbkdf2_parameters(ByteView parameters) {
  const auto sequence = der::only(parameters, der::sequence);
  der::Reader reader(sequence ? sequence->content : ByteView());
  const auto salt = reader.next();
  const auto iterations = salt ? count(reader) : std::nullopt;
  if (!iterations) return std::nullopt;
  Kdf out{.kind = Kdf::Kind::pbkdf2, .mac = false, .hash = "SHA1", .salt = {}, .iterations = *iterations};
  if (salt->tag == der::octet_string) out.salt = salt->content.empty() ? salt->whole.last(0) : salt->content;
  if (reader.peek() == der::integer) {
    const auto size = count(reader);
    if (!size) return std::nullopt;
    out.key = static_cast<std::size_t>(*size);
  }
  if (const auto prf = identifier_of(reader.next(der::sequence))) out.hash = prf_name(prf->oid);
  return reader.empty() ? std::optional(out) : std::nullopt;
}

Encryption described(const PbeParameters& parameters) {
  Encryption out;
  out.scheme = parameters.scheme;
  out.cipher = parameters.cipher;
  if (out.cipher.empty() && !parameters.cipher_algorithm.empty()) out.cipher = digest_name(parameters.cipher_algorithm);
  out.kdf = parameters.kdf;
  out.prf = parameters.prf;
  out.iterations = parameters.scrypt ? scrypt_rounds_saturated(*parameters.scrypt) : parameters.iterations;
  out.salt = parameters.salt.size();
  return out;
}

}  // namespace pbe
}  // namespace certdoc
