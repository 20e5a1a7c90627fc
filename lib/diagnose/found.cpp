#include "diagnose/found.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace certdoc {
namespace {

bool contains(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool has_relative(const std::string& id, const std::vector<std::string>& ids, const kb::Knowledge& knowledge) {
  const auto others = relatives(id, knowledge);
  return contains(ids, id) ||
         std::any_of(others.begin(), others.end(), [&](const auto& other) { return contains(ids, other); });
}

bool same_parts(const kb::Message& a, const kb::Message& b) {
  const auto left = a.list(a->parts);
  const auto right = b.list(b->parts);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](kb::Str x, kb::Str y) { return a.str(x) == b.str(y); });
}

bool preferred(const kb::Message& a, const kb::Message& b, const kb::Knowledge& knowledge) {
  const kb::Code left = kb::code_of(a);
  const kb::Code right = kb::code_of(b);
  const bool left_explained = is_explained(std::string(left.id()), knowledge);
  const bool right_explained = is_explained(std::string(right.id()), knowledge);
  return left_explained != right_explained ? left_explained : kb::before(left, right);
}

bool has_any(std::string_view line, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return line.find(word) != std::string_view::npos; });
}

std::size_t count_pairs(const kb::Message& message) {
  std::size_t pairs = 0;
  for (const kb::Str part : message.list(message->parts))
    kb::for_each_pair(message.str(part), [&](std::uint32_t) { ++pairs; });
  return pairs;
}

// `cannot load certificate`, `out of memory`, `the file exists`: texts of a table that nobody has explained are taken
// for that error only where something else on the line speaks for it.
bool is_telling(const kb::Message& message, std::string_view line, const std::vector<std::string>& ids,
                const kb::Knowledge& knowledge) {
  const kb::Code code = kb::code_of(message);
  const auto parts = message.list(message->parts);
  const bool whole = parts.size() == 1 && parts.front().size == line.size();
  if (whole || is_explained(std::string(code.id()), knowledge)) return true;
  const std::string_view family = kb::family_of(code).id;
  if (family == "openssl" || family == "openssl-common") {
    const bool coded = std::any_of(ids.begin(), ids.end(), [](const auto& id) { return id.starts_with("openssl:"); });
    return !coded && has_any(line, {"error:", "routines"});
  }
  if (family == "windows" || family == "win32" || family == "ntstatus") return count_pairs(message) >= 4;
  return count_pairs(message) >= 2 &&
         has_any(line, {"ssl", "tls", "x509", "cert", "verif", "证书", "keytool", "keystore"});
}

void drop_less_exact(std::vector<std::string>& ids) {
  if (std::none_of(ids.begin(), ids.end(), [](const std::string& id) { return id.starts_with("cfca:"); })) return;
  const auto refined = [&](const std::string& id) {
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& other) {
      return other.size() > id.size() && other.starts_with(id) && (other[id.size()] == '@' || other[id.size()] == '/');
    });
  };
  std::vector<std::string> kept;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(kept), [&](const auto& id) { return !refined(id); });
  ids = std::move(kept);
}

}  // namespace

void add_message_ids(std::string_view plain, const kb::MessageIndex& index, const kb::Knowledge& knowledge,
                     std::vector<std::string>& ids) {
  const std::string folded = text::folded(plain);
  auto found = index.find(folded);
  std::erase_if(found, [&](const kb::Message& message) { return !is_telling(message, folded, ids, knowledge); });
  while (!found.empty()) {
    const kb::Message first = found.front();
    const auto split =
        std::stable_partition(found.begin(), found.end(), [&](const kb::Message& m) { return same_parts(m, first); });
    const auto known = std::any_of(found.begin(), split, [&](const kb::Message& m) {
      return has_relative(std::string(kb::code_of(m).id()), ids, knowledge);
    });
    const auto best = std::min_element(found.begin(), split,
                                       [&](const auto& a, const auto& b) { return preferred(a, b, knowledge); });
    if (!known) ids.emplace_back(kb::code_of(*best).id());
    found.erase(found.begin(), split);
  }
  drop_less_exact(ids);
}

void narrow_to_family(std::vector<std::string>& ids, const std::string& family, const kb::Knowledge& knowledge) {
  if (family.empty()) return;
  const auto outside = [&](const std::string& id) { return id.substr(0, id.find(':')) != family; };
  for (std::string& id : ids) {
    for (const std::string& other : relatives(id, knowledge)) {
      if (outside(id) && !outside(other)) id = other;
    }
  }
  std::erase_if(ids, outside);
}

void drop_relatives(std::vector<kb::Code>& codes, const kb::Knowledge& knowledge) {
  std::vector<kb::Code> kept;
  std::vector<std::string> ids;
  for (const kb::Code& code : codes) {
    const std::string id(code.id());
    if (has_relative(id, ids, knowledge)) continue;
    ids.push_back(id);
    kept.push_back(code);
  }
  codes = std::move(kept);
}

}  // namespace certdoc
