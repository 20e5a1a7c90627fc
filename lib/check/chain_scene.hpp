// What the texts and findings about chains have in common: what was examined, and how people call it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chain/chain.hpp"
#include "check/check.hpp"
#include "kb/targets_chain.hpp"

namespace certdoc {

struct ChainScene {
  const Material& material;
  const chain::Examined& result;
  const chain::Question& question;
  Lang lang = Lang::en;
  std::string trust;                        // the file or directory of the anchors; empty: none
  const kb::ChainTarget* target = nullptr;  // --target
  std::string trust_option = "system";      // --trust as it was given
  bool everything = false;                  // findings that a terminal need not show, too
  bool online = false;                      // what is missing was looked for
  bool served = false;                      // by a host: the files are lists that it sent
  std::vector<std::string> asked = {};      // options beside these, for the commands that are suggested

  const chain::Certificate& at(std::size_t certificate) const { return result.certificates[certificate]; }
  const chain::Certificate& at(const chain::Path& path, std::size_t n) const { return at(path.certificates[n]); }
  // `Example Issuing CA`
  std::string name(std::size_t certificate) const;
  // `full.pem:13`; of an anchor the trust file; of what was fetched its URL.
  std::string place(std::size_t certificate) const;
  const LoadedFile& file_of(const chain::Leaf& leaf) const;
  // `certdoc check-chain FILE... [more]` with the user's own files and options; empty: a name cannot be quoted.
  std::string command(std::string_view more) const;
  // The same, which writes the bundle that is right for the target (nginx, where none is named); empty: there are
  // several leaves.
  std::string repair() const;
};

// One sentence that says what is wrong: `Example Issuing CA expired 12 days ago, on ...`.
std::string chain_sentence(const ChainScene& scene, const chain::Path& path, const chain::Problem& problem);
// `12 days`, `1 day`, `less than a day`
std::string days_in_words(Lang lang, std::int64_t days);
// The value that proves it, with the place of the certificate.
Evidence chain_evidence(const ChainScene& scene, const chain::Path& path, const chain::Problem& problem);

// The sentence of a rule, in both languages. `{who}` is the certificate, `{by}` the other one that it is about, any
// other word in braces a value of the problem. `expected`: the value that would be right.
struct RuleText {
  chain::Rule rule;
  std::string_view en, zh;
  std::string_view expected = {};
};
const RuleText& rule_text(chain::Rule rule);

// The parts of the table, one file a matter.
std::vector<RuleText> path_texts();
std::vector<RuleText> purpose_texts();
std::vector<RuleText> form_texts();

}  // namespace certdoc
