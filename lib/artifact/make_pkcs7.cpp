#include "artifact/make_pkcs7.hpp"

#include <string_view>

#include "artifact/der.hpp"
#include "artifact/der_write.hpp"

namespace certdoc {

Bytes make_pkcs7(const std::vector<ByteView>& certificates) {
  using namespace std::string_view_literals;
  // Whole, each of them.
  static constexpr std::string_view kSignedData = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"sv;
  static constexpr std::string_view kData = "\x30\x0B\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"sv;
  static constexpr std::string_view kVersion = "\x02\x01\x01"sv, kNone = "\x31\x00"sv;
  Bytes all;
  for (const ByteView certificate : certificates) all.insert(all.end(), certificate.begin(), certificate.end());
  const Bytes signed_data =
      der::write(der::sequence, {as_bytes(kVersion), as_bytes(kNone), as_bytes(kData),
                                 der::write(der::context_constructed(0), {all}), as_bytes(kNone)});
  return der::write(der::sequence, {as_bytes(kSignedData), der::write(der::context_constructed(0), {signed_data})});
}

}  // namespace certdoc
