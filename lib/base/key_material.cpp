#include "base/key_material.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

#include "base/text.hpp"

namespace certdoc {
namespace {

using std::string_view;

constexpr bool is_base64(char c) {
  return (text::is_word(c) && c != '_') || c == '+' || c == '/';
}
constexpr bool is_base64url(char c) {
  return text::is_word(c) || c == '-';
}

// Every line of a log is asked: faster than find().
bool has(string_view text, string_view part) {
  return ::memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

// Upper case without white space, so that it does not matter where a line was broken.
std::string compact(string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (!text::is_space(c)) out.push_back(text::upper(c));
  }
  return out;
}

// The label in front of PRIVATE KEY is of a few letters: -----BEGIN RSA PRIVATE KEY-----. An END must have its dashes:
// texts speak of the end of a private key.
bool is_armour(string_view before, string_view after) {
  constexpr std::size_t kLabel = 24;
  const std::size_t label = before.size() - std::min(before.size(), kLabel);
  std::size_t at = before.size();
  while (at > label && (text::is_word(before[at - 1]) && before[at - 1] != '_')) --at;
  const string_view word = before.substr(at);
  if (has(word, "BEGIN")) return true;
  const bool dashes = after.starts_with('-') || (at > 0 && before[at - 1] == '-');
  return has(word, "END") && dashes;
}

bool has_pem(string_view text) {
  constexpr string_view kWords = "PRIVATEKEY";
  const std::string all = compact(text);
  for (std::size_t at = all.find(kWords); at != std::string::npos; at = all.find(kWords, at + 1)) {
    if (is_armour(string_view(all).substr(0, at), string_view(all).substr(at + kWords.size()))) return true;
  }
  return false;
}

// How many characters of base64url stand in quotation marks behind `"d":`; what is quoted once more has backslashes.
std::size_t value_of_d(string_view text) {
  std::string plain(text);
  std::erase(plain, '\\');
  std::erase_if(plain, text::is_space);
  constexpr string_view kMember = R"("d":")";
  std::size_t longest = 0;
  for (std::size_t at = plain.find(kMember); at != std::string::npos; at = plain.find(kMember, at + 1)) {
    const auto begin = plain.begin() + static_cast<std::ptrdiff_t>(at + kMember.size());
    longest = std::max(longest, static_cast<std::size_t>(std::find_if_not(begin, plain.end(), is_base64url) - begin));
  }
  return longest;
}

// RFC 7517, RFC 7518 6.2.2 and 6.3.2: 43 characters are 32 bytes, the shortest of these keys.
bool has_jwk(string_view text) {
  if (!has(text, "\"d")) return false;
  constexpr std::size_t kWhole = 43, kCut = 16;
  const std::size_t length = value_of_d(text);
  return length >= kWhole || (length >= kCut && has(text, "kty"));
}

// <RSAKeyValue> of .NET: D is the private exponent.
bool has_xml(string_view text) {
  const std::size_t at = text.find("<D>");
  if (at == string_view::npos) return false;
  const string_view value = text.substr(at + 3);
  constexpr std::size_t kCut = 16;
  return value.size() >= kCut && std::all_of(value.begin(), value.begin() + kCut, is_base64);
}

std::optional<unsigned> sextet(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (text::is_digit(c)) return c - '0' + 52;
  if (c == '+') return 62;
  if (c == '/') return 63;
  return std::nullopt;
}

// The first bytes behind base64 that begins here, over white space, quotes and `\n` as two characters.
std::string first_bytes(string_view text) {
  constexpr std::size_t kMost = 36;
  std::string out;
  unsigned bits = 0, have = 0;
  for (std::size_t at = 0; at < text.size() && out.size() < kMost; ++at) {
    const char c = text[at];
    if (text::is_space(c) || c == '"' || c == '\'') continue;
    if (c == '\\' && at + 1 < text.size() && (text[at + 1] == 'n' || text[at + 1] == 'r')) {
      ++at;
      continue;
    }
    const auto six = sextet(c);
    if (!six) break;
    bits = (bits << 6U | *six) & 0xFFFFU;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    out.push_back(static_cast<char>((bits >> have) & 0xFFU));
  }
  return out;
}

// What stands behind the tag and length of the element that begins here; empty: something else begins here.
string_view inside(string_view der, char tag) {
  if (der.size() < 2 || der[0] != tag) return {};
  const auto length = static_cast<unsigned char>(der[1]);
  const std::size_t more = length > 0x80 ? length - 0x80U : 0;
  return more > 4 || der.size() < 2 + more ? string_view() : der.substr(2 + more);
}

bool begins_with_oid(string_view der) {
  return inside(der, 0x30).starts_with('\x06');
}

// RFC 5958, RFC 8017 A.1.2, RFC 5915, RFC 7292, and CFCA's .sm2: each begins with a version of its own.
string_view form_of_der(string_view der) {
  using namespace std::string_view_literals;
  const string_view body = inside(der, 0x30);
  const auto behind = [&](string_view version) { return body.starts_with(version) ? body.substr(3) : string_view(); };
  if (const auto rest = behind("\x02\x01\x00"sv); !rest.empty()) {
    if (begins_with_oid(rest)) return "PKCS #8";
    return rest[0] == 0x02 ? "PKCS #1"sv : string_view();
  }
  if (const auto rest = behind("\x02\x01\x01"sv); !rest.empty()) {
    if (rest[0] == 0x04) return "SEC 1";
    if (!begins_with_oid(rest)) return {};
    // 1.2.156.10197: GM/T
    return has(rest, "\x2A\x81\x1C\xCF\x55"sv) ? "SM2" : "PKCS #8";
  }
  if (const auto rest = behind("\x02\x01\x03"sv); begins_with_oid(rest)) return "PKCS #12";
  // EncryptedPrivateKeyInfo: the algorithm is one of PKCS #5 or PKCS #12.
  const string_view oid = inside(inside(body, 0x30), 0x06);
  const bool encrypted = oid.starts_with("\x2A\x86\x48\x86\xF7\x0D\x01\x05"sv) ||
                         oid.starts_with("\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x01"sv);
  return encrypted ? "PKCS #8" : string_view();
}

// A SEQUENCE in base64 begins with an M.
string_view form_of_base64(string_view text) {
  constexpr std::size_t kShortest = 12;  // characters
  for (std::size_t at = text.find('M'); at != string_view::npos; at = text.find('M', at + 1)) {
    if (at > 0 && is_base64(text[at - 1])) {
      const bool escaped_line_end = at > 1 && text[at - 2] == '\\';
      if (!escaped_line_end) continue;
    }
    if (text.size() - at < kShortest) break;
    if (!text::is_space(text[at + 1]) && (text[at + 1] < 'A' || text[at + 1] > 'P')) continue;  // its length
    if (const string_view form = form_of_der(first_bytes(text.substr(at))); !form.empty()) return form;
  }
  return {};
}

// `openssl pkey -text`
bool has_printed(string_view text) {
  return has(text, "privateExponent") || has(text, "Private-Key: (") || has(text, "rivate-Key: (");
}

std::size_t longest_run(string_view line) {
  std::size_t longest = 0, run = 0;
  for (const char c : line) {
    run = is_base64(c) || c == '=' || c == ':' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// Random bytes have them all; paths have more slashes, hashes fewer letters.
bool looks_random(string_view run) {
  constexpr std::size_t kShortest = 40;
  if (run.size() < kShortest) return false;
  const auto any = [&](auto is) { return std::any_of(run.begin(), run.end(), is); };
  const auto slashes = static_cast<std::size_t>(std::count(run.begin(), run.end(), '/'));
  return any(text::is_digit) && any([](char c) { return c >= 'A' && c <= 'Z'; }) &&
         any([](char c) { return c >= 'g' && c <= 'z'; }) && slashes * 8 < run.size();
}

// Behind the first line of a key more of it follows while lines hold long words of base64 or of hexadecimal pairs;
// whatever stands in front of those, such as the time of a log.
bool continues(string_view line) {
  constexpr std::size_t kLong = 20;
  const string_view trimmed = text::trim(line);
  const bool header = has(trimmed, "Proc-Type:") || has(trimmed, "DEK-Info:") || has(trimmed, "Comment:") ||
                      has(trimmed, "Public-Lines:") || has(trimmed, "Private-Lines:") || has(trimmed, "Encryption:");
  return trimmed.empty() || header || longest_run(trimmed) >= kLong;
}

}  // namespace

string_view private_key_form(string_view text) {
  if (has(text, "b3BlbnNzaC1rZXktdj")) return "OpenSSH";
  if (has(text, "riv") || has(text, "RIV")) {  // of whatever says that it is private
    if (has(text, "OPENSSH PRIVATE KEY")) return "OpenSSH";
    if (has_pem(text)) return "PEM";
    if (has(text, "Private-Lines:")) return "PuTTY";
    if (has_printed(text)) return "openssl -text";
  }
  if (has(text, "PuTTY-User-Key-File-")) return "PuTTY";
  if (has_jwk(text)) return "JWK";
  if (has_xml(text)) return "XML";
  return form_of_base64(text);
}

std::string without_base64(string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_base64);
    const string_view run = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    if (run.empty()) {
      out.push_back(text.front());
      text.remove_prefix(1);
    } else {
      out += looks_random(run) ? string_view("[BASE64]") : run;
      text.remove_prefix(run.size());
    }
  }
  return out;
}

bool KeyScanner::is_key(string_view line) {
  begins_ = false;
  const string_view form = private_key_form(line);
  if (!form.empty()) {
    begins_ = !inside_;
    if (begins_) form_ = form;
    const bool ends = form == "JWK" || form == "XML" || has(line, "END ") || has(line, "Private-MAC:");
    inside_ = !ends;
    return true;
  }
  inside_ = inside_ && continues(line);
  return inside_;
}

}  // namespace certdoc
