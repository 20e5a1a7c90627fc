#include "artifact/magic.hpp"

#include <algorithm>
#include <array>
#include <string_view>

using namespace std::string_view_literals;

namespace certdoc {
namespace {

struct Magic {
  std::string_view first;
  std::string_view en, zh;
};

// MS-OSHARED 2.3.9.1 (.sst); the others as their formats' specifications begin.
constexpr std::array kMagic{
    Magic{"\0\0\0\0CERT"sv, "Windows serialized certificate store (.sst)", "Windows 序列化证书存储（.sst）"},
    Magic{"PK\x03\x04"sv, "ZIP archive: unpack it first", "ZIP 压缩包：请先解压"},
    Magic{"Rar!\x1a\x07"sv, "RAR archive: unpack it first", "RAR 压缩包：请先解压"},
    Magic{"7z\xbc\xaf\x27\x1c"sv, "7-Zip archive: unpack it first", "7-Zip 压缩包：请先解压"},
    Magic{"\x1f\x8b"sv, "gzip file: unpack it first", "gzip 文件：请先解压"},
    Magic{"%PDF-"sv, "PDF document", "PDF 文档"},
    Magic{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "Microsoft Office document or .msi", "Microsoft Office 文档或 .msi"},
    Magic{"\x89PNG\r\n"sv, "PNG image", "PNG 图片"},
    Magic{"\xff\xd8\xff"sv, "JPEG image", "JPEG 图片"},
    Magic{"\x7f"
          "ELF"sv,
          "ELF program", "ELF 程序"},
    Magic{"MZ"sv, "Windows program", "Windows 程序"},
    Magic{"SQLite format 3\0"sv, "SQLite database, as NSS and Firefox keep certificates in (cert9.db, key4.db)",
          "SQLite 数据库（NSS 与 Firefox 用以存放证书：cert9.db、key4.db）"},
    Magic{"\xfe\xed\xfa\xce"sv, "Mach-O program", "Mach-O 程序"},
    Magic{"kych"sv, "macOS keychain", "macOS 钥匙串"},
};

const Magic* known(ByteView bytes) {
  const auto begins = [&](const Magic& magic) { return as_text(bytes).starts_with(magic.first); };
  const auto found = std::find_if(kMagic.begin(), kMagic.end(), begins);
  return found == kMagic.end() ? nullptr : &*found;
}

}  // namespace

bool is_known_binary(ByteView bytes) {
  return known(bytes) != nullptr;
}

std::string name_of_binary(ByteView bytes, Lang lang) {
  if (const Magic* found = known(bytes)) return std::string(lang == Lang::zh ? found->zh : found->en);
  const bool zeros = std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b == 0; });
  if (zeros) return lang == Lang::zh ? "全为零字节" : "nothing but zero bytes";
  return lang == Lang::zh ? "未知的二进制数据" : "unknown binary data";
}

}  // namespace certdoc
