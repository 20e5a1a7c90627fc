// Document + Registry -> the sorted tables that lookups run on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kb/knowledge.hpp"
#include "kbfile/model.hpp"

namespace certdoc::kbfile {

class BuiltTables : public kb::OwnedTables {
 public:
  const kb::Tables& view() const override { return tables_; }

  std::string blob;
  std::vector<kb::Str> strings;
  std::vector<kb::SourceRow> sources;
  std::vector<kb::ContextRow> contexts;
  std::vector<kb::StepRow> steps;
  std::vector<kb::CauseRow> causes;
  std::vector<kb::RemedyRow> remedies;
  std::vector<kb::ClaimRow> claims;
  std::vector<kb::SituationRow> situations;
  std::vector<kb::EntryRow> entries;
  std::vector<kb::CodeRow> codes;
  std::vector<kb::ValueRow> values;
  std::vector<kb::SymbolRow> symbols;
  std::vector<kb::MessageRow> messages;
  std::vector<kb::AnchorRow> anchors;

  // Points the view at the vectors; called once they are complete.
  void seal();

 private:
  kb::Tables tables_;
};

// Both must have passed validate.hpp. `below` lends the facts of codes that the document only explains.
std::unique_ptr<BuiltTables> build(const Document& document, const Registry& registry, const kb::Knowledge* below);

}  // namespace certdoc::kbfile
