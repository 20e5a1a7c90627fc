// MS-OSHARED 2.3.9.1: version 0, "CERT", then elements of { id, encoding type, length } in little-endian and a value:
// properties of the next certificate, and the certificate itself under id 0x20; an element of zeros ends the store.
// https://learn.microsoft.com/en-us/openspecs/office_file_formats/ms-oshared/37d4b77d-a7d3-40fe-9c3b-cd327444f6ff
// CRLs have id 0x21, CTLs 0x22, as CertSerializeCRLStoreElement and its kind write them.
#include "artifact/sst.hpp"

#include <fmt/format.h>
#include <string_view>

namespace certdoc {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kMagic = "\0\0\0\0CERT"sv;
constexpr std::uint32_t kEnd = 0, kCertificate = 0x20, kCrl = 0x21;
constexpr std::size_t kHeader = 12;

std::uint32_t number(ByteView bytes, std::size_t at) {
  return static_cast<std::uint32_t>(bytes[at]) | static_cast<std::uint32_t>(bytes[at + 1]) << 8U |
         static_cast<std::uint32_t>(bytes[at + 2]) << 16U | static_cast<std::uint32_t>(bytes[at + 3]) << 24U;
}

Artifact member(Kind kind, std::size_t count, ByteView der) {
  Artifact artifact;
  artifact.kind = kind;
  artifact.place.inside = fmt::format("{} {}", kind == Kind::crl ? "CRL" : "certificate", count);
  artifact.der = to_bytes(der);
  return artifact;
}

tl::unexpected<Error> broken_off(std::size_t at) {
  return fail(Error::Kind::invalid, fmt::format("the serialized certificate store breaks off at byte {}", at),
              "export it again", fmt::format("序列化证书存储在第 {} 字节处中断", at), "请重新导出");
}

}  // namespace

bool is_serialized_store(ByteView bytes) {
  return as_text(bytes).starts_with(kMagic);
}

Result<std::vector<Artifact>> open_serialized_store(ByteView bytes, std::size_t max) {
  std::vector<Artifact> out;
  std::size_t at = kMagic.size(), certificates = 0, crls = 0;
  while (out.size() < max) {
    if (bytes.size() < at || bytes.size() - at < kHeader) return broken_off(at);
    const std::uint32_t id = number(bytes, at), size = number(bytes, at + 8);
    if (id == kEnd) break;
    if (size > bytes.size() - at - kHeader) return broken_off(at);
    const ByteView value = bytes.subspan(at + kHeader, size);
    if (id == kCertificate) out.push_back(member(Kind::certificate, ++certificates, value));
    if (id == kCrl) out.push_back(member(Kind::crl, ++crls, value));
    at += kHeader + size;
  }
  return out;
}

}  // namespace certdoc
