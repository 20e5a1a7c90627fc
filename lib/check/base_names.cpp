#include "check/base_names.hpp"

#include <array>
#include <optional>

#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 13> kExtensions = {".key", ".crt", ".cer", ".cert", ".pem", ".der", ".csr",
                                                          ".req", ".p8",  ".pk8", ".p7b",  ".pfx", ".p12"};
constexpr std::array<std::string_view, 7> kRoles = {"privkey", "fullchain", "certificate", "cert", "crt", "csr", "key"};

bool strip(std::string_view& name, std::string_view ending) {
  if (!text::ends_with_ignoring_case(name, ending)) return false;
  name.remove_suffix(ending.size());
  return true;
}

template <std::size_t N>
bool strip_one(std::string_view& name, const std::array<std::string_view, N>& endings) {
  for (const std::string_view ending : endings) {
    if (strip(name, ending)) return true;
  }
  return false;
}

// `privkey2` -> `2`, `x-key` -> `x`; what is no role stays.
std::string without_role(std::string_view name) {
  std::string_view stem = name;
  while (!stem.empty() && text::is_digit(stem.back())) stem.remove_suffix(1);
  const std::string_view number = name.substr(stem.size());
  if (!strip_one(stem, kRoles)) return std::string(name);
  if (stem.empty()) return std::string(number);
  const bool joined = stem.back() == '-' || stem.back() == '_' || stem.back() == '.';
  if (!joined || !number.empty()) return std::string(name);
  stem.remove_suffix(1);
  return std::string(stem);
}

}  // namespace

std::string claimed_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view directory = slash == std::string_view::npos ? "" : path.substr(0, slash + 1);
  std::string_view name = path.substr(directory.size());
  if (!strip_one(name, kExtensions)) return {};
  strip_one(name, kExtensions);  // server.key.pem
  // A line end stands in no sane name, so that the role alone is not mistaken for a file of that name.
  return std::string(directory) + "\n" + without_role(name);
}

}  // namespace certdoc
