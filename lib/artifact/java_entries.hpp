// Private keys of Java key stores, with the passwords given.
#pragma once

#include <cstdint>
#include <optional>
#include <tl/expected.hpp>
#include <vector>

#include "artifact/artifact.hpp"
#include "artifact/der.hpp"

namespace certdoc {

class JavaKeys {
 public:
  explicit JavaKeys(const LoadOptions& options);

  // Fills `key` from the EncryptedPrivateKeyInfo of an entry, or says in `unread` why not.
  void read(Artifact& key, ByteView entry);

 private:
  tl::expected<SecretBytes, Reason> opened(ByteView algorithm, ByteView parameters, ByteView encrypted);
  tl::expected<SecretBytes, Reason> opened_jks(ByteView encrypted) const;
  tl::expected<SecretBytes, Reason> opened_jceks(ByteView parameters, ByteView encrypted);

  const LoadOptions& options_;
  std::vector<SecretBytes> java_passwords_;  // in Java's characters
  std::uint64_t spent_ = 0;
};

// Nothing where no password was given or one fits the digest of the store, else the Reason.
std::optional<Reason> java_store_password(ByteView store, const LoadOptions& options);

}  // namespace certdoc
