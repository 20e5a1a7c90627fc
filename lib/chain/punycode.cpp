#include "chain/punycode.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/text.hpp"
#include "chain/judge.hpp"

namespace certdoc::chain {
namespace {

// RFC 3492, 5.
constexpr std::uint32_t kBase = 36, kTMin = 1, kTMax = 26, kSkew = 38, kDamp = 700, kBias = 72, kFirst = 128;
constexpr std::size_t kMaxLabel = 63;

std::vector<std::uint32_t> code_points(std::string_view s) {
  std::vector<std::uint32_t> out;
  for (std::size_t at = 0; at < s.size();) {
    const auto lead = static_cast<std::uint8_t>(s[at]);
    const std::size_t more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    std::uint32_t point = more == 0 ? lead : lead & (0x3FU >> more);
    for (std::size_t n = 1; n <= more && at + n < s.size(); ++n) {
      point = point << 6U | (static_cast<std::uint8_t>(s[at + n]) & 0x3FU);
    }
    out.push_back(point);
    at += more + 1;
  }
  return out;
}

std::uint32_t adapted(std::uint32_t delta, std::uint32_t count, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / count;
  std::uint32_t k = 0;
  for (; delta > (kBase - kTMin) * kTMax / 2; k += kBase) delta /= kBase - kTMin;
  return k + (kBase - kTMin + 1) * delta / (delta + kSkew);
}

void append_number(std::string& out, std::uint32_t number, std::uint32_t bias) {
  const auto digit = [](std::uint32_t d) { return static_cast<char>(d < 26 ? 'a' + d : '0' + (d - 26)); };
  for (std::uint32_t k = kBase;; k += kBase) {
    const std::uint32_t t = k <= bias ? kTMin : k >= bias + kTMax ? kTMax : k - bias;
    if (number < t) break;
    out += digit(t + (number - t) % (kBase - t));
    number = (number - t) / (kBase - t);
  }
  out += digit(number);
}

// RFC 3492, 6.3, for labels that are too short to overflow anything.
std::string encoded(const std::vector<std::uint32_t>& points) {
  std::string out;
  for (const std::uint32_t point : points) {
    if (point < kFirst) out += static_cast<char>(point);
  }
  const auto basic = static_cast<std::uint32_t>(out.size());
  std::uint32_t handled = basic, n = kFirst, delta = 0, bias = kBias;
  if (basic > 0) out += '-';
  while (handled < points.size()) {
    std::uint32_t next = std::numeric_limits<std::uint32_t>::max();
    for (const std::uint32_t point : points) {
      if (point >= n && point < next) next = point;
    }
    delta += (next - n) * (handled + 1);
    n = next;
    for (const std::uint32_t point : points) {
      if (point < n) ++delta;
      if (point != n) continue;
      append_number(out, delta, bias);
      bias = adapted(delta, handled + 1, handled == basic);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return out;
}

}  // namespace

std::string to_a_label(std::string_view label) {
  std::string folded = text::folded(label);
  const auto points = code_points(folded);
  bool ascii = true;
  for (const std::uint32_t point : points) ascii = ascii && point < kFirst;
  if (ascii) return folded;
  if (points.size() > kMaxLabel) return {};
  const std::string out = "xn--" + encoded(points);
  return out.size() <= kMaxLabel ? out : std::string();
}

namespace {

// UTS #46: what an input method for Chinese or Japanese types for a dot.
std::string with_plain_dots(std::string_view host) {
  std::string out(host);
  for (const std::string_view dot : {"\xE3\x80\x82", "\xEF\xBC\x8E", "\xEF\xBD\xA1"}) {
    for (std::size_t at = out.find(dot); at != std::string::npos; at = out.find(dot)) out.replace(at, dot.size(), ".");
  }
  return out;
}

}  // namespace

std::string host_in_ascii(std::string_view typed) {
  const std::string plain = with_plain_dots(typed);
  std::string_view host = plain;
  if (host.ends_with('.')) host.remove_suffix(1);
  constexpr std::size_t kMaxHost = 1024;
  if (host.size() > kMaxHost || !text::is_utf8(host)) return {};
  std::string out;
  for (std::size_t at = 0; at <= host.size();) {
    const std::size_t dot = std::min(host.find('.', at), host.size());
    const std::string label = to_a_label(host.substr(at, dot - at));
    if (label.empty()) return {};
    out += (out.empty() ? "" : ".") + label;
    at = dot + 1;
  }
  return out;
}

bool is_host(const std::string& host) {
  if (!address_octets(host).empty()) return true;
  constexpr std::size_t kMaxName = 253;
  const std::string ascii = host_in_ascii(host);
  const auto belongs = [](char c) {
    return text::is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
  };
  return !ascii.empty() && ascii.size() <= kMaxName && std::all_of(ascii.begin(), ascii.end(), belongs);
}

}  // namespace certdoc::chain
