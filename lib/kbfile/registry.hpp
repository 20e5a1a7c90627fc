// data/registry/*.tsv -> Registry.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "certdoc/error.hpp"
#include "kbfile/model.hpp"

namespace certdoc::kbfile {

struct TableFile {
  std::string name;  // without `.tsv`: it becomes the id of the table's source
  std::string bytes;
};

// Rows of one family and number, of any file, become one fact. Facts are sorted by id.
Result<Registry> read_registry(const std::vector<TableFile>& files);

}  // namespace certdoc::kbfile
