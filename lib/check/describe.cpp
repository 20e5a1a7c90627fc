#include <fmt/format.h>

#include "check/check.hpp"

namespace certdoc {

std::string location(const LoadedFile& file, const Place& place) {
  if (!place.inside.empty()) return fmt::format("{} ({})", file.path, place.inside);
  return place.line > 0 ? fmt::format("{}:{}", file.path, place.line) : file.path;
}

std::string key_name(const PublicKey& key) {
  if (!key.curve.empty()) return fmt::format("{} {}", key.algorithm, key.curve);
  const bool sized = key.algorithm.starts_with("RSA") || key.algorithm.starts_with("DSA");
  return sized && key.bits > 0 ? fmt::format("{} {}", key.algorithm, key.bits) : key.algorithm;
}

}  // namespace certdoc
