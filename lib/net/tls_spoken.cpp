#include "net/tls_spoken.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace certdoc::net {
namespace {

struct Opening {
  std::string_view bytes;  // lower case
  Spoken spoken;
};

constexpr std::array kOpenings{Opening{"http/", Spoken::http},     Opening{"<html", Spoken::http},
                               Opening{"<!doctype", Spoken::http}, Opening{"ssh-", Spoken::ssh},
                               Opening{"* ok", Spoken::imap},      Opening{"* bye", Spoken::imap},
                               Opening{"+ok", Spoken::pop3},       Opening{"\"implementation\"", Spoken::sieve},
                               Opening{"<?xml", Spoken::xmpp},     Opening{"<stream:", Spoken::xmpp},
                               Opening{"200 ", Spoken::nntp},      Opening{"201 ", Spoken::nntp}};

bool is_greeting(std::string_view text, std::string_view code) {
  return text.starts_with(code) && text.size() > 3 && (text[3] == ' ' || text[3] == '-');
}

// SMTP and FTP both greet with 220; refusals: 421, 554.
std::optional<Spoken> by_code(const std::string& text) {
  const bool greets = is_greeting(text, "220") || is_greeting(text, "421") || is_greeting(text, "554");
  if (!greets) return std::nullopt;
  const bool mail = text.find("smtp") != std::string::npos || text.find("mail") != std::string::npos;
  const bool files = text.find("ftp") != std::string::npos;
  if (mail) return Spoken::smtp;
  return files ? std::optional(Spoken::ftp) : std::nullopt;
}

// A first packet, number 0, of protocol 10 or an error.
bool is_mysql(ByteView bytes) {
  return bytes.size() > 5 && bytes[2] == 0 && bytes[3] == 0 && (bytes[4] == 0x0A || bytes[4] == 0xFF);
}

}  // namespace

bool looks_like_tls(ByteView bytes) {
  constexpr std::uint8_t kFirst = 20, kLast = 24, kMajor = 3;  // change_cipher_spec to heartbeat
  if (bytes.empty()) return true;
  const bool type = bytes[0] >= kFirst && bytes[0] <= kLast;
  return type && (bytes.size() < 2 || bytes[1] == kMajor);
}

Spoken spoken_in(ByteView bytes) {
  if (bytes.empty()) return Spoken::nothing;
  constexpr std::size_t kLooked = 256;
  const std::string text = text::lower(as_text(bytes.first(std::min(bytes.size(), kLooked))));
  for (const Opening& one : kOpenings) {
    if (text.starts_with(one.bytes)) return one.spoken;
  }
  if (const auto found = by_code(text)) return *found;
  if (is_mysql(bytes)) return Spoken::mysql;
  return Spoken::unknown;
}

void note_foreign(ByteView bytes, TlsSeen& seen, Step& step) {
  constexpr std::size_t kMost = 256;
  seen.first_bytes = to_bytes(bytes.first(std::min(bytes.size(), kMost)));
  seen.spoken = spoken_in(seen.first_bytes);
  step.failure = Failure::tls_not_spoken;
  const std::string_view text = as_text(seen.first_bytes);
  step.detail = text::trim(text.substr(0, text.find_first_of("\r\n")));
}

}  // namespace certdoc::net
