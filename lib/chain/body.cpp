#include "chain/body.hpp"

#include <algorithm>

#include "artifact/armor.hpp"
#include "artifact/der.hpp"
#include "artifact/foreign.hpp"
#include "artifact/html_page.hpp"
#include "artifact/labels.hpp"
#include "artifact/magic.hpp"
#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "base/text.hpp"

namespace certdoc::chain {
namespace {

bool is_blank(ByteView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t c) { return text::is_space(static_cast<char>(c)); });
}

BodyKind kind_of(Kind object) {
  if (object == Kind::crl) return BodyKind::crl;
  return object == Kind::ocsp_response ? BodyKind::ocsp_response : BodyKind::other_object;
}

// DER, whole or cut off; false: it is none.
bool take_der(ByteView bytes, Body& out, Lang lang) {
  const auto announced = der::announced_size(bytes);
  const bool sequence = !bytes.empty() && bytes.front() == der::sequence;
  if (!sequence || !announced) return false;
  const ByteView there = bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(*announced, bytes.size())));
  const auto kind = kind_of_der(there);
  if (!kind && looks_like_text(bytes)) return false;  // "0" is the tag of a SEQUENCE
  out.encoding = Encoding::der;
  out.der = there;
  out.announced = *announced;
  out.actual = there.size();
  out.trailing = bytes.size() - there.size();
  out.kind = kind ? kind_of(*kind) : BodyKind::junk;
  out.object = kind.value_or(Kind::foreign);
  out.looks_like = kind ? std::string(phrase_of(*kind, lang)) : say(lang, "an ASN.1 structure", "某种 ASN.1 结构");
  return true;
}

bool take_armored(ByteView bytes, Body& out, Lang lang) {
  TextContents contents = read_text(bytes, 1, lang);
  if (contents.blocks.empty()) {
    out.looks_like = std::move(contents.looks_like);
    return false;
  }
  Block& block = contents.blocks.front();
  out.decoded = std::make_shared<const SecretBytes>(std::move(block.der));
  if (!take_der(*out.decoded, out, lang)) return false;
  out.encoding = block.label.empty() ? Encoding::base64 : Encoding::pem;
  return true;
}

// Told before any PEM in it is looked for: a page is a page.
bool take_page(ByteView bytes, Body& out, Lang lang) {
  const std::string_view text = as_text(bytes);
  if (!is_html(head_of(text))) return false;
  out.kind = BodyKind::html;
  out.looks_like = recognise_foreign(text, lang).looks_like;
  out.title = html_title(text);
  out.refresh = html_refresh(text);
  return true;
}

void take_text(ByteView bytes, Body& out, Lang lang) {
  if (take_page(bytes, out, lang) || take_armored(bytes, out, lang)) return;
  out.kind = out.looks_like.empty() ? BodyKind::text : BodyKind::other_format;
  if (out.looks_like.empty()) out.looks_like = say(lang, "text", "文本");
}

}  // namespace

Body recognise_body(ByteView bytes, Lang lang) {
  Body out;
  if (is_blank(bytes)) {
    out.kind = BodyKind::empty;
    out.looks_like = say(lang, "nothing", "空内容");
    out.actual = bytes.size();
  } else if (take_der(bytes, out, lang)) {
    return out;
  } else if (looks_like_text(bytes)) {
    take_text(bytes, out, lang);
  } else {
    out.looks_like = name_of_binary(bytes, lang);
    out.kind = is_known_binary(bytes) ? BodyKind::other_format : BodyKind::junk;
  }
  return out;
}

}  // namespace certdoc::chain
