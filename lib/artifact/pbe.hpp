// Decryption by password as PKCS#5 and PKCS#12 do it: bounded first, then every password in turn.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "artifact/artifact.hpp"
#include "artifact/pbe_parameters.hpp"

namespace certdoc {

// In PKCS#12 no password and the empty one are different: RFC 7292 B.1 ends even the empty one with two zero bytes.
struct Password {
  bool none = false;
  SecretBytes text;  // UTF-8, else taken as Latin-1

  // Null only where there is none; the data of an empty vector may be null too.
  std::string_view view() const {
    if (none) return {};
    return text.empty() ? std::string_view("") : as_text(text);
  }
};

class PasswordTrial {
 public:
  // For a file of several parts, whose derivations have a limit together too; no password and the empty one are tried
  // before those that were given.
  static PasswordTrial of_container(const LoadOptions& options);

  // For a key alone: the passwords that were given, and none where its scheme knows that.
  static PasswordTrial of_key(const LoadOptions& options);

  // The plain text for which `fits` holds, with the first password that gives it. `algorithm` is an
  // AlgorithmIdentifier, whole. What cannot be computed is `unsupported`, never a wrong password.
  tl::expected<SecretBytes, Reason> decrypt(ByteView algorithm, ByteView encrypted,
                                            const std::function<bool(ByteView)>& fits);

  // True for the first password for which `fits` holds; it is the first to be tried from then on. A Reason: more rounds
  // than the limits allow, or what `fits` says.
  using Fits = std::function<tl::expected<bool, Reason>(const Password&)>;
  tl::expected<bool, Reason> find(std::uint64_t rounds, const Fits& fits);

  // From now on everything stays closed: no password fits the file.
  void give_up() { hopeless_ = true; }

 private:
  enum class Budget { of_key, of_file };

  PasswordTrial(const LoadOptions& options, std::vector<Password> passwords, Budget budget)
      : options_(options), passwords_(std::move(passwords)), budget_(budget) {}

  std::optional<Reason> charge(std::uint64_t rounds);
  std::optional<Reason> refusal(const PbeParameters& pbe) const;

  const LoadOptions& options_;
  std::vector<Password> passwords_;
  Budget budget_;
  std::uint64_t spent_ = 0;
  bool hopeless_ = false;
};

// The one wording for a key derivation that is not computed.
Reason too_many_rounds(std::uint64_t rounds, const LoadOptions& options);

}  // namespace certdoc
