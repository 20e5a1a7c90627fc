#include "artifact/pem_write.hpp"

#include <fmt/format.h>

namespace certdoc {

void write_pem(SecretBytes& out, std::string_view label, ByteView der) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t kLine = 48;  // octets in 64 characters
  const auto put = [&out](std::string_view text) { out.insert(out.end(), text.begin(), text.end()); };
  put(fmt::format("-----BEGIN {}-----\n", label));
  for (std::size_t at = 0; at < der.size(); at += 3) {
    unsigned group = 0;
    for (std::size_t n = 0; n < 3; ++n) group = group << 8U | (at + n < der.size() ? der[at + n] : 0U);
    for (std::size_t n = 0; n < 4; ++n) {
      const bool filled = at + n <= der.size();
      out.push_back(static_cast<std::uint8_t>(filled ? kAlphabet[group >> (18 - 6 * n) & 63U] : '='));
    }
    if ((at + 3) % kLine == 0 || at + 3 >= der.size()) out.push_back('\n');
  }
  put(fmt::format("-----END {}-----\n", label));
}

}  // namespace certdoc
