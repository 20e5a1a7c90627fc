// RFC 7292, 4.2 (friendlyName and localKeyID are RFC 2985, 5.5), Microsoft's and Java's own.
#include "artifact/pkcs12_attributes.hpp"

#include "artifact/der.hpp"
#include "artifact/utf16.hpp"
#include "base/decode.hpp"

namespace certdoc::pkcs12 {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kFriendlyName = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x14"sv;
constexpr std::string_view kLocalKeyId = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x15"sv;
constexpr std::string_view kCspName = "\x2B\x06\x01\x04\x01\x82\x37\x11\x01"sv;          // 1.3.6.1.4.1.311.17.1
constexpr std::string_view kLocalMachineSet = "\x2B\x06\x01\x04\x01\x82\x37\x11\x02"sv;  // 1.3.6.1.4.1.311.17.2
// 2.16.840.1.113894.746875.1.1; its values say for which purposes
// (https://github.com/openjdk/jdk, sun.security.pkcs12.PKCS12KeyStore).
constexpr std::string_view kTrustedKeyUsage = "\x60\x86\x48\x01\x86\xF9\x66\xAD\xCA\x7B\x01\x01"sv;

std::string text_of(const std::optional<der::Value>& value) {
  if (!value) return {};
  if (value->tag == der::bmp_string) return utf8_of_utf16be(value->content);
  const bool bytes =
      value->tag == der::utf8_string || value->tag == der::printable_string || value->tag == der::ia5_string;
  return bytes ? line_to_utf8(as_text(value->content)) : std::string();
}

}  // namespace

void read_attributes(const SafeBag& bag, Artifact& artifact, Bag& about) {
  for (der::Reader attributes(bag.attributes); !attributes.empty();) {
    const auto attribute = attributes.next(der::sequence);
    if (!attribute) return;
    der::Reader reader(attribute->content);
    const auto type = reader.next(der::oid);
    const auto values = type ? reader.next(der::set) : std::nullopt;
    if (!values) continue;
    const auto value = der::Reader(values->content).next();
    if (der::is(type->content, kFriendlyName)) artifact.name = text_of(value);
    if (der::is(type->content, kCspName)) about.csp = text_of(value);
    if (der::is(type->content, kLocalMachineSet)) about.machine_key_set = true;
    if (der::is(type->content, kTrustedKeyUsage)) about.trusted = true;
    const bool id = der::is(type->content, kLocalKeyId) && value && value->tag == der::octet_string;
    if (id) artifact.local_key_id = to_bytes(value->content);
  }
}

}  // namespace certdoc::pkcs12
