#include "machine/xml_tags.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace certdoc::machine {
namespace {

constexpr std::size_t kMostTags = 100'000;
constexpr std::size_t kMostDepth = 64;
constexpr std::size_t kMostAttributes = 256;

bool is_name(char c) {
  return text::is_word(c) || c == '-' || c == '.' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

void append_code_point(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (code >> 6U)));
    out.push_back(static_cast<char>(0x80 | (code & 0x3FU)));
  } else if (code < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (code >> 12U)));
    out.push_back(static_cast<char>(0x80 | ((code >> 6U) & 0x3FU)));
    out.push_back(static_cast<char>(0x80 | (code & 0x3FU)));
  }
}

// `&amp;`, `&#38;`; what is none of XML's own stays as it is.
std::string resolved(std::string_view value) {
  constexpr std::array kOwn{std::pair("amp", '&'), std::pair("lt", '<'), std::pair("gt", '>'), std::pair("quot", '"'),
                            std::pair("apos", '\'')};
  std::string out;
  while (!value.empty()) {
    const std::size_t end = value.front() == '&' ? value.find(';') : std::string_view::npos;
    if (end == std::string_view::npos || end > 10) {
      out.push_back(value.front());
      value.remove_prefix(1);
      continue;
    }
    const std::string_view name = value.substr(1, end - 1);
    const auto own = std::find_if(kOwn.begin(), kOwn.end(), [&](const auto& one) { return name == one.first; });
    if (own != kOwn.end()) {
      out.push_back(own->second);
    } else if (name.starts_with('#')) {
      const bool hex = name.size() > 1 && name[1] == 'x';
      std::uint32_t code = 0;
      std::from_chars(name.data() + (hex ? 2 : 1), name.data() + name.size(), code, hex ? 16 : 10);
      append_code_point(out, code);
    } else {
      out += value.substr(0, end + 1);
    }
    value.remove_prefix(end + 1);
  }
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  XmlTags run() {
    while (at_ < text_.size() && out_.broken == 0) {
      if (text_[at_] != '<') {
        take();
      } else if (!markup()) {
        out_.broken = line_;
      }
    }
    if (out_.broken == 0 && !open_.empty()) out_.broken = line_;
    return std::move(out_);
  }

 private:
  void take(std::size_t count = 1) {
    for (; count > 0 && at_ < text_.size(); --count) {
      if (text_[at_++] == '\n') ++line_;
    }
  }

  bool skip_behind(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    if (found == std::string_view::npos) return false;
    take(found + end.size() - at_);
    return true;
  }

  bool markup() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) return skip_behind("-->");
    if (rest.starts_with("<![CDATA[")) return skip_behind("]]>");
    if (rest.starts_with("<?")) return skip_behind("?>");
    if (rest.starts_with("<!DOCTYPE")) return doctype();
    return rest.starts_with("</") ? end_tag() : tag();
  }

  bool doctype() {
    const std::size_t bracket = text_.find('[', at_), end = text_.find('>', at_);
    if (end == std::string_view::npos) return false;
    if (bracket > end) return skip_behind(">");
    out_.has_entities = true;
    return skip_behind("]") && skip_behind(">");
  }

  void skip_blanks() {
    while (at_ < text_.size() && text::is_space(text_[at_])) take();
  }

  std::string name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  bool end_tag() {
    take(2);
    const std::string closed = name();
    skip_blanks();
    if (open_.empty() || open_.back() != closed || at_ >= text_.size() || text_[at_] != '>') return false;
    take();
    open_.pop_back();
    return true;
  }

  bool tag() {
    take();
    XmlTag tag;
    tag.line = line_;
    tag.depth = open_.size();
    tag.name = name();
    if (tag.name.empty() || out_.tags.size() >= kMostTags || open_.size() >= kMostDepth) return false;
    while (true) {
      skip_blanks();
      if (at_ >= text_.size()) return false;
      if (text_[at_] == '>' || text_.substr(at_).starts_with("/>")) break;
      if (!attribute(tag)) return false;
    }
    if (text_[at_] == '>') open_.push_back(tag.name);
    take(text_[at_] == '>' ? 1 : 2);
    out_.tags.push_back(std::move(tag));
    return true;
  }

  bool attribute(XmlTag& tag) {
    const std::string key = name();
    skip_blanks();
    if (key.empty() || at_ >= text_.size() || text_[at_] != '=') return false;
    take();
    skip_blanks();
    if (at_ >= text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) return false;
    const char quote = text_[at_];
    take();
    const std::size_t end = text_.find(quote, at_);
    if (end == std::string_view::npos || tag.attributes.size() >= kMostAttributes) return false;
    tag.attributes[key] = resolved(text_.substr(at_, end - at_));
    take(end + 1 - at_);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0, line_ = 1;
  std::vector<std::string> open_;
  XmlTags out_;
};

}  // namespace

XmlTags xml_tags(std::string_view text) {
  return Reader(text).run();
}

}  // namespace certdoc::machine
