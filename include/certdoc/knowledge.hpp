// The knowledge base: what is compiled in, and a team's own entries beside it.
#pragma once

#include <memory>
#include <string>

#include "certdoc/error.hpp"
#include "certdoc/export.hpp"

namespace certdoc {

namespace kb {
class Knowledge;
}

// Immutable once loaded; may be shared between threads.
class CERTDOC_API KnowledgeBase {
 public:
  // Only what is compiled in. Costs nothing.
  KnowledgeBase();
  ~KnowledgeBase();
  KnowledgeBase(KnowledgeBase&&) noexcept;
  KnowledgeBase& operator=(KnowledgeBase&&) noexcept;

  // Adds the entries of a JSON file (docs/knowledge-base.md). An id that is already taken, a dangling link or
  // a malformed entry is an Error that names the entry.
  Result<void> add_file(const std::string& path);

  const kb::Knowledge& tables() const { return *tables_; }

 private:
  std::unique_ptr<kb::Knowledge> tables_;
};

}  // namespace certdoc
