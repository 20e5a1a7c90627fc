// What we say an account may read, against what the kernel lets it open. Needs root, to become others.
#include "catch.hpp"
#include "check/access_rules.hpp"
#include "numbers.hpp"
#include "permissions.hpp"

#ifdef __linux__

using namespace certdoc;
using test::Folder;

namespace {

constexpr std::uint32_t kAlice = 41001, kBob = 41002, kStaff = 42001, kWheel = 42002;

const std::vector<Account> kAccounts{{"root", 0, {0}, ""},
                                     {"alice", kAlice, {kAlice}, ""},
                                     {"alice", kAlice, {kAlice, kStaff}, ""},
                                     {"bob", kBob, {kBob, kWheel, kStaff}, ""},
                                     {"nobody", 65534, {65534}, ""},
                                     {"rootgroup", kBob, {0}, ""}};

std::vector<unsigned> some_bits(unsigned bit) {
  return {0, bit, 7};
}

// Every list of one named user and one named group over these bits.
std::vector<Acl> lists(unsigned bit) {
  std::vector<Acl> out;
  for (const unsigned user : some_bits(bit))
    for (const unsigned owning : {0U, bit})
      for (const unsigned group : some_bits(bit))
        for (const unsigned mask : some_bits(bit))
          for (const unsigned other : {0U, bit})
            out.push_back({{AclTag::owner, 6, 0, {}},
                           {AclTag::user, user, kAlice, {}},
                           {AclTag::owning_group, owning, 0, {}},
                           {AclTag::group, group, kStaff, {}},
                           {AclTag::mask, mask, 0, {}},
                           {AclTag::other, other, 0, {}}});
  return out;
}

void compare(const std::vector<std::string>& paths) {
  std::vector<FileAccess> facts;
  for (const std::string& path : paths) facts.push_back(look_at(path));
  std::size_t readable = 0;
  for (const Account& account : kAccounts) {
    const auto real = test::opened_as(account, paths);
    for (std::size_t at = 0; at < paths.size(); ++at) {
      const auto all = stops(facts[at], account);
      const AccessStep& file = facts[at].steps.back();
      if (all.empty() == real[at]) {
        readable += real[at] ? 1 : 0;
        continue;
      }
      CAPTURE(account.name, account.groups, file.path, mode_text(file), all.empty() ? "" : all.front().decision.rule);
      for (const AclEntry& entry : file.acl) UNSCOPED_INFO(entry_text(entry));
      CHECK(all.empty() == real[at]);
    }
  }
  // Both answers must have been there, else nothing was compared.
  CHECK(readable > paths.size());
  CHECK(readable < paths.size() * kAccounts.size());
}

void skip() {
  WARN("skipped: no access control lists on this file system");
}

bool is_root() {
  if (::geteuid() == 0) return true;
  WARN("skipped: only root can become another account");
  return false;
}

}  // namespace

TEST_CASE("what the mode of a file lets an account read is what it can open", "[permissions]") {
  if (!is_root()) return;
  const Folder place;
  std::vector<std::string> paths;
  for (const auto& [uid, gid] : {std::pair{0U, 0U}, {kAlice, kStaff}, {kBob, kStaff}, {kAlice, kAlice}, {0U, kWheel}}) {
    for (unsigned bits = 0; bits < 0777; bits += 3) {
      const std::string name = std::to_string(paths.size());
      paths.push_back(place.file(name, bits));
      place.owner(name, uid, gid);
    }
  }
  compare(paths);
}

TEST_CASE("what an access control list lets an account read is what it can open", "[permissions]") {
  if (!is_root()) return;
  const Folder place;
  std::vector<std::string> paths;
  for (const auto& [uid, gid] : {std::pair{0U, 0U}, {kAlice, kStaff}, {kBob, kWheel}}) {
    for (const Acl& acl : lists(kRead)) {
      const std::string name = std::to_string(paths.size());
      paths.push_back(place.file(name, 0600));
      place.owner(name, uid, gid);
      if (!test::set_acl(paths.back(), acl)) return skip();
    }
  }
  compare(paths);
}

TEST_CASE("what a directory's mode and list let an account search is where it can open", "[permissions]") {
  if (!is_root()) return;
  const Folder place;
  std::vector<std::string> paths;
  const auto add = [&](std::uint32_t uid, std::uint32_t gid) {
    const std::string name = std::to_string(paths.size());
    place.directory(name, 0755);
    paths.push_back(place.file(name + "/key", 0644));
    place.owner(name, uid, gid);
    return name;
  };
  for (const unsigned bits : {0700U, 0710U, 0711U, 0701U, 0750U, 0755U, 0070U, 0007U, 0677U, 0766U, 0767U, 0100U}) {
    place.mode(add(0, 0), bits);
    place.mode(add(kAlice, kStaff), bits);
    place.mode(add(kBob, kWheel), bits);
  }
  for (const Acl& acl : lists(kExecute)) {
    if (!test::set_acl(place.path(add(0, kWheel)), acl)) return skip();
  }
  compare(paths);
}

TEST_CASE("several directories and lists at random", "[permissions]") {
  if (!is_root()) return;
  const Folder place;
  Numbers numbers;
  std::vector<std::string> paths;
  const auto files = lists(kRead);
  const auto directories = lists(kExecute);
  const std::vector<std::uint32_t> uids{0, kAlice, kBob}, gids{0, kStaff, kWheel, kAlice};
  for (int round = 0; round < 400; ++round) {
    const std::string outer = "d" + std::to_string(round);
    const std::string inner = outer + "/in";
    const std::string key = inner + "/key";
    place.directory(outer, 0755);
    place.directory(inner, 0755);
    paths.push_back(place.file(key, 0644));
    for (const std::string& name : {outer, inner, key}) {
      place.owner(name, uids[numbers.below(3)], gids[numbers.below(4)]);
      if (numbers.below(2) == 0) {
        const auto& from = name == key ? files : directories;
        if (!test::set_acl(place.path(name), from[numbers.below(from.size())])) return skip();
      } else {
        place.mode(name, static_cast<unsigned>(numbers.below(01000)) | (name == key ? 0044U : 0011U));
      }
    }
  }
  compare(paths);
}

TEST_CASE("links on the way: their directories count, and in a shared directory their owner", "[permissions]") {
  if (!is_root()) return;
  const Folder place;
  place.directory("closed", 0700);
  place.directory("open", 0755);
  place.directory("shared", 01777);
  place.file("closed/key", 0644);
  place.file("open/key", 0644);
  place.link("open/in", "../closed/key");
  place.link("closed/out", "../open/key");
  place.link("open/absolute", place.path("closed/../open/key"));
  place.link("shared/ours", "../open/key");
  place.link("shared/alices", "../open/key");
  place.owner("shared/alices", kAlice, kAlice);
  place.link("open/there", "../shared/alices");
  std::vector<std::string> paths;
  for (const char* name : {"open/in", "closed/out", "open/absolute", "shared/ours", "shared/alices", "open/there",
                           "open/key", "open/./../open//key"}) {
    paths.push_back(place.path(name));
  }
  compare(paths);
}

TEST_CASE("a mask of nothing turns the list off, as in the kernel", "[permissions]") {
  AccessStep step;
  step.mode = 0604;
  step.acl = {{AclTag::owner, 6, 0, {}},
              {AclTag::user, 0, kAlice, {}},
              {AclTag::owning_group, 4, 0, {}},
              {AclTag::mask, 0, 0, {}},
              {AclTag::other, 4, 0, {}}};
  CHECK(decide(step, {"alice", kAlice, {kAlice}, ""}, kRead).allowed);
  step.mode = 0644;
  step.acl[3].bits = 4;
  const Decision decision = decide(step, {"alice", kAlice, {kAlice}, ""}, kRead);
  CHECK_FALSE(decision.allowed);
  CHECK(decision.rule == "user:41001:---");
}

#endif
