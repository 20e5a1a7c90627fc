#include "chain/crl_judge.hpp"

#include <algorithm>

#include "artifact/objects.hpp"
#include "base/time.hpp"
#include "chain/crl_standing.hpp"

namespace certdoc::chain {
namespace {

void add(JudgedCrl& crl, CrlRule rule, Severity severity, std::vector<Value> values = {}) {
  crl.problems.push_back({rule, severity, false, std::move(values)});
}

void add_undecided(JudgedCrl& crl, CrlRule rule, std::vector<Value> values = {}) {
  crl.problems.push_back({rule, Severity::error, true, std::move(values)});
}

// One problem for each extension.
void add_each(JudgedCrl& crl, CrlRule rule, Severity severity, const std::vector<std::string>& extensions) {
  for (const std::string& oid : extensions) add(crl, rule, severity, {{"extension", oid}});
}

void judge_version(JudgedCrl& crl) {
  const CrlView& view = crl.view;
  const bool extended = view.extensions_present || view.notes.extensions;
  if (view.version != 2) {
    add(crl, CrlRule::version, extended || view.version > 2 ? Severity::error : Severity::warning,
        {{"version", std::to_string(view.version)}});
  }
}

void judge_header(JudgedCrl& crl) {
  const CrlView& view = crl.view;
  judge_version(crl);
  if (as_text(view.part.algorithm) != as_text(view.inner_algorithm)) {
    add(crl, CrlRule::algorithms_differ, Severity::error);
  }
  if (view.issuer_key.empty()) add(crl, CrlRule::issuer_empty, Severity::error);
  if (view.empty_list) add(crl, CrlRule::list_empty, Severity::warning);
  const std::string_view hash = hash_of(view.part.algorithm);
  const bool broken = hash == "md5" || hash == "md4" || hash == "md2";
  if (broken) add(crl, CrlRule::signature_md5, Severity::error, {{"hash", std::string(hash)}});
  if (hash == "sha1") add(crl, CrlRule::signature_sha1, Severity::warning, {{"hash", std::string(hash)}});
}

bool contradicts(const IssuingPoint& scope) {
  const int only = int{scope.only_users} + int{scope.only_cas} + int{scope.only_attributes};
  const bool nothing = !scope.name && only == 0 && !scope.only_reasons && !scope.indirect;
  return nothing || only > 1;
}

void judge_extensions(JudgedCrl& crl) {
  constexpr std::size_t kLongestNumber = 20;
  const CrlView& view = crl.view;
  if (!view.number) {
    add(crl, CrlRule::number_missing, Severity::error);
  } else if (view.number->size() > kLongestNumber) {
    add(crl, CrlRule::number_too_long, Severity::warning, {{"number", number_text(*view.number)}});
  }
  if (!view.has_authority_key_id) add(crl, CrlRule::key_id_missing, Severity::warning);
  if (view.scope && contradicts(*view.scope)) add(crl, CrlRule::scope_contradicts, Severity::error);
  add_each(crl, CrlRule::extension_critical_unknown, Severity::error, view.critical_unknown);
  add_each(crl, CrlRule::extension_malformed, Severity::error, view.malformed);
  add_each(crl, CrlRule::extension_twice, Severity::error, view.twice);
  add_each(crl, CrlRule::extension_criticality, Severity::warning, view.wrong_criticality);
}

void judge_entries(JudgedCrl& crl) {
  const EntryNotes& notes = crl.view.notes;
  add_each(crl, CrlRule::entry_extension_critical_unknown, Severity::error, notes.critical_unknown);
  if (notes.odd > 0) {
    add(crl, CrlRule::entry_odd, Severity::warning,
        {{"entries", std::to_string(notes.odd)}, {"offset", std::to_string(notes.first_odd)}});
  }
  if (notes.removes && !crl.view.is_delta()) add(crl, CrlRule::removes_without_delta, Severity::warning);
}

void judge_times(JudgedCrl& crl, Time now) {
  const CrlView& view = crl.view;
  const auto& next = view.next_update;
  crl.current = view.this_update <= now && (!next || now <= *next);
  if (!next) add(crl, CrlRule::next_update_missing, Severity::warning);
  if (next && *next < view.this_update) add(crl, CrlRule::updates_reversed, Severity::error);
  if (view.this_update > now) {
    add(crl, CrlRule::not_yet_valid, Severity::error, {{"this-update", to_rfc3339(view.this_update)}});
  }
  if (next && *next < now) add(crl, CrlRule::expired, Severity::error, {{"next-update", to_rfc3339(*next)}});
}

void judge_body(JudgedCrl& crl) {
  const Body& body = crl.body;
  switch (body.kind) {
    case BodyKind::crl: break;
    case BodyKind::empty: return add(crl, CrlRule::empty, Severity::error);
    case BodyKind::html:
      return add(crl, CrlRule::html_page, Severity::error, {{"title", body.title}, {"refresh", body.refresh}});
    case BodyKind::ocsp_response:
    case BodyKind::other_object:
      return add(crl, CrlRule::other_object, Severity::error, {{"looks-like", body.looks_like}});
    case BodyKind::text:
    case BodyKind::other_format:
      return add(crl, CrlRule::other_format, Severity::error, {{"looks-like", body.looks_like}});
    case BodyKind::junk:
      if (!body.truncated()) return add(crl, CrlRule::junk, Severity::error, {{"looks-like", body.looks_like}});
      break;
  }
  if (body.truncated()) {
    add(crl, CrlRule::truncated, Severity::error,
        {{"announced", std::to_string(body.announced)}, {"actual", std::to_string(body.actual)}});
  }
  if (body.encoding != Encoding::der) add(crl, CrlRule::pem, Severity::error);
  if (body.trailing > 0) add(crl, CrlRule::trailing, Severity::warning, {{"octets", std::to_string(body.trailing)}});
}

constexpr std::size_t kMostKeys = 8;  // that are tried, of the CRL's issuer, and of others

// Different keys, the one that the CRL names first.
std::vector<const Certificate*> keys_of(const std::vector<const Certificate*>& candidates, const CrlView& view,
                                        bool named) {
  std::vector<const Certificate*> out;
  for (const Certificate* one : candidates) {
    if ((one->subject_key == view.issuer_key) != named) continue;
    if (!named && out.size() >= kMostKeys) break;
    const bool known = std::any_of(
        out.begin(), out.end(), [&](const Certificate* other) { return as_text(one->spki) == as_text(other->spki); });
    if (!known) out.push_back(one);
  }
  std::stable_partition(out.begin(), out.end(), [&](const Certificate* one) {
    return !view.authority_key_id.empty() && as_text(one->subject_key_id) == as_text(view.authority_key_id);
  });
  return out;
}

// What tells most: that it was altered, more than that it is wrong.
Signature worst_known(Signature a, Signature b) {
  const auto rank = [](Signature s) { return s == Signature::altered ? 2 : s == Signature::wrong ? 1 : 0; };
  return rank(b) > rank(a) ? b : a;
}

const Certificate* signer_among(const std::vector<const Certificate*>& keys, const SignedPart& part, Signature& best,
                                Verifier& verifier) {
  for (std::size_t n = 0; n < std::min(keys.size(), kMostKeys); ++n) {
    const Signature verdict = verifier.verify(*keys[n], part);
    if (verdict == Signature::good) return keys[n];
    best = worst_known(best, verdict);
  }
  return nullptr;
}

void judge_signer(JudgedCrl& crl) {
  const Certificate& signer = *crl.signer;
  if (signer.key_usage && (*signer.key_usage & usage::crl_sign) == 0) add(crl, CrlRule::key_usage, Severity::error);
  const ByteView named = crl.view.authority_key_id;
  if (!named.empty() && !signer.subject_key_id.empty() && as_text(named) != as_text(signer.subject_key_id)) {
    add(crl, CrlRule::key_id_mismatch, Severity::warning);
  }
}

// Of those who ask: is it the CRL that they were sent to? Its issuer is theirs, or is named in a distribution point.
bool is_asked_for(const CrlView& view, const Certificate& certificate) {
  if (certificate.issuer_key == view.issuer_key) return true;
  const auto points = points_of(certificate);
  return std::any_of(points.begin(), points.end(), [&](const DistributionPoint& point) {
    return names_directory(point.crl_issuer, view.issuer_key);
  });
}

void judge_issuer(JudgedCrl& crl, const std::vector<const Certificate*>& certificates) {
  const bool asked =
      certificates.empty() || std::any_of(certificates.begin(), certificates.end(),
                                          [&](const Certificate* one) { return is_asked_for(crl.view, *one); });
  if (!asked) add(crl, CrlRule::issuer_other, Severity::error, {{"issuer", name_text(crl.view.issuer)}});
}

}  // namespace

const CrlEntry* CrlEntries::find(const CrlView& view, const Certificate& certificate) {
  if (!(asked_ && asked_->has(certificate)) && !later_.has(certificate)) {
    WantedEntries wanted;
    wanted.add(certificate);
    later_.add(certificate);
    Walker walker(view.whole);
    EntryWalk walk(walker, view.whole, view.issuer_key, wanted);
    walk.run(view.entries);
    hits_.merge(walk.hits);
  }
  const auto found = hits_.find(entry_key(certificate.serial, certificate.issuer_key));
  return found == hits_.end() ? nullptr : &found->second;
}

bool JudgedCrl::has(CrlRule rule) const {
  return std::any_of(problems.begin(), problems.end(), [rule](const CrlProblem& one) { return one.rule == rule; });
}

bool JudgedCrl::understood() const {
  return view.critical_unknown.empty() && view.malformed.empty() && view.twice.empty() &&
         view.notes.critical_unknown.empty();
}

JudgedCrl judge_crl_form(ByteView der, Time now, std::shared_ptr<const WantedEntries> wanted) {
  JudgedCrl out;
  CrlRead read = read_crl_view(der, *wanted);
  out.read = read.whole();
  out.view = std::move(read.view);
  out.entries = std::make_shared<CrlEntries>(std::move(wanted), std::move(read.hits));
  if (!out.read) {
    add(out, CrlRule::malformed, Severity::error,
        {{"offset", std::to_string(read.fault.at)}, {"wanted", std::string(read.fault.wanted)}});
    return out;
  }
  judge_header(out);
  judge_extensions(out);
  judge_entries(out);
  judge_times(out, now);
  return out;
}

void judge_crl_signature(JudgedCrl& crl, const std::vector<const Certificate*>& candidates, Verifier& verifier) {
  if (!crl.read) return;
  Hashed hashed;
  SignedPart part = crl.view.part;
  part.hashed = &hashed;
  const auto named = keys_of(candidates, crl.view, true);
  crl.signature = Signature::unsupported;
  crl.signer = signer_among(named, part, crl.signature, verifier);
  if (crl.signer != nullptr) {
    crl.signature = Signature::good;
    return judge_signer(crl);
  }
  Signature others = Signature::unsupported;
  crl.other_signer = signer_among(keys_of(candidates, crl.view, false), part, others, verifier);
  if (crl.other_signer != nullptr) {
    add(crl, CrlRule::signature_by_other, Severity::error, {{"signer", name_text(crl.other_signer->subject)}});
  } else if (named.empty()) {
    add_undecided(crl, CrlRule::issuer_not_given, {{"issuer", name_text(crl.view.issuer)}});
  } else if (crl.signature == Signature::unsupported) {
    add_undecided(crl, CrlRule::signature_unsupported);
  } else {
    const bool altered = crl.signature == Signature::altered;
    add(crl, altered ? CrlRule::signature_altered : CrlRule::signature_wrong, Severity::error);
  }
}

JudgedCrl judge_crl_content(ByteView bytes, const CrlQuestion& question) {
  const auto wanted = std::make_shared<WantedEntries>();
  for (const Certificate* one : question.certificates) wanted->add(*one);
  JudgedCrl out;
  Body body = recognise_body(bytes, question.lang);
  const bool whole = body.kind == BodyKind::crl && !body.truncated();
  if (whole) out = judge_crl_form(body.der, question.now, wanted);
  if (!out.entries) out.entries = std::make_shared<CrlEntries>();
  out.body = std::move(body);
  judge_body(out);
  if (out.read && !question.any_issuer) judge_issuer(out, question.certificates);
  return out;
}

JudgedCrl judge_crl(ByteView bytes, const CrlQuestion& question, Verifier& verifier) {
  JudgedCrl out = judge_crl_content(bytes, question);
  judge_crl_signature(out, question.issuers, verifier);
  return out;
}

}  // namespace certdoc::chain
