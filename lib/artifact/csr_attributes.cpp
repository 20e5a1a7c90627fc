// What a request says beside its key. Windows' attributes:
// https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-wcce/64e5ff6d-c6dd-4578-92f7-b3d895f9b9c7
// (2.2.2.7, client info) and https://learn.microsoft.com/en-us/windows/win32/seccertenroll/pkcs--10-request (an example
// with the bytes of all of them).
#include "artifact/csr_attributes.hpp"

#include "artifact/der.hpp"
#include "artifact/extensions.hpp"

namespace certdoc {
namespace {

constexpr std::string_view kExtensionRequest = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x0E";       // 1.2.840.113549.1.9.14
constexpr std::string_view kWindowsExtensions = "\x2B\x06\x01\x04\x01\x82\x37\x02\x01\x0E";  // ...311.2.1.14
constexpr std::string_view kCspProvider = "\x2B\x06\x01\x04\x01\x82\x37\x0D\x02\x02";        // ...311.13.2.2
constexpr std::string_view kOsVersion = "\x2B\x06\x01\x04\x01\x82\x37\x0D\x02\x03";          // ...311.13.2.3
constexpr std::string_view kClientInfo = "\x2B\x06\x01\x04\x01\x82\x37\x15\x14";             // ...311.21.20

std::string next_text(der::Reader& reader) {
  const auto value = reader.next();
  return value ? text_of(value->tag, value->content) : std::string();
}

int small_number(ByteView content) {
  int number = 0;
  if (content.size() > 3) return 0;
  for (const std::uint8_t octet : content) number = number * 256 + octet;
  return number;
}

// SEQUENCE { keySpec INTEGER, cspName BMPString, signature BIT STRING }
void read_csp(ByteView value, CsrParts& parts) {
  const auto sequence = der::only(value, der::sequence);
  if (!sequence) return;
  der::Reader reader(sequence->content);
  if (const auto spec = reader.next(der::integer)) parts.key_spec = small_number(spec->content);
  parts.csp = next_text(reader);
}

// SEQUENCE { clientId INTEGER, MachineName, UserName, ProcessName UTF8String }
void read_client(ByteView value, CsrParts& parts) {
  const auto sequence = der::only(value, der::sequence);
  if (!sequence) return;
  der::Reader reader(sequence->content);
  if (!reader.next(der::integer)) return;
  parts.machine = next_text(reader);
  parts.user = next_text(reader);
  parts.process = next_text(reader);
}

void read_os_version(ByteView value, CsrParts& parts) {
  der::Reader reader(value);
  parts.os_version = next_text(reader);
}

void read_requested(ByteView value, CsrParts& parts) {
  const auto list = der::only(value, der::sequence);
  if (!list) return;
  for_each_extension(list->content, [&](const Extension& extension) { read_extension(extension, parts); });
}

}  // namespace

void read_attribute(ByteView oid, ByteView value, CsrParts& parts) {
  if (der::is(oid, kExtensionRequest) || der::is(oid, kWindowsExtensions)) {
    read_requested(value, parts);
  } else if (der::is(oid, kCspProvider)) {
    read_csp(value, parts);
  } else if (der::is(oid, kOsVersion)) {
    read_os_version(value, parts);
  } else if (der::is(oid, kClientInfo)) {
    read_client(value, parts);
  }
}

}  // namespace certdoc
