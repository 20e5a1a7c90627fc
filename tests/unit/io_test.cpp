#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/io.hpp"

#include "catch.hpp"

using namespace certdoc;

namespace {

class Directory {
 public:
  Directory() {
    std::string name = (std::filesystem::temp_directory_path() / "certdoc-io-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  std::string path() const { return path_.string(); }
  std::string file(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("a file is read whole, as the bytes that it has") {
  const Directory directory;
  const std::string bytes = std::string("a\0\r\n\xFF", 5) + std::string(200 * 1024, 'x');
  const auto read = read_file(directory.file("some", bytes), 1024 * 1024);
  REQUIRE(read);
  CHECK(*read == bytes);
  const auto empty = read_file(directory.file("empty", ""), 10);
  REQUIRE(empty);
  CHECK(empty->empty());
}

TEST_CASE("a file may be as large as its bound and no larger") {
  const Directory directory;
  const std::string path = directory.file("some", std::string(100, 'x'));
  CHECK(read_file(path, 100));
  const auto refused = read_file(path, 99);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == Error::Kind::too_large);
  CHECK(refused.error().what.find("99") != std::string::npos);
}

TEST_CASE("a file without end is given up at the bound") {
  const auto refused = read_file("/dev/zero", 1000);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == Error::Kind::too_large);
}

TEST_CASE("a missing file is named with the system's reason") {
  const auto missing = read_file("/nonexistent/server.crt", 100);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == Error::Kind::unreadable);
  CHECK(missing.error().what == "cannot read /nonexistent/server.crt: No such file or directory");
}

TEST_CASE("a directory is refused in plain words") {
  const Directory directory;
  for (const auto& error : {read_file(directory.path(), 100).error(), open_for_reading(directory.path()).error()}) {
    CHECK(error.kind == Error::Kind::unreadable);
    CHECK(error.what.find("it is a directory") != std::string::npos);
    CHECK_FALSE(error.hint.empty());
  }
}

TEST_CASE("a reader hands out a file piece by piece and then nothing") {
  const Directory directory;
  const auto read = open_for_reading(directory.file("some", "abcdef"));
  REQUIRE(read);
  const ReadSome copy = *read;
  char buffer[4];
  CHECK((*read)(buffer, 4).value() == 4);
  CHECK(std::string(buffer, 4) == "abcd");
  CHECK(copy(buffer, 4).value() == 2);
  CHECK(std::string(buffer, 2) == "ef");
  CHECK((*read)(buffer, 4).value() == 0);
}
