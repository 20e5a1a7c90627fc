// The knowledge base that is compiled in, for tests that look things up in it.
#pragma once

#include "certdoc/knowledge.hpp"
#include "kb/knowledge.hpp"

namespace certdoc {

inline const kb::Knowledge& builtin() {
  static const KnowledgeBase knowledge;
  return knowledge.tables();
}

}  // namespace certdoc
