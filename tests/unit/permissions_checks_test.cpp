// The three checks over facts that are built by hand.
#include "catch.hpp"
#include "check/permission_checks.hpp"
#include "permissions.hpp"

using namespace certdoc;

namespace {

using StepKind = AccessStep::Kind;

constexpr std::uint32_t kWww = 33, kBob = 1001, kSslCert = 103, kStaff = 50;

AccessStep step(const std::string& path, StepKind kind, unsigned mode, std::uint32_t uid = 0, std::uint32_t gid = 0) {
  const auto user = [](std::uint32_t id) {
    return id == 0 ? "root" : id == kWww ? "www-data" : id == kBob ? "bob" : "other";
  };
  const auto group = [&](std::uint32_t id) { return id == kSslCert ? "ssl-cert" : id == kStaff ? "staff" : user(id); };
  AccessStep out;
  out.path = path;
  out.kind = kind;
  out.uid = uid;
  out.gid = gid;
  out.owner = user(uid);
  out.group = group(gid);
  out.mode = mode;
  return out;
}

FileAccess facts(unsigned mode, std::uint32_t uid = 0, std::uint32_t gid = 0) {
  FileAccess access;
  access.path = "/etc/x/key";
  access.steps = {step("/", StepKind::directory, 0755), step("/etc", StepKind::directory, 0755),
                  step("/etc/x", StepKind::directory, 0755), step("/etc/x/key", StepKind::file, mode, uid, gid)};
  for (std::size_t at = 1; at < access.steps.size(); ++at) access.steps[at].parent = at - 1;
  access.accounts = {{"www-data", kWww, {kWww}, "www-data"}};
  return access;
}

Acl list(std::vector<AclEntry> named, unsigned group, unsigned mask) {
  Acl out{{AclTag::owner, 6, 0, {}}};
  for (const AclEntry& entry : named)
    if (entry.tag == AclTag::user) out.push_back(entry);
  out.push_back({AclTag::owning_group, group, 0, {}});
  for (const AclEntry& entry : named)
    if (entry.tag == AclTag::group) out.push_back(entry);
  out.push_back({AclTag::mask, mask, 0, {}});
  out.push_back({AclTag::other, 0, 0, {}});
  return out;
}

Material material(const FileAccess& access, Kind kind = Kind::private_key, bool encrypted = false) {
  LoadedFile file;
  file.path = access.path;
  Artifact artifact;
  artifact.kind = kind;
  artifact.encrypted = encrypted;
  file.artifacts.push_back(artifact);
  file.access = std::make_shared<const FileAccess>(access);
  return {{file}};
}

kb::Target target(bool as_root, const char* name = "postgresql") {
  kb::Target out;
  out.name = name;
  out.platform = "linux";
  out.accounts = {"nginx", "www-data"};
  out.reads_key_as_root = as_root;
  out.selinux_type = "cert_t";
  return out;
}

Context with(const kb::Target* target, std::string user = {}) {
  Context context;
  context.target = target;
  context.user = std::move(user);
  return context;
}

Finding only(const Check& check, const Material& material, const Context& context = {}) {
  const auto findings = check.run(material, context);
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().cause == check.id);
  CHECK_FALSE(findings.front().message.empty());
  CHECK((findings.front().verdict == Verdict::unknown) == findings.front().reason.has_value());
  return findings.front();
}

std::string fix(const Finding& finding) {
  std::string out;
  for (const std::string& command : finding.next) out += (out.empty() ? "" : "\n") + command;
  return out;
}

FileAccess labelled(const std::string& path, const std::string& type, Selinux state = Selinux::enforcing) {
  FileAccess access = facts(0600);
  access.path = path;
  access.selinux = state;
  access.steps.back().path = path;
  access.steps.back().selinux = "unconfined_u:object_r:" + type + ":s0";
  return access;
}

}  // namespace

TEST_CASE("a key that everybody can read is an error, a certificate is not", "[permissions]") {
  const Finding finding = only(kKeyFilePermissions, material(facts(0644)));
  CHECK(finding.verdict == Verdict::confirmed);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message == "everybody may read the private key /etc/x/key");
  CHECK(finding.evidence.front().label == "mode");
  CHECK(finding.evidence.front().expected == "0600 or 0640 root:ssl-cert");
  CHECK(finding.evidence.front().actual == "0644 root:root");
  CHECK(finding.evidence.front().location == "/etc/x/key");
  CHECK(fix(finding) == "chmod 600 -- /etc/x/key");
  CHECK(fix(only(kKeyFilePermissions, material(facts(0644, 0, kSslCert)))) == "chmod 640 -- /etc/x/key");
  CHECK(kKeyFilePermissions.run(material(facts(0644), Kind::certificate), {}).empty());
}

TEST_CASE("a password or a closed directory lowers it by one", "[permissions]") {
  CHECK(only(kKeyFilePermissions, material(facts(0604), Kind::private_key, true)).severity == Severity::warning);
  FileAccess access = facts(0604);
  access.steps[2].mode = 0700;
  CHECK(only(kKeyFilePermissions, material(access)).severity == Severity::warning);
  CHECK(fix(only(kKeyFilePermissions, material(access))) == "chmod 600 -- /etc/x/key");
  CHECK(only(kKeyFilePermissions, material(access, Kind::private_key, true)).severity == Severity::note);
}

TEST_CASE("groups that are meant for keys are fine, others are a warning", "[permissions]") {
  const kb::Target postgres = target(false);
  for (const unsigned mode : {0600U, 0400U, 0640U})
    CHECK(only(kKeyFilePermissions, material(facts(mode, 0, kSslCert))).verdict == Verdict::ruled_out);
  CHECK(only(kKeyFilePermissions, material(facts(0640, 0, 0))).verdict == Verdict::ruled_out);
  CHECK(only(kKeyFilePermissions, material(facts(0640, 0, kWww)), with(&postgres)).verdict == Verdict::ruled_out);
  const Finding finding = only(kKeyFilePermissions, material(facts(0640, 0, kStaff)), with(&postgres));
  CHECK(finding.verdict == Verdict::confirmed);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message == "the group staff may read the private key /etc/x/key");
  CHECK(fix(finding) == "chgrp www-data -- /etc/x/key && chmod 640 -- /etc/x/key");
  CHECK(fix(only(kKeyFilePermissions, material(facts(0660, 0, kStaff)))) == "chmod 600 -- /etc/x/key");
}

TEST_CASE("the command leaves the key to a service that reads it by itself, and only to that", "[permissions]") {
  const kb::Target nginx = target(true, "nginx"), postgres = target(false);
  const auto fix_with = [](const FileAccess& access, const kb::Target& asked) {
    return fix(only(kKeyFilePermissions, material(access), with(&asked)));
  };
  CHECK(fix_with(facts(0644), nginx) == "chmod 600 -- /etc/x/key");
  CHECK(fix_with(facts(0644), postgres) == "chgrp www-data -- /etc/x/key && chmod 640 -- /etc/x/key");
  CHECK(fix_with(facts(0644, kWww), postgres) == "chmod 600 -- /etc/x/key");
}

TEST_CASE("an entry of the list counts as far as the mask lets it", "[permissions]") {
  FileAccess access = facts(0640);
  access.steps.back().acl = list({{AclTag::user, 6, kBob, "bob"}}, 0, 4);
  const Finding finding = only(kKeyFilePermissions, material(access));
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message == "bob may read the private key /etc/x/key");
  CHECK(finding.evidence.front().actual == "user:bob:rw-");
  CHECK(fix(finding) == "setfacl -b -- /etc/x/key && chmod 600 -- /etc/x/key");
  access.steps.back().mode = 0600;
  access.steps.back().acl = list({{AclTag::user, 6, kBob, "bob"}}, 0, 0);
  CHECK(only(kKeyFilePermissions, material(access)).verdict == Verdict::ruled_out);
}

TEST_CASE("the entry of the service stays when another goes", "[permissions]") {
  const kb::Target postgres = target(false);
  FileAccess access = facts(0640);
  access.steps.back().acl = list({{AclTag::user, 4, kWww, "www-data"}, {AclTag::group, 4, kStaff, "staff"}}, 0, 4);
  const Finding finding = only(kKeyFilePermissions, material(access), with(&postgres));
  CHECK(finding.message == "the group staff may read the private key /etc/x/key");
  CHECK(fix(finding) == "setfacl -x g:50 -m o::- -- /etc/x/key");
}

TEST_CASE("whoever can write to a directory on the way can replace the key", "[permissions]") {
  FileAccess access = facts(0600);
  access.steps[2].mode = 0777;
  Finding finding = only(kKeyFilePermissions, material(access));
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message == "everybody may replace what is in /etc/x");
  CHECK(finding.evidence.front().location == "/etc/x");
  CHECK(fix(finding) == "chmod go-w -- /etc/x");
  access.steps[2].mode = 01777;
  CHECK(only(kKeyFilePermissions, material(access)).verdict == Verdict::ruled_out);
  access.steps[2] = step("/etc/x", StepKind::directory, 0775, 0, kStaff);
  finding = only(kKeyFilePermissions, material(access));
  CHECK(finding.severity == Severity::warning);
  CHECK(fix(finding) == "chmod g-w -- /etc/x");
}

TEST_CASE("an owner who is neither root nor the service can do with the key what he likes", "[permissions]") {
  const kb::Target postgres = target(false);
  CHECK(only(kKeyFilePermissions, material(facts(0600, kWww)), with(&postgres)).verdict == Verdict::ruled_out);
  CHECK(only(kKeyFilePermissions, material(facts(0600, kBob)), with(&postgres)).severity == Severity::warning);
  CHECK(only(kKeyFilePermissions, material(facts(0600, kBob))).severity == Severity::note);
  FileAccess access = facts(0600, kBob);
  access.invoker = kBob;
  CHECK(only(kKeyFilePermissions, material(access)).verdict == Verdict::ruled_out);
}

TEST_CASE("no facts, no finding; facts that end early, no verdict", "[permissions]") {
  Material none = material(facts(0644));
  none.files.front().access.reset();
  FileAccess access = facts(0644);
  access.incomplete = Error{Error::Kind::unreadable, "cannot look at /etc/x: Permission denied", "", "无法查看", ""};
  access.steps.pop_back();
  for (const Check* check : {&kKeyFilePermissions, &kKeyUnreadableByService, &kSelinuxContext}) {
    CHECK(check->run(none, with(nullptr, "www-data")).empty());
  }
  CHECK(only(kKeyFilePermissions, material(access)).reason->kind == ReasonKind::unreadable);
  CHECK(only(kKeyUnreadableByService, material(access), with(nullptr, "www-data")).reason->kind ==
        ReasonKind::unreadable);
  access = facts(0640);
  access.steps[2].acl_read = false;
  CHECK(only(kKeyFilePermissions, material(access)).verdict == Verdict::unknown);
  CHECK(only(kKeyUnreadableByService, material(access), with(nullptr, "www-data")).verdict == Verdict::unknown);
}

TEST_CASE("what stops the service is named with the least that lets it pass", "[permissions]") {
  FileAccess access = facts(0600);
  access.steps[2].mode = 0700;
  const Finding finding = only(kKeyUnreadableByService, material(access), with(nullptr, "www-data"));
  CHECK(finding.verdict == Verdict::confirmed);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message == "www-data may not read /etc/x/key: /etc/x stops it");
  REQUIRE(finding.evidence.size() == 2);
  CHECK(finding.evidence[0].label == "directory");
  CHECK(finding.evidence[0].expected == "x for www-data");
  CHECK(finding.evidence[0].actual == "0700 root:root, other::---");
  CHECK(finding.evidence[0].location == "/etc/x");
  CHECK(finding.evidence[1].label == "file");
  CHECK(fix(finding) == "setfacl -m u:www-data:x -- /etc/x\nsetfacl -m u:www-data:r -- /etc/x/key");
}

TEST_CASE("an entry that the mask cuts is named with the mask; an owner gets his own bit", "[permissions]") {
  FileAccess access = facts(0620);
  access.steps.back().acl = list({{AclTag::user, 6, kWww, "www-data"}}, 0, 2);
  Finding finding = only(kKeyUnreadableByService, material(access), with(nullptr, "www-data"));
  CHECK(finding.evidence.front().actual == "0620 root:root, user:www-data:rw- (mask -w-)");
  finding = only(kKeyUnreadableByService, material(facts(0044, kWww)), with(nullptr, "www-data"));
  CHECK(fix(finding) == "chmod u+r -- /etc/x/key");
  access = facts(0600);
  access.steps.back().path = "/etc/x/it's \\ $key";
  finding = only(kKeyUnreadableByService, material(access), with(nullptr, "www-data"));
  CHECK(fix(finding) == "setfacl -m u:www-data:r -- '/etc/x/it'\\''s \\ $key'");
}

TEST_CASE("the account is the one named, else the target's first that exists here", "[permissions]") {
  const kb::Target starts_as_root = target(true, "nginx");
  const kb::Target plain = target(false);
  CHECK(accounts_wanted(with(&plain)) == std::vector<std::string>{"nginx", "www-data"});
  CHECK(accounts_wanted(with(&plain, "bob")) == std::vector<std::string>{"bob"});
  CHECK(only(kKeyUnreadableByService, material(facts(0600)), with(&starts_as_root)).verdict == Verdict::ruled_out);
  CHECK(only(kKeyUnreadableByService, material(facts(0600)), with(&starts_as_root, "www-data")).verdict ==
        Verdict::confirmed);
  CHECK(only(kKeyUnreadableByService, material(facts(0600)), with(&plain)).verdict == Verdict::confirmed);
  CHECK(only(kKeyUnreadableByService, material(facts(0600, kWww)), with(&plain)).verdict == Verdict::ruled_out);
  const Finding unknown = only(kKeyUnreadableByService, material(facts(0600)), with(&plain, "carol"));
  CHECK(unknown.reason->kind == ReasonKind::no_input);
  CHECK(unknown.message == "whether the service may read /etc/x/key is not known");
  CHECK(unknown.reason->text == "there is no account carol on this machine");
  CHECK(only(kKeyUnreadableByService, material(facts(0600))).reason->kind == ReasonKind::not_requested);
}

TEST_CASE("where another machine decides, a mode proves nothing", "[permissions]") {
  FileAccess access = facts(0644);
  access.remote_filesystem = "nfs";
  const Finding finding = only(kKeyUnreadableByService, material(access), with(nullptr, "www-data"));
  CHECK(finding.verdict == Verdict::unknown);
  CHECK(finding.reason->kind == ReasonKind::unsupported);
}

TEST_CASE("a link that protected_symlinks refuses stops root too", "[permissions]") {
  const kb::Target nginx = target(true, "nginx");
  FileAccess access = facts(0644);
  access.steps[2].mode = 01777;
  access.steps.insert(access.steps.begin() + 3, step("/etc/x/link", StepKind::link, 0777, kBob));
  access.steps[3].parent = 2;
  CHECK(only(kKeyUnreadableByService, material(access), with(&nginx)).verdict == Verdict::ruled_out);
  access.protected_links = true;
  const Finding finding = only(kKeyUnreadableByService, material(access), with(&nginx));
  CHECK(finding.verdict == Verdict::confirmed);
  CHECK(finding.evidence.front().label == "link");
  CHECK(fix(finding) == "chown -h root -- /etc/x/link");
}

TEST_CASE("SELinux: types that services read, types that they do not, and the rest", "[permissions]") {
  const kb::Target nginx = target(true, "nginx"), postgres = target(false);
  const auto verdict = [&](const std::string& type, const kb::Target& asked) {
    return only(kSelinuxContext, material(labelled("/etc/pki/tls/private/a.key", type)), with(&asked)).verdict;
  };
  CHECK(verdict("cert_t", nginx) == Verdict::ruled_out);
  CHECK(verdict("httpd_config_t", nginx) == Verdict::ruled_out);
  CHECK(verdict("httpd_config_t", postgres) == Verdict::unknown);
  CHECK(verdict("var_t", nginx) == Verdict::unknown);
  for (const char* type : {"user_home_t", "admin_home_t", "tmp_t", "user_tmp_t", "default_t", "unlabeled_t"})
    CHECK(verdict(type, nginx) == Verdict::confirmed);
  CHECK(only(kSelinuxContext, material(labelled("/x", "var_t")), with(&nginx)).reason->kind == ReasonKind::manual);
  CHECK(only(kSelinuxContext, material(labelled("/x", "tmp_t", Selinux::off))).message == "SELinux is not on here");
}

TEST_CASE("SELinux: the command that sets the label fits the place", "[permissions]") {
  const kb::Target nginx = target(true, "nginx");
  Finding finding = only(kSelinuxContext, material(labelled("/etc/pki/tls/a.key", "user_home_t")), with(&nginx));
  CHECK(finding.severity == Severity::error);
  CHECK(finding.evidence.front().expected == "cert_t");
  CHECK(finding.evidence.front().actual == "user_home_t");
  CHECK(fix(finding) == "restorecon -v -- /etc/pki/tls/a.key");
  finding = only(kSelinuxContext, material(labelled("/srv/my (tls)/a.key", "default_t")), with(&nginx));
  CHECK(fix(finding) ==
        "semanage fcontext -a -t cert_t '/srv/my \\(tls\\)/a\\.key' && restorecon -v -- '/srv/my (tls)/a.key'");
  FileAccess access = labelled("/etc/x/key", "default_t");
  access.steps[2].selinux = "system_u:object_r:default_t:s0";
  finding = only(kSelinuxContext, material(access), with(&nginx));
  CHECK(fix(finding) == "semanage fcontext -a -t cert_t '/etc/x(/.*)?' && restorecon -Rv -- /etc/x");
  access.steps[1].selinux = "system_u:object_r:admin_home_t:s0";
  finding = only(kSelinuxContext, material(access), with(&nginx));
  CHECK(fix(finding) == "mv -Z -- /etc/x/key /etc/pki/tls/private/");
  // A right label below a directory that services may not enter proves nothing.
  access.steps.back().selinux = "system_u:object_r:cert_t:s0";
  CHECK(only(kSelinuxContext, material(access), with(&nginx)).verdict == Verdict::unknown);
}

TEST_CASE("SELinux: how bad it is depends on who asks and whether it enforces", "[permissions]") {
  const kb::Target nginx = target(true, "nginx");
  const auto severity = [](const FileAccess& access, const Context& context) {
    return only(kSelinuxContext, material(access), context).severity;
  };
  CHECK(severity(labelled("/x", "tmp_t", Selinux::permissive), with(&nginx)) == Severity::warning);
  CHECK(severity(labelled("/home/bob/x", "user_home_t"), {}) == Severity::note);
  CHECK(severity(labelled("/etc/pki/x", "user_home_t"), {}) == Severity::warning);
}

TEST_CASE("targets on other systems are not judged by accounts and labels of this one", "[permissions]") {
  kb::Target windows = target(false, "iis");
  windows.platform = "windows";
  CHECK(kSelinuxContext.run(material(labelled("/x", "tmp_t")), with(&windows)).empty());
  CHECK(kKeyUnreadableByService.run(material(facts(0600)), with(&windows)).empty());
}

TEST_CASE("a path that cannot be printed is in no command", "[permissions]") {
  FileAccess access = facts(0644);
  access.steps.back().path = "/etc/x/k\ney";
  CHECK(fix(only(kKeyFilePermissions, material(access))).empty());
  access.steps.back().acl = list({{AclTag::user, 6, kBob, "bob"}}, 0, 4);
  CHECK(fix(only(kKeyFilePermissions, material(access))).empty());
  CHECK(fix(only(kKeyUnreadableByService, material(access), with(nullptr, "www-data"))).empty());
}

TEST_CASE("all texts are there in Chinese", "[permissions]") {
  Context context = with(nullptr, "www-data");
  context.lang = Lang::zh;
  FileAccess access = facts(0644);
  access.steps[2].mode = 0700;
  CHECK(only(kKeyFilePermissions, material(access), context).message == "所有人 可以读取私钥 /etc/x/key");
  CHECK(only(kKeyUnreadableByService, material(access), context).evidence.at(0).label == "目录");
  CHECK(only(kSelinuxContext, material(access), context).message == "本机未启用 SELinux");
}
