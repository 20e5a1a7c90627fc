// Writing a file that was asked for: whole or not at all, never through a link, for its owner alone where it is secret.
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <thread>

#include "base/write_file.hpp"
#include "catch.hpp"
#include "material.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

Result<void> put(const std::string& path, std::string_view text, WriteOptions options = {}) {
  return write_file(path, as_bytes(text), options);
}

unsigned mode_of(const std::string& path) {
  struct stat about {};
  REQUIRE(::lstat(path.c_str(), &about) == 0);
  return about.st_mode & 07777U;
}

std::size_t entries(const Workbench& m) {
  const std::filesystem::directory_iterator all(m.path(""));
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

class Umask {
 public:
  explicit Umask(mode_t mask) : former_(::umask(mask)) {}
  ~Umask() { ::umask(former_); }
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;

 private:
  mode_t former_;
};

// Refused with both languages and a hint, and nothing was left behind.
void check_refused(const Workbench& m, const std::string& path, std::string_view what, WriteOptions options = {}) {
  INFO(path);
  const std::size_t before = entries(m);
  const auto done = put(path, "new", options);
  REQUIRE_FALSE(done);
  CHECK(contains(done.error().what, what));
  CHECK_FALSE(done.error().hint.empty());
  CHECK_FALSE(done.error().what_zh.empty());
  CHECK_FALSE(done.error().hint_zh.empty());
  CHECK(entries(m) == before);
}

}  // namespace

TEST_CASE("a file is written whole, and nothing else is left in the directory", "[writer]") {
  const Workbench m;
  const std::string big(3'000'000, 'x');
  REQUIRE(put(m.path("new"), big));
  CHECK(m.read("new") == big);
  REQUIRE(put(m.path("empty"), ""));
  CHECK(m.read("empty").empty());
  CHECK(entries(m) == 2);
}

TEST_CASE("a path without a directory is written where the program stands", "[writer]") {
  const Workbench m;
  const auto here = std::filesystem::current_path();
  std::filesystem::current_path(m.path(""));
  const auto done = put("plain", "text");
  const auto dash = put("./-", "dash");
  std::filesystem::current_path(here);
  CHECK(done);
  CHECK(dash);
  CHECK(m.read("plain") == "text");
  CHECK(m.read("-") == "dash");
}

TEST_CASE("a secret is for its owner alone, whatever the umask and the former file say", "[writer]") {
  const Workbench m;
  const WriteOptions secret{.secret = true, .overwrite = true};
  {
    const Umask none(0);
    REQUIRE(put(m.path("open"), "key", secret));
    CHECK(mode_of(m.path("open")) == 0600);
    REQUIRE(put(m.path("public"), "certificate"));
    CHECK(mode_of(m.path("public")) == 0666);
  }
  {
    const Umask all(0777);
    REQUIRE(put(m.path("shut"), "key", secret));
    CHECK(mode_of(m.path("shut")) == 0600);
  }
  ::chmod(m.path("public").c_str(), 0644);
  REQUIRE(put(m.path("public"), "key", secret));
  CHECK(mode_of(m.path("public")) == 0600);
}

TEST_CASE("what is no secret keeps the mode of the file that it replaces", "[writer]") {
  const Workbench m;
  const Umask mask(022);
  m.write("chain.pem", "old");
  ::chmod(m.path("chain.pem").c_str(), 0640);
  REQUIRE(put(m.path("chain.pem"), "new", {.secret = false, .overwrite = true}));
  CHECK(mode_of(m.path("chain.pem")) == 0640);
  CHECK(m.read("chain.pem") == "new");
}

TEST_CASE("a file that exists is not overwritten unasked", "[writer]") {
  const Workbench m;
  m.write("there", "old");
  check_refused(m, m.path("there"), "exists already");
  const auto done = put(m.path("there"), "new");
  REQUIRE_FALSE(done);
  CHECK(contains(done.error().hint, "--force"));
  CHECK(contains(done.error().hint_zh, "--force"));
  CHECK(m.read("there") == "old");
  REQUIRE(put(m.path("there"), "new", {.secret = false, .overwrite = true}));
  CHECK(m.read("there") == "new");
  CHECK(entries(m) == 1);
}

TEST_CASE("a file with other names is replaced under this one only", "[writer]") {
  const Workbench m;
  m.write("one", "old");
  std::filesystem::create_hard_link(m.path("one"), m.path("other"));
  REQUIRE(put(m.path("one"), "new", {.secret = true, .overwrite = true}));
  CHECK(m.read("one") == "new");
  CHECK(m.read("other") == "old");
}

TEST_CASE("nothing is written through a symbolic link", "[writer]") {
  const Workbench m;
  m.write("victim", "old");
  std::filesystem::create_symlink("victim", m.path("link"));
  std::filesystem::create_symlink("nowhere", m.path("dangling"));
  for (const bool overwrite : {false, true}) {
    const WriteOptions options{.secret = true, .overwrite = overwrite};
    check_refused(m, m.path("link"), "symbolic link", options);
    check_refused(m, m.path("dangling"), "symbolic link", options);
  }
  CHECK(m.read("victim") == "old");
  CHECK_FALSE(std::filesystem::exists(m.path("nowhere")));
}

TEST_CASE("directories, pipes and sockets are not replaced", "[writer]") {
  const Workbench m;
  std::filesystem::create_directory(m.path("directory"));
  REQUIRE(::mkfifo(m.path("pipe").c_str(), 0600) == 0);
  const WriteOptions force{.secret = false, .overwrite = true};
  check_refused(m, m.path("directory"), "directory", force);
  check_refused(m, m.path("directory/"), "directory", force);
  check_refused(m, m.path("directory/."), "directory", force);
  check_refused(m, m.path("directory/.."), "directory", force);
  check_refused(m, m.path("pipe"), "pipe", force);
  check_refused(m, "/dev/null", "device", force);
}

TEST_CASE("standard output and no name at all are refused", "[writer]") {
  const Workbench m;
  check_refused(m, "", "standard output");
  check_refused(m, "-", "standard output");
}

TEST_CASE("a directory that is missing or closed is said", "[writer]") {
  const Workbench m;
  check_refused(m, m.path("missing/new"), "No such file");
  m.write("file", "text");
  check_refused(m, m.path("file/new"), "Not a directory");
  check_refused(m, m.path(std::string(300, 'x')), "too long");
  check_refused(m, m.path(std::string("a\0b", 3)), "Invalid");
  if (::geteuid() == 0) return;
  std::filesystem::create_directory(m.path("closed"));
  ::chmod(m.path("closed").c_str(), 0555);
  check_refused(m, m.path("closed/new"), "Permission denied");
}

// What a full disk is to write(): it takes a part and then refuses.
TEST_CASE("where there is no room for all of it, the old file stays and nothing is left", "[writer]") {
  const Workbench m;
  m.write("there", "old");
  struct rlimit former {};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &former) == 0);
  struct rlimit small = former;
  small.rlim_cur = 64 * 1024;
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto done = put(m.path("there"), std::string(1'000'000, 'x'), {.secret = true, .overwrite = true});
  ::setrlimit(RLIMIT_FSIZE, &former);
  std::signal(SIGXFSZ, handler);
  REQUIRE_FALSE(done);
  CHECK(contains(done.error().what, "File too large"));
  CHECK(m.read("there") == "old");
  CHECK(entries(m) == 1);
}

TEST_CASE("of writers at the same time one wins without --force, and no file is a mixture", "[writer]") {
  const Workbench m;
  constexpr int kWriters = 8;
  const auto all_at_once = [&](const std::string& name, bool overwrite) {
    std::atomic<int> won = 0;
    std::vector<std::thread> threads;
    for (int n = 0; n < kWriters; ++n) {
      threads.emplace_back([&, n] {
        const std::string text(200'000, static_cast<char>('a' + n));
        if (put(m.path(name), text, {.secret = true, .overwrite = overwrite})) ++won;
      });
    }
    for (std::thread& thread : threads) thread.join();
    const std::string text = m.read(name);
    CHECK(text.size() == 200'000);
    CHECK(text.find_first_not_of(text.front()) == std::string::npos);
    return won.load();
  };
  CHECK(all_at_once("once", false) == 1);
  CHECK(all_at_once("often", true) == kWriters);
  CHECK(entries(m) == 2);
}

TEST_CASE("somebody who keeps putting links in the way never gets a secret", "[writer]") {
  const Workbench m;
  std::filesystem::create_directory(m.path("theirs"));
  std::atomic<bool> stop = false;
  std::thread attacker([&] {
    while (!stop) {
      ::unlink(m.path("out").c_str());
      static_cast<void>(!::symlink("theirs/caught", m.path("out").c_str()));
    }
  });
  for (int n = 0; n < 200; ++n) static_cast<void>(put(m.path("out"), "key", {.secret = true, .overwrite = n % 2 == 0}));
  stop = true;
  attacker.join();
  CHECK(std::filesystem::is_empty(m.path("theirs")));
}
