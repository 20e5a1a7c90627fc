// Is the SELinux type of the file one that services may read? Only types whose meaning is known are judged; which
// others a domain may read is in the policy, and that cannot be asked from here.
#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/quote.hpp"
#include "base/say.hpp"
#include "base/text.hpp"
#include "check/each_file.hpp"
#include "check/permission_checks.hpp"
#include "check/permission_texts.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 1> kDecides{"selinux-context"};

// miscfiles_read_generic_certs and miscfiles_read_generic_tls_privkey are what services call in the policy:
// https://github.com/SELinuxProject/refpolicy/blob/main/policy/modules/system/miscfiles.if
constexpr std::array<std::string_view, 2> kReadable{"cert_t", "tls_privkey_t"};

// Apache's and nginx's own: https://github.com/SELinuxProject/refpolicy/blob/main/policy/modules/services/apache.te
constexpr std::array<std::string_view, 2> kHttpd{"nginx", "apache"};
constexpr std::string_view kHttpdType = "httpd_config_t";

// Left over from where the file came from. Users' files are for users, default_t and unlabeled_t for nobody confined:
// https://github.com/SELinuxProject/refpolicy/blob/main/policy/modules/system/userdomain.te
// https://github.com/SELinuxProject/refpolicy/blob/main/policy/modules/kernel/files.te
constexpr std::array<std::string_view, 8> kRefused{"user_home_t", "user_home_dir_t", "admin_home_t", "user_tmp_t",
                                                   "tmp_t",       "default_t",       "unlabeled_t",  "file_t"};

// Where the policy has a label that fits, so that restorecon is enough:
// miscfiles.fc (/etc/pki), apache.fc (/etc/nginx, /etc/httpd, /etc/apache2), and for /etc/ssl what files.fc says of
// /etc.
constexpr std::array<std::string_view, 5> kLabelled{"/etc/pki/", "/etc/nginx/", "/etc/httpd/", "/etc/apache2/",
                                                    "/etc/ssl/"};

template <std::size_t N>
bool is_one_of(std::string_view value, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool has_label_by_policy(std::string_view path) {
  return std::any_of(kLabelled.begin(), kLabelled.end(), [&](std::string_view at) { return path.starts_with(at); });
}

// user:role:TYPE:level
std::string_view type_of(std::string_view context) {
  for (int skip = 0; skip < 2; ++skip) {
    const std::size_t colon = context.find(':');
    if (colon == std::string_view::npos) return "";
    context.remove_prefix(colon + 1);
  }
  return context.substr(0, context.find(':'));
}

// A regular expression (PCRE) that matches this path only.
std::string as_regex(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (std::string_view(".^$*+?()[]{}|\\").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// `Refused` on the way: the file's own label does not help below such a directory.
const AccessStep* refused_directory(const FileAccess& access) {
  for (const AccessStep& step : access.steps) {
    if (step.kind == AccessStep::Kind::directory && is_one_of(type_of(step.selinux), kRefused)) return &step;
  }
  return nullptr;
}

std::string relabel(const std::string& path, std::string_view type, bool is_directory) {
  const std::string restore = command(is_directory ? "restorecon -Rv" : "restorecon -v", path);
  const auto regex = quoted_for_sh(as_regex(path) + (is_directory ? "(/.*)?" : ""));
  if (restore.empty() || !regex) return "";
  return fmt::format("semanage fcontext -a -t {} {} && {}", type, *regex, restore);
}

// mv -Z gives the label of the new place (mv(1), coreutils 8.22).
std::string fix_for(const LoadedFile& file, const FileAccess& access, std::string_view type) {
  const AccessStep& step = access.steps.back();
  if (has_label_by_policy(step.path)) return command("restorecon -v", step.path);
  const AccessStep* directory = refused_directory(access);
  if (directory == nullptr) return relabel(step.path, type, false);
  if (type_of(directory->selinux) == "default_t" && directory == &access.steps.at(step.parent)) {
    return relabel(directory->path, type, true);
  }
  const std::string move = command("mv -Z", step.path);
  if (move.empty()) return "";
  return move + (holds_key(file) ? " /etc/pki/tls/private/" : " /etc/pki/tls/certs/");
}

struct Question {
  const LoadedFile& file;
  const FileAccess& access;
  const AccessStep& step;
  std::string wanted;
  std::string_view type;
};

Finding finding_for(const LoadedFile& file, Verdict verdict, std::string message) {
  Finding finding;
  finding.cause = kDecides.front();
  finding.verdict = verdict;
  finding.subject = file.path;
  finding.message = std::move(message);
  return finding;
}

// Without a target nobody said that a service reads this file; in a place for services that is plain anyway.
Severity severity_of(const Question& question, const Context& context) {
  const bool is_asked = context.target != nullptr || !context.user.empty();
  if (!is_asked && !has_label_by_policy(question.step.path)) return Severity::note;
  return is_asked && question.access.selinux == Selinux::enforcing ? Severity::error : Severity::warning;
}

Finding refused(const Question& question, const Context& context) {
  const Lang lang = context.lang;
  const bool enforced = question.access.selinux == Selinux::enforcing;
  const std::string message =
      enforced
          ? say(lang, "SELinux keeps confined services from {}: its type is {}",
                "SELinux 不允许受限的服务读取 {}：类型是 {}", question.file.path, question.type)
          : say(lang, "{} has the SELinux type {}; services will be refused once SELinux enforces",
                "{} 的 SELinux 类型是 {}；SELinux 切换为强制模式后服务将无法读取", question.file.path, question.type);
  Finding finding = finding_for(question.file, Verdict::confirmed, message);
  finding.severity = severity_of(question, context);
  finding.evidence.push_back(
      {say(lang, "SELinux type", "SELinux 类型"), question.wanted, std::string(question.type), question.step.path});
  add_fix(finding, fix_for(question.file, question.access, question.wanted));
  finding.remedies = {"restorecon-selinux"};
  return finding;
}

Finding cannot_tell(const Question& question, Lang lang) {
  const std::string text =
      question.type.empty()
          ? say(lang, "{} shows no SELinux label", "{} 没有可见的 SELinux 标签", question.file.path)
          : say(lang, "only the policy says whether the service may read {}; look for denials with ausearch -m avc",
                "服务能否读取 {} 类型只有策略知道；请用 ausearch -m avc 查找拒绝记录", question.type);
  Finding finding = finding_for(question.file, Verdict::unknown, text);
  finding.reason = Reason{ReasonKind::manual, text};
  return finding;
}

Finding judge(const Question& question, const Context& context) {
  const bool is_httpd = context.target != nullptr && is_one_of(context.target->name, kHttpd);
  const bool is_right = question.type == question.wanted || is_one_of(question.type, kReadable) ||
                        (is_httpd && question.type == kHttpdType);
  if (is_right && refused_directory(question.access) != nullptr) return cannot_tell(question, context.lang);
  if (is_right) {
    return finding_for(question.file, Verdict::ruled_out,
                       say(context.lang, "the SELinux type {} is one that services read",
                           "SELinux 类型 {} 可供服务读取", question.type));
  }
  return is_one_of(question.type, kRefused) ? refused(question, context) : cannot_tell(question, context.lang);
}

std::optional<Finding> examine(const LoadedFile& file, const Context& context) {
  const FileAccess* access = access_of(file);
  if (access == nullptr || access->steps.empty() || !(holds_key(file) || holds_certificate(file))) return std::nullopt;
  const auto* target = context.target;
  if (target != nullptr && target->platform != "linux" && target->platform != "any") return std::nullopt;
  if (access->selinux == Selinux::off) {
    return finding_for(file, Verdict::ruled_out, say(context.lang, "SELinux is not on here", "本机未启用 SELinux"));
  }
  const std::string wanted(target != nullptr && !target->selinux_type.empty() ? target->selinux_type : "cert_t");
  const AccessStep& step = access->steps.back();
  const Question question{file, *access, step, wanted, type_of(step.selinux)};
  return access->incomplete ? cannot_tell({file, *access, step, wanted, ""}, context.lang) : judge(question, context);
}

std::vector<Finding> run(const Material& material, const Context& context) {
  return each_file(material, context, examine);
}

}  // namespace

constexpr Check kSelinuxContext{"selinux-context", kDecides, run};

}  // namespace certdoc
