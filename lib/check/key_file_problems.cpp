#include "check/key_file_problems.hpp"

#include <fmt/format.h>
#include <set>

#include "base/say.hpp"
#include "check/access_rules.hpp"
#include "check/key_trust.hpp"

namespace certdoc {
namespace {

constexpr unsigned kSticky = 01000;

Severity lowered(Severity severity) {
  return severity == Severity::error ? Severity::warning : Severity::note;
}

unsigned allowed_bits(const AccessStep& step, const Account& account) {
  unsigned bits = 0;
  for (const unsigned bit : {kRead, kWrite, kExecute}) {
    if (decide(step, account, bit).allowed) bits |= bit;
  }
  return bits;
}

unsigned masked_bits(const AccessStep& step, const AclEntry& entry) {
  return entry.bits & (step.mode >> 3U & 7U);  // the middle digit of the mode is the mask
}

class Collector {
 public:
  Collector(const FileAccess& access, const KeyUser& user, Lang lang)
      : access_(access), user_(user), service_(user.service), trust_(access, user.service), lang_(lang) {}

  std::vector<KeyFileProblem> collect() {
    for (const AccessStep& step : access_.steps) look_at(step);
    return std::move(problems_);
  }

 private:
  void look_at(const AccessStep& step) {
    if (step.kind == AccessStep::Kind::link) return look_at_link(step);
    const bool everybody = look_at_everybody(step);
    if (!everybody) look_at_group(step);
    for (const AclEntry& entry : step.acl) look_at_entry(step, entry);
    look_at_owner(step);
  }

  // Whoever owns a link can bend it where the directory lets him, and that is where everybody may write.
  void look_at_link(const AccessStep& link) {
    if ((access_.steps.at(link.parent).mode & kWrite) != 0) look_at_owner(link);
  }

  static bool is_file(const AccessStep& step) { return step.kind == AccessStep::Kind::file; }

  // Rights that let somebody at the key: to read or write the file, to put another in its place.
  static bool harms(const AccessStep& step, unsigned bits) {
    if (is_file(step)) return (bits & (kRead | kWrite)) != 0;
    return (bits & kWrite) != 0 && (bits & kExecute) != 0 && (step.mode & kSticky) == 0;
  }

  std::string what(const AccessStep& step, unsigned bits, const std::string& who) const {
    if (!is_file(step)) {
      return say(lang_, "{} may replace what is in {}", "{} 可以替换 {} 中的文件", who, step.path);
    }
    if ((bits & kWrite) == 0) return say(lang_, "{} may read the private key {}", "{} 可以读取私钥 {}", who, step.path);
    return (bits & kRead) == 0
               ? say(lang_, "{} may overwrite the private key {}", "{} 可以改写私钥 {}", who, step.path)
               : say(lang_, "{} may read and overwrite the private key {}", "{} 可以读取并改写私钥 {}", who, step.path);
  }

  std::string expected_mode(const AccessStep& step) const {
    if (!is_file(step)) return say(lang_, "no write for group and others", "同组和其他用户不可写");
    const bool has_group = needs_group(user_);
    return say(lang_, "0600 or 0640 root:{}", "0600 或 0640 root:{}", has_group ? service_->group : "ssl-cert");
  }

  void add(const AccessStep& step, Severity severity, std::string text, Evidence evidence, std::string fix) {
    evidence.location = step.path;
    problems_.push_back({severity, std::move(text), std::move(evidence), std::move(fix)});
  }

  // A right that nobody can use, because a directory above keeps him out, weighs less.
  Severity weigh(const AccessStep& step, Severity severity, const Account& account) const {
    return is_kept_out_before(access_, step, account) ? lowered(severity) : severity;
  }

  Evidence mode_evidence(const AccessStep& step) const {
    return {say(lang_, "mode", "权限"), expected_mode(step), mode_text(step), ""};
  }

  bool look_at_everybody(const AccessStep& step) {
    const Account account = stranger(access_);
    const unsigned bits = allowed_bits(step, account);
    if (!harms(step, bits)) return false;
    add(step, weigh(step, Severity::error, account), what(step, bits, say(lang_, "everybody", "所有人")),
        mode_evidence(step), is_file(step) ? "" : command("chmod go-w", step.path));
    return true;
  }

  void look_at_group(const AccessStep& step) {
    if (trust_.group(step.gid, step.group, step.owner)) return;
    const Account account = stranger_in(access_, step.gid);
    const unsigned bits = allowed_bits(step, account);
    if (!harms(step, bits)) return;
    add(step, weigh(step, Severity::warning, account),
        what(step, bits, say(lang_, "the group {}", "组 {}", step.group)), mode_evidence(step),
        is_file(step) ? "" : command("chmod g-w", step.path));
  }

  void look_at_entry(const AccessStep& step, const AclEntry& entry) {
    const bool is_user = entry.tag == AclTag::user;
    if (!is_user && entry.tag != AclTag::group) return;
    if (is_user ? trust_.user(entry.id) : trust_.group(entry.id, entry.name, step.owner)) return;
    const unsigned bits = masked_bits(step, entry);
    if (!harms(step, bits)) return;
    const Account account = is_user ? Account{entry.name, entry.id, {}, {}} : stranger_in(access_, entry.id);
    const std::string who = is_user ? entry.name : say(lang_, "the group {}", "组 {}", entry.name);
    const std::string fix = fmt::format("setfacl -x {}:{}", is_user ? "u" : "g", entry.id);
    add(step, weigh(step, Severity::warning, account), what(step, bits, who),
        {"ACL", say(lang_, "no such entry", "没有此项"), entry_text(entry), ""},
        is_file(step) ? "" : command(fix, step.path));
  }

  // An owner can change the mode at any time. Who the right owner is, nobody knows where no service is named.
  void look_at_owner(const AccessStep& step) {
    if (trust_.user(step.uid) || !owners_.insert(step.uid).second) return;
    const std::string text =
        is_file(step) ? say(lang_, "the private key {} belongs to {}", "私钥 {} 属于 {}", step.path, step.owner)
                      : say(lang_, "{} belongs to {}, who may replace the key", "{} 属于 {}，其可以替换私钥", step.path,
                            step.owner);
    const bool has_service = service_ != nullptr;
    const std::string expected = has_service && service_->uid != 0
                                     ? say(lang_, "root or {}", "root 或 {}", service_->name)
                                     : std::string("root");
    add(step, has_service ? Severity::warning : Severity::note, text,
        {say(lang_, "owner", "属主"), expected, step.owner, ""},
        has_service && is_file(step) ? command("chown root", step.path) : "");
  }

  const FileAccess& access_;
  KeyUser user_;
  const Account* service_;
  Trust trust_;
  Lang lang_;
  std::vector<KeyFileProblem> problems_;
  std::set<std::uint32_t> owners_;
};

}  // namespace

std::vector<KeyFileProblem> key_file_problems(const FileAccess& access, const KeyUser& user, Lang lang) {
  return Collector(access, user, lang).collect();
}

}  // namespace certdoc
