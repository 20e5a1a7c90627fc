#include "chain/graph.hpp"

#include <algorithm>

namespace certdoc::chain {
namespace {

constexpr std::size_t kLooks = 1024;  // certificates of one name that are looked at
constexpr std::size_t kEdges = 64;    // of them that count as issuers of one certificate

enum class Agreement { yes, unknown, no };

// RFC 5280 4.2.1.1: the key identifier, and issuer and serial number of the issuer's certificate.
Agreement key_ids(const Certificate& issuer, const Certificate& subject) {
  Agreement verdict = Agreement::unknown;
  if (!subject.authority_key_id.empty() && !issuer.subject_key_id.empty()) {
    if (as_text(subject.authority_key_id) != as_text(issuer.subject_key_id)) return Agreement::no;
    verdict = Agreement::yes;
  }
  if (!subject.authority_serial.empty()) {
    if (as_text(subject.authority_serial) != as_text(issuer.serial)) return Agreement::no;
    if (!subject.authority_issuer.empty() && subject.authority_issuer != issuer.issuer_key) return Agreement::no;
    verdict = Agreement::yes;
  }
  return verdict;
}

bool valid_at(const Certificate& certificate, Time now) {
  return certificate.not_before <= now && now <= certificate.not_after;
}

// It may be the issuer.
bool fits(Signature signature) {
  return signature == Signature::good || signature == Signature::unsupported;
}

}  // namespace

std::size_t Graph::add(const Artifact& artifact, Certificate certificate) {
  const std::size_t index = result_.certificates.size();
  by_der_.emplace(as_text(artifact.der), index);
  by_subject_[certificate.subject_key].push_back(index);
  const std::string identity = certificate.subject_key + std::string(as_text(certificate.spki));
  result_.certificates.push_back(std::move(certificate));
  facts_.emplace_back().identity = identities_.try_emplace(identity, index).first->second;
  return index;
}

void Graph::add(const std::vector<LoadedFile>& files) {
  for (std::size_t file = 0; file < files.size(); ++file) {
    for (std::size_t n = 0; n < files[file].artifacts.size(); ++n) {
      const Artifact& artifact = files[file].artifacts[n];
      if (artifact.kind != Kind::certificate) continue;
      const auto known = by_der_.find(as_text(artifact.der));
      if (known != by_der_.end()) {
        result_.certificates[known->second].places.push_back({file, n});
      } else if (auto read = chain::read(artifact)) {
        read->places.push_back({file, n});
        add(artifact, std::move(*read));
      }
    }
  }
  given_ = result_.certificates.size();
}

void Graph::add_fetched(const std::vector<LoadedFile>& files) {
  for (const LoadedFile& file : files) {
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.kind != Kind::certificate || by_der_.contains(as_text(artifact.der))) continue;
      auto read = chain::read(artifact);
      if (!read) continue;
      read->fetched = &file;
      add(artifact, std::move(*read));
    }
  }
}

void Graph::add_anchors(const std::string& subject) {
  for (const Artifact* anchor : trust_.by_subject(subject)) {
    const auto known = by_der_.find(as_text(anchor->der));
    if (known != by_der_.end()) {
      result_.certificates[known->second].trusted = true;
      facts_[known->second].trust_known = true;
    } else if (auto read = chain::read(*anchor)) {
      read->trusted = true;
      facts_[add(*anchor, std::move(*read))].trust_known = true;
    }
  }
}

bool Graph::is_trusted(std::size_t certificate) {
  if (!facts_[certificate].trust_known) {
    const std::string subject = at(certificate).subject_key;
    add_anchors(subject);
    facts_[certificate].trust_known = true;
  }
  return at(certificate).trusted;
}

bool Graph::is_self_signed(std::size_t certificate) {
  Facts& facts = facts_[certificate];
  if (facts.self_signed) return *facts.self_signed;
  const Certificate& one = at(certificate);
  const Agreement agreement = key_ids(one, one);
  facts.self_signed = one.self_issued() && agreement != Agreement::no;
  // That of an anchor proves nothing.
  if (*facts.self_signed && !one.trusted) {
    facts.own_signature = verifier_.verify(one, one);
    if (facts.own_signature == Signature::wrong) facts.self_signed = agreement == Agreement::yes;
  }
  return *facts.self_signed;
}

// Those with the right name: agreeing key identifiers, then anchors, valid ones and new ones first.
std::vector<std::size_t> Graph::candidates(std::size_t certificate) {
  const std::string issuer = at(certificate).issuer_key;
  add_anchors(issuer);
  std::vector<std::size_t> out;
  const auto named = by_subject_.find(issuer);
  if (named == by_subject_.end()) return out;
  for (const std::size_t one : named->second) {
    if (one != certificate && out.size() < kLooks) out.push_back(one);
  }
  const auto rank = [&](std::size_t one) {
    const Certificate& candidate = at(one);
    return std::tuple(key_ids(candidate, at(certificate)), !candidate.trusted, !valid_at(candidate, question_.now),
                      !candidate.is_ca(), -candidate.not_before.time_since_epoch().count());
  };
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  return out;
}

// What key identifiers promise has a budget of its own, which look-alikes cannot use up.
bool Graph::may_try(std::size_t tries, bool promised) const {
  const std::size_t spent = promised ? broken_promises_ : failures_;
  return tries < question_.bounds.candidates && spent < question_.bounds.signatures + given_;
}

// Each key is tried once. Where one has signed it, no other has, unless the key identifiers say that it is the same.
std::optional<Signature> Graph::tried(const Certificate& issuer, const Certificate& subject, bool promised,
                                      Trials& trials) {
  const auto [verdict, fresh] = trials.keys.try_emplace(as_text(issuer.spki), Signature::wrong);
  if (!fresh) return verdict->second;
  const bool needless = trials.proven && !promised;
  if (needless || !may_try(trials.failures, promised)) {
    trials.cut = trials.cut || !needless;
    trials.keys.erase(verdict);
    return std::nullopt;
  }
  verdict->second = verifier_.verify(issuer, subject);
  trials.proven = trials.proven || verdict->second == Signature::good;
  if (!fits(verdict->second)) ++trials.failures, ++(promised ? broken_promises_ : failures_);
  return verdict->second;
}

Issuers Graph::found(std::size_t certificate) {
  const std::vector<std::size_t> all = candidates(certificate);
  const Certificate& subject = at(certificate);
  Issuers out;
  std::vector<Edge> doubtful;  // signed wrongly, but by everything else the issuer
  Trials trials;
  for (const std::size_t one : all) {
    const Agreement agreement = key_ids(at(one), subject);
    const auto verdict = tried(at(one), subject, agreement == Agreement::yes, trials);
    if (!verdict) continue;
    const Edge edge{one, *verdict, agreement == Agreement::no};
    if (fits(*verdict)) {
      if (out.edges.size() < kEdges) out.edges.push_back(edge);
      continue;
    }
    if (*verdict == Signature::altered || agreement == Agreement::yes) doubtful.push_back(edge);
    out.look_alikes.push_back({one, agreement == Agreement::no});
  }
  if (out.edges.empty() && !doubtful.empty()) {
    out.edges = std::move(doubtful);
    out.look_alikes.clear();
  }
  out.cut = trials.cut && !trials.proven;
  result_.cut = result_.cut || out.cut;
  return out;
}

const Issuers& Graph::issuers(std::size_t certificate) {
  if (!facts_[certificate].issuers) {
    Issuers issuers = found(certificate);
    facts_[certificate].issuers = std::move(issuers);
  }
  return *facts_[certificate].issuers;
}

bool Graph::has_namesake(std::size_t certificate) const {
  const auto named = by_subject_.find(at(certificate).subject_key);
  return named != by_subject_.end() && named->second.size() > 1;
}

std::optional<Edge> Graph::edge(std::size_t subject, std::size_t issuer) const {
  if (!facts_[subject].issuers) return std::nullopt;
  for (const Edge& edge : facts_[subject].issuers->edges) {
    if (edge.issuer == issuer) return edge;
  }
  return std::nullopt;
}

}  // namespace certdoc::chain
