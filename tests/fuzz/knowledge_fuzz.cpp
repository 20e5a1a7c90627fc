// A knowledge base file is refused, or it can be built and everything in it is found again.
#include <cstdint>
#include <cstdlib>

#include "kbfile/build.hpp"
#include "kbfile/parse.hpp"
#include "kbfile/validate.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace certdoc;
  const auto document = kbfile::parse_document({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!document || !kbfile::problems(*document, {}, nullptr).empty()) return 0;
  const auto tables = kbfile::build(*document, {}, nullptr);
  const kb::Knowledge knowledge(&tables->view());
  for (const auto& code : document->codes) {
    if (!knowledge.entry(code.id) || !knowledge.code(code.id)) std::abort();
  }
  for (const auto& cause : document->causes) {
    if (!knowledge.cause(cause.id)) std::abort();
  }
  return 0;
}
