// The engine of `check-chain`: certificates, CRLs and a set of trust anchors in; leaves, all paths from each of them to
// a trust anchor, and everything that is wrong with each path, as data, out. Nothing is printed, fetched or asked for.
//
//   TrustSet trust = ...;                          // trust.hpp
//   const Examined result = chain::examine(files, trust, question);
//   for (const Leaf& leaf : result.leaves)
//     for (const Path& path : leaf.paths)          // best first
//       for (const Problem& problem : path.problems) ...
//
// The result points into the files (fetched ones, too) and the TrustSet that it was made from: keep all as long as it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "chain/certificate.hpp"
#include "chain/problem.hpp"

namespace certdoc::chain {

class TrustSet;
class PublicSuffixes;

enum class Purpose { server, client, code_signing, email, timestamp, any };
enum class Profile { rfc5280, webpki };  // webpki: what only the CA/Browser Forum forbids is an error, not a warning
// Whether X509_verify_cert is asked about the paths too. `doubtful`: about those of leaves whose best path has an
// error; `unusual`: about all but ordinary ones (ordinary.hpp), on which it agrees.
enum class AskOpenssl { never, doubtful, unusual, always };

// What a search may cost. Certificates come from strangers.
struct Bounds {
  std::size_t depth = 24;        // certificates in a path
  std::size_t paths = 32;        // reported for a leaf that end in an anchor, and as many that do not
  std::size_t steps = 4'000;     // of the search, for a leaf
  std::size_t candidates = 8;    // keys of one name that are tried on a signature
  std::size_t signatures = 250;  // that prove nothing, over all, and one more for each certificate given
  std::size_t leaves = 100'000;
  std::size_t name_checks = 1'000'000;  // comparisons of names with constraints, for a path
};

struct Question {
  Time now{};
  Purpose purpose = Purpose::server;
  std::string host;  // a DNS name (A-labels or UTF-8), or an IP address; empty: not asked
  Profile profile = Profile::rfc5280;
  AskOpenssl ask_openssl = AskOpenssl::always;
  PublicSuffixes* suffixes = nullptr;  // null: only a wildcard over a single label is one over a public suffix
  Bounds bounds;
};

enum class End {
  anchor,          // the last certificate is in the trust set
  self_signed,     // the last one signed itself, and is not trusted; with `--trust none`: the chain is complete
  issuer_missing,  // Path::missing says whose
  loop,            // every issuer of the last one is in the path already
  bounds,          // cut off
};

// A certificate with the right name and another key.
struct LookAlike {
  std::size_t certificate = 0;  // index into Examined::certificates
  bool other_key_id = false;    // its SKI is not the AKI asked for; else: the signature tells
};

// The issuer that a path lacks.
struct Missing {
  ByteView issuer;                      // Name, DER: name_text(issuer)
  ByteView authority_key_id;            // empty: not said
  std::vector<std::string> ca_issuers;  // URLs of its AIA
  std::vector<LookAlike> look_alikes;
};

// What X509_verify_cert (strict, exactly this path, its last certificate as anchor) said.
struct OpensslError {
  int code = 0;   // X509_V_ERR_...
  int depth = 0;  // certificate, 0 is the leaf
};
struct OpensslOpinion {
  bool asked = false;                // false: OpenSSL does not read one of the certificates
  std::vector<OpensslError> errors;  // in the order of their discovery, all of them; empty: accepted
  // The path that it built, where that was left to it: indices into Examined::certificates, leaf first.
  std::vector<std::size_t> certificates = {};
};

// A certificate that a CRL which was given covers, and does not revoke.
struct NotRevoked {
  std::size_t at = 0;  // index into Path::certificates
  Ref crl;
};

struct Path {
  std::vector<std::size_t> certificates;  // indices into Examined::certificates, leaf first
  End end = End::issuer_missing;
  bool partial_anchor = false;  // the anchor is not self-signed: OpenSSL takes it only with -partial_chain
  std::vector<Problem> problems;
  std::optional<Missing> missing;
  std::optional<OpensslOpinion> openssl;
  std::vector<NotRevoked> not_revoked = {};

  // Nothing of severity `error` that is decided; a path that ends in no anchor has one, but for `--trust none`.
  bool valid() const;
};

struct Leaf {
  std::size_t certificate = 0;
  std::vector<Path> paths;  // at least one; best first
  bool cut = false;         // there are more
  // What X509_verify_cert says as a client asks it: all that was given, in its order, and the anchors of the names that
  // occur. It builds one path and does not go back. Empty where it cannot but build the best path, or that is no good.
  std::optional<OpensslOpinion> client;
  // GM/T TLS 0024: the other certificate of a signing and encryption pair (same subject, same issuer).
  std::optional<std::size_t> pair;
};

// What stands in one file, against the best path of the leaf that it is about.
struct FileOrder {
  std::size_t file = 0;                  // index into the files
  std::optional<std::size_t> leaf;       // index into Examined::leaves; empty: it holds certificates of no leaf's path
  std::vector<std::size_t> given;        // artifacts that are certificates, in the order of the file
  std::vector<std::size_t> right;        // the same, as TLS wants them: leaf first, each certified by the next
  std::vector<std::size_t> duplicates;   // artifacts
  std::vector<std::size_t> extra;        // on no path of any leaf
  std::vector<std::size_t> other_paths;  // on another path than the best
  std::vector<std::size_t> roots;        // self-signed, and not the leaf: a server need not send them
  bool out_of_order = false;
};

struct Examined {
  // Each once: those given, those fetched, then the issuers used from the trust set.
  std::vector<Certificate> certificates;
  std::vector<Leaf> leaves;
  std::vector<FileOrder> files;  // with at least one certificate
  std::size_t signatures = 0;    // verified
  std::size_t steps = 0;
  bool cut = false;  // a bound was reached
};

// `fetched`: certificates that nobody gave, and that may fill a gap; they are no leaves.
Examined examine(const std::vector<LoadedFile>& files, TrustSet& trust, const Question& question,
                 const std::vector<LoadedFile>& fetched = {});

}  // namespace certdoc::chain
