// Private keys of Java key stores, with the passwords given.
#pragma once

#include <optional>
#include <tl/expected.hpp>
#include <vector>

#include "artifact/artifact.hpp"
#include "artifact/pbe.hpp"
#include "artifact/store.hpp"

namespace certdoc {

class JavaKeys {
 public:
  explicit JavaKeys(const LoadOptions& options);

  // Fills `key` and what is known of its entry from the EncryptedPrivateKeyInfo, or says in `unread` why not.
  void read(Artifact& key, ByteView entry, StorePart& part, Bag& about);

  // The password that fits the digest of the store; `store` is the whole file.
  std::optional<Fit> of_store(ByteView store);

 private:
  struct Entry {
    ByteView algorithm, parameters, encrypted;
  };
  using Candidates = std::vector<pbe::Candidate>;

  static std::optional<Entry> entry_of(ByteView bytes);
  static Encryption described(const Entry& entry);
  tl::expected<Opened, Reason> opened(const Entry& entry);
  tl::expected<Opened, Reason> opened_jks(ByteView encrypted);
  tl::expected<Opened, Reason> opened_jceks(ByteView parameters, ByteView encrypted);

  const LoadOptions& options_;
  Candidates characters_;  // as Java holds them: UTF-16
  Candidates bytes_;
  pbe::KeyWork work_;
};

}  // namespace certdoc
