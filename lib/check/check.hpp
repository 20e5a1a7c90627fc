// A check examines material and gives a finding for every cause that it can decide.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "artifact/artifact.hpp"
#include "base/time.hpp"
#include "certdoc/lang.hpp"
#include "certdoc/report.hpp"
#include "kb/targets.hpp"

namespace certdoc {

struct Material {
  std::vector<LoadedFile> files;
};

// What a check may know of the world. Nothing below apps/ asks for more.
struct Context {
  Time now{};
  Lang lang = Lang::en;
  const kb::Target* target = nullptr;  // --target
  std::string user;                    // --user: the account that the service runs as; empty: the target's usual one
  bool verbose = false;
  // Of the passwords given, in their order: whether all characters are ASCII. More than that no check knows of them.
  std::vector<bool> ascii_passwords;
  std::uint64_t max_iterations = 0;  // that a key derivation may have; 0: no limit was set
};

// A constexpr value, one file a check.
struct Check {
  std::string_view id;
  std::span<const std::string_view> decides;  // cause ids
  std::vector<Finding> (*run)(const Material&, const Context&);
};

// `server.key:12`, `store.p12 (bag 2)`.
std::string location(const LoadedFile& file, const Place& place);
// Why a file that was named holds less than it might: damaged, locked. Nothing: it was read, or it holds a key that is
// locked, which no certificate needs.
std::optional<Reason> why_unread(const LoadedFile& file, Lang lang);
// `RSA 2048`, `EC P-256`, `Ed25519`.
std::string key_name(const PublicKey& key);

}  // namespace certdoc
