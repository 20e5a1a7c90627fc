#include "ticket.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <algorithm>
#include <array>

#include "base/key_material.hpp"
#include "base/quote.hpp"
#include "base/say.hpp"
#include "base/text.hpp"
#include "base/write_file.hpp"
#include "certdoc/render.hpp"
#include "certdoc/version.hpp"

namespace certdoc {
namespace {

constexpr std::string_view kMask = "***";
constexpr std::size_t kLongestOption = 24;

bool is_option(std::string_view argument) {
  return argument.size() > 1 && argument.front() == '-' && !text::is_digit(argument[1]);
}

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& all, std::string_view name) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

// Their values are chosen from a list or are figures: they say nothing of anybody.
constexpr std::array<std::string_view, 22> kHarmless{
    "--format",  "--lang",     "--color",          "--fail-on",   "--at",   "--target",  "--for",    "--profile",
    "--purpose", "--starttls", "--family",         "--timeout",   "--days", "--context", "--server", "--max-skew",
    "--samples", "--max-size", "--max-iterations", "--max-files", "--only", "--skip"};

constexpr std::array<std::string_view, 2> kSecret{"--pass", "--out-pass"};

// One argument, or one half of `--name=value`.
struct Word {
  std::string text;
  bool harmless = false;
  bool joined = false;  // its value stands behind an equals sign
};

std::vector<Word> words_of(const std::vector<std::string>& arguments) {
  std::vector<Word> words{{"certdoc", true, false}};
  std::string_view option;
  for (std::size_t n = 0; n < arguments.size(); ++n) {
    const std::string& argument = arguments[n];
    if (!is_option(argument)) {
      words.push_back(
          {argument, n == 0 || one_of(kHarmless, option) || argument == kMask || argument == kHiddenKey, false});
      option = {};
      continue;
    }
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    words.push_back({name, true, equals != std::string::npos});
    if (equals != std::string::npos)
      words.push_back(
          {argument.substr(equals + 1), one_of(kHarmless, std::string_view(name)) || argument.ends_with(kMask), false});
    option = equals == std::string::npos ? std::string_view(argument) : std::string_view();
  }
  return words;
}

std::string shown(const std::vector<Word>& words) {
  std::string out;
  bool joined = false;
  for (const Word& word : words) {
    const bool plain = is_option(word.text) || word.text.starts_with('-');
    const auto quoted = plain ? Result<std::string>(word.text) : quoted_for_sh(word.text);
    if (!out.empty() && !joined) out += ' ';
    out += quoted ? *quoted : "'" + text::escaped(word.text) + "'";
    if (word.joined) out += '=';
    joined = word.joined;
  }
  return out;
}

// user:password@ in front of a host.
void mask_credentials(std::string& argument, bool proxy) {
  const std::size_t scheme = argument.find("://");
  if (scheme == std::string::npos && !proxy) return;
  const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
  const std::size_t end = std::min(argument.find_first_of("/?#", begin), argument.size());
  const std::size_t at = argument.rfind('@', end);
  if (at == std::string::npos || at < begin) return;
  argument.replace(begin, at - begin, kMask);
}

void mask_password(std::string& argument) {
  constexpr std::string_view kPass = "pass:";
  if (const std::size_t at = argument.find(kPass); at != std::string::npos)
    argument.replace(at + kPass.size(), std::string::npos, kMask);
}

// A name with an extension, a code, `-q`: no piece of a key looks like this, in base64 or in hexadecimal.
bool is_no_key(const std::string& argument) {
  if (argument.size() == 2 && is_option(argument)) return true;
  constexpr std::size_t kLongest = 128, kCode = 10, kExtension = 5;
  if (!private_key_form(argument).empty() || argument.size() > kLongest) return false;
  const bool code = argument.size() <= kCode &&
                    argument.find_first_not_of("0123456789abcdefABCDEFx@-") == std::string::npos &&
                    (argument.starts_with("0x") || argument.find_first_not_of("0123456789@-") == std::string::npos);
  const std::size_t dot = argument.rfind('.');
  const bool extension = dot != std::string::npos && dot > 0 && argument.size() - dot - 1 <= kExtension &&
                         argument.size() - dot > 1 && argument.find_first_of("\"'<>{}=+ \t\r\n") == std::string::npos;
  return code || (extension && without_base64(argument) == argument);
}

std::vector<Field> fields_of_this_run(Lang lang) {
  const BuildInfo info = build_info();
  std::vector<Field> fields{{"certdoc", info.version}, {"OpenSSL", info.openssl}};
  utsname system{};  // not its name on the network
  if (::uname(&system) == 0)
    fields.push_back(
        {say(lang, "system", "系统"), fmt::format("{} {} {}", system.sysname, system.release, system.machine)});
  return fields;
}

std::string names_path(const std::string& path) {
  return path + ".names";
}

std::string names_file(const std::vector<Placeholder>& names, Lang lang) {
  std::string out = lang == Lang::zh ? "# 占位符对照表。请自行保存，不要发送。\n"
                                     : "# What the placeholders stand for. Keep it, do not send it.\n";
  for (const Placeholder& one : names) out += fmt::format("{}\t{}\n", one.name, text::escaped(one.original));
  return out;
}

Error exists(const std::string& path) {
  return {Error::Kind::usage, fmt::format("cannot write {}: it exists already", path),
          "name another file, or overwrite it with --ticket-force", fmt::format("无法写入 {}：文件已存在", path),
          "请指定其他文件，或用 --ticket-force 覆盖"};
}

}  // namespace

std::vector<std::string> masked_arguments(std::vector<std::string> arguments) {
  const bool key = !private_key_form(text::normal_without_ansi(fmt::format("{}", fmt::join(arguments, " ")))).empty();
  std::string_view option;
  for (std::size_t n = 0; n < arguments.size(); ++n) {
    std::string& argument = arguments[n];
    const std::size_t equals = argument.find('=');
    const std::string_view name = std::string_view(argument).substr(0, equals);
    if (one_of(kSecret, option)) {
      argument = kMask;
    } else if (one_of(kSecret, name) && equals != std::string::npos) {
      argument.replace(equals + 1, std::string::npos, kMask);
    } else if (key && n > 0 && (!argument.starts_with("--") || argument.size() >= kLongestOption) &&
               !is_no_key(argument)) {
      argument = kHiddenKey;
    } else {
      mask_credentials(argument, option == "--proxy" || name == "--proxy");
      mask_password(argument);
      argument = without_base64(argument);
    }
    option = one_of(kSecret, std::string_view(argument)) ? kSecret[0] : argument == "--proxy" ? "--proxy" : "";
  }
  return arguments;
}

void Ticket::declare(Flags& flags) {
  flags.value("--ticket", "FILE", path,
              {"write the report as Markdown for a ticket too, redacted; FILE.names, which you keep, says what the "
               "placeholders stand for",
               "另将报告写成供工单使用的 Markdown（已脱敏）；占位符对照表写入 FILE.names，由您保存"});
  flags.flag("--no-redact", plain, {"do not redact the ticket", "工单不脱敏"});
  flags.flag("--ticket-force", force, {"overwrite a ticket that is there", "覆盖已有的工单文件"});
}

std::optional<Error> Ticket::unfit(std::string_view format) const {
  if (!wanted()) return std::nullopt;
  if (format == "jsonl")
    return Error{Error::Kind::usage, "--ticket does not go with --format jsonl", "use --format json",
                 "--ticket 不能与 --format jsonl 同用", "请用 --format json"};
  struct stat about {};
  for (const std::string& one : {path, names_path(path)}) {
    if (!force && ::lstat(one.c_str(), &about) == 0) return exists(one);
  }
  return std::nullopt;
}

Result<void> Ticket::write(Report report, const std::vector<std::string>& named) const {
  std::vector<Word> words = words_of(masked_arguments(arguments));
  const WriteOptions options{true, force};
  if (!plain) {
    std::vector<std::string*> telling;
    for (Word& word : words) {
      if (!word.harmless) telling.push_back(&word.text);
    }
    const auto names = redact(report, named, telling);
    const std::string text = names_file(names, report.lang);
    if (auto done = write_file(names_path(path), as_bytes(text), options); !done) return done;
  }
  const std::string ticket = render_ticket(report, {shown(words), fields_of_this_run(report.lang), !plain});
  auto done = write_file(path, as_bytes(ticket), options);
  if (!done && !plain) ::unlink(names_path(path).c_str());
  return done;
}

}  // namespace certdoc
