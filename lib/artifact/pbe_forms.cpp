// Where the forms come from:
// - OpenSSL from 1.1.0 on reads UTF-8 into a BMPString with surrogates, and what is no UTF-8 byte by byte; before,
// every
//   byte was a character (https://docs.openssl.org/3.0/man7/passphrase-encoding/). PBES2 takes the bytes as they are.
// - GnuTLS makes UTF-16 of UTF-8, and gives UTF-8 to PBES2 (lib/x509/pkcs12_encr.c, https://gitlab.com/gnutls/gnutls).
// - NSS holds the BMPString and turns it back into UTF-8 for PBES2, but not for PKCS#5 1.5; versions before that gave
//   the BMPString with its zeros to PBES2 too (sec_pkcs12_decode_password in lib/pkcs12/p12local.c,
//   https://github.com/nss-dev/nss).
// - Java holds UTF-16, so surrogates, and gives UTF-8 to PBES2 (com.sun.crypto.provider.PBKDF2KeyImpl,
//   https://github.com/openjdk/jdk); text that its locale cannot express has become `?` before.
// - Windows passes UTF-16 (PFXImportCertStore takes an LPCWSTR); a Chinese console gives GB18030 to programs that take
//   bytes.
#include "artifact/pbe_forms.hpp"

#include <iconv.h>

#include <algorithm>
#include <optional>

#include "artifact/utf16.hpp"
#include "base/text.hpp"

namespace certdoc::pbe {
namespace {

constexpr std::size_t kLongest = 4096;

bool is_ascii(ByteView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b < 0x80; });
}

// nullopt: not to be expressed there, or this system knows no such encoding.
std::optional<SecretBytes> converted(const char* to, const char* from, ByteView text) {
  const iconv_t handle = iconv_open(to, from);
  if (handle == reinterpret_cast<iconv_t>(-1)) return std::nullopt;  // NOLINT(performance-no-int-to-ptr): POSIX
  SecretBytes in = to_secret(text), out(text.size() * 4);
  char* in_at = reinterpret_cast<char*>(in.data());
  char* out_at = reinterpret_cast<char*>(out.data());
  std::size_t in_left = in.size(), out_left = out.size();
  const bool done = iconv(handle, &in_at, &in_left, &out_at, &out_left) == 0;
  iconv_close(handle);
  out.resize(out.size() - out_left);
  return done ? std::optional(std::move(out)) : std::nullopt;
}

SecretBytes utf8_of_latin1(ByteView bytes) {
  SecretBytes out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    if (byte >= 0x80) out.push_back(static_cast<std::uint8_t>(0xC0U | (byte >> 6U)));
    out.push_back(byte < 0x80 ? byte : static_cast<std::uint8_t>(0x80U | (byte & 0x3FU)));
  }
  return out;
}

std::optional<SecretBytes> latin1_of_utf8(ByteView text) {
  SecretBytes out;
  out.reserve(text.size());
  for (std::size_t n = 0; n < text.size(); ++n) {
    if (text[n] > 0xC3) return std::nullopt;
    const bool two = text[n] >= 0xC2 && n + 1 < text.size();
    out.push_back(two ? static_cast<std::uint8_t>((text[n] & 0x03U) << 6U | (text[n + 1] & 0x3FU)) : text[n]);
    n += two ? 1 : 0;
  }
  return out;
}

SecretBytes with_question_marks(ByteView utf8) {
  SecretBytes out;
  out.reserve(utf8.size());
  for (const std::uint8_t byte : utf8) {
    if (byte < 0x80 || byte >= 0xC0) out.push_back(byte < 0x80 ? byte : std::uint8_t{'?'});
  }
  return out;
}

SecretBytes bmp_string(ByteView utf8) {
  SecretBytes out = utf16be_of(utf8);
  out.resize(out.size() + 2);
  return out;
}

class Forms {
 public:
  Forms(Alphabet alphabet, Holder holder) : alphabet_(alphabet), holder_(holder) {}

  void as_given(ByteView typed, std::size_t number) {
    const bool utf8 = text::is_utf8(as_text(typed));
    const auto form = typed.empty() ? PasswordForm::empty : PasswordForm::as_given;
    if (alphabet_ == Alphabet::bytes) return add(form, number, to_secret(typed));
    if (utf8) add(form, number, bmp_string(typed));
  }

  void none_and_empty() {
    const bool bmp = alphabet_ == Alphabet::bmp;
    if (bmp) add(PasswordForm::absent, 0, {});
    if (holder_ == Holder::container) add(PasswordForm::empty, 0, bmp ? SecretBytes(2) : SecretBytes());
  }

  void others(ByteView typed, std::size_t number) {
    const bool utf8 = text::is_utf8(as_text(typed));
    if (!utf8) readings(typed, number);
    line_ends(typed, number);
    if (utf8 && !is_ascii(typed)) other_characters(typed, number);
    if (utf8 && alphabet_ == Alphabet::bytes && holder_ == Holder::container && !typed.empty()) {
      add(PasswordForm::bmp_string, number, bmp_string(typed));
    }
  }

  std::vector<Candidate> take() { return std::move(all_); }

 private:
  void add(PasswordForm form, std::size_t number, SecretBytes bytes) {
    const bool known = std::any_of(all_.begin(), all_.end(), [&](const Candidate& c) { return c.bytes == bytes; });
    if (!known) all_.push_back({form, number, std::move(bytes)});
  }

  // UTF-8 in, as the scheme has it.
  void add_text(PasswordForm form, std::size_t number, ByteView utf8) {
    add(form, number, alphabet_ == Alphabet::bmp ? bmp_string(utf8) : to_secret(utf8));
  }

  // What was given is no UTF-8.
  void readings(ByteView typed, std::size_t number) {
    add_text(PasswordForm::latin1, number, utf8_of_latin1(typed));
    if (const auto text = converted("UTF-8", "GB18030", typed)) add_text(PasswordForm::gb18030, number, *text);
  }

  void line_ends(ByteView typed, std::size_t number) {
    const auto is_end = [](std::uint8_t b) { return b == '\n' || b == '\r'; };
    ByteView bare = typed;
    while (!bare.empty() && is_end(bare.back())) bare = bare.first(bare.size() - 1);
    if (bare.size() < typed.size()) return add_text(PasswordForm::without_line_end, number, as_utf8(bare));
    for (const std::string_view end : {"\n", "\r\n"}) {
      SecretBytes longer = as_utf8(typed);
      longer.insert(longer.end(), end.begin(), end.end());
      add_text(PasswordForm::with_line_end, number, longer);
    }
  }

  SecretBytes as_utf8(ByteView typed) const {
    const bool as_it_is = alphabet_ == Alphabet::bytes || text::is_utf8(as_text(typed));
    return as_it_is ? to_secret(typed) : utf8_of_latin1(typed);
  }

  void other_characters(ByteView utf8, std::size_t number) {
    const auto gb18030 = converted("GB18030", "UTF-8", utf8);
    if (alphabet_ == Alphabet::bmp) {
      add(PasswordForm::bytes_as_characters, number, bmp_string(utf8_of_latin1(utf8)));
      if (gb18030) add(PasswordForm::gb18030_characters, number, bmp_string(utf8_of_latin1(*gb18030)));
    } else {
      if (auto latin1 = latin1_of_utf8(utf8)) add(PasswordForm::latin1, number, std::move(*latin1));
      if (gb18030) add(PasswordForm::gb18030, number, *gb18030);
    }
    add_text(PasswordForm::question_marks, number, with_question_marks(utf8));
  }

  Alphabet alphabet_;
  Holder holder_;
  std::vector<Candidate> all_;
};

}  // namespace

std::vector<Candidate> candidates(const std::vector<std::shared_ptr<const SecretBytes>>& given, Alphabet alphabet,
                                  Holder holder) {
  Forms forms(alphabet, holder);
  const auto usable = [&](std::size_t n) { return given[n] && given[n]->size() <= kLongest; };
  for (std::size_t n = 0; n < given.size(); ++n) {
    if (usable(n)) forms.as_given(*given[n], n + 1);
  }
  forms.none_and_empty();
  for (std::size_t n = 0; n < given.size(); ++n) {
    if (usable(n)) forms.others(*given[n], n + 1);
  }
  return forms.take();
}

}  // namespace certdoc::pbe
