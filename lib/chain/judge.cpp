// The end of a path, validity, signatures.
#include "chain/judge.hpp"

#include <string>

#include "artifact/objects.hpp"
#include "base/time.hpp"

namespace certdoc::chain {
namespace {

std::string days_between(Time from, Time to) {
  return std::to_string(std::chrono::floor<std::chrono::days>(to - from).count());
}

Rule rule_of(Signature signature) {
  switch (signature) {
    case Signature::altered: return Rule::signature_altered;
    case Signature::unsupported: return Rule::signature_unsupported;
    default: return Rule::signature_wrong;
  }
}

void bad_signature(Case& in, std::size_t n, Signature signature) {
  if (signature == Signature::good) return;
  Problem& problem = in.add(rule_of(signature), Severity::error, n);
  problem.undecided = signature == Signature::unsupported;
  if (n + 1 < in.size()) problem.by = n + 1;
}

void weak_hash(Case& in, std::size_t n) {
  const std::string_view hash = hash_of(in.at(n).signature_algorithm);
  const bool broken = hash == "md5" || hash == "md4" || hash == "md2";
  if (broken) in.add(Rule::signature_md5, Severity::error, n, {{"hash", std::string(hash)}});
  if (hash == "sha1") in.add(Rule::signature_sha1, Severity::error, n, {{"hash", std::string(hash)}});
}

// Where a loop closes: the certificate of the path that has the name of the last one's issuer.
std::size_t issuer_in_path(const Case& in) {
  const std::string& issuer = in.at(in.size() - 1).issuer_key;
  std::size_t n = 0;
  while (n + 1 < in.size() && in.at(n).subject_key != issuer) ++n;
  return n;
}

}  // namespace

void judge_end(Case& in) {
  const std::size_t last = in.size() - 1;
  const bool trusts = in.graph.trusts();
  switch (in.path.end) {
    case End::anchor: return;
    case End::self_signed:
      if (trusts) in.add(last == 0 ? Rule::self_signed : Rule::root_untrusted, Severity::error, last);
      return;
    case End::issuer_missing: {
      // Without a trust set nobody can tell whether the missing one is the root, which need not be there.
      const bool may_be_root = !trusts && last > 0;
      in.add(Rule::issuer_missing, may_be_root ? Severity::note : Severity::error, last,
             {{"issuer", name_text(in.at(last).issuer)}});
      return;
    }
    case End::loop: in.add(Rule::issuers_loop, Severity::error, last).by = issuer_in_path(in); return;
    case End::bounds: in.add(Rule::search_cut, Severity::error, last).undecided = true;
  }
}

void judge_validity(Case& in) {
  const Time now = in.question.now;
  for (std::size_t n = 0; n < in.size(); ++n) {
    const Certificate& one = in.at(n);
    if (one.not_after < one.not_before) {
      in.add(Rule::validity_reversed, Severity::error, n,
             {{"not-before", to_rfc3339(one.not_before)}, {"not-after", to_rfc3339(one.not_after)}});
    }
    if (now > one.not_after) {
      in.add(Rule::expired, Severity::error, n,
             {{"not-after", to_rfc3339(one.not_after)}, {"days", days_between(one.not_after, now)}});
    }
    if (now < one.not_before) {
      in.add(Rule::not_yet_valid, Severity::error, n,
             {{"not-before", to_rfc3339(one.not_before)}, {"days", days_between(now, one.not_before)}});
    }
  }
}

void judge_signatures(Case& in) {
  for (std::size_t n = 0; n < in.size(); ++n) {
    const Certificate& one = in.at(n);
    const bool last = n + 1 == in.size();
    if (as_text(one.signature_algorithm) != as_text(one.inner_algorithm)) {
      in.add(Rule::signature_algorithms_differ, in.of(n), n);
    }
    if (!last) {
      const auto edge = in.graph.edge(in.path.certificates[n], in.path.certificates[n + 1]);
      bad_signature(in, n, edge ? edge->signature : Signature::wrong);
      if (edge && edge->key_ids_differ) in.add(Rule::key_id_mismatch, Severity::warning, n).by = n + 1;
    } else if (in.path.end == End::self_signed) {
      bad_signature(in, n, in.graph.own_signature(in.path.certificates[n]));
    }
    // What a certificate says of itself needs no signature.
    const bool own = last && (in.is_anchor(n) || in.path.end == End::self_signed);
    if (!own) weak_hash(in, n);
  }
}

void judge(Case& in) {
  judge_end(in);
  judge_validity(in);
  judge_signatures(in);
  judge_cas(in);
  judge_name_constraints(in);
  judge_policies(in);
  judge_purpose(in);
  judge_host(in);
  judge_keys(in);
  judge_form(in);
  judge_revocation(in);
}

}  // namespace certdoc::chain
