#include "diagnose/facts_script.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "artifact/base64.hpp"
#include "base/say.hpp"
#include "base/text.hpp"
#include "certdoc/version.hpp"
#include "chain/certificate.hpp"
#include "check/machine.hpp"
#include "machine/fact_kinds.hpp"

namespace certdoc {
namespace {

using facts_script_parts::Script;
using facts_script_parts::Section;

constexpr std::size_t kMostUrls = 64;
constexpr std::size_t kMostPaths = 64;

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out;
}

std::string base64_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return encode_base64(as_bytes(text));
}

std::vector<std::string> thumbprints(const Material& material) {
  std::vector<std::string> out;
  for (const WantedCertificate& one : wanted_certificates(material)) out.push_back(one.thumbprint);
  return out;
}

// A line holds one value, so what has a line end in it cannot be asked about.
bool is_one_line(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::vector<std::string> crl_urls(const Material& material) {
  std::vector<std::string> out;
  for (const LoadedFile& file : material.files) {
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.kind != Kind::certificate) continue;
      const auto certificate = chain::read(artifact);
      if (!certificate) continue;
      for (const std::string& url : certificate->crl_urls) {
        const bool known = std::find(out.begin(), out.end(), url) != out.end();
        if (!known && is_one_line(url) && out.size() < kMostUrls) out.push_back(url);
      }
    }
  }
  return out;
}

// Where files were copied from the other machine, their names here say nothing there; a whole path might.
std::vector<std::string> paths(const Material& material) {
  std::vector<std::string> out;
  for (const LoadedFile& file : material.files) {
    if (file.path.starts_with('/') && is_one_line(file.path) && out.size() < kMostPaths) out.push_back(file.path);
  }
  return out;
}

class Writer {
 public:
  Writer(const FactsScript& wanted, const Material& material) : wanted_(wanted), material_(material) {}

  std::string script() {
    const bool windows = wanted_.platform == ScriptFor::windows;
    const Script parts = windows ? facts_script_parts::windows() : facts_script_parts::linux_sh();
    std::string body;
    for (const Section& section : parts.sections) {
      if (take(section)) body += filled(section.text);
    }
    // The head last: it lists what was taken.
    const std::string out = filled(parts.begin) + body + filled(parts.end);
    return windows ? for_windows(out) : out;
  }

 private:
  bool take(const Section& section) {
    bool any = false;
    for (const std::string_view id : words(section.facts)) {
      const machine::FactKind* kind = machine::find_fact_kind(id);
      if (kind != nullptr && is_asked(*kind)) any = true;
    }
    if (!any) return false;
    for (const std::string_view id : words(section.facts)) taken_.insert(id);
    return true;
  }

  bool is_asked(const machine::FactKind& kind) const {
    // Whose machine it is, and when: nothing can be read without these.
    constexpr std::array<std::string_view, 3> kAlways{"system", "clock", "rights"};
    if (wanted_.causes.empty() || std::find(kAlways.begin(), kAlways.end(), kind.id) != kAlways.end()) return true;
    const auto causes = words(kind.causes);
    return std::any_of(causes.begin(), causes.end(), [&](std::string_view cause) {
      return std::find(wanted_.causes.begin(), wanted_.causes.end(), cause) != wanted_.causes.end();
    });
  }

  // Text of ours, and base64; both scripts are comments and single-quoted strings around it.
  std::string filled(std::string_view text) const {
    std::string out(text);
    const std::array<std::pair<std::string_view, std::string>, 9> values{
        {{"{HEAD}", head()},
         {"{WRITTEN}", to_rfc3339(wanted_.written)},
         {"{LANG}", std::string(name_of(wanted_.lang))},
         {"{EXISTS}",
          say(wanted_.lang, "there is a file of that name already; name another one", "已有同名文件，请换一个文件名")},
         // A program of 32 bits sees another registry and other system files than the rest of the machine.
         {"{BITS}", say(wanted_.lang, "run this in the 64-bit PowerShell", "请在 64 位 PowerShell 中执行")},
         {"{DONE}", say(wanted_.lang, "written; read it before you send it:", "已写出，发送前请先看一遍：")},
         {"{THUMBPRINTS}", base64_lines(thumbprints(material_))},
         {"{URLS}", base64_lines(crl_urls(material_))},
         {"{PATHS}", base64_lines(paths(material_))}}};
    for (const auto& [name, value] : values) {
      const std::size_t at = out.find(name);
      if (at != std::string::npos) out.replace(at, name.size(), value);
    }
    return out;
  }

  std::string head() const {
    std::string out;
    const auto line = [&](const std::string& text) { out += text.empty() ? "#\n" : "# " + text + "\n"; };
    const Lang lang = wanted_.lang;
    const bool windows = wanted_.platform == ScriptFor::windows;
    line(say(lang, "Facts for certdoc {}: looks, changes nothing, contacts nobody; writes one text file.",
             "为 certdoc {} 收集事实：只查看，不修改，不联网；只写出一个文本文件。", version()));
    line({});
    if (windows) {
      line(say(lang,
               "Run it in an elevated window, or with -Window same in the very window in which the error comes up:",
               "请在提升权限的窗口中执行；如果就在出现错误的那个窗口执行，请加 -Window same："));
      line("  powershell -ExecutionPolicy Bypass -File FILE.ps1 [-Window same] [-Out facts.txt]");
    } else {
      line(say(lang, "Run it as root where that is possible; less is seen otherwise:",
               "请尽量以 root 身份执行，否则能看到的内容较少："));
      line("  sh FILE.sh [facts.txt]");
    }
    line(say(lang, "Then:  certdoc diagnose CODE FILE... --facts facts.txt",
             "然后：certdoc diagnose 错误码 文件... --facts facts.txt"));
    line({});
    line(say(lang, "It collects:", "收集的内容："));
    for (const machine::FactKind& kind : machine::fact_kinds()) {
      if (!taken_.contains(kind.id)) continue;
      const std::string_view privacy = kind.privacy.in(lang);
      line("- " + std::string(kind.what.in(lang)) +
           (privacy.empty() ? std::string() : say(lang, " ({})", "（{}）", privacy)));
    }
    line({});
    line(say(lang, "No keys, no passwords, no names of persons.", "不含私钥、密码和人名。"));
    out.pop_back();
    return out;
  }

  // Windows PowerShell takes a script without a byte order mark for text in the code page of the system.
  static std::string for_windows(std::string_view text) {
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    std::string out = ascii ? "" : "\xEF\xBB\xBF";
    for (const char c : text) {
      if (c == '\n') out += '\r';
      out += c;
    }
    return out;
  }

  const FactsScript& wanted_;
  const Material& material_;
  std::set<std::string_view> taken_;
};

}  // namespace

std::string facts_script(const FactsScript& wanted, const Material& material) {
  return Writer(wanted, material).script();
}

}  // namespace certdoc
