// `match` over artifacts made by hand, and short ways to say what came out.
#pragma once

#include <algorithm>

#include "artifacts.hpp"
#include "check/match.hpp"

namespace certdoc::test {

// Who issued whom: the issuer's name in front of the subject's key stands for the signature.
inline Issued by_name(const Artifact& issuer, const Artifact& subject) {
  return issuer.certificate->subject == subject.certificate->issuer ? Issued::yes : Issued::no;
}

inline MatchResult match_of(std::vector<LoadedFile> files, Lang lang = Lang::en, const Issuing& issuing = by_name) {
  Material material;
  material.files = std::move(files);
  Context context;
  context.lang = lang;
  return match(material, context, issuing);
}

// `confirmed error key-mismatch: old.key is not ...`, one for each finding.
inline std::vector<std::string> lines(const MatchResult& result) {
  std::vector<std::string> out;
  for (const Finding& f : result.findings) {
    std::string line(name_of(f.verdict));
    if (f.verdict == Verdict::confirmed) line += " " + std::string(name_of(f.severity));
    line += " " + f.cause + ": " + f.message;
    if (f.reason) line += " [" + std::string(name_of(f.reason->kind)) + "]";
    out.push_back(std::move(line));
  }
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace certdoc::test
