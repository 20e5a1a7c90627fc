// kbgen as the build runs it: exit status and messages.
#include <sys/wait.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "kb_sample.hpp"

using namespace certdoc;
namespace fs = std::filesystem;
using kb_sample::Json;

namespace {

// A directory with the sample in it, gone with the object.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "kbgen-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    root_ = name;
    fs::create_directory(root_ / "registry");
    write("errcodes.json", kb_sample::document().dump());
    for (const auto& table : {kb_sample::event_table(), kb_sample::win32_table(), kb_sample::windows_table()}) {
      write("registry/" + table.name + ".tsv", table.bytes);
    }
  }
  ~Folder() { fs::remove_all(root_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(root_ / name, std::ios::binary) << bytes;
  }

  std::string path(const std::string& name) const { return (root_ / name).string(); }

 private:
  fs::path root_;
};

struct Outcome {
  int status = 0;
  std::string said;  // on stderr
};

Outcome run(const std::string& arguments) {
  const std::string command = "'" CERTDOC_KBGEN "' " + arguments + " 2>&1 >/dev/null";
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Outcome outcome;
  char buffer[4096];
  for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) outcome.said.append(buffer, got);
  const int status = ::pclose(pipe);
  REQUIRE(WIFEXITED(status));
  outcome.status = WEXITSTATUS(status);
  return outcome;
}

Outcome compile(const Folder& place) {
  return run("'" + place.path("errcodes.json") + "' '" + place.path("registry") + "' '" + place.path("out.cpp") + "'");
}

std::string content(const std::string& path) {
  std::ostringstream all;
  all << std::ifstream(path, std::ios::binary).rdbuf();
  return all.str();
}

}  // namespace

TEST_CASE("kbgen compiles the sample into a source file") {
  const Folder place;
  const Outcome outcome = compile(place);
  CHECK(outcome.said.empty());
  REQUIRE(outcome.status == 0);
  const std::string source = content(place.path("out.cpp"));
  CHECK(source.find("// Made by kbgen") == 0);
  CHECK(source.find("kBuiltin") != std::string::npos);
  CHECK(source.find("the key is gone") != std::string::npos);
}

TEST_CASE("kbgen makes the same file of the same data") {
  const Folder place;
  REQUIRE(compile(place).status == 0);
  const std::string once = content(place.path("out.cpp"));
  REQUIRE(compile(place).status == 0);
  CHECK(content(place.path("out.cpp")) == once);
}

TEST_CASE("kbgen names every entry with a problem, exits 1 and writes nothing") {
  const Folder place;
  Json json = kb_sample::document();
  json["causes"][1]["remedies"][0] = "nope";
  json["remedies"][0].erase("undo");
  place.write("errcodes.json", json.dump());
  const Outcome outcome = compile(place);
  CHECK(outcome.status == 1);
  const std::string file = place.path("errcodes.json");
  CHECK(outcome.said == file + ": error: key-lost: no such remedy: 'nope'\n" + file +
                            ": error: fetch-key: risk is high and there is no undo\nkbgen: error: 2 problems\n");
  CHECK_FALSE(fs::exists(place.path("out.cpp")));
}

TEST_CASE("kbgen exits 1 at a missing translation, with the entry named") {
  const Folder place;
  Json json = kb_sample::document();
  json["codes"][1]["means"].erase("zh");
  place.write("errcodes.json", json.dump());
  const Outcome outcome = compile(place);
  CHECK(outcome.status == 1);
  CHECK(outcome.said == "kbgen: error: codes windows:0x80092004: means: the Chinese text is missing\n");
  CHECK_FALSE(fs::exists(place.path("out.cpp")));
}

TEST_CASE("kbgen exits 1 at a truncated document") {
  const Folder place;
  const std::string whole = kb_sample::document().dump();
  place.write("errcodes.json", whole.substr(0, whole.size() / 2));
  const Outcome outcome = compile(place);
  CHECK(outcome.status == 1);
  CHECK(outcome.said.find("kbgen: error: " + place.path("errcodes.json") + " is no JSON: ") == 0);
}

TEST_CASE("kbgen exits 1 at a broken table, with file and line") {
  const Folder place;
  place.write("registry/win32.tsv", kb_sample::win32_table().bytes + "ERROR_SAMPLE\tmany\tToo many.\n");
  const Outcome outcome = compile(place);
  CHECK(outcome.status == 1);
  CHECK(outcome.said == "kbgen: error: win32.tsv:6: 'many' is no number\n");
}

TEST_CASE("kbgen exits 1 where a file is missing or unwritable") {
  const Folder place;
  fs::remove(place.path("errcodes.json"));
  CHECK(compile(place).status == 1);
  CHECK(compile(place).said.find("errcodes.json") != std::string::npos);
  place.write("errcodes.json", kb_sample::document().dump());
  fs::create_directory(place.path("out.cpp"));
  CHECK(compile(place).status == 1);
}

TEST_CASE("kbgen fails and writes nothing where the directory of the tables is missing") {
  const Folder place;
  fs::remove_all(place.path("registry"));
  CHECK(compile(place).status == 1);
  CHECK_FALSE(fs::exists(place.path("out.cpp")));
}

TEST_CASE("kbgen exits 2 at a wrong command line") {
  const Outcome outcome = run("only-one-argument");
  CHECK(outcome.status == 2);
  CHECK(outcome.said == "usage: kbgen ERRCODES.json REGISTRY-DIR OUT.cpp\n");
}
