#include "chain/ocsp_judge.hpp"

#include <algorithm>

#include "base/time.hpp"
#include "chain/crl_view.hpp"
#include "chain/ocsp_signer.hpp"

namespace certdoc::chain {
namespace {

class Judging {
 public:
  Judging(const OcspQuestion& question, Verifier& verifier) : question_(question), verifier_(verifier) {}

  JudgedOcsp run(ByteView bytes) {
    out_.body = recognise_body(bytes, question_.lang);
    judge_body();
    const bool whole = out_.body.kind == BodyKind::ocsp_response && !out_.body.truncated();
    if (!whole || !read()) return std::move(out_);
    if (out_.view.status != 0) {
      judge_status();
    } else if (!out_.view.basic) {
      const bool missing = !out_.view.has_bytes;
      add(missing ? OcspRule::bytes_missing : OcspRule::type_unknown, Severity::error, {{"type", out_.view.type}});
    } else {
      judge_basic();
    }
    return std::move(out_);
  }

 private:
  void add(OcspRule rule, Severity severity, std::vector<Value> values = {}) {
    out_.problems.push_back({rule, severity, false, std::move(values)});
  }

  void judge_body() {
    const Body& body = out_.body;
    switch (body.kind) {
      case BodyKind::ocsp_response: break;
      case BodyKind::empty: return add(OcspRule::empty, Severity::error);
      case BodyKind::html:
        return add(OcspRule::html_page, Severity::error, {{"title", body.title}, {"refresh", body.refresh}});
      case BodyKind::crl:
      case BodyKind::other_object:
        return add(OcspRule::other_object, Severity::error, {{"looks-like", body.looks_like}});
      case BodyKind::text:
      case BodyKind::other_format:
        return add(OcspRule::other_format, Severity::error, {{"looks-like", body.looks_like}});
      case BodyKind::junk:
        if (!body.truncated()) return add(OcspRule::junk, Severity::error, {{"looks-like", body.looks_like}});
        break;
    }
    if (body.truncated()) {
      add(OcspRule::truncated, Severity::error,
          {{"announced", std::to_string(body.announced)}, {"actual", std::to_string(body.actual)}});
    }
    if (body.encoding != Encoding::der) add(OcspRule::pem, Severity::error);
    if (body.trailing > 0) add(OcspRule::trailing, Severity::warning, {{"octets", std::to_string(body.trailing)}});
  }

  bool read() {
    OcspRead read = read_ocsp_view(out_.body.der);
    out_.view = std::move(read.view);
    out_.read = read.whole();
    if (!out_.read) {
      add(OcspRule::malformed, Severity::error,
          {{"offset", std::to_string(read.fault.at)}, {"wanted", std::string(read.fault.wanted)}});
    }
    return out_.read;
  }

  void judge_status() {
    switch (static_cast<OcspStatus>(out_.view.status)) {
      case OcspStatus::malformed_request: return add(OcspRule::malformed_request, Severity::error);
      case OcspStatus::internal_error: return add(OcspRule::internal_error, Severity::error);
      case OcspStatus::try_later: return add(OcspRule::try_later, Severity::error);
      case OcspStatus::sig_required: return add(OcspRule::sig_required, Severity::error);
      case OcspStatus::unauthorized: return add(OcspRule::unauthorized, Severity::error);
      default: add(OcspRule::status_unknown, Severity::error, {{"status", std::to_string(out_.view.status)}});
    }
  }

  void judge_basic() {
    if (out_.view.version != 1)
      add(OcspRule::version, Severity::error, {{"version", std::to_string(out_.view.version)}});
    judge_ocsp_signer(out_, question_, verifier_);
    judge_nonce();
    find_answer();
    if (out_.view.produced_at > question_.now + question_.tolerance) {
      add(OcspRule::produced_in_future, Severity::error, {{"produced-at", to_rfc3339(out_.view.produced_at)}});
    }
    judge_extensions(out_.view.critical_unknown);
    if (out_.single) judge_answer(*out_.answer());
  }

  void judge_extensions(const std::vector<std::string>& unknown) {
    for (const std::string& oid : unknown) {
      add(OcspRule::extension_critical_unknown, Severity::error, {{"extension", oid}});
    }
  }

  void judge_nonce() {
    if (!question_.nonce) return;
    const auto& got = out_.view.nonce;
    if (question_.nonce->empty()) {
      if (got) add(OcspRule::nonce_unasked, Severity::note);
    } else if (!got) {
      add(OcspRule::nonce_missing, Severity::note);
    } else if (as_text(*got) != as_text(*question_.nonce)) {
      add(OcspRule::nonce_differs, Severity::error);
    }
  }

  // Where several answer about the subject, the latest.
  void find_answer() {
    if (question_.issuer == nullptr || question_.subject == nullptr) return;
    const auto& all = out_.view.responses;
    IdMatch best = IdMatch::other_serial;
    ByteView hash;
    for (std::size_t n = 0; n < all.size(); ++n) {
      const IdMatch one = match(all[n].id, *question_.subject, *question_.issuer);
      const bool later = !out_.single || all[*out_.single].this_update < all[n].this_update;
      if (one == IdMatch::same && later) out_.single = n;
      if (one != IdMatch::same && one != IdMatch::other_serial) best = one;
      if (one == IdMatch::hash_unsupported) hash = all[n].id.hash;
    }
    if (!out_.single) no_answer(best, hash);
  }

  void no_answer(IdMatch best, ByteView hash) {
    const std::vector<Value> serial{{"serial", number_text(question_.subject->serial)}};
    if (best == IdMatch::other_issuer) return add(OcspRule::other_issuer, Severity::error, serial);
    if (best == IdMatch::other_serial) return add(OcspRule::other_certificate, Severity::error, serial);
    out_.problems.push_back({OcspRule::hash_unsupported, Severity::error, true, {{"hash", der::dotted(hash)}}});
  }

  void judge_answer(const SingleResponse& one) {
    judge_extensions(one.critical_unknown);
    out_.current = judge_times(one);
    if (one.status == CertStatus::revoked) {
      revoked(one);
    } else if (one.status == CertStatus::unknown) {
      add(OcspRule::unknown_here, Severity::error, {{"serial", number_text(one.id.serial)}});
    }
  }

  bool judge_times(const SingleResponse& one) {
    const Time now = question_.now;
    const bool early = one.this_update > now + question_.tolerance;
    const bool late = one.next_update && *one.next_update < now - question_.tolerance;
    const bool old = !one.next_update && one.this_update < now - question_.most_age;
    const bool reversed = one.next_update && *one.next_update < one.this_update;
    if (early) add(OcspRule::not_yet_valid, Severity::error, {{"this-update", to_rfc3339(one.this_update)}});
    if (late) add(OcspRule::expired, Severity::error, {{"next-update", to_rfc3339(*one.next_update)}});
    if (old) add(OcspRule::too_old, Severity::error, {{"this-update", to_rfc3339(one.this_update)}});
    if (reversed) add(OcspRule::updates_reversed, Severity::error);
    return !early && !late && !old && !reversed;
  }

  // Whoever may not sign must not revoke, either; that it is out of date takes nothing away.
  void revoked(const SingleResponse& one) {
    std::vector<Value> values{{"serial", number_text(one.id.serial)}, {"date", to_rfc3339(*one.revoked_at)}};
    if (one.reason) values.push_back({"reason", std::to_string(static_cast<int>(*one.reason))});
    out_.problems.push_back({OcspRule::revoked, Severity::error, !out_.proven, std::move(values)});
  }

  const OcspQuestion& question_;
  Verifier& verifier_;
  JudgedOcsp out_;
};

}  // namespace

bool JudgedOcsp::has(OcspRule rule) const {
  return std::any_of(problems.begin(), problems.end(), [rule](const OcspProblem& one) { return one.rule == rule; });
}

bool JudgedOcsp::counts() const {
  return proven && current && single && !has(OcspRule::nonce_differs) && !has(OcspRule::extension_critical_unknown) &&
         !has(OcspRule::version);
}

JudgedOcsp judge_ocsp(ByteView bytes, const OcspQuestion& question, Verifier& verifier) {
  return Judging(question, verifier).run(bytes);
}

}  // namespace certdoc::chain
