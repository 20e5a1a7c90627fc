#include "artifact/damages.hpp"

#include <algorithm>

#include "base/say.hpp"

namespace certdoc {
namespace {

struct Row {
  const char* id;
  const char* en;  // what is said where it was put right
  const char* zh;
};

constexpr std::array<Row, kFlaws> kRows{{
    {"utf8-bom", "a UTF-8 byte order mark stands before the text", "文本前有 UTF-8 字节顺序标记（BOM）"},
    {"utf16le", "the file is UTF-16 (little endian), which PEM readers do not read",
     "文件是 UTF-16（小端）编码，PEM 读取程序不识别"},
    {"utf16be", "the file is UTF-16 (big endian), which PEM readers do not read",
     "文件是 UTF-16（大端）编码，PEM 读取程序不识别"},
    {"cr-line-ends", "a line ends in a lone carriage return", "行尾只有回车符（CR）"},
    {"mixed-line-ends", "some lines end in CR LF, others in LF", "有的行以 CR LF 结尾，有的以 LF 结尾"},
    {"dashes", "a BEGIN or END line does not have five dashes and one blank exactly",
     "BEGIN 或 END 行不是恰好五个连字符加一个空格"},
    {"not-alone-on-line", "a BEGIN or END marker does not stand alone on its line", "BEGIN 或 END 标记没有独占一行"},
    {"indented", "a BEGIN or END line is indented", "BEGIN 或 END 行有缩进"},
    {"line-prefix", "lines bear a prefix that does not belong to the block", "各行带有不属于该块的前缀"},
    {"blanks", "blanks stand inside the base64 text", "base64 文本中有空白字符"},
    {"blank-lines", "an empty line stands inside the base64 text", "base64 文本中有空行"},
    {"long-lines", "the base64 text stands on one long line", "base64 文本写成了一个长行"},
    {"glued", "two blocks are glued together without a line end between END and BEGIN",
     "两个块粘连在一起，END 与 BEGIN 之间没有换行"},
    {"label-mismatch", "BEGIN and END name different labels", "BEGIN 与 END 的标签不同"},
    {"no-begin-line", "the BEGIN line is missing", "缺少 BEGIN 行"},
    {"no-end-line", "the END line is missing", "缺少 END 行"},
    {"html-entities", "HTML entities or tags stand in the block", "块中有 HTML 实体或标签"},
    {"escaped-newlines", "line ends are written as \\n, as in JSON or a shell variable",
     "换行被写成了 \\n（如 JSON 或 shell 变量中）"},
    {"quoted-printable", "the block is in quoted-printable, as in an e-mail",
     "块是 quoted-printable 编码（来自电子邮件）"},
    {"base64url", "the text is base64url (- and _ in place of + and /)", "文本是 base64url（用 - 和 _ 代替 + 和 /）"},
    {"base64-padding", "the padding (=) of the base64 text is wrong or missing", "base64 文本的填充（=）有误或缺失"},
    {"base64-of-pem", "the PEM text is encoded as base64 once more", "PEM 文本又被 base64 编码了一次"},
    {"inside-page", "the block stands inside a page, a JSON or XML document or an e-mail",
     "块位于网页、JSON 或 XML 文档或电子邮件中"},
    {"bad-base64", "", ""},
    {"cut-off", "", ""},
    {"empty-block", "", ""},
    {"too-many-blocks", "", ""},
}};

}  // namespace

bool DamageList::counted(Flaw flaw, bool read) {
  const std::uint32_t last = last_[static_cast<std::size_t>(flaw)][read ? 1 : 0];
  const bool enough = read || unread_ >= kMostUnread;
  if (!enough || last == kNowhere) return false;
  ++items_[last].count;
  return true;
}

void DamageList::add(Flaw flaw, bool read, std::size_t at, std::string text) {
  if (!read) ++unread_;
  last_[static_cast<std::size_t>(flaw)][read ? 1 : 0] = static_cast<std::uint32_t>(items_.size());
  items_.push_back({.flaw = flaw, .read = read, .at = at, .count = 1, .text = std::move(text)});
}

void DamageList::put_right(Flaw flaw, std::size_t at) {
  if (counted(flaw, true)) return;
  const Row& row = kRows[static_cast<std::size_t>(flaw)];
  add(flaw, true, at, lang_ == Lang::zh ? row.zh : row.en);
}

std::vector<Damage> DamageList::finished() {
  std::stable_sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) { return a.at < b.at; });
  std::vector<Damage> damages;
  damages.reserve(items_.size());
  for (const Item& item : items_) {
    Damage damage{.id = kRows[static_cast<std::size_t>(item.flaw)].id,
                  .read = item.read,
                  .place = text_.place(item.at),
                  .text = {}};
    const Place& place = damage.place;
    damage.text = item.count == 1
                      ? say(lang_, "{}, line {}, byte {}", "{}，第 {} 行，字节 {}", item.text, place.line, place.offset)
                      : say(lang_, "{}, line {}, byte {}, and {} more", "{}，第 {} 行，字节 {}，另有 {} 处", item.text,
                            place.line, place.offset, item.count - 1);
    damages.push_back(std::move(damage));
  }
  return damages;
}

}  // namespace certdoc
