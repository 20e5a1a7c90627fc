#include "artifact/strict.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

#include "base/text.hpp"

namespace certdoc::strict {
namespace {

constexpr std::uint8_t kNumericString = 0x12;
constexpr std::uint8_t kTeletexString = 0x14;

// OpenSSL turns a BMPString of a name into UTF-8 and fails at a surrogate.
bool bmp(ByteView content) {
  if (content.size() % 2 != 0) return false;
  for (std::size_t at = 0; at < content.size(); at += 2) {
    if ((content[at] & 0xF8U) == 0xD8U) return false;
  }
  return true;
}

bool utf8(ByteView content) {
  const bool ascii = std::all_of(content.begin(), content.end(), [](std::uint8_t c) { return c < 0x80; });
  return ascii || text::is_utf8(as_text(content));
}

bool name_value(const der::Value& value) {
  switch (value.tag) {
    case der::printable_string:
    case der::ia5_string:
    case kTeletexString:
    case kNumericString: return true;
    case der::utf8_string: return utf8(value.content);
    case der::bmp_string: return bmp(value.content);
    default: return false;
  }
}

bool attribute(ByteView content) {
  der::Reader reader(content);
  const auto type = reader.next(der::oid);
  if (!type || !oid(type->content)) return false;
  const auto value = reader.next();
  return value && reader.empty() && name_value(*value);
}

// Two digits, or 100.
unsigned two_digits(ByteView content, std::size_t at) {
  const unsigned tens = content[at] - unsigned{'0'};
  const unsigned ones = content[at + 1] - unsigned{'0'};
  return tens < 10 && ones < 10 ? tens * 10 + ones : 100;
}

std::optional<Time> point_in_time(unsigned year, ByteView rest) {
  std::array<unsigned, 5> part{};
  for (std::size_t n = 0; n < part.size(); ++n) part[n] = two_digits(rest, 2 * n);
  const auto [month, day, hour, minute, second] = part;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok() || hour > 23 || minute > 59 || second > 59 || rest[10] != 'Z') return std::nullopt;
  return Time(std::chrono::sys_days(date)) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

}  // namespace

bool integer(ByteView content) {
  if (content.size() < 2) return content.size() == 1;
  const bool negative = (content[1] & 0x80U) != 0;
  return content[0] != (negative ? 0xFF : 0x00);
}

bool positive_integer(ByteView content) {
  return integer(content) && (content[0] & 0x80U) == 0 && (content.size() > 1 || content[0] != 0);
}

bool oid(ByteView content) {
  if (content.empty() || (content.back() & 0x80U) != 0) return false;
  bool start = true;  // of an arc, which must not start with a zero
  for (const std::uint8_t octet : content) {
    if (start && octet == 0x80) return false;
    start = (octet & 0x80U) == 0;
  }
  return true;
}

bool bit_string(ByteView content) {
  return !content.empty() && content[0] <= 7 && (content.size() > 1 || content[0] == 0);
}

bool whole_bit_string(ByteView content) {
  return !content.empty() && content[0] == 0;
}

bool any(const der::Value& value) {
  switch (value.tag) {
    case der::sequence:
    case der::set:
    case der::octet_string: return true;
    case der::null: return value.content.empty();
    case der::boolean: return value.content.size() == 1;
    case der::integer: return integer(value.content);
    case der::oid: return oid(value.content);
    case der::bit_string: return bit_string(value.content);
    default: return name_value(value);
  }
}

bool name(ByteView content) {
  constexpr std::size_t kMaxSize = 1 << 16U;  // OpenSSL's own limit is a megabyte
  if (content.size() > kMaxSize) return false;
  for (der::Reader names(content); !names.empty();) {
    const auto relative = names.next(der::set);
    if (!relative || relative->content.empty()) return false;
    for (der::Reader attributes(relative->content); !attributes.empty();) {
      const auto one = attributes.next(der::sequence);
      if (!one || !attribute(one->content)) return false;
    }
  }
  return true;
}

bool algorithm(ByteView content, ByteView& oid, ByteView& parameters) {
  der::Reader reader(content);
  const auto id = reader.next(der::oid);
  if (!id || !strict::oid(id->content)) return false;
  oid = id->content;
  parameters = reader.rest();
  if (reader.empty()) return true;
  const auto value = reader.next();
  return value && reader.empty() && any(*value);
}

std::optional<Time> time(const der::Value& value) {
  const ByteView s = value.content;
  if (value.tag == der::utc_time && s.size() == 13) {
    const unsigned year = two_digits(s, 0);
    if (year > 99) return std::nullopt;
    return point_in_time(year < 50 ? 2000 + year : 1900 + year, s.subspan(2));
  }
  if (value.tag != der::generalized_time || s.size() != 15) return std::nullopt;
  const unsigned century = two_digits(s, 0), year = two_digits(s, 2);
  if (century > 99 || year > 99) return std::nullopt;
  return point_in_time(century * 100 + year, s.subspan(4));
}

}  // namespace certdoc::strict
