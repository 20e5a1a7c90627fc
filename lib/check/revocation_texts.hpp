// What is wrong with a CRL or an OCSP response, in words. What each sentence is about (its address) stands in front of
// it; words in braces are values of the problem.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "certdoc/lang.hpp"
#include "chain/crl_rules.hpp"
#include "chain/ocsp_rules.hpp"
#include "check/tally.hpp"

namespace certdoc {

// Which part of the judgment finds it.
enum class JudgedPhase { parse, signature, freshness, answer };
std::string_view phase_id(JudgedPhase phase);

template <class Rule>
struct JudgedText {
  Rule rule;
  JudgedPhase phase;
  std::string_view en, zh;
};

const JudgedText<chain::CrlRule>& text_of(chain::CrlRule rule);
const JudgedText<chain::OcspRule>& text_of(chain::OcspRule rule);

std::string sentence_of(const chain::CrlProblem& problem, Lang lang);
std::string sentence_of(const chain::OcspProblem& problem, Lang lang);

// `keyCompromise`, and what that means for whoever has the certificate.
std::string reason_words(std::string_view name, Lang lang);

// `next update`: the label of a value of the problem, as evidence.
std::string value_label(std::string_view label, Lang lang);

// Whoever and whatever a sentence names, as evidence beside it.
template <class Problem>
void add_names(const Problem& problem, Lang lang, Tally& tally) {
  for (const std::string_view label : {"issuer", "signer", "responder", "title", "refresh", "looks-like"}) {
    const std::string* value = problem.value(label);
    if (value != nullptr && !value->empty()) tally.add({value_label(label, lang), {}, *value, {}});
  }
}

// A value as people read it: OIDs and reasons by their names.
std::string shown_value(std::string_view label, const std::string& value);

}  // namespace certdoc
