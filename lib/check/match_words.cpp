// The findings of `match`: each a sentence and its evidence.
#include <fmt/format.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/match_scene.hpp"

namespace certdoc::matching {
namespace {

struct Sentence {
  Kind one, other;  // in the order of `sorted`
  std::string_view en, zh;
};

// {0} is the first, {1} the second.
constexpr std::array kTogether = {
    Sentence{Kind::private_key, Kind::certificate, "{0} is the private key of {1}", "{0} 是 {1} 的私钥"},
    Sentence{Kind::private_key, Kind::csr, "{0} is the private key of {1}", "{0} 是 {1} 的私钥"},
    Sentence{Kind::private_key, Kind::public_key, "{1} is the public key of {0}", "{1} 是 {0} 的公钥"},
    Sentence{Kind::private_key, Kind::private_key, "{0} and {1} are the same private key", "{0} 与 {1} 是同一个私钥"},
    Sentence{Kind::public_key, Kind::certificate, "{0} is the public key of {1}", "{0} 是 {1} 的公钥"},
    Sentence{Kind::public_key, Kind::csr, "{0} is the public key of {1}", "{0} 是 {1} 的公钥"},
    Sentence{Kind::public_key, Kind::public_key, "{0} and {1} are the same public key", "{0} 与 {1} 是同一个公钥"},
    Sentence{Kind::csr, Kind::certificate, "{1} was issued for the key of {0}", "{1} 是为 {0} 的密钥签发的"},
    Sentence{Kind::csr, Kind::csr, "{0} and {1} are CSRs on the same key", "{0} 与 {1} 是使用同一密钥的 CSR"},
    Sentence{Kind::certificate, Kind::certificate, "{0} and {1} are certificates on the same key",
             "{0} 与 {1} 是使用同一密钥的证书"},
};
constexpr std::array kApart = {
    Sentence{Kind::private_key, Kind::certificate, "{0} is not the private key of {1}", "{0} 不是 {1} 的私钥"},
    Sentence{Kind::private_key, Kind::csr, "{0} is not the private key of {1}", "{0} 不是 {1} 的私钥"},
    Sentence{Kind::private_key, Kind::public_key, "{1} is not the public key of {0}", "{1} 不是 {0} 的公钥"},
    Sentence{Kind::private_key, Kind::private_key, "{0} and {1} are different private keys", "{0} 与 {1} 是不同的私钥"},
    Sentence{Kind::public_key, Kind::certificate, "{0} is not the public key of {1}", "{0} 不是 {1} 的公钥"},
    Sentence{Kind::public_key, Kind::csr, "{0} is not the public key of {1}", "{0} 不是 {1} 的公钥"},
    Sentence{Kind::public_key, Kind::public_key, "{0} and {1} are different public keys", "{0} 与 {1} 是不同的公钥"},
    Sentence{Kind::csr, Kind::certificate, "{1} was not issued for the key of {0}", "{1} 不是为 {0} 的密钥签发的"},
    Sentence{Kind::csr, Kind::csr, "{0} and {1} are CSRs on different keys", "{0} 与 {1} 是使用不同密钥的 CSR"},
    Sentence{Kind::certificate, Kind::certificate, "{0} and {1} are certificates on different keys",
             "{0} 与 {1} 是使用不同密钥的证书"},
};

int order(Kind kind) {
  return kind == Kind::private_key ? 0 : kind == Kind::public_key ? 1 : kind == Kind::csr ? 2 : 3;
}

std::string sentence(const Scene& scene, const std::array<Sentence, 10>& table, Ref one, Ref other) {
  if (order(scene.kind(one)) > order(scene.kind(other))) std::swap(one, other);
  const auto row = std::find_if(table.begin(), table.end(), [&](const Sentence& s) {
    return s.one == scene.kind(one) && s.other == scene.kind(other);
  });
  return row == table.end() ? "" : say(scene.lang, row->en, row->zh, scene.name(one), scene.name(other));
}

// Byte for byte the same is more than on the same key.
std::string together(const Scene& scene, Ref one, Ref anchor) {
  const bool same = scene.kind(one) == scene.kind(anchor) && scene.at(one).der == scene.at(anchor).der;
  if (same && scene.kind(one) == Kind::certificate) {
    return say(scene.lang, "{} and {} are the same certificate", "{} 与 {} 是同一张证书", scene.name(one),
               scene.name(anchor));
  }
  if (same && scene.kind(one) == Kind::csr) {
    return say(scene.lang, "{} and {} are the same CSR", "{} 与 {} 是同一个 CSR", scene.name(one), scene.name(anchor));
  }
  return sentence(scene, kTogether, one, anchor);
}

std::string cause_between(Kind a, Kind b) {
  if (a == Kind::csr || b == Kind::csr) return "csr-mismatch";
  if (a != b) return "key-mismatch";
  return a == Kind::certificate ? "certificate-unpaired" : a == Kind::private_key ? "key-unpaired" : "key-mismatch";
}

Evidence algorithm(const Scene& scene, Ref one, Ref anchor) {
  return {say(scene.lang, "algorithm", "算法"), key_name(*scene.at(anchor).key), key_name(*scene.at(one).key),
          location(scene.file(one), scene.at(one).place)};
}

// The hash as others compute it from the file; where one key is written in two ways, of the way that is compared.
Evidence spki(const Scene& scene, Ref one, Ref anchor) {
  const PublicKey& mine = *scene.at(one).key;
  const PublicKey& theirs = *scene.at(anchor).key;
  const bool rewritten = mine.id == theirs.id && mine.spki_sha256 != theirs.spki_sha256;
  return {"SPKI SHA-256", hex(rewritten ? theirs.id : theirs.spki_sha256), hex(rewritten ? mine.id : mine.spki_sha256),
          location(scene.file(one), scene.at(one).place)};
}

Finding about(const Scene& scene, Ref one, std::string cause, Verdict verdict, Severity severity) {
  Finding finding;
  finding.cause = std::move(cause);
  finding.verdict = verdict;
  finding.severity = severity;
  finding.subject = scene.name(one);
  return finding;
}

// What else is on the key of the odd one. Members stand in the order of their kinds, so that another kind is found at
// one of the two ends if anywhere.
std::optional<Ref> partner(const Scene& scene, Ref odd) {
  constexpr std::size_t kLooks = 16;
  const auto& members = scene.families[scene.family(odd)].members;
  const auto wanted = [&](Ref ref) { return ref.file != odd.file && scene.kind(ref) != scene.kind(odd); };
  for (std::size_t i = 0; i < std::min(kLooks, members.size()); ++i) {
    if (wanted(members[i])) return members[i];
    if (wanted(members[members.size() - 1 - i])) return members[members.size() - 1 - i];
  }
  return std::nullopt;
}

void add_partner(const Scene& scene, Ref odd, Finding& finding) {
  const auto found = partner(scene, odd);
  if (!found) return;
  finding.message += say(scene.lang, "; {} fits {}", "；{} 与 {} 相配", scene.name(odd), scene.name(*found));
  finding.evidence.push_back(
      {say(scene.lang, "fits", "相配"), "", scene.name(*found), location(scene.file(*found), scene.at(*found).place)});
  // The key has its request here, so the certificate is the wrong one.
  const bool has_request = scene.kind(odd) == Kind::private_key && scene.kind(*found) == Kind::csr;
  if (has_request) finding.remedies = {"get-matching-certificate", "find-the-right-key", "backup-key-and-csr"};
}

}  // namespace

Finding fits(const Scene& scene, Ref one, Ref anchor) {
  Finding finding =
      about(scene, one, cause_between(scene.kind(one), scene.kind(anchor)), Verdict::ruled_out, Severity::error);
  finding.message = together(scene, one, anchor);
  finding.evidence = {spki(scene, one, anchor), algorithm(scene, one, anchor)};
  return finding;
}

Finding contradicts(const Scene& scene, Ref odd, Ref anchor) {
  Finding finding =
      about(scene, odd, cause_between(scene.kind(odd), scene.kind(anchor)), Verdict::confirmed, Severity::error);
  finding.message = sentence(scene, kApart, odd, anchor);
  finding.evidence = {spki(scene, odd, anchor), algorithm(scene, odd, anchor)};
  const Artifact& artifact = scene.at(odd);
  if (finding.cause == "certificate-unpaired" && artifact.certificate && artifact.certificate->is_ca) {
    finding.message += say(scene.lang, "; {} is a CA certificate and issued none of those given",
                           "；{} 是 CA 证书，但没有签发这里的任何证书", scene.name(odd));
  }
  add_partner(scene, odd, finding);
  return finding;
}

Finding issued(const Scene& scene, Ref issuer, const MemberLink& link) {
  Finding finding = about(scene, issuer, "certificate-unpaired", Verdict::ruled_out, Severity::error);
  finding.message = say(scene.lang, "{} issued {}", "{} 签发了 {}", scene.name(issuer), scene.name(link.issued));
  return finding;
}

Finding broken_key(const Scene& scene, Ref key) {
  const Artifact& artifact = scene.at(key);
  Finding finding = about(scene, key, "key-mismatch", Verdict::confirmed, Severity::error);
  finding.message = say(scene.lang, "the private part of {} does not belong to its own public part",
                        "{} 的私钥部分与其自身的公钥部分不匹配", scene.name(key));
  finding.evidence.push_back({say(scene.lang, "relation that does not hold", "不成立的关系"), "", artifact.pair_problem,
                              location(scene.file(key), artifact.place)});
  return finding;
}

Finding unknown(std::string_view cause, std::string subject, std::string message, Reason reason) {
  Finding finding;
  finding.cause = cause;
  finding.subject = std::move(subject);
  finding.message = std::move(message);
  finding.reason = std::move(reason);
  return finding;
}

Finding orphan(const Scene& scene, Ref ref, Severity severity) {
  const bool key = scene.kind(ref) != Kind::certificate;
  Finding finding = about(scene, ref, key ? "key-unpaired" : "certificate-unpaired", Verdict::confirmed, severity);
  finding.message =
      key ? say(scene.lang, "no certificate here belongs to {}", "这里没有与 {} 对应的证书", finding.subject)
          : say(scene.lang, "no private key here belongs to {}", "这里没有与 {} 对应的私钥", finding.subject);
  finding.evidence.push_back(
      {"SPKI SHA-256", "", hex(scene.at(ref).key->spki_sha256), location(scene.file(ref), scene.at(ref).place)});
  return finding;
}

// OpenSSL 3.0.19, X509_check_private_key, both ways round: 05800073 key type mismatch. `openssl s_server` and whatever
// else checks the pair refuses to start.
std::optional<std::string> type_note(const Scene& scene, Ref one, Ref anchor) {
  const std::string& mine = scene.at(one).key->algorithm;
  const std::string& theirs = scene.at(anchor).key->algorithm;
  if (mine == theirs || !mine.starts_with("RSA") || !theirs.starts_with("RSA")) return std::nullopt;
  return say(scene.lang,
             "{} is written as {} and {} as {}: it is one key, but OpenSSL refuses to use the two together (\"key type "
             "mismatch\")",
             "{} 写成 {}，{} 写成 {}：密钥是同一个，但 OpenSSL 不肯把两者一起使用（\"key type mismatch\"）",
             scene.name(one), mine, scene.name(anchor), theirs);
}

}  // namespace certdoc::matching
