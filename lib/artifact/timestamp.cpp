#include "artifact/timestamp.hpp"

#include <openssl/rand.h>
#include <openssl/ts.h>
#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include "artifact/der.hpp"
#include "artifact/der_write.hpp"
#include "artifact/objects.hpp"
#include "artifact/openssl_ptr.hpp"

namespace certdoc {
namespace {

using ResponsePtr = std::unique_ptr<TS_RESP, Deleter<TS_RESP_free>>;
using RequestPtr = std::unique_ptr<TS_REQ, Deleter<TS_REQ_free>>;
using VerifyPtr = std::unique_ptr<TS_VERIFY_CTX, Deleter<TS_VERIFY_CTX_free>>;
using BioPtr = std::unique_ptr<BIO, Deleter<BIO_free_all>>;

constexpr std::size_t kMostCertificates = 16;

std::string text_of(const ASN1_STRING* string) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
          static_cast<std::size_t>(ASN1_STRING_length(string))};
}

// RFC 3161 2.4.2
std::string failure_of(const ASN1_BIT_STRING* bits) {
  constexpr std::array kNames{std::pair{0, "badAlg"},
                              std::pair{2, "badRequest"},
                              std::pair{5, "badDataFormat"},
                              std::pair{14, "timeNotAvailable"},
                              std::pair{15, "unacceptedPolicy"},
                              std::pair{16, "unacceptedExtension"},
                              std::pair{17, "addInfoNotAvailable"},
                              std::pair{25, "systemFailure"}};
  std::string out;
  for (const auto& [bit, name] : kNames) {
    if (bits != nullptr && ASN1_BIT_STRING_get_bit(bits, bit) != 0)
      out += (out.empty() ? "" : ", ") + std::string(name);
  }
  return out;
}

void note_status(TS_RESP* response, Timestamp& out) {
  const TS_STATUS_INFO* const info = TS_RESP_get_status_info(response);
  out.status = static_cast<int>(ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(info)));
  out.failure = failure_of(TS_STATUS_INFO_get0_failure_info(info));
  const STACK_OF(ASN1_UTF8STRING)* const texts = TS_STATUS_INFO_get0_text(info);
  for (int n = 0; n < sk_ASN1_UTF8STRING_num(texts) && n < 4; ++n) {
    out.status_text += (out.status_text.empty() ? "" : "; ") + text_of(sk_ASN1_UTF8STRING_value(texts, n));
  }
}

std::optional<Time> time_of(const ASN1_GENERALIZEDTIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::from_time_t(::timegm(&parts)));
}

Bytes der_of(X509* certificate) {
  unsigned char* out = nullptr;
  const int size = i2d_X509(certificate, &out);
  Bytes bytes(out, out + std::max(size, 0));
  OPENSSL_free(out);
  return bytes;
}

bool matches_request(TS_RESP* response, const TimestampRequest& request) {
  const unsigned char* at = request.der.data();
  const RequestPtr asked(d2i_TS_REQ(nullptr, &at, static_cast<long>(request.der.size())));
  if (!asked) return false;
  const VerifyPtr context(TS_REQ_to_TS_VERIFY_CTX(asked.get(), nullptr));
  if (!context) return false;
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE);
  return TS_RESP_verify_response(context.get(), response) == 1;
}

bool verifies(PKCS7* token, PKCS7_SIGNER_INFO* signer, X509* certificate) {
  const BioPtr content(PKCS7_dataInit(token, nullptr));
  if (!content) return false;
  std::array<char, 4096> buffer{};
  while (BIO_read(content.get(), buffer.data(), static_cast<int>(buffer.size())) > 0) {
  }
  return PKCS7_signatureVerify(content.get(), token, signer, certificate) == 1;
}

Bytes digest_of(const Bytes& bytes, const EVP_MD* algorithm) {
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, algorithm, nullptr);
  out.resize(size);
  return out;
}

// SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF SEQUENCE { hashAlgorithm DEFAULT sha256, certHash, ... } }
// The older SigningCertificate is the same with SHA-1.
bool names_itself(PKCS7_SIGNER_INFO* signer, const Bytes& certificate) {
  for (const int attribute : {NID_id_smime_aa_signingCertificateV2, NID_id_smime_aa_signingCertificate}) {
    const ASN1_TYPE* const value = PKCS7_get_signed_attribute(signer, attribute);
    if (value == nullptr || value->type != V_ASN1_SEQUENCE) continue;
    const ASN1_STRING* const whole = value->value.sequence;
    der::Reader outer({ASN1_STRING_get0_data(whole), static_cast<std::size_t>(ASN1_STRING_length(whole))});
    const auto list = outer.next(der::sequence);
    const auto ids = list ? der::Reader(list->content).next(der::sequence) : std::nullopt;
    const auto first = ids ? der::Reader(ids->content).next(der::sequence) : std::nullopt;
    if (!first) continue;
    der::Reader parts(first->content);
    parts.next(der::sequence);  // the algorithm, where it is not SHA-256
    const auto hash = parts.next(der::octet_string);
    if (!hash) continue;
    const std::array hashes{to_bytes(sha256(certificate)), sha1(certificate), digest_of(certificate, EVP_sha384()),
                            digest_of(certificate, EVP_sha512())};
    const Bytes found = to_bytes(hash->content);
    if (std::find(hashes.begin(), hashes.end(), found) != hashes.end()) return true;
  }
  return false;
}

void note_signer(PKCS7* token, Timestamp& out) {
  STACK_OF(PKCS7_SIGNER_INFO)* const signers = PKCS7_get_signer_info(token);
  if (signers == nullptr || sk_PKCS7_SIGNER_INFO_num(signers) != 1) return;
  PKCS7_SIGNER_INFO* const signer = sk_PKCS7_SIGNER_INFO_value(signers, 0);
  X509* const certificate = PKCS7_cert_from_signer_info(token, signer);
  if (certificate == nullptr) return;
  out.certificates.push_back(der_of(certificate));
  out.signature_good = verifies(token, signer, certificate);
  out.signer_named = names_itself(signer, out.certificates.front());
  const STACK_OF(X509)* const others = token->d.sign->cert;
  for (int n = 0; n < sk_X509_num(others) && out.certificates.size() < kMostCertificates; ++n) {
    Bytes der = der_of(sk_X509_value(others, n));
    if (der != out.certificates.front()) out.certificates.push_back(std::move(der));
  }
}

void note_token(TS_RESP* response, Timestamp& out) {
  PKCS7* const token = TS_RESP_get_token(response);
  TS_TST_INFO* const info = TS_RESP_get_tst_info(response);
  out.has_token = token != nullptr && info != nullptr && PKCS7_type_is_signed(token) != 0;
  if (!out.has_token) return;
  out.time = time_of(TS_TST_INFO_get_time(info));
  std::array<char, 128> policy{};
  OBJ_obj2txt(policy.data(), static_cast<int>(policy.size()), TS_TST_INFO_get_policy_id(info), 1);
  out.policy = policy.data();
  note_signer(token, out);
}

}  // namespace

TimestampRequest new_timestamp_request() {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  Bytes hash(32), nonce(8);
  RAND_bytes(hash.data(), static_cast<int>(hash.size()));
  RAND_bytes(nonce.data(), static_cast<int>(nonce.size()));
  nonce.front() = static_cast<std::uint8_t>((nonce.front() & 0x7FU) | 0x40U);  // of full length, and positive
  const Bytes sha256_oid{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01};
  const Bytes algorithm = der::write(der::sequence, {der::write(der::oid, {sha256_oid}), der::write(der::null, {})});
  const Bytes imprint = der::write(der::sequence, {algorithm, der::write(der::octet_string, {hash})});
  const Bytes version{1}, yes{0xFF};
  return {der::write(der::sequence, {der::write(der::integer, {version}), imprint, der::write(der::integer, {nonce}),
                                     der::write(der::boolean, {yes})})};
}

Timestamp read_timestamp(ByteView response, const TimestampRequest& request) {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  Timestamp out;
  ERR_clear_error();
  const unsigned char* at = response.data();
  const ResponsePtr read(d2i_TS_RESP(nullptr, &at, static_cast<long>(response.size())));
  out.read = read != nullptr;
  if (!out.read) {
    out.problem = take_openssl_reason();
    return out;
  }
  note_status(read.get(), out);
  note_token(read.get(), out);
  out.answers_request = out.has_token && matches_request(read.get(), request);
  ERR_clear_error();
  return out;
}

}  // namespace certdoc
