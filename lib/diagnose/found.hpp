// From the texts and ids that were found to one id an error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnose/answer.hpp"
#include "kb/messages.hpp"

namespace certdoc {

// Adds the codes whose messages stand in the text, unless `ids` has them (or the same error under another name)
// already. Of several codes with one text, the explained one is taken, then the family of lower rank. A code that is
// said more exactly by another (`cfca:600101`, `cfca:600101@902403`) is dropped.
void add_message_ids(std::string_view plain, const kb::MessageIndex& index, const kb::Knowledge& knowledge,
                     std::vector<std::string>& ids);

// Leaves only what belongs to the family, under that family's name where a code has several. Empty: all families.
void narrow_to_family(std::vector<std::string>& ids, const std::string& family, const kb::Knowledge& knowledge);

// Keeps the first of those that are one error.
void drop_relatives(std::vector<kb::Code>& codes, const kb::Knowledge& knowledge);

// Counts what was found, adds the triage where something was not, and sets the exit status.
void finish_explain(Answer& answer);

}  // namespace certdoc
