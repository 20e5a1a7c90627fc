// Derived keys: each is computed once, several at a time where that is worth a thread, and all of them together cost no
// more than the limits allow.
#pragma once

#include <functional>
#include <optional>
#include <tl/expected.hpp>
#include <vector>

#include "artifact/artifact.hpp"
#include "artifact/pbe_kdf.hpp"

namespace certdoc::pbe {

// The one wording for a key derivation that is not computed.
Reason too_many_rounds(std::uint64_t rounds, const LoadOptions& options);

class KeyWork {
 public:
  struct Task {
    const Kdf* kdf = nullptr;
    ByteView password;
  };
  using KeyOrReason = tl::expected<const SecretBytes*, Reason>;

  // `shared`: for a file of several parts, whose derivations have a limit together too.
  KeyWork(const LoadOptions& options, bool shared) : options_(options), shared_(shared) {}

  // Null: it cannot be computed here. A Reason: it would cost more than the limits allow.
  KeyOrReason key(const Kdf& kdf, ByteView password);

  // Computes these side by side, if that is worth it, for `key` to find. When the first is there and `go_on` says no,
  // the others stop.
  void ahead(const std::vector<Task>& tasks, const std::function<bool(const SecretBytes&)>& go_on = {});

  // Accounts for a derivation that somebody else computes.
  std::optional<Reason> charge(std::uint64_t rounds, std::uint64_t cost);

 private:
  struct Known {
    Kdf kdf;
    SecretBytes password;
    std::optional<SecretBytes> key;
  };

  const Known* find(const Kdf& kdf, ByteView password) const;
  const SecretBytes* keep(const Kdf& kdf, ByteView password, std::optional<SecretBytes> key);
  std::vector<Task> affordable(const std::vector<Task>& tasks);

  const LoadOptions& options_;
  bool shared_;
  std::uint64_t spent_ = 0;
  std::vector<std::unique_ptr<Known>> known_;
  std::size_t oldest_ = 0;
};

}  // namespace certdoc::pbe
