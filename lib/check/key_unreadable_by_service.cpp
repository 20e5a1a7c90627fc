// Can the account that the service runs as read the file? Decided by owner, mode, ACL and the directories on the way;
// what else may stand before it (AppArmor, a service's sandbox) is not seen here.
#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/quote.hpp"
#include "base/say.hpp"
#include "check/access_rules.hpp"
#include "check/each_file.hpp"
#include "check/permission_checks.hpp"
#include "check/permission_texts.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 1> kDecides{"key-unreadable-by-service"};
constexpr std::size_t kMaxStops = 8;

Finding finding_for(const LoadedFile& file, Verdict verdict) {
  Finding finding;
  finding.cause = kDecides.front();
  finding.verdict = verdict;
  finding.subject = file.path;
  return finding;
}

Finding unknown(const LoadedFile& file, ReasonKind kind, const std::string& text) {
  Finding finding = finding_for(file, Verdict::unknown);
  finding.message = text;
  finding.reason = Reason{kind, text};
  return finding;
}

std::string kind_name(const AccessStep& step, Lang lang) {
  if (step.kind == AccessStep::Kind::directory) return say(lang, "directory", "目录");
  return step.kind == AccessStep::Kind::link ? say(lang, "link", "符号链接") : say(lang, "file", "文件");
}

// `u:www-data:r`; the name may be anything that a directory service allows.
std::string acl_words(const Account& account, char bit) {
  const bool is_plain = !account.name.empty() && account.name.find_first_of(":,= \t") == std::string::npos;
  const std::string spec = fmt::format("u:{}:{}", is_plain ? account.name : std::to_string(account.uid), bit);
  const auto quoted = quoted_for_sh(spec);
  return quoted ? fmt::format("setfacl -m {}", *quoted) : fmt::format("setfacl -m u:{}:{}", account.uid, bit);
}

// The least that lets this account pass.
std::string fix_for(const Stop& stop, const Account& account) {
  const AccessStep& step = *stop.step;
  if (step.kind == AccessStep::Kind::link) return command("chown -h root", step.path);
  const char bit = stop.want == kRead ? 'r' : 'x';
  if (stop.decision.is_owner) return command(fmt::format("chmod u+{}", bit), step.path);
  return command(acl_words(account, bit), step.path);
}

void add_stop(Finding& finding, const Stop& stop, const Account& account, Lang lang) {
  const AccessStep& step = *stop.step;
  const std::string expected = stop.want == 0
                                   ? say(lang, "owned by {} or by {}", "属主为 {} 或 {}", account.name, "root")
                                   : say(lang, "{} for {}", "{}（{}）", stop.want == kRead ? "r" : "x", account.name);
  finding.evidence.push_back(
      {kind_name(step, lang), expected, fmt::format("{}, {}", mode_text(step), stop.decision.rule), step.path});
  add_fix(finding, fix_for(stop, account));
}

Finding stopped(const LoadedFile& file, const Account& account, const std::vector<Stop>& all, Lang lang) {
  Finding finding = finding_for(file, Verdict::confirmed);
  const AccessStep& first = *all.front().step;
  finding.message = first.kind == AccessStep::Kind::file
                        ? say(lang, "{} may not read {}", "{} 无权读取 {}", account.name, file.path)
                        : say(lang, "{} may not read {}: {} stops it", "{} 无权读取 {}：被 {} 挡住", account.name,
                              file.path, first.path);
  for (const Stop& stop : all) {
    if (finding.evidence.size() < 2 * kMaxStops) add_stop(finding, stop, account, lang);
  }
  finding.remedies = {"let-service-read-key"};
  return finding;
}

bool is_all_read(const FileAccess& access) {
  return std::all_of(access.steps.begin(), access.steps.end(), [](const AccessStep& step) { return step.acl_read; });
}

Finding judge(const LoadedFile& file, const FileAccess& access, const Account& account, bool starts_as_root,
              Lang lang) {
  if (!is_all_read(access)) {
    return unknown(file, ReasonKind::unreadable,
                   say(lang, "an access control list on the way to {} could not be read",
                       "无法读取通往 {} 途中的访问控制列表", file.path));
  }
  const auto all = stops(access, account);
  if (!all.empty()) return stopped(file, account, all, lang);
  if (access.incomplete) return unknown(file, ReasonKind::unreadable, access.incomplete->what_in(lang));
  if (!access.remote_filesystem.empty()) {
    return unknown(file, ReasonKind::unsupported,
                   say(lang, "{} lies on {}, where the other side decides who may read",
                       "{} 位于 {} 上，能否读取由对端决定", file.path, access.remote_filesystem));
  }
  Finding finding = finding_for(file, Verdict::ruled_out);
  finding.message = starts_as_root ? say(lang, "the service reads {} as root before it gives up root",
                                         "服务以 root 身份读取 {}，之后才降权", file.path)
                                   : say(lang, "by owner, mode and ACL {} may read {}",
                                         "按属主、权限位和 ACL，{} 可以读取 {}", account.name, file.path);
  return finding;
}

// Files are often examined on another machine than the one that they are for: only an account that was named is missed.
Finding no_account(const LoadedFile& file, const Context& context) {
  const Lang lang = context.lang;
  const std::vector<std::string> wanted = accounts_wanted(context);
  Finding finding = finding_for(file, Verdict::unknown);
  finding.message = say(lang, "whether the service may read {} is not known", "不清楚服务能否读取 {}", file.path);
  finding.reason = {
      context.user.empty() ? ReasonKind::not_requested : ReasonKind::no_input,
      wanted.empty() ? say(lang, "name the account of the service with --user", "请用 --user 指定服务账号")
                     : say(lang, "there is no account {} on this machine", "本机没有账号 {}", fmt::join(wanted, ", "))};
  return finding;
}

std::optional<Finding> examine(const LoadedFile& file, const Context& context) {
  const FileAccess* access = access_of(file);
  if (access == nullptr || !(holds_key(file) || holds_certificate(file))) return std::nullopt;
  const auto* target = context.target;
  const bool is_foreign = target != nullptr && target->platform != "linux" && target->platform != "any";
  if (context.user.empty() && is_foreign) return std::nullopt;
  if (access->incomplete && access->incomplete->kind == Error::Kind::unsupported) {
    return unknown(file, ReasonKind::unsupported, access->incomplete->what_in(context.lang));
  }
  if (context.user.empty() && target != nullptr && target->reads_key_as_root) {
    return judge(file, *access, Account{"root", 0, {0}, "root"}, true, context.lang);
  }
  const Account* account = service_account(*access, context);
  if (account == nullptr) return no_account(file, context);
  return judge(file, *access, *account, false, context.lang);
}

std::vector<Finding> run(const Material& material, const Context& context) {
  return each_file(material, context, examine);
}

}  // namespace

constexpr Check kKeyUnreadableByService{"key-unreadable-by-service", kDecides, run};

}  // namespace certdoc
