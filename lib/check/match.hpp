// Which keys, certificates and CSRs belong together. Pure: it looks at what was loaded and at nothing else.
//
// Files that were named are claimed to belong together; files of a directory are asked which of them do. Where both
// are given, the claim is about the named ones, and the directory is where their partners are looked for.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "check/chain_members.hpp"
#include "check/check.hpp"
#include "check/families.hpp"

namespace certdoc {

struct MatchResult {
  struct Counts {
    std::size_t certificates = 0;
    std::size_t keys = 0;  // private; those that stay closed too
    std::size_t csrs = 0;
    std::size_t families = 0;
    std::size_t chain_members = 0;
    std::size_t orphans = 0;     // keys without a certificate, certificates without a key; chain members are none
    std::size_t pending = 0;     // keys with a CSR and no certificate yet
    std::size_t duplicates = 0;  // objects that stand there once more
    std::size_t closed = 0;      // files with something that could not be read
    std::size_t skipped = 0;     // files of a directory in which there is nothing to match
  };

  std::vector<Family> families;
  ChainMembers chain;  // among the named files, or in the directory
  std::vector<Finding> findings;
  std::vector<std::string> notes;
  Counts counts;
};

// Remedies and what a finding shows up as are left to the knowledge base. The second is for tests: who issued whom is
// asked of `issuing`.
MatchResult match(const Material& material, const Context& context);
MatchResult match(const Material& material, const Context& context, const Issuing& issuing);

inline constexpr std::array<std::string_view, 4> kMatchDecides = {"key-mismatch", "csr-mismatch", "key-unpaired",
                                                                  "certificate-unpaired"};
extern const Check match_check;

}  // namespace certdoc
