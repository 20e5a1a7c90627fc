#include "artifact/extensions.hpp"

#include <arpa/inet.h>
#include <array>

#include "artifact/der.hpp"
#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMaxNames = 10'000;

constexpr std::string_view kSubjectKeyId = "\x55\x1D\x0E";    // 2.5.29.14
constexpr std::string_view kSubjectAltName = "\x55\x1D\x11";  // 2.5.29.17
constexpr std::string_view kConstraints = "\x55\x1D\x13";     // 2.5.29.19
constexpr std::string_view kAuthorityKeyId = "\x55\x1D\x23";  // 2.5.29.35
constexpr std::string_view kKeyUsages = "\x55\x1D\x25";       // 2.5.29.37
// 1.3.6.1.4.1.311.20.2 is a BMPString, 1.3.6.1.4.1.311.21.7 a SEQUENCE that starts with the template's OID
// (https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-wcce/, 2.2.2.7.7).
constexpr std::string_view kTemplateName = "\x2B\x06\x01\x04\x01\x82\x37\x14\x02";
constexpr std::string_view kTemplate = "\x2B\x06\x01\x04\x01\x82\x37\x15\x07";

constexpr std::uint8_t kTeletexString = 0x14;

void append_utf8(std::string& out, std::uint32_t point) {
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((point >> shift) & 0x3FU)); };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0U | point >> 6U);
    tail(0);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0U | point >> 12U);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | point >> 18U);
    tail(12);
    tail(6);
    tail(0);
  }
}

// UTF-16BE: Windows puts surrogates into BMPStrings too.
std::string from_bmp(ByteView content) {
  std::string out;
  const auto unit = [&](std::size_t at) { return static_cast<std::uint32_t>(content[at] << 8U | content[at + 1]); };
  for (std::size_t at = 0; at + 1 < content.size(); at += 2) {
    std::uint32_t point = unit(at);
    const bool high = point >= 0xD800 && point < 0xDC00 && at + 3 < content.size();
    const std::uint32_t low = high ? unit(at + 2) : 0;
    if (low >= 0xDC00 && low < 0xE000) {
      point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
      at += 2;
    } else if (point >= 0xD800 && point < 0xE000) {
      point = 0xFFFD;
    }
    append_utf8(out, point);
  }
  return out;
}

std::string from_latin(ByteView content) {
  std::string out;
  for (const std::uint8_t byte : content) append_utf8(out, byte);
  return out;
}

std::string address(ByteView octets) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = octets.size() == 4 ? AF_INET : AF_INET6;
  if (octets.size() != 4 && octets.size() != 16) return {};
  return inet_ntop(family, octets.data(), text.data(), text.size()) != nullptr ? text.data() : std::string();
}

bool is_ca(ByteView constraints) {
  const auto sequence = der::only(constraints, der::sequence);
  if (!sequence) return false;
  const auto ca = der::Reader(sequence->content).next(der::boolean);
  return ca && ca->content.size() == 1 && ca->content[0] != 0;
}

Bytes authority_key_id(ByteView value) {
  const auto sequence = der::only(value, der::sequence);
  if (!sequence) return {};
  const auto id = der::Reader(sequence->content).next(der::context(0));
  return id ? to_bytes(id->content) : Bytes();
}

std::vector<std::string> oids(ByteView value) {
  std::vector<std::string> out;
  const auto sequence = der::only(value, der::sequence);
  der::Reader reader(sequence ? sequence->content : ByteView());
  for (auto oid = reader.next(der::oid); oid && out.size() < kMaxNames; oid = reader.next(der::oid)) {
    if (std::string text = der::dotted(oid->content); !text.empty()) out.push_back(std::move(text));
  }
  return out;
}

std::string template_name(ByteView value) {
  const auto name = der::Reader(value).next();
  return name && name->tag != der::sequence ? text_of(name->tag, name->content) : std::string();
}

std::string template_oid(ByteView value) {
  const auto sequence = der::only(value, der::sequence);
  const auto oid = sequence ? der::Reader(sequence->content).next(der::oid) : std::nullopt;
  return oid ? der::dotted(oid->content) : std::string();
}

}  // namespace

std::string text_of(std::uint8_t tag, ByteView content) {
  switch (tag) {
    case der::utf8_string: return std::string(as_text(content));
    case der::bmp_string: return from_bmp(content);
    case der::printable_string:
    case der::ia5_string:
    case kTeletexString:
    case 0x12:                              // NumericString
    case 0x1A: return from_latin(content);  // VisibleString
    default: return {};
  }
}

std::vector<std::string> host_names(ByteView subject_alt_name) {
  std::vector<std::string> out;
  const auto sequence = der::only(subject_alt_name, der::sequence);
  der::Reader reader(sequence ? sequence->content : ByteView());
  for (auto name = reader.next(); name && out.size() < kMaxNames; name = reader.next()) {
    if (name->tag == der::context(2)) out.push_back(from_latin(name->content));
    if (name->tag == der::context(7)) out.push_back(address(name->content));
  }
  std::erase(out, std::string());
  return out;
}

void for_each_extension(ByteView list, const std::function<void(const Extension&)>& use) {
  for (der::Reader reader(list); !reader.empty();) {
    const auto extension = reader.next(der::sequence);
    if (!extension) return;
    der::Reader parts(extension->content);
    const auto oid = parts.next(der::oid);
    if (parts.peek() == der::boolean) parts.next();
    const auto value = parts.next(der::octet_string);
    if (oid && value) use({oid->content, value->content});
  }
}

void read_extension(const Extension& extension, CertificateParts& parts) {
  if (der::is(extension.oid, kSubjectKeyId)) {
    const auto id = der::only(extension.value, der::octet_string);
    if (id) parts.subject_key_id = to_bytes(id->content);
  } else if (der::is(extension.oid, kAuthorityKeyId)) {
    parts.authority_key_id = authority_key_id(extension.value);
  } else if (der::is(extension.oid, kConstraints)) {
    parts.is_ca = is_ca(extension.value);
  }
}

void read_extension(const Extension& extension, CsrParts& parts) {
  std::string oid = der::dotted(extension.oid);
  if (!oid.empty() && parts.extensions.size() < kMaxNames) parts.extensions.push_back(std::move(oid));
  if (der::is(extension.oid, kSubjectAltName)) {
    parts.dns_names = host_names(extension.value);
  } else if (der::is(extension.oid, kKeyUsages)) {
    parts.extended_key_usage = oids(extension.value);
  } else if (der::is(extension.oid, kTemplateName)) {
    parts.certificate_template = template_name(extension.value);
  } else if (der::is(extension.oid, kTemplate) && parts.certificate_template.empty()) {
    parts.certificate_template = template_oid(extension.value);
  }
}

}  // namespace certdoc
