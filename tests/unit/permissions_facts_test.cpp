// The facts about a file: every step of its path, its access control lists, labels, accounts.
#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include "catch.hpp"
#include "numbers.hpp"
#include "permissions.hpp"

#ifdef __linux__

using namespace certdoc;
using test::Folder;

namespace {

std::vector<std::string> paths_of(const FileAccess& access, const std::string& root) {
  std::vector<std::string> out;
  for (const AccessStep& step : access.steps) {
    if (step.path.starts_with(root + "/")) out.push_back(step.path.substr(root.size() + 1));
  }
  return out;
}

using Paths = std::vector<std::string>;

std::string output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  REQUIRE(pipe);
  std::string out;
  std::array<char, 4096> chunk{};
  for (std::size_t got = 0; (got = std::fread(chunk.data(), 1, chunk.size(), pipe.get())) > 0;)
    out.append(chunk.data(), got);
  return out;
}

const Acl kList{{AclTag::owner, 6, 0, {}},        {AclTag::user, 4, 0, {}},        {AclTag::user, 5, 4000001, {}},
                {AclTag::owning_group, 0, 0, {}}, {AclTag::group, 6, 4000002, {}}, {AclTag::mask, 4, 0, {}},
                {AclTag::other, 0, 0, {}}};

}  // namespace

TEST_CASE("every directory and link on the way is a step, in the kernel's order", "[permissions]") {
  const Folder place;
  place.directory("a", 0755);
  place.directory("a/b", 0750);
  place.directory("c", 0711);
  place.file("a/b/key", 0640);
  place.link("c/link", "../a/b/../b/key");
  const FileAccess access = look_at(place.path("c/link"));
  REQUIRE_FALSE(access.incomplete);
  CHECK(access.steps.front().path == "/");
  CHECK(access.steps.front().kind == AccessStep::Kind::directory);
  CHECK(paths_of(access, place.path("")) == Paths{"c", "c/link", "a", "a/b", "a/b/key"});
  const AccessStep& link = access.steps.at(access.steps.size() - 4);
  CHECK(link.kind == AccessStep::Kind::link);
  CHECK(access.steps.at(link.parent).path == place.path("c"));
  const AccessStep& file = access.steps.back();
  CHECK(file.kind == AccessStep::Kind::file);
  CHECK(file.mode == 0640);
  CHECK(file.uid == ::geteuid());
  CHECK(file.owner == user_name(::geteuid()));
  CHECK(file.acl.empty());
  CHECK(file.acl_read);
  CHECK(access.steps.at(file.parent).mode == 0750);
  CHECK(access.invoker == ::geteuid());
}

TEST_CASE("a relative path starts at the current directory", "[permissions]") {
  const Folder place;
  place.file("key", 0600);
  const FileAccess access = look_at(std::filesystem::relative(place.path("key")).string());
  REQUIRE_FALSE(access.incomplete);
  CHECK(access.steps.back().path == place.path("key"));
}

TEST_CASE("where the look-up ends before the file, it says why and keeps what it saw", "[permissions]") {
  const Folder place;
  place.file("key", 0600);
  place.link("loop", "loop");
  place.link("dangling", "nowhere/key");
  for (const char* name : {"loop", "dangling", "key/below", "missing/key"}) {
    CAPTURE(name);
    const FileAccess access = look_at(place.path(name));
    REQUIRE(access.incomplete);
    CHECK(access.incomplete->what.find("cannot look at /") == 0);
    CHECK_FALSE(access.incomplete->what_zh.empty());
    CHECK(access.steps.size() >= 3);
  }
  CHECK(look_at(place.path("loop")).incomplete->what.find("symbolic links") != std::string::npos);
  CHECK(look_at(std::string("/tmp\0key", 8)).incomplete);
  CHECK(look_at("").steps.size() <= 2 + 64);
  std::string deep;
  for (int at = 0; at < 5000; ++at) deep += "/tmp/..";
  const FileAccess access = look_at(deep + "/tmp");
  CHECK(access.incomplete);
  CHECK(access.steps.size() == 2);
}

TEST_CASE("an access control list is read as getfacl reads it", "[permissions]") {
  const Folder place;
  const std::string path = place.file("key", 0600);
  if (!test::set_acl(path, kList)) {
    WARN("skipped: no access control lists on this file system");
    return;
  }
  const FileAccess access = look_at(path);
  const AccessStep& file = access.steps.back();
  REQUIRE(file.acl.size() == kList.size());
  CHECK(file.mode == 0640);  // the mask stands where the group's bits were
  std::string ours;
  for (const AclEntry& entry : file.acl) ours += entry_text(entry) + "\n";
  CHECK(ours == "user::rw-\nuser:root:r--\nuser:4000001:r-x\ngroup::---\ngroup:4000002:rw-\nmask::r--\nother::---\n");
  if (std::system("command -v getfacl >/dev/null") != 0) return;
  CHECK(output_of("getfacl --omit-header --absolute-names --no-effective " + path) == ours + "\n");
}

TEST_CASE("bytes that are no access control list are refused", "[permissions]") {
  const std::string good = test::encoded(kList);
  REQUIRE(decode_acl(as_bytes(good)));
  for (std::size_t size = 0; size < good.size(); ++size) CHECK_FALSE(decode_acl(as_bytes(good).first(size)));
  for (const auto& [at, value] : {std::pair<std::size_t, char>{0, 1}, {3, 1}, {4, 3}, {6, 8}, {7, 1}, {12, 0x40}}) {
    std::string bad = good;
    bad[at] = value;
    CAPTURE(at);
    CHECK_FALSE(decode_acl(as_bytes(bad)));
  }
  Numbers numbers;
  for (int round = 0; round < 2000; ++round) {
    std::string bad = good;
    bad[numbers.below(bad.size())] = static_cast<char>(numbers.below(256));
    const auto acl = decode_acl(as_bytes(bad));
    if (acl) CHECK(acl->back().tag == AclTag::other);
  }
}

TEST_CASE("whether SELinux is on is read from its file system", "[permissions]") {
  const Folder place;
  const std::string path = place.file("enforce", 0644);
  AccessSources sources;
  sources.selinux_enforce = path;
  std::ofstream(path) << "1";
  CHECK(look_at("/", {}, sources).selinux == Selinux::enforcing);
  std::ofstream(path) << "0";
  CHECK(look_at("/", {}, sources).selinux == Selinux::permissive);
  sources.selinux_enforce = place.path("missing");
  CHECK(look_at("/", {}, sources).selinux == Selinux::off);
  sources.protected_links = path;
  CHECK_FALSE(look_at("/", {}, sources).protected_links);
  std::ofstream(path) << "1\n";
  CHECK(look_at("/", {}, sources).protected_links);
}

TEST_CASE("the label is the attribute's text without the NUL at its end", "[permissions]") {
  const Folder place;
  const std::string path = place.file("key", 0600);
  AccessSources sources;
  sources.selinux_attribute = "user.label";
  CHECK(look_at(path, {}, sources).steps.back().selinux.empty());
  const std::string label("system_u:object_r:cert_t:s0\0", 28);
  if (::setxattr(path.c_str(), "user.label", label.data(), label.size(), 0) != 0) {
    WARN("skipped: no extended attributes on this file system");
    return;
  }
  CHECK(look_at(path, {}, sources).steps.back().selinux == "system_u:object_r:cert_t:s0");
}

TEST_CASE("accounts are found by name and by number", "[permissions]") {
  const auto root = find_account("root");
  REQUIRE(root);
  CHECK(root->uid == 0);
  REQUIRE_FALSE(root->groups.empty());
  CHECK(root->groups.front() == 0);
  CHECK(root->group == "root");
  CHECK(find_account("0")->name == "root");
  const auto number = find_account("3999999999");
  REQUIRE(number);
  CHECK(number->uid == 3999999999U);
  CHECK(number->groups.empty());
  for (const std::string& name : {std::string("no such account"), std::string(), std::string("-1"),
                                  std::string("4294967295"), std::string("99999999999"), std::string("ro\0ot", 5)}) {
    CAPTURE(name);
    CHECK_FALSE(find_account(name));
  }
  const FileAccess access = look_at("/", {"no such account", "root"});
  REQUIRE(access.accounts.size() == 1);
  CHECK(access.accounts.front().name == "root");
}

TEST_CASE("supplementary groups are those that id prints", "[permissions]") {
  for (const char* name : {"root", "nobody", "www-data", "postgres"}) {
    const auto account = find_account(name);
    if (!account) continue;
    CAPTURE(name);
    std::string ours;
    for (const auto gid : account->groups) ours += (ours.empty() ? "" : " ") + std::to_string(gid);
    CHECK(ours + "\n" == output_of(std::string("id -G ") + name));
  }
}

#endif
