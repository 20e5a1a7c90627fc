// What a PFX asks of the program that imports it, and what the table of targets says of that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/store.hpp"
#include "check/check.hpp"

namespace certdoc {

// One thing that the importing program has to cope with.
struct PfxFact {
  std::vector<std::string> words;  // of PfxRule::what
  std::string label;               // key encryption
  std::string actual;              // AES-256-CBC, PBKDF2 with SHA256, 2,048 rounds
  std::string location;            // server.pfx (bag 1)
  std::uint64_t iterations = 0;
  bool usual = false;  // where the table says nothing of it, no trouble is known
};

struct PfxNeeds {
  std::vector<PfxFact> facts;
  std::vector<Reason> hidden;  // what does not show and may matter
};

// Of the container at this index, which carries a Store.
PfxNeeds pfx_needs(const LoadedFile& file, std::size_t container, Lang lang);

// What the table says of one fact: the gravest of its words.
struct PfxJudgement {
  const PfxFact* fact = nullptr;
  kb::Accepts accepts = kb::Accepts::yes;
  const kb::PfxRule* rule = nullptr;  // none: no source says anything
};

struct PfxVerdict {
  kb::Accepts accepts = kb::Accepts::yes;
  std::vector<PfxJudgement> against;  // refused first, then what is uncertain
};

// `needs` must outlive what is returned.
PfxVerdict judge(const PfxNeeds& needs, const kb::PfxImport& target);

// The sentence that says why; where no source says anything, this.
std::string why(const PfxJudgement& judgement, Lang lang);

// `certdoc check-pfx FILE --out NEW --for TARGET`; empty where that cannot succeed (no key, several, one that does not
// fit), for standard input and for names that cannot be printed.
std::string rewrite_command(const LoadedFile& file, const kb::Target& target);

}  // namespace certdoc
