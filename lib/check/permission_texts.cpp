#include "check/permission_texts.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/quote.hpp"
#include "base/say.hpp"
#include "check/permission_checks.hpp"

namespace certdoc {
namespace {

bool is_key(const Artifact& artifact) {
  static constexpr std::array<std::string_view, 3> kForeignKeys{"openssh", "putty-2", "putty-3"};
  if (artifact.kind == Kind::private_key || artifact.kind == Kind::sm2_file) return true;
  return artifact.kind == Kind::foreign &&
         std::find(kForeignKeys.begin(), kForeignKeys.end(), artifact.format) != kForeignKeys.end();
}

// By its own password, or by that of a container around it.
bool is_behind_password(const LoadedFile& file, const Artifact& artifact) {
  const Artifact* at = &artifact;
  for (std::size_t depth = 0; depth <= file.artifacts.size(); ++depth) {
    if (at->encrypted || at->kind == Kind::sm2_file) return true;
    if (!at->parent || *at->parent >= file.artifacts.size()) return false;
    at = &file.artifacts[*at->parent];
  }
  return false;
}

}  // namespace

std::vector<std::string> accounts_wanted(const Context& context) {
  if (!context.user.empty()) return {context.user};
  if (context.target == nullptr) return {};
  return {context.target->accounts.begin(), context.target->accounts.end()};
}

const FileAccess* access_of(const LoadedFile& file) {
  return file.path == "-" ? nullptr : file.access.get();
}

bool holds_key(const LoadedFile& file) {
  return std::any_of(file.artifacts.begin(), file.artifacts.end(), is_key);
}

bool holds_certificate(const LoadedFile& file) {
  return std::any_of(file.artifacts.begin(), file.artifacts.end(),
                     [](const Artifact& artifact) { return artifact.kind == Kind::certificate; });
}

bool is_encrypted(const LoadedFile& file) {
  return std::all_of(file.artifacts.begin(), file.artifacts.end(),
                     [&](const Artifact& artifact) { return !is_key(artifact) || is_behind_password(file, artifact); });
}

const Account* service_account(const FileAccess& access, const Context& context) {
  for (const std::string& name : accounts_wanted(context)) {
    for (const Account& account : access.accounts) {
      if (account.name == name || std::to_string(account.uid) == name) return &account;
    }
  }
  return nullptr;
}

std::string command(std::string_view words, const std::string& path) {
  const auto quoted = quoted_for_sh(path);
  return quoted ? fmt::format("{} -- {}", words, *quoted) : "";
}

void add_fix(Finding& finding, const std::string& command) {
  if (!command.empty()) finding.next.push_back(command);
}

}  // namespace certdoc
