// PBES1 and PBES2 (RFC 8018, A.3 and A.4), scrypt (RFC 7914, 7), PKCS#12's schemes (RFC 7292, C).
#include "artifact/pbe_parameters.hpp"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <limits>

#include "artifact/openssl_ptr.hpp"

namespace certdoc {
namespace {

constexpr std::string_view kPbes2 = "\x2A\x86\x48\x86\xF7\x0D\x01\x05\x0D";
constexpr std::string_view kPbkdf2 = "\x2A\x86\x48\x86\xF7\x0D\x01\x05\x0C";
constexpr std::string_view kScrypt = "\x2B\x06\x01\x04\x01\xDA\x47\x04\x0B";
constexpr std::string_view kPkcs12Pbe = "\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x01";  // and one arc more

struct Identifier {
  der::Value oid;
  ByteView parameters;
};

std::optional<Identifier> identifier_of(const std::optional<der::Value>& algorithm) {
  if (!algorithm) return std::nullopt;
  der::Reader reader(algorithm->content);
  const auto oid = reader.next(der::oid);
  if (!oid) return std::nullopt;
  return Identifier{*oid, reader.rest()};
}

int nid_of(const der::Value& oid) {
  const unsigned char* at = oid.whole.data();
  const std::unique_ptr<ASN1_OBJECT, Deleter<ASN1_OBJECT_free>> object(
      d2i_ASN1_OBJECT(nullptr, &at, static_cast<long>(oid.whole.size())));
  ERR_clear_error();
  return OBJ_obj2nid(object.get());
}

std::string name_of(const der::Value& oid, int nid) {
  return nid == NID_undef ? der::dotted(oid.content) : OBJ_nid2ln(nid);
}

// Too long or negative: the largest number, which every limit refuses.
std::optional<std::uint64_t> count(der::Reader& reader) {
  const auto value = reader.next(der::integer);
  if (!value || value->content.empty()) return std::nullopt;
  if (value->content.size() > 8 || value->content.front() >= 0x80) return std::numeric_limits<std::uint64_t>::max();
  std::uint64_t number = 0;
  for (const std::uint8_t octet : value->content) number = number << 8U | octet;
  return number;
}

// A salt (or, in PBKDF2, an algorithm that names one), then the iterations.
bool read_iterations(ByteView parameters, PbeParameters& out) {
  const auto sequence = der::only(parameters, der::sequence);
  der::Reader reader(sequence ? sequence->content : ByteView());
  const auto iterations = reader.next() ? count(reader) : std::nullopt;
  out.iterations = iterations.value_or(0);
  return iterations.has_value();
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
  out.scrypt = ScryptParameters{salt->content, *n, *r, *p};
  return true;
}

std::optional<PbeParameters> pbes2(ByteView algorithm, ByteView parameters) {
  const auto sequence = der::only(parameters, der::sequence);
  der::Reader reader(sequence ? sequence->content : ByteView());
  const auto kdf = identifier_of(reader.next(der::sequence));
  const auto whole = reader.next(der::sequence);
  const auto cipher = identifier_of(whole);
  if (!kdf || !cipher) return std::nullopt;
  PbeParameters out{.algorithm = algorithm, .cipher_algorithm = whole->whole};
  const int nid = nid_of(cipher->oid);
  out.name = name_of(cipher->oid, nid);
  if (nid != NID_undef) out.cipher = OBJ_nid2sn(nid);
  if (der::is(kdf->oid.content, kScrypt)) return read_scrypt(kdf->parameters, out) ? std::optional(out) : std::nullopt;
  if (der::is(kdf->oid.content, kPbkdf2)) {
    return read_iterations(kdf->parameters, out) ? std::optional(out) : std::nullopt;
  }
  out.name = name_of(kdf->oid, nid_of(kdf->oid));
  out.cipher.clear();
  return out;
}

}  // namespace

std::optional<PbeParameters> pbe_parameters(ByteView algorithm) {
  const auto scheme = identifier_of(der::only(algorithm, der::sequence));
  if (!scheme) return std::nullopt;
  if (der::is(scheme->oid.content, kPbes2)) return pbes2(algorithm, scheme->parameters);
  const int nid = nid_of(scheme->oid);
  PbeParameters out{.algorithm = algorithm, .name = name_of(scheme->oid, nid)};
  int cipher = NID_undef;
  const bool known = EVP_PBE_find(EVP_PBE_TYPE_OUTER, nid, &cipher, nullptr, nullptr) == 1;
  ERR_clear_error();
  if (!known || cipher <= NID_undef) return out;
  out.cipher = OBJ_nid2sn(cipher);
  out.pkcs12 = as_text(scheme->oid.content).substr(0, kPkcs12Pbe.size()) == kPkcs12Pbe;
  return read_iterations(scheme->parameters, out) ? std::optional(out) : std::nullopt;
}

}  // namespace certdoc
