#include "kb/scan.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "kb/decompose.hpp"
#include "kb/phrases.hpp"

namespace certdoc::kb {
namespace {

bool all_of(std::string_view s, bool (*is)(char)) {
  return !s.empty() && std::all_of(s.begin(), s.end(), is);
}

bool is_hex_digit(char c) {
  const char l = text::lower(c);
  return text::is_digit(c) || (l >= 'a' && l <= 'f');
}

bool is_decimal_digit(char c) {
  return text::is_digit(c);
}

bool has_0x(std::string_view word) {
  return word.size() > 2 && word[0] == '0' && text::lower(word[1]) == 'x';
}

// 80092004 of `0x80092004`, `0X80092004L`, `0xFFFFFFFF80092004`, `80092004h`, `&H80092004`; empty where it is no
// hexadecimal number.
std::string_view hex_digits_of(std::string_view word) {
  if (word.size() == 9 && text::lower(word.back()) == 'h') word.remove_suffix(1);
  if (word.size() == 9 && text::lower(word.front()) == 'h') word.remove_prefix(1);
  const bool prefixed = has_0x(word);
  if (prefixed) word.remove_prefix(2);
  for (int n = 0;
       prefixed && n < 3 && !word.empty() && std::string_view("uUlL").find(word.back()) != std::string_view::npos;
       ++n) {
    word.remove_suffix(1);
  }
  if (!all_of(word, is_hex_digit)) return {};
  if (word.size() == 16 && text::equal_ignoring_case(word.substr(0, 8), "FFFFFFFF")) word.remove_prefix(8);
  if (word.size() > 8) return {};
  return prefixed || word.size() == 8 ? word : std::string_view();
}

template <class Int>
Int number_of(std::string_view digits, int base) {
  Int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  return error == std::errc() && end == digits.data() + digits.size() ? value : 0;
}

std::string if_known(const Knowledge& knowledge, const std::string& id) {
  return knowledge.code(id) || knowledge.entry(id) ? id : std::string();
}

// Behind `192.0.2.1`, `192.0.2.1:443` and `192.0.2.0/24` that begin here; 0: no address does.
std::size_t address_size(std::string_view text) {
  std::size_t at = 0;
  const auto skip_number = [&] {
    const std::size_t from = at;
    while (at < text.size() && text::is_digit(text[at])) ++at;
    return at > from && at - from <= 3 && std::stoi(std::string(text.substr(from, at - from))) <= 255;
  };
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && (at == text.size() || text[at++] != '.')) return 0;
    if (!skip_number()) return 0;
  }
  const std::string_view rest = text.substr(at);
  const bool longer =
      !rest.empty() && (text::is_word(rest[0]) || (rest.size() > 1 && rest[0] == '.' && text::is_word(rest[1])));
  if (longer) return 0;
  if (rest.size() > 1 && (rest[0] == ':' || rest[0] == '/') && text::is_digit(rest[1])) ++at;
  while (at < text.size() && text::is_digit(text[at])) ++at;
  return at;
}

class Scanner {
 public:
  Scanner(std::string_view text, Mode mode, const Knowledge& knowledge)
      : text_(text), mode_(mode), knowledge_(knowledge) {}

  Scan run() {
    for (std::size_t at = 0; at < text_.size();) {
      if (!text::is_word(text_[at])) {
        ++at;
        continue;
      }
      const bool inside = at > 0 && text_[at - 1] == '.';
      if (const std::size_t address = inside ? 0 : address_size(after(at)); address > 0) {
        at += address;
        continue;
      }
      std::size_t end = at;
      while (end < text_.size() && text::is_word(text_[end])) ++end;
      word(at, end);
      at = end;
    }
    return std::move(scan_);
  }

 private:
  bool typed() const { return mode_ == Mode::typed; }
  std::string_view before(std::size_t at) const { return text_.substr(0, at); }
  std::string_view after(std::size_t end) const { return text_.substr(end); }

  // What stands around a place. Lines can be long: nothing below looks at the whole of one for each word in it.
  std::string near(std::size_t at) const {
    constexpr std::size_t kReach = 200;
    const std::size_t from = at - std::min(at, kReach);
    return text::lower(text_.substr(from, at - from + kReach));
  }

  // A line with more different codes than this is no line of a log.
  static constexpr std::size_t kMaxIds = 256;
  static constexpr std::size_t kMaxOpen = 64;

  void leave_open(Number number) {
    const auto same = [&](const Number& other) { return other.written == number.written; };
    if (scan_.open.size() < kMaxOpen && std::none_of(scan_.open.begin(), scan_.open.end(), same)) {
      scan_.open.push_back(std::move(number));
    }
  }

  bool add(const std::string& id) {
    if (scan_.ids.size() == kMaxIds) return true;
    if (id.empty() || (!typed() && is_success(id))) return false;
    if (std::find(scan_.ids.begin(), scan_.ids.end(), id) == scan_.ids.end()) scan_.ids.push_back(id);
    return true;
  }

  // S_OK, `verify return code: 0`, 0x00000000: logs are full of them, and none is an error.
  bool is_success(std::string_view id) const {
    const Code code = knowledge_.code(id);
    return code && code->has_value && code->value == 0;
  }

  void word(std::size_t at, std::size_t end) {
    const std::string_view w = text_.substr(at, end - at);
    if (w.size() > 96) return;
    if (error_status(w, at)) return;
    if (all_of(w, is_decimal_digit) && decimal(w, at, end)) return;
    if (const auto digits = hex_digits_of(w); !digits.empty() && hexadecimal(w, digits, at, end)) return;
    symbol(w, at);
  }

  // `dwErrorStatus=1000040`, as certutil -verify prints it: a sum of flags, hexadecimal.
  bool error_status(std::string_view w, std::size_t at) {
    std::string_view lead = before(at);
    while (!lead.empty() && (lead.back() == ' ' || lead.back() == '=')) lead.remove_suffix(1);
    if (lead.size() == at || !text::ends_with_ignoring_case(lead, "dwerrorstatus")) return false;
    const std::string_view digits = has_0x(w) ? w.substr(2) : w;
    if (!all_of(digits, is_hex_digit) || digits.size() > 8) return false;
    for (const Code& code : chain_errors(number_of<std::uint32_t>(digits, 16), knowledge_)) add(std::string(code.id()));
    return true;
  }

  bool is_negative(std::size_t at) const {
    return at > 0 && text_[at - 1] == '-' && (at == 1 || (!text::is_word(text_[at - 2]) && text_[at - 2] != '-'));
  }

  bool decimal(std::string_view w, std::size_t at, std::size_t end) {
    if (w.size() > 10) return false;
    const bool negative = is_negative(at);
    const auto value = number_of<std::int64_t>(w, 10) * (negative ? -1 : 1);
    if (cfca(w, at)) return true;
    if (const auto family = family_named_around(before(at - (negative ? 1 : 0)), after(end)); !family.empty()) {
      if (in_family(value, family, at)) return true;
    }
    if (is_whole_code(value) && add(id_of_code(static_cast<std::uint32_t>(value), knowledge_))) return true;
    if (value > 0x0A000000 && value < 0x0A000040 && return_value(static_cast<std::uint32_t>(value), at)) return true;
    return typed() ? left_open(w, value, at) : negative && unmistakable(value, at);
  }

  // -2146885628 and 2148081668 are 0x80092004 read as a signed and an unsigned number.
  static bool is_whole_code(std::int64_t value) {
    const bool as_signed = value < -(1LL << 30U) && value >= -(1LL << 31U);
    return as_signed || (value >= (1LL << 31U) && value < (1LL << 32U));
  }

  // False for 80092004: hexadecimal digits that happen to be decimal ones.
  bool left_open(std::string_view w, std::int64_t value, std::size_t at) {
    if (w.size() == 8 && value > 0 && knowledge_.by_value(value).empty()) return false;
    if (!is_port(at)) leave_open({(value < 0 ? "-" : "") + std::string(w), value, false});
    return true;
  }

  // db01:8443
  bool is_port(std::size_t at) const {
    return at > 1 && text_[at - 1] == ':' && (text::is_word(text_[at - 2]) || text_[at - 2] == ']');
  }

  // In a log: -8179 behind `error` or in parentheses, where only one family has the number.
  bool unmistakable(std::int64_t value, std::size_t at) {
    if (value > -5000) return false;
    const auto codes = knowledge_.by_value(value);
    const std::string lead = text::lower(before(at - 1).substr(at - 1 - std::min<std::size_t>(at - 1, 16)));
    const bool announced = lead.ends_with("(") || lead.find("err") != std::string::npos;
    return codes.size() == 1 && announced && add(std::string(codes.front().id()));
  }

  bool in_family(std::int64_t value, std::string_view family, std::size_t at) {
    if (family == "event") return event(value, at);
    const Code code = knowledge_.by_value(value, family);
    return code && add(std::string(code.id()));
  }

  // Several providers use the same event id: the one that is named wins, then the one that is explained.
  bool event(std::int64_t value, std::size_t at) {
    const std::string around = near(at);
    std::vector<Code> codes;
    for (const Code& code : knowledge_.by_value(value)) {
      if (family_of(code).id == "event") codes.push_back(code);
    }
    const auto named = [&](const Code& code) {
      return around.find(key_of(code).substr(0, key_of(code).find('/'))) != std::string::npos;
    };
    if (!typed() && value < 1000) std::erase_if(codes, [&](const Code& c) { return !named(c); });
    for (const Code& code : codes) {
      if (named(code)) return add(std::string(code.id()));
    }
    for (const Code& code : codes) {
      if (knowledge_.entry(code.id())) return add(std::string(code.id()));
    }
    return codes.size() == 1 && add(std::string(codes.front().id()));
  }

  // 600101, @902403, 600101@902403, `600102 ... @900211:...`
  bool cfca(std::string_view w, std::size_t at) {
    const bool fraction = at > 1 && text_[at - 1] == '.' && text::is_digit(text_[at - 2]);  // 12:00:00.600101
    if (w.size() != 6 || fraction) return false;
    const bool detail = at > 0 && text_[at - 1] == '@';
    if (!detail && w.substr(0, 3) != "600") return typed() && cfca_detail(w);
    if (!detail) {
      last_cfca_ = w;
      return (typed() || is_cfca_text(at)) && add(if_known(knowledge_, fmt::format("cfca:{}", w)));
    }
    const std::string whole = if_known(knowledge_, fmt::format("cfca:{}@{}", last_cfca_, w));
    if (whole.empty() && cfca_detail(w)) return true;
    if (whole.empty()) {
      if (!scan_.ids.empty() && scan_.ids.back().starts_with("cfca:")) scan_.unknown_detail = "@" + std::string(w);
      return true;
    }
    std::erase(scan_.ids, fmt::format("cfca:{}", last_cfca_));  // said more exactly now
    return add(whole);
  }

  // A six-digit number of an English log is hardly one of CFCA's: its pages speak Chinese or name it.
  bool is_cfca_text(std::size_t at) const {
    const std::string around = near(at);
    const std::string lead = before(at).size() > 24 ? std::string(before(at).substr(at - 24)) : std::string(before(at));
    for (const std::string_view other : {"订单", "单号", "邮编", "电话", "编号"}) {
      if (lead.find(other) != std::string::npos) return false;
    }
    const bool chinese = std::any_of(around.begin(), around.end(), [](char c) { return (c & 0x80) != 0; });
    return chinese || around.find('@') != std::string::npos || around.find("cfca") != std::string::npos;
  }

  // 902403 alone: the detail code belongs to one error code only.
  bool cfca_detail(std::string_view w) {
    const auto codes = knowledge_.by_symbol("@" + std::string(w));
    return !codes.empty() && add(std::string(codes.front().id()));
  }

  // The first group of 80092004-1234-4a5b-8c9d-0123456789ab
  bool begins_uuid(std::size_t end) const {
    const std::string_view rest = after(end);
    return rest.size() > 5 && rest[0] == '-' && all_of(rest.substr(1, 4), is_hex_digit) && rest[5] == '-';
  }

  // Small numbers in hexadecimal are flags, handles and sizes far more often than these.
  bool needs_symbol(std::uint32_t value, std::string_view id, std::size_t at) const {
    if (id.starts_with("sdf:")) return near(at).find("sdf") == std::string::npos;
    return value < 0x80000000U && id.starts_with("ntstatus:");
  }

  // A failure that a line calls one, of a facility that exists: worth naming although nobody knows it.
  bool is_unknown_hresult(std::uint32_t value, std::string_view w, std::size_t at) const {
    const std::uint32_t facility = value >> 16U & 0x7FFU;
    if (!has_0x(w) || value < 0x80000000U || value >= 0x88000000U || facility == 0 || facility > 37) return false;
    const std::string around = near(at);
    constexpr std::array<std::string_view, 6> kSigns{"hresult", "error", "fail", "0x8007", "错误", "失败"};
    return std::any_of(kSigns.begin(), kSigns.end(), [&](auto sign) { return around.find(sign) != std::string::npos; });
  }

  // Middleware prints its return values bare: `SKF_OpenContainer failed, rv = 0A000025`, `C_Login: rv=0xa0`.
  bool return_value(std::uint32_t value, std::size_t at) {
    const std::string around = near(at);
    const auto has = [&](std::string_view word) { return around.find(word) != std::string::npos; };
    if (value > 0x0A000000U && value < 0x0A000040U && (has("skf") || has("sar_") || has("ukey"))) {
      const Code code = knowledge_.by_value(value, "skf");
      return code && add(std::string(code.id()));
    }
    const std::string lead = around.substr(0, std::min<std::size_t>(at, 200));
    const bool returned = text::trim(lead).ends_with("rv =") || text::trim(lead).ends_with("rv=");
    if (!returned || !(has("pkcs11") || has("pkcs#11") || has("c_"))) return false;
    const Code code = knowledge_.by_value(value, "pkcs11");
    return code && add(std::string(code.id()));
  }

  bool hexadecimal(std::string_view w, std::string_view digits, std::size_t at, std::size_t end) {
    if (!has_0x(w) && begins_uuid(end)) return true;
    const auto value = number_of<std::uint32_t>(digits, 16);
    if (text::ends_with_ignoring_case(before(at), "error:") && add(id_of_openssl(value, knowledge_))) return true;
    if (return_value(value, at)) return true;
    const bool whole_code = digits.size() == 8 || value > 0xFFFFU;
    const bool possible = typed() || has_0x(w) || digits.front() == '8';
    const std::string id = whole_code && possible ? id_of_code(value, knowledge_) : std::string();
    // OpenSSL prints its codes behind `error:` and without 0x; elsewhere these are addresses.
    const bool address = has_0x(w) && id.starts_with("openssl:");
    const bool likely = has_0x(w) ? !address && !needs_symbol(value, id, at) : static_cast<bool>(knowledge_.entry(id));
    if ((typed() || likely) && add(id)) return true;
    if (typed() || is_unknown_hresult(value, w, at)) leave_open({std::string(w), value, true});
    return typed();
  }

  void symbol(std::string_view w, std::size_t at) {
    if (text::ends_with_ignoring_case(before(at), "acme:error:") && add(if_known(knowledge_, "acme:" + std::string(w))))
      return;
    const bool underscore = w.find('_') != std::string_view::npos;
    const bool apache = w.size() == 7 && w.starts_with("AH");
    const bool shaped = underscore || apache || w.starts_with("err") || (typed() && w.size() > 4 && w == trimmed_);
    if (!shaped || w.size() < 4) return;
    for (const Code& code : knowledge_.by_symbol(w)) {
      if (!typed() && !spelled_exactly(code, w, at)) continue;
      add(std::string(code.id()));
      return;
    }
  }

  bool spelled_exactly(const Code& code, std::string_view w, std::size_t at) const {
    const auto symbols = code.list(code->symbols);
    const bool exact = std::any_of(symbols.begin(), symbols.end(), [&](Str s) { return code.str(s) == w; });
    const bool shouted = std::any_of(w.begin(), w.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return exact && (shouted || near(at).find("alert") != std::string::npos);
  }

  std::string_view text_;
  std::string_view trimmed_ = text::trim(text_);
  Mode mode_;
  const Knowledge& knowledge_;
  std::string_view last_cfca_;
  Scan scan_;
};

}  // namespace

std::string id_of_openssl(std::uint32_t packed, const Knowledge& knowledge) {
  // error:8000000D:system library::Permission denied: an errno of the system, not packed.
  if ((packed & 0x80000000U) != 0) return if_known(knowledge, fmt::format("openssl:{:08X}", packed));
  const auto error = unpack_openssl(packed, knowledge);
  if (!error) return {};
  const std::uint32_t now = pack_openssl(error->library, error->reason);
  const std::string id = fmt::format("openssl:{:08X}", now);
  const bool common = knowledge.by_value(error->reason, "openssl-common") && error->reason > 0xFFFFU;
  return common ? id : if_known(knowledge, id);
}

std::string id_of_code(std::uint32_t code, const Knowledge& knowledge) {
  std::string id = fmt::format("windows:0x{:08X}", code);
  if (knowledge.code(id) || knowledge.entry(id)) return id;
  if (const auto inner = win32_inside(code)) return knowledge.by_value(*inner, "win32") ? id : std::string();
  if (knowledge.by_value(code, "ntstatus")) return fmt::format("ntstatus:0x{:08X}", code);
  if (const auto status = ntstatus_inside(code)) return knowledge.by_value(*status, "ntstatus") ? id : std::string();
  for (const std::string_view family : {"skf", "sdf", "pkcs11"}) {
    if (const Code found = knowledge.by_value(code, family); found && code > 0xFFFFU) return std::string(found.id());
  }
  return id_of_openssl(code, knowledge);
}

Scan scan(std::string_view text, Mode mode, const Knowledge& knowledge) {
  return Scanner(text, mode, knowledge).run();
}

}  // namespace certdoc::kb
