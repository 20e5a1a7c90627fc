// X509_verify_cert is given exactly one path, strictly: its last certificate as the only anchor, the others as
// untrusted; or all that there is, as clients do. It goes on after each error, so that all of them are told.
#include "chain/openssl_opinion.hpp"

#include <openssl/crypto.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_set>

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

  void set_strict(X509_VERIFY_PARAM* param) const {
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_X509_STRICT | X509_V_FLAG_POLICY_CHECK);
    // Without a policy of the user OpenSSL 3.0 refuses whatever path a policy is demanded of. This object is a
    // constant.
    X509_VERIFY_PARAM_add0_policy(param, OBJ_nid2obj(NID_any_policy));
    if (crls.empty()) return;
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL | X509_V_FLAG_USE_DELTAS |
                                           X509_V_FLAG_EXTENDED_CRL_SUPPORT);
  }

  void set(X509_VERIFY_PARAM* param) const {
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);  // as curl does
    X509_VERIFY_PARAM_set_time(param, question.now.time_since_epoch().count());
    X509_VERIFY_PARAM_set_purpose(param, purpose_of(question.purpose));
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

namespace {

// What is asked about.
struct Inquiry {
  X509* leaf = nullptr;
  StorePtr store{X509_STORE_new()};
  StackPtr untrusted{sk_X509_new_null()};
  CrlStackPtr crls{sk_X509_CRL_new_null()};
  StoreCtxPtr context{X509_STORE_CTX_new()};

  bool ready() const { return store != nullptr && untrusted != nullptr && crls != nullptr && context != nullptr; }
  bool begin() const { return X509_STORE_CTX_init(context.get(), store.get(), leaf, untrusted.get()) == 1; }
  X509_VERIFY_PARAM* param() const { return X509_STORE_CTX_get0_param(context.get()); }
};

OpensslOpinion answered(Inquiry& inquiry) {
  OpensslOpinion out;
  X509_STORE_CTX* context = inquiry.context.get();
  X509_STORE_CTX_set0_crls(context, inquiry.crls.get());
  X509_STORE_CTX_set_verify_cb(context, note_error);
  X509_STORE_CTX_set_app_data(context, &out.errors);
  const int verdict = X509_verify_cert(context);
  out.asked = verdict >= 0;
  if (verdict <= 0 && out.errors.empty()) out.errors.push_back({X509_STORE_CTX_get_error(context), 0});
  ERR_clear_error();
  return out;
}

// Those that OpenSSL can come to from the leaf, which it does by names; in the order in which they were given. What was
// fetched no client has.
std::vector<std::size_t> within_reach(const Examined& result, std::size_t leaf, std::size_t depth) {
  std::unordered_set<std::string_view> wanted{result.certificates[leaf].issuer_key};
  std::set<std::size_t> out;
  for (std::size_t before = 0, round = 0; before != wanted.size() && round < depth; ++round) {
    before = wanted.size();
    for (std::size_t n = 0; n < result.certificates.size(); ++n) {
      const Certificate& one = result.certificates[n];
      if (one.fetched != nullptr || !wanted.contains(one.subject_key)) continue;
      out.insert(n);
      wanted.insert(one.issuer_key);
    }
  }
  return {out.begin(), out.end()};
}

}  // namespace

OpensslOpinion OpensslJudge::opinion(const Path& path) {
  // It does not know what we know.
  if (objects_->left_out && std::any_of(path.problems.begin(), path.problems.end(), is_about_crls)) return {};
  Inquiry inquiry;
  if (!inquiry.ready()) return {};
  for (const std::size_t index : path.certificates) {
    X509* certificate = objects_->certificate(index);
    if (certificate == nullptr) return {};
    sk_X509_push(inquiry.untrusted.get(), certificate);
  }
  for (const X509CrlPtr& crl : objects_->crls) sk_X509_CRL_push(inquiry.crls.get(), crl.get());
  if (path.end == End::anchor) {
    X509_STORE_add_cert(inquiry.store.get(), objects_->certificate(path.certificates.back()));
  }
  inquiry.leaf = objects_->certificate(path.certificates.front());
  if (!inquiry.begin()) return {};
  objects_->set(inquiry.param());
  objects_->set_strict(inquiry.param());
  return answered(inquiry);
}

OpensslOpinion OpensslJudge::client(std::size_t leaf) {
  Inquiry inquiry;
  inquiry.leaf = objects_->certificate(leaf);
  if (!inquiry.ready() || inquiry.leaf == nullptr) return {};
  std::unordered_map<const X509*, std::size_t> known{{inquiry.leaf, leaf}};
  for (const std::size_t index : within_reach(objects_->result, leaf, objects_->question.bounds.depth)) {
    const Certificate& one = objects_->result.certificates[index];
    X509* certificate = objects_->certificate(index);
    if (certificate == nullptr) continue;
    known.emplace(certificate, index);
    if (!one.places.empty()) sk_X509_push(inquiry.untrusted.get(), certificate);
    if (one.trusted) X509_STORE_add_cert(inquiry.store.get(), certificate);
  }
  if (!inquiry.begin()) return {};
  objects_->set(inquiry.param());
  OpensslOpinion out = answered(inquiry);
  const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(inquiry.context.get());
  for (int n = 0; n < sk_X509_num(chain); ++n) {
    const auto at = known.find(sk_X509_value(chain, n));
    if (at != known.end()) out.certificates.push_back(at->second);
  }
  return out;
}

std::string openssl_words(const OpensslError& error) {
  return X509_verify_cert_error_string(error.code);
}

}  // namespace certdoc::chain
