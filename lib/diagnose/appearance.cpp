#include "diagnose/appearance.hpp"

#include <algorithm>

namespace certdoc {
namespace {

std::string platform_of(const kb::Tables& tables, const kb::SituationRow& row, const kb::Knowledge& knowledge) {
  const kb::Context context = knowledge.context(tables.str(row.context));
  const std::string_view platform = context ? context.str(context->platform) : std::string_view();
  return platform.empty() ? "any" : std::string(platform);
}

bool has(const kb::Tables& tables, const kb::SituationRow& row, const std::string& cause) {
  const auto causes = tables.list(row.causes);
  return std::any_of(causes.begin(), causes.end(), [&](kb::Str id) { return tables.str(id) == cause; });
}

void add(std::vector<Appearance>& all, const std::string& cause, const std::string& platform, std::string id) {
  auto at = std::find_if(all.begin(), all.end(), [&](const Appearance& one) { return one.platform == platform; });
  if (at == all.end()) at = all.insert(all.end(), {cause, platform, {}, {}});
  if (std::find(at->codes.begin(), at->codes.end(), id) != at->codes.end()) return;
  const std::size_t colon = id.find(':');
  const kb::Family& family = kb::families()[kb::family_index(id.substr(0, colon)).value_or(0)];
  at->written.push_back(kb::display(family, std::string_view(id).substr(colon + 1)));
  at->codes.push_back(std::move(id));
}

}  // namespace

std::vector<Appearance> appearances_of(const std::string& cause, const kb::Knowledge& knowledge) {
  std::vector<Appearance> out;
  for (const kb::Tables* tables : knowledge.layers()) {
    for (const kb::EntryRow& entry : tables->entries) {
      for (const auto& row : tables->situations.subspan(entry.situations.at, entry.situations.count)) {
        const bool topic = tables->str(entry.id).starts_with("topic:");  // what people ask about; no error
        if (topic || !has(*tables, row, cause)) continue;
        add(out, cause, platform_of(*tables, row, knowledge), std::string(tables->str(entry.id)));
      }
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Appearance& a, const Appearance& b) { return a.platform < b.platform; });
  return out;
}

}  // namespace certdoc
