// A log gives the same codes however it is cut into reads.
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "invariants.hpp"

namespace {

using namespace certdoc;

Report read_log(const std::string& bytes, std::size_t piece) {
  static const KnowledgeBase knowledge;
  std::size_t at = 0;
  const ReadSome read = [&](char* buffer, std::size_t size) -> Result<std::size_t> {
    const std::size_t n = std::min({size, piece, bytes.size() - at});
    std::memcpy(buffer, bytes.data() + at, n);
    at += n;
    return n;
  };
  const auto report = explain_log(read, "log", knowledge, {});
  if (!report) std::abort();
  return *report;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 16384) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const Report whole = read_log(bytes, bytes.size());
  const Report pieces = read_log(bytes, 1 + data[0] % 7);
  check_report(whole);
  if (render_json(whole) != render_json(pieces)) std::abort();
  return 0;
}
