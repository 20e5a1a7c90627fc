// kbgen ERRCODES.json REGISTRY-DIR OUT.cpp: validates the knowledge base and compiles it into tables.
#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include "base/io.hpp"
#include "emit.hpp"
#include "kbfile/build.hpp"
#include "kbfile/parse.hpp"
#include "kbfile/registry.hpp"
#include "kbfile/validate.hpp"

namespace {

using namespace certdoc;

Result<std::vector<kbfile::TableFile>> read_tables(const std::string& directory) {
  std::vector<kbfile::TableFile> files;
  std::error_code error;
  std::filesystem::directory_iterator entry(directory, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const std::filesystem::path& path = entry->path();
    if (path.extension() != ".tsv") continue;
    const auto bytes = read_file(path.string(), kbfile::kMaxFile);
    if (!bytes) return tl::unexpected(bytes.error());
    files.push_back({path.stem().string(), *bytes});
  }
  if (error) return fail(Error::Kind::unreadable, fmt::format("cannot read {}: {}", directory, error.message()));
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return files;
}

Result<std::string> compile(const std::string& json_path, const std::string& registry_path) {
  const auto json = read_file(json_path, kbfile::kMaxFile);
  if (!json) return tl::unexpected(json.error());
  const auto tables = read_tables(registry_path);
  if (!tables) return tl::unexpected(tables.error());
  const auto document = kbfile::parse_document(*json, json_path);
  if (!document) return tl::unexpected(document.error());
  const auto registry = kbfile::read_registry(*tables);
  if (!registry) return tl::unexpected(registry.error());
  const auto problems = kbfile::problems(*document, *registry, nullptr);
  for (const std::string& problem : problems) fmt::print(stderr, "{}: error: {}\n", json_path, problem);
  if (!problems.empty()) return fail(Error::Kind::invalid, fmt::format("{} problems", problems.size()));
  return emit(*kbfile::build(*document, *registry, nullptr));
}

int run(int argc, char** argv) {
  if (argc != 4) {
    fmt::print(stderr, "usage: kbgen ERRCODES.json REGISTRY-DIR OUT.cpp\n");
    return 2;
  }
  const auto source = compile(argv[1], argv[2]);
  if (!source) {
    fmt::print(stderr, "kbgen: error: {}\n", source.error().what);
    return 1;
  }
  std::ofstream out(argv[3], std::ios::binary);
  out << *source;
  if (out.flush()) return 0;
  fmt::print(stderr, "kbgen: error: cannot write {}\n", argv[3]);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "kbgen: %s\n", bug.what());
    return 70;
  }
}
