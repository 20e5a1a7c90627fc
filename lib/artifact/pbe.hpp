// Decryption by password as PKCS#12 does it: every password is tried, and none costs more than the limits allow.
#pragma once

#include <openssl/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <tl/expected.hpp>
#include <vector>

#include "artifact/artifact.hpp"

namespace certdoc {

// In PKCS#12 no password and the empty one are different: RFC 7292 B.1 ends even the empty one with two zero bytes.
struct Password {
  bool none = false;
  SecretBytes text;  // UTF-8, else taken as Latin-1

  // Null only where there is none; the data of an empty vector may be null too.
  const char* data() const {
    if (none) return nullptr;
    return text.empty() ? "" : reinterpret_cast<const char*>(text.data());
  }
  int size() const { return static_cast<int>(text.size()); }
};

class PasswordTrial {
 public:
  explicit PasswordTrial(const LoadOptions& options);

  // The plain text for which `fits` holds, with the first password that gives it.
  tl::expected<SecretBytes, Reason> decrypt(const X509_ALGOR& algorithm, ByteView encrypted,
                                            const std::function<bool(ByteView)>& fits);

  // True for the first password for which `fits` holds; it is the first to be tried from then on. A Reason: more rounds
  // than the limits allow.
  tl::expected<bool, Reason> find(std::uint64_t rounds, const std::function<bool(const Password&)>& fits);

  // From now on everything stays closed: no password fits the file.
  void give_up() { hopeless_ = true; }

 private:
  std::optional<Reason> charge(std::uint64_t rounds);

  const LoadOptions& options_;
  std::vector<Password> passwords_;
  std::uint64_t spent_ = 0;
  bool hopeless_ = false;
};

}  // namespace certdoc
