// What a file of facts (machine/facts.hpp) says of the causes that lie in a machine: confirmed, ruled out, or unknown
// with the reason. Only what the facts show is said; a fact that is not there decides nothing.
#pragma once

#include <string>
#include <vector>

#include "check/check.hpp"
#include "machine/facts.hpp"

namespace certdoc {

// `target_named`: somebody said which program it is about; a target that was guessed does not say which services are
// due.
std::vector<Finding> findings_of_facts(const machine::Facts& facts, const Context& context, const Material& material,
                                       bool target_named = true);

// What the subjects of these findings end with: `the machine of facts.txt`.
std::string machine_of(const std::string& path_of_facts, Lang lang);

// The Windows release as a target; nullptr: not Windows, or none of the table.
const kb::Target* target_of_facts(const machine::Facts& facts);

// A certificate of the material that a machine is asked about, as Windows names it.
struct WantedCertificate {
  const LoadedFile* file = nullptr;
  const Artifact* artifact = nullptr;
  std::string thumbprint;  // SHA-1, hex in capitals
  std::string key_hash;    // SHA-1 of the public key's bits (RFC 5280 4.2.1.2, method 1), hex in capitals
};

constexpr std::size_t kMostWanted = 64;

// The certificates that could be a server's or a person's own, each once.
std::vector<WantedCertificate> wanted_certificates(const Material& material);
// The same of the requests (CSR), whose thumbprint is empty.
std::vector<WantedCertificate> wanted_requests(const Material& material);

}  // namespace certdoc
