#include "artifact/walker.hpp"

#include "base/say.hpp"

namespace certdoc {
namespace {

std::string place(const Fault& fault, Lang lang) {
  switch (fault.kind) {
    case Fault::Kind::tag:
      if (fault.ends) {
        return say(lang, "the structure ends at byte {} of the DER, where {} was expected",
                   "结构在 DER 的第 {} 字节处结束,此处应为 {}", fault.at, fault.wanted);
      }
      return say(lang, "at byte {} of the DER {} was expected, 0x{:02X} stands there",
                 "DER 的第 {} 字节处应为 {},实际为 0x{:02X}", fault.at, fault.wanted, fault.found);
    case Fault::Kind::length:
      return say(lang, "{} at byte {} of the DER has a length that does not fit", "{}(DER 第 {} 字节)的长度不正确",
                 fault.wanted, fault.at);
    case Fault::Kind::content:
      return say(lang, "{} at byte {} of the DER is not valid", "{}(DER 第 {} 字节)的内容无效", fault.wanted, fault.at);
    case Fault::Kind::trailing:
      return say(lang, "something stands after {}, at byte {} of the DER", "{} 之后(DER 第 {} 字节)还有多余的数据",
                 fault.wanted, fault.at);
    case Fault::Kind::none: break;
  }
  return say(lang, "its structure is not valid", "结构无效");
}

}  // namespace

bool Walker::stop(Fault::Kind kind, ByteView at, std::string_view wanted) {
  const bool ends = at.empty();
  fault_ = {kind, static_cast<std::size_t>(at.data() - all_.data()), ends, ends ? std::uint8_t{0} : at.front(), wanted};
  return false;
}

bool Walker::take(der::Reader& reader, std::uint8_t tag, std::string_view wanted, der::Value& out) {
  if (reader.peek() != tag) return stop(Fault::Kind::tag, reader.rest(), wanted);
  const auto value = reader.next();
  if (!value) return stop(Fault::Kind::length, reader.rest(), wanted);
  out = *value;
  return true;
}

bool Walker::end(const der::Reader& reader, std::string_view after) {
  return reader.empty() || stop(Fault::Kind::trailing, reader.rest(), after);
}

bool Walker::valid(bool is_valid, const der::Value& value, std::string_view wanted) {
  return is_valid || stop(Fault::Kind::content, value.whole, wanted);
}

Error broken(const ObjectName& object, const Fault& fault, const std::string& openssl_reason) {
  const std::string reason = openssl_reason.empty() ? "" : " (OpenSSL: " + openssl_reason + ")";
  return Error{Error::Kind::invalid, std::string(object.en) + ": " + place(fault, Lang::en) + reason,
               "get the file again from where it came", std::string(object.zh) + ":" + place(fault, Lang::zh) + reason,
               "请从原来的来源重新获取该文件"};
}

}  // namespace certdoc
