#include <sys/stat.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>

#include "artifact/loader.hpp"
#include "catch.hpp"

using namespace certdoc;
namespace fs = std::filesystem;

namespace {

class Tree {
 public:
  Tree() : root_(fs::temp_directory_path() / ("certdoc-walk-" + std::to_string(::getpid()))) {
    fs::remove_all(root_);
    fs::create_directories(root_ / "a" / "b");
    file("a/one");
    file("a/b/two");
  }
  ~Tree() { fs::remove_all(root_); }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  void file(const std::string& name) const { std::ofstream(root_ / name) << "x"; }
  fs::path operator/(const std::string& name) const { return root_ / name; }
  std::string path() const { return root_.string(); }

 private:
  fs::path root_;
};

}  // namespace

TEST_CASE("a walk finds all files below a directory, sorted", "[loader]") {
  const Tree tree;
  const Walk walk = walk_directory(tree.path(), 100);
  CHECK(walk.files == std::vector<std::string>{tree / "a/b/two", tree / "a/one"});
  CHECK(walk.errors.empty());
  CHECK_FALSE(walk.cut);
}

TEST_CASE("links to files and directories are followed, and nothing is taken twice", "[loader]") {
  const Tree tree;
  const Tree& t = tree;
  fs::create_symlink(t / "a/one", t / "a/again");
  fs::create_hard_link(t / "a/one", t / "hard");
  fs::create_directory_symlink(t / "a/b", t / "other");
  const Walk walk = walk_directory(tree.path(), 100);
  CHECK(walk.files.size() == 2);
  CHECK(walk.skipped_links == 1);
}

TEST_CASE("loops and dangling links are skipped and counted", "[loader]") {
  const Tree tree;
  fs::create_directory_symlink(tree.path(), tree / "a/b/up");
  fs::create_symlink("nowhere", tree / "dangling");
  fs::create_symlink("self", tree / "self");
  const Walk walk = walk_directory(tree.path(), 100);
  CHECK(walk.files.size() == 2);
  CHECK(walk.skipped_links == 2 + (walk.errors.empty() ? 1 : 0));
}

TEST_CASE("directories that link to one another do not multiply", "[loader]") {
  const Tree tree;
  for (int n = 0; n < 20; ++n) {
    const std::string level = "l" + std::to_string(n);
    fs::create_directory(tree / level);
    for (const char* way : {"/x", "/y"}) {
      fs::create_directory_symlink(tree / ("l" + std::to_string(n + 1)), tree / (level + way));
    }
  }
  fs::create_directory(tree / "l20");
  tree.file("l20/end");
  CHECK(walk_directory((tree / "l0").string(), 100).files.size() == 1);
}

TEST_CASE("pipes and sockets are skipped: nothing waits for them", "[loader]") {
  const Tree tree;
  REQUIRE(::mkfifo((tree / "pipe").c_str(), 0600) == 0);
  const Walk walk = walk_directory(tree.path(), 100);
  CHECK(walk.files.size() == 2);
  CHECK(walk.skipped_special == 1);
}

TEST_CASE("a walk stops at the most files that it may find, and says so", "[loader]") {
  const Tree tree;
  const Walk walk = walk_directory(tree.path(), 1);
  CHECK(walk.files.size() == 1);
  CHECK(walk.cut);
}

TEST_CASE("a directory that is not there is an error in both languages", "[loader]") {
  const Walk walk = walk_directory("/nonexistent/certdoc", 10);
  REQUIRE(walk.errors.size() == 1);
  CHECK(walk.errors.front().what.find("/nonexistent/certdoc") != std::string::npos);
  CHECK_FALSE(walk.errors.front().what_zh.empty());
}
