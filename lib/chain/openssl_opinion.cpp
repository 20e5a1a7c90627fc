// X509_verify_cert, strict, is given exactly one path: its last certificate as the only anchor, the others as
// untrusted. It goes on after each error, so that all of them are told.
#include "chain/openssl_opinion.hpp"

#include <openssl/crypto.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <algorithm>

#include "artifact/openssl_ptr.hpp"
#include "chain/judge.hpp"

namespace certdoc::chain {
namespace {

using StorePtr = std::unique_ptr<X509_STORE, Deleter<X509_STORE_free>>;
using StoreCtxPtr = std::unique_ptr<X509_STORE_CTX, Deleter<X509_STORE_CTX_free>>;

constexpr std::size_t kMostErrors = 64;

struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
  void operator()(STACK_OF(X509_CRL) * stack) const { sk_X509_CRL_free(stack); }
};
using StackPtr = std::unique_ptr<STACK_OF(X509), FreeStack>;
using CrlStackPtr = std::unique_ptr<STACK_OF(X509_CRL), FreeStack>;

X509Ptr decoded(const Bytes& der) {
  const std::uint8_t* at = der.data();
  X509Ptr x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return x509;
}

// SM2 signs over the signer's distinguishing id; GM/T 0009 gives this default.
void set_sm2_id(X509* certificate) {
  constexpr std::string_view kDefault = "1234567812345678";
  if (X509_get_signature_nid(certificate) != NID_SM2_with_SM3) return;
  ASN1_OCTET_STRING* id = ASN1_OCTET_STRING_new();
  if (id == nullptr) return;
  ASN1_OCTET_STRING_set(id, reinterpret_cast<const unsigned char*>(kDefault.data()), static_cast<int>(kDefault.size()));
  X509_set0_distinguishing_id(certificate, id);
}

int purpose_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::server: return X509_PURPOSE_SSL_SERVER;
    case Purpose::client: return X509_PURPOSE_SSL_CLIENT;
    case Purpose::email: return X509_PURPOSE_SMIME_SIGN;
    case Purpose::timestamp: return X509_PURPOSE_TIMESTAMP_SIGN;
    default: return X509_PURPOSE_ANY;  // OpenSSL 3.0 has none for code signing
  }
}

int note_error(int ok, X509_STORE_CTX* context) {
  auto* errors = static_cast<std::vector<OpensslError>*>(X509_STORE_CTX_get_app_data(context));
  const int code = X509_STORE_CTX_get_error(context);
  // Nobody gave a CRL for that one, and nobody asked for it.
  const bool no_crl = code == X509_V_ERR_UNABLE_TO_GET_CRL || code == X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER;
  if (ok == 0 && !no_crl && errors->size() < kMostErrors) {
    errors->push_back({code, X509_STORE_CTX_get_error_depth(context)});
  }
  return 1;
}

}  // namespace

// OpenSSL builds every entry of a CRL, in eight times its size.
constexpr std::size_t kLargestCrl = 1024 * 1024;

bool is_about_crls(const Problem& problem) {
  return problem.rule >= Rule::revoked && problem.rule <= Rule::crl_delta;
}

struct OpensslJudge::Objects {
  const Examined& result;
  const Question& question;
  std::unordered_map<std::size_t, X509Ptr> certificates;
  std::vector<X509CrlPtr> crls;
  bool left_out = false;  // some CRL is too large

  X509* certificate(std::size_t index) {
    const auto [at, fresh] = certificates.try_emplace(index);
    if (fresh) {
      at->second = decoded(result.certificates[index].artifact->der);
      if (at->second) set_sm2_id(at->second.get());
    }
    return at->second.get();
  }

  void set(X509_VERIFY_PARAM* param) const {
    constexpr unsigned long kStrict = X509_V_FLAG_X509_STRICT | X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_POLICY_CHECK;
    X509_VERIFY_PARAM_set_flags(param, kStrict);
    // Without a policy of the user OpenSSL 3.0 refuses whatever path a policy is demanded of. This object is a
    // constant.
    X509_VERIFY_PARAM_add0_policy(param, OBJ_nid2obj(NID_any_policy));
    X509_VERIFY_PARAM_set_time(param, question.now.time_since_epoch().count());
    X509_VERIFY_PARAM_set_purpose(param, purpose_of(question.purpose));
    if (!crls.empty()) {
      X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL | X509_V_FLAG_USE_DELTAS |
                                             X509_V_FLAG_EXTENDED_CRL_SUPPORT);
    }
    if (question.host.empty()) return;
    X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    if (const Bytes address = address_octets(question.host); !address.empty()) {
      X509_VERIFY_PARAM_set1_ip(param, address.data(), address.size());
    } else {
      const std::string host = host_in_ascii(question.host);
      X509_VERIFY_PARAM_set1_host(param, host.data(), host.size());
    }
  }
};

OpensslJudge::OpensslJudge(const Examined& result, const Question& question, const CrlSet& crls)
    : objects_(new Objects{result, question, {}, {}, false}) {
  // In OpenSSL's default context: X509_verify_cert names algorithms there, whichever context its certificates have, and
  // to fill both with names takes a fifth of the time of one chain. openssl.cnf is not read.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  for (std::size_t n = 0; n < crls.size(); ++n) {
    const ByteView der = crls.octets(n);
    objects_->left_out = objects_->left_out || der.size() > kLargestCrl;
    if (der.size() > kLargestCrl) continue;
    const std::uint8_t* at = der.data();
    X509CrlPtr crl(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
    if (crl) objects_->crls.push_back(std::move(crl));
  }
  ERR_clear_error();
}

OpensslJudge::~OpensslJudge() = default;

OpensslOpinion OpensslJudge::opinion(const Path& path) {
  OpensslOpinion out;
  // It does not know what we know.
  if (objects_->left_out && std::any_of(path.problems.begin(), path.problems.end(), is_about_crls)) return out;
  const StorePtr store(X509_STORE_new());
  const StoreCtxPtr context(X509_STORE_CTX_new());
  const StackPtr untrusted(sk_X509_new_null());
  const CrlStackPtr crls(sk_X509_CRL_new_null());
  if (!store || !context || !untrusted || !crls) return out;
  for (const std::size_t index : path.certificates) {
    X509* certificate = objects_->certificate(index);
    if (certificate == nullptr) return out;
    sk_X509_push(untrusted.get(), certificate);
  }
  for (const X509CrlPtr& crl : objects_->crls) sk_X509_CRL_push(crls.get(), crl.get());
  if (path.end == End::anchor) X509_STORE_add_cert(store.get(), objects_->certificate(path.certificates.back()));
  X509* leaf = objects_->certificate(path.certificates.front());
  if (X509_STORE_CTX_init(context.get(), store.get(), leaf, untrusted.get()) != 1) return out;
  objects_->set(X509_STORE_CTX_get0_param(context.get()));
  X509_STORE_CTX_set0_crls(context.get(), crls.get());
  X509_STORE_CTX_set_verify_cb(context.get(), note_error);
  X509_STORE_CTX_set_app_data(context.get(), &out.errors);
  const int verdict = X509_verify_cert(context.get());
  out.asked = verdict >= 0;
  if (verdict <= 0 && out.errors.empty()) out.errors.push_back({X509_STORE_CTX_get_error(context.get()), 0});
  ERR_clear_error();
  return out;
}

}  // namespace certdoc::chain
