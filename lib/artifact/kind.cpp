// What some DER or BER is, told by its first values. Contents are not checked here: a certificate that is damaged
// further in must still be called one, so that whoever reads it can say where it breaks.
#include <algorithm>
#include <array>
#include <limits>

#include "artifact/der.hpp"
#include "artifact/objects.hpp"

namespace certdoc {
namespace {

constexpr std::string_view kPkcs5 = "\x2A\x86\x48\x86\xF7\x0D\x01\x05";
constexpr std::string_view kPkcs12Pbe = "\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x01";
constexpr std::string_view kPkcs7 = "\x2A\x86\x48\x86\xF7\x0D\x01\x07";
constexpr std::string_view kGmPkcs7 = "\x2A\x81\x1C\xCF\x55\x06\x01\x04\x02";  // 1.2.156.10197.6.1.4.2 (GM/T 0010)
constexpr std::string_view kEcField = "\x2A\x86\x48\xCE\x3D\x01";              // 1.2.840.10045.1

// Values of one level, BER too; the last may be cut off.
class Glance {
 public:
  explicit Glance(ByteView bytes) : rest_(bytes) {}

  std::uint8_t tag() const { return rest_.empty() ? std::uint8_t{0} : rest_.front(); }
  bool at(std::uint8_t tag) const { return this->tag() == tag; }

  // The content of the value that stands here; moves past it.
  ByteView take() {
    if (rest_.size() > 1 && rest_[1] == 0x80) {  // indefinite: reaches to the end, for all that matters here
      const ByteView content = rest_.subspan(2);
      rest_ = {};
      return content;
    }
    const auto announced = der::announced_size(rest_);
    if (!announced) {
      rest_ = {};
      return {};
    }
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(*announced, rest_.size()));
    const std::size_t octets = rest_[1] < 0x80 ? 0 : rest_[1] & 0x7FU;
    const ByteView content = rest_.subspan(2 + octets, size - 2 - octets);
    rest_ = rest_.subspan(size);
    return content;
  }

 private:
  ByteView rest_;
};

bool starts_with(ByteView bytes, std::string_view prefix) {
  return as_text(bytes).starts_with(prefix);
}

// The content of the OID at the start of a SEQUENCE's content; empty: none stands there.
ByteView leading_oid(ByteView content) {
  Glance glance(content);
  return glance.at(der::oid) ? glance.take() : ByteView();
}

bool is_time(std::uint8_t tag) {
  return tag == der::utc_time || tag == der::generalized_time;
}

// SEQUENCE { to be signed, AlgorithmIdentifier, ... }
std::optional<Kind> kind_of_signed(ByteView tbs) {
  Glance glance(tbs);
  if (glance.at(der::context_constructed(0))) return Kind::certificate;
  const bool numbered = glance.at(der::integer);
  if (numbered) glance.take();
  if (!glance.at(der::sequence)) return std::nullopt;
  const bool algorithm = !leading_oid(glance.take()).empty();
  if (!algorithm) return numbered ? std::optional(Kind::csr) : std::nullopt;
  if (!glance.at(der::sequence)) return std::nullopt;
  glance.take();  // issuer
  if (is_time(glance.tag())) return Kind::crl;
  return numbered && glance.at(der::sequence) ? std::optional(Kind::certificate) : std::nullopt;
}

std::optional<Kind> kind_by_sequence(ByteView first, Glance rest) {
  const ByteView oid = leading_oid(first);
  if (rest.at(der::bit_string)) return oid.empty() ? std::nullopt : std::optional(Kind::public_key);
  if (rest.at(der::octet_string)) {
    const bool encrypted = starts_with(oid, kPkcs5) || starts_with(oid, kPkcs12Pbe);
    return encrypted ? std::optional(Kind::private_key) : std::nullopt;
  }
  return rest.at(der::sequence) || rest.tag() == 0 ? kind_of_signed(first) : std::nullopt;
}

// INTEGER, SEQUENCE, ...: PKCS#8, PKCS#12, .sm2 or the parameters of a curve.
std::optional<Kind> kind_by_version(ByteView version, Glance rest) {
  const ByteView oid = leading_oid(rest.take());
  const unsigned number = version.size() == 1 ? version[0] : std::numeric_limits<unsigned>::max();
  if (number == 3 && (starts_with(oid, kPkcs7) || starts_with(oid, kGmPkcs7))) return Kind::pkcs12;
  if (number == 1 && starts_with(oid, kGmPkcs7) && rest.at(der::sequence)) return Kind::sm2_file;
  if (number == 1 && starts_with(oid, kEcField)) return Kind::parameters;
  const bool pkcs8 = number <= 1 && !oid.empty() && (rest.at(der::octet_string) || rest.tag() == 0);
  return pkcs8 ? std::optional(Kind::private_key) : std::nullopt;
}

// INTEGERs alone. Two of them are a modulus and an exponent (PKCS#1) or a prime and a generator (DH); 65537 is no
// generator that anybody uses, and any other exponent is too rare to call DH parameters a key.
std::optional<Kind> kind_of_numbers(ByteView first, Glance rest) {
  constexpr std::string_view kUsualExponent{"\x01\x00\x01", 3};
  const bool version = first.size() == 1 && first[0] <= 1;
  std::size_t count = 1;
  ByteView last;
  for (; rest.at(der::integer) && count < 10; ++count) last = rest.take();
  if (version && count >= 6) return Kind::private_key;  // DSA; RSA has nine
  if (version && count >= 2 && rest.tag() == 0) return Kind::private_key;
  if (rest.tag() != 0 || count < 2 || count > 5) return std::nullopt;
  return count == 2 && der::is(last, kUsualExponent) ? Kind::public_key : Kind::parameters;
}

std::optional<Kind> kind_by_integer(ByteView first, Glance rest) {
  if (rest.at(der::sequence)) return kind_by_version(first, rest);
  if (rest.at(der::octet_string)) {  // SEC 1
    return first.size() == 1 && first[0] == 1 ? std::optional(Kind::private_key) : std::nullopt;
  }
  return kind_of_numbers(first, rest);
}

std::optional<Kind> kind_of_sequence(ByteView content) {
  Glance glance(content);
  const std::uint8_t tag = glance.tag();
  const ByteView first = glance.take();
  switch (tag) {
    case der::sequence: return kind_by_sequence(first, glance);
    case der::integer: return kind_by_integer(first, glance);
    case der::oid:
      return starts_with(first, kPkcs7) || starts_with(first, kGmPkcs7) ? std::optional(Kind::pkcs7) : std::nullopt;
    case der::enumerated:
      return first.size() == 1 && (glance.tag() == 0 || glance.at(der::context_constructed(0)))
                 ? std::optional(Kind::ocsp_response)
                 : std::nullopt;
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<Kind> kind_of_der(ByteView der) {
  Glance glance(der);
  if (glance.at(der::sequence)) return kind_of_sequence(glance.take());
  const auto curve = der::only(der, der::oid);  // EC parameters: the name of a curve
  return curve && !der::dotted(curve->content).empty() ? std::optional(Kind::parameters) : std::nullopt;
}

}  // namespace certdoc
