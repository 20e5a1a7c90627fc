#include "render/place.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace certdoc {
namespace {

// `store.p12 (bag 2)` -> `store.p12`, `bag 2`
void split_inside(std::string_view& location, std::string& inside) {
  const std::size_t open = location.rfind(" (");
  if (open == std::string_view::npos || open == 0 || !location.ends_with(')')) return;
  inside = location.substr(open + 2, location.size() - open - 3);
  location = location.substr(0, open);
}

// `server.pem:12` -> `server.pem`, 12
std::uint64_t split_line(std::string_view& location) {
  const std::size_t colon = location.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return 0;
  const std::string_view digits = location.substr(colon + 1);
  std::uint64_t line = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), line);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return 0;
  location = location.substr(0, colon);
  return line;
}

bool is_unreserved(char c) {
  return text::is_word(c) || c == '-' || c == '.' || c == '~';
}

std::string percent_encoded(std::string_view s, std::string_view kept) {
  std::string out;
  for (const char c : s) {
    const bool plain = is_unreserved(c) || kept.find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

bool is_url(std::string_view s) {
  const std::size_t scheme = s.find("://");
  return scheme != std::string_view::npos && scheme > 0 &&
         std::all_of(s.begin(), s.begin() + static_cast<std::ptrdiff_t>(scheme), text::is_word);
}

}  // namespace

Places::Places(const Report& report) {
  for (const Input& input : report.inputs) {
    const bool host = std::find(input.kinds.begin(), input.kinds.end(), "host") != input.kinds.end();
    (host ? hosts_ : files_).insert(input.path);
  }
  for (const Endpoint& endpoint : report.endpoints) {
    if (!is_url(endpoint.url)) hosts_.insert(endpoint.url);
  }
  for (const Object& object : report.objects) files_.insert(object.path);
}

Spot Places::of(std::string_view location) const {
  Spot place;
  if (is_url(location)) {
    place.path = location;
    return place;
  }
  const bool named = files_.contains(location);  // whatever the name looks like
  if (!named) split_inside(location, place.inside);
  place.host = !named && hosts_.contains(location);
  if (!named && !place.host) place.line = split_line(location);
  place.path = location;
  return place;
}

bool Places::is_known(const Spot& place) const {
  return !place.path.empty() && (place.host || files_.contains(place.path) || is_url(place.path));
}

std::string uri_of(const Spot& place) {
  if (is_url(place.path)) return percent_encoded(place.path, ":/?#[]@!$&'()*+,;=%");
  if (place.host) return percent_encoded(place.path, "");
  std::string_view path = place.path;
  if (path.starts_with('/')) return "file://" + percent_encoded(path, "/");
  while (path.starts_with("./")) path.remove_prefix(2);
  return percent_encoded(path, "/");
}

}  // namespace certdoc
