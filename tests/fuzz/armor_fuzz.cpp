// Whatever text comes in: places lie inside of it, blocks are bounded, both languages say the same, texts are UTF-8.
#include <cstdint>
#include <cstdlib>

#include "artifact/armor.hpp"
#include "base/text.hpp"

namespace {

using namespace certdoc;

void check(bool holds) {
  if (!holds) std::abort();
}

void check_contents(const TextContents& found, std::size_t size) {
  for (const Block& block : found.blocks) {
    check(block.place.offset <= size && block.place.line > 0);
    check(block.der.size() <= size && !block.der.empty());
  }
  for (const Damage& damage : found.damages) {
    check(damage.place.offset <= size && damage.place.line > 0);
    check(!damage.id.empty() && !damage.text.empty() && text::is_utf8(damage.text));
  }
  check(text::is_utf8(found.looks_like));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 65536) return 0;
  const ByteView bytes(data, size);
  looks_like_text(bytes);
  const TextContents en = read_text(bytes, 8, Lang::en);
  const TextContents zh = read_text(bytes, 8, Lang::zh);
  check_contents(en, size);
  check_contents(zh, size);
  check(en.blocks.size() <= 8 && en.blocks.size() == zh.blocks.size());
  check(en.damages.size() == zh.damages.size() && en.foreign == zh.foreign);
  return 0;
}
