#include <fmt/format.h>
#include <algorithm>

#include "render/hash.hpp"
#include "render/objects.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMostFamilies = 40;  // without -v

class InventoryWriter {
 public:
  InventoryWriter(const Report& report, const RenderOptions& options, Page& page)
      : report_(report), options_(options), page_(page), voice_(report.lang) {}

  // What is alone has a finding of its own and is left out here.
  void write() {
    std::size_t shown = 0;
    std::size_t more = 0;
    for (const KeyFamily& family : report_.families) {
      if (family.objects.size() < 2 && !options_.verbose) continue;
      if (shown < kMostFamilies || options_.verbose) {
        write(family);
        ++shown;
      } else {
        ++more;
      }
    }
    if (more > 0) page_.text(0, voice_.say(Word::more_families, more));
  }

 private:
  void write(const KeyFamily& family) {
    page_.blank();
    page_.heading(family.algorithm, fmt::format("SPKI {}", short_hash(family.spki_sha256)), {});
    for (const std::size_t index : family.objects) {
      if (index < report_.objects.size()) write(report_.objects[index]);
    }
  }

  void write(const Object& object) {
    constexpr std::size_t kColumn = 16;
    page_.labelled(2, short_kind(object.kind), object.location, kColumn);
    if (object.not_after.empty()) return;
    const std::string days = fmt::format("{} .. {}", object.not_before.substr(0, 10), object.not_after.substr(0, 10));
    page_.text(kColumn, days + "  " + object.subject, 2, Ink::dim);
  }

  std::string_view short_kind(std::string_view kind) const {
    if (kind == "csr") return "CSR";
    if (kind == "private-key") return voice_.say(Word::key);
    return kind_word(kind, report_.lang);
  }

  const Report& report_;
  const RenderOptions& options_;
  Page& page_;
  Voice voice_;
};

}  // namespace

void render_inventory(const Report& report, const RenderOptions& options, Page& page) {
  InventoryWriter(report, options, page).write();
}

}  // namespace certdoc
