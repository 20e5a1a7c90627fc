// Anything that is typed gives a report that holds.
#include <cstdint>

#include "invariants.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace certdoc;
  if (size == 0 || size > 4096) return 0;
  static const KnowledgeBase knowledge;
  ExplainOptions options;
  options.lang = (data[0] & 1U) != 0 ? Lang::zh : Lang::en;
  const std::string argument(reinterpret_cast<const char*>(data), size);
  check_report(explain({argument}, knowledge, options));
  return 0;
}
