#include "diagnose/examine.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>

#include "artifact/file_access.hpp"
#include "artifact/loader.hpp"
#include "base/append.hpp"
#include "base/time.hpp"
#include "check/permission_checks.hpp"

namespace certdoc {
namespace {

struct Listed {
  std::vector<std::string> paths;
  std::vector<bool> named;
};

bool is_directory(const std::string& path) {
  std::error_code none;
  return path != "-" && std::filesystem::is_directory(path, none);
}

bool is_ascii(const SecretBytes& password) {
  return std::all_of(password.begin(), password.end(), [](std::uint8_t byte) { return byte < 0x80; });
}

Error cut(const std::string& directory, std::size_t most) {
  return {Error::Kind::too_large, fmt::format("{} holds more than {} files; the rest was left out", directory, most),
          "name its subdirectories one by one", fmt::format("{} 内的文件超过 {} 个，其余未检查", directory, most),
          "请逐个指定其子目录"};
}

void add_directory(const std::string& path, std::size_t most, Listed& listed, std::vector<Error>& errors) {
  Walk walk = walk_directory(path, most - std::min(most, listed.paths.size()));
  append(errors, std::move(walk.errors));
  if (walk.cut) errors.push_back(cut(path, most));
  listed.named.resize(listed.paths.size() + walk.files.size(), false);
  append(listed.paths, std::move(walk.files));
}

}  // namespace

LoadOptions load_options(const ExamineOptions& options) {
  LoadOptions load;
  load.lang = options.lang;
  load.limits.file_bytes = options.max_file;
  load.limits.kdf_iterations = options.max_iterations;
  load.passwords = options.passwords;
  load.full_key_check = options.full_key_check;
  return load;
}

Context context_of(const ExamineOptions& options) {
  Context context;
  context.now = parse_time(options.time).value_or(Time{});
  context.lang = options.lang;
  context.target = options.target.empty() ? nullptr : kb::find_target(options.target);
  context.user = options.user;
  context.verbose = options.everything;
  context.max_iterations = options.max_iterations;
  for (const auto& password : options.passwords) context.ascii_passwords.push_back(is_ascii(*password));
  return context;
}

ExplainOptions answer_options(const ExamineOptions& options) {
  ExplainOptions answer;
  answer.lang = options.lang;
  answer.time = options.time;
  answer.everything = options.everything;
  answer.commands = options.commands;
  return answer;
}

Material load(const std::vector<std::string>& paths, const ExamineOptions& options, bool walk,
              const FileProgress& progress, std::vector<Error>& errors) {
  Listed listed;
  for (const std::string& path : paths) {
    if (walk && is_directory(path)) {
      add_directory(path, options.max_files, listed, errors);
    } else {
      listed.paths.push_back(path);
      listed.named.push_back(true);
    }
  }
  Material material{load_files(listed.paths, load_options(options), progress)};
  for (std::size_t n = 0; n < material.files.size(); ++n) material.files[n].named = listed.named[n];
  return material;
}

// In a log a block that was cut off is no damage of a file that a program reads.
void load_held(const std::vector<HeldFile>& held, const ExamineOptions& options, Material& material) {
  const LoadOptions load = load_options(options);
  material.files.reserve(material.files.size() + held.size());
  for (const HeldFile& one : held) {
    LoadedFile file = load_bytes(one.path, *one.bytes, load);
    if (one.log) file.damages.clear();
    file.named = true;
    material.files.push_back(std::move(file));
  }
}

void look_at_files(Material& material, const Context& context, bool (*wanted)(const LoadedFile&)) {
  for (LoadedFile& file : material.files) {
    if (file.path == "-" || file.error || !wanted(file)) continue;
    file.access = std::make_shared<const FileAccess>(look_at(file.path, accounts_wanted(context)));
  }
}

void run_checks(std::span<const Check* const> checks, const Material& material, const Context& context,
                Answer& answer) {
  for (const Check* check : checks) {
    for (Finding& finding : check->run(material, context)) {
      answer.complete(finding);
      answer.report.findings.push_back(std::move(finding));
    }
  }
}

}  // namespace certdoc
