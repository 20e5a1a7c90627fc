#include "diagnose/log_blocks.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMostKept = 8UL * 1024 * 1024;
constexpr std::size_t kMostLines = 4096;     // of one block; what has more was cut off
constexpr std::size_t kLongest = 64 * 1024;  // of one line
constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";

std::string_view view(const SecretBytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void append(SecretBytes& out, std::string_view text) {
  out.insert(out.end(), text.begin(), text.end());
}

// What stands behind the prefix. That may be longer or shorter than on the first line: then the last word is taken,
// since base64 has no blanks.
std::string_view behind_prefix(std::string_view line, std::size_t prefix) {
  if (prefix == 0) return line;
  const std::string_view trimmed = text::trim(line);
  const std::string_view rest = line.substr(std::min(prefix, line.size()));
  const bool header = rest.find(": ") != std::string_view::npos;
  const bool aligned = text::trim(rest).find(' ') == std::string_view::npos && line.substr(0, prefix).ends_with(' ');
  const std::size_t last = trimmed.rfind(' ');
  return header || aligned || last == std::string_view::npos ? rest : trimmed.substr(last + 1);
}

}  // namespace

ReadSome LogBlocks::watch(ReadSome read) {
  return [this, read = std::move(read)](char* buffer, std::size_t most) {
    Result<std::size_t> got = read(buffer, most);
    if (got) add({buffer, *got});
    return got;
  };
}

void LogBlocks::add(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view part = bytes.substr(0, end);
    const bool whole = end < bytes.size();
    if (whole && pending_.empty()) {
      line(part);
    } else {
      append(pending_, part.substr(0, kLongest - std::min(kLongest, pending_.size())));
      if (whole) line(view(pending_));
      if (whole) pending_.clear();
    }
    bytes.remove_prefix(std::min(bytes.size(), end + 1));
  }
}

std::shared_ptr<const SecretBytes> LogBlocks::text() {
  if (!pending_.empty()) line(view(pending_));
  pending_.clear();
  return std::make_shared<const SecretBytes>(std::move(kept_));
}

void LogBlocks::line(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.find(kBegin) != std::string_view::npos) {
    inside_ = false;
    outside(line);
  } else if (inside_) {
    inside(line);
  } else {
    outside(line);
  }
  keep("\n");
}

void LogBlocks::outside(std::string_view line) {
  const std::size_t begin = line.find(kBegin);
  if (begin == std::string_view::npos) {
    other_text_ = other_text_ || !text::trim(line).empty();
    return;
  }
  ++blocks_;
  keep(line.substr(begin));
  prefix_ = begin;
  lines_ = 0;
  inside_ = line.find(kEnd, begin) == std::string_view::npos;
  // `> ` and blanks are not worth a second look; whatever says more is a log's.
  other_text_ = other_text_ || line.substr(0, begin).find_first_not_of("> \t") != std::string_view::npos;
}

void LogBlocks::inside(std::string_view line) {
  const std::size_t end = line.find(kEnd);
  inside_ = end == std::string_view::npos && ++lines_ < kMostLines;
  keep(end == std::string_view::npos ? behind_prefix(line, prefix_) : line.substr(end));
}

void LogBlocks::keep(std::string_view part) {
  if (kept_.size() + part.size() <= kMostKept) append(kept_, part);
}

}  // namespace certdoc
