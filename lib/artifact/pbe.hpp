// Opening by password as PKCS#5 and PKCS#12 do it: bounded first, then every password in turn, in every form that
// programs give it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <tl/expected.hpp>
#include <vector>

#include "artifact/artifact.hpp"
#include "artifact/pbe_forms.hpp"
#include "artifact/pbe_parameters.hpp"
#include "artifact/pbe_work.hpp"
#include "artifact/store.hpp"

namespace certdoc {

// Which password opened something, and how it had to be written.
struct Fit {
  PasswordForm form = PasswordForm::none;
  std::size_t password = 0;  // of those given, from 1; 0: none of them
};

struct Opened {
  SecretBytes plain;
  Fit fit;
};

struct Closed {
  Reason reason;
  bool refused = false;  // every password was tried, in every form
};

class PasswordTrial {
 public:
  // For a file of several parts, whose derivations have a limit together too; no password and the empty one are tried
  // even if they were not given.
  static PasswordTrial of_container(const LoadOptions& options);

  // For a key alone: the passwords that were given, and none where its scheme knows that.
  static PasswordTrial of_key(const LoadOptions& options);

  // The plain text for which `fits` holds. `algorithm` is an AlgorithmIdentifier, whole. What cannot be computed is
  // `unsupported`, never a wrong password.
  tl::expected<Opened, Closed> open(ByteView algorithm, ByteView encrypted, const std::function<bool(ByteView)>& fits);
  tl::expected<SecretBytes, Reason> decrypt(ByteView algorithm, ByteView encrypted,
                                            const std::function<bool(ByteView)>& fits);

  // The first password whose key fits; it is the first to be tried from then on. Nothing: none does. A Reason: it
  // cannot be computed. `next` are derivations that will be wanted with the right password.
  tl::expected<std::optional<Fit>, Reason> find(const pbe::Kdf& kdf, const std::function<bool(ByteView)>& fits,
                                                const std::vector<pbe::Kdf>& next = {});

  // Derives these keys side by side, with the password that is the likeliest.
  void prepare(const std::vector<pbe::Kdf>& kdfs);

  // From now on everything stays closed: no password fits the file.
  void give_up() { hopeless_ = true; }

 private:
  using Candidates = std::vector<pbe::Candidate>;
  using Attempt = std::function<tl::expected<bool, Reason>(const pbe::Candidate&)>;

  PasswordTrial(const LoadOptions& options, pbe::Holder holder)
      : options_(options), holder_(holder), work_(options, holder == pbe::Holder::container) {}

  Candidates& candidates(pbe::Alphabet alphabet);
  void prefer(const Fit& fit);
  std::vector<pbe::KeyWork::Task> likeliest(const std::vector<pbe::Kdf>& kdfs);
  void work_ahead(const pbe::Kdf& kdf, std::size_t n, const std::function<bool(ByteView)>& fits,
                  const std::vector<pbe::Kdf>& next);
  tl::expected<std::optional<Fit>, Reason> first_of(pbe::Alphabet alphabet, const Attempt& attempt);
  std::optional<Reason> refusal(const PbeParameters& pbe);
  tl::expected<bool, Reason> attempt(const PbeParameters& pbe, ByteView encrypted, const pbe::Candidate& candidate,
                                     const std::function<bool(ByteView)>& fits, SecretBytes& plain);

  const LoadOptions& options_;
  pbe::Holder holder_;
  pbe::KeyWork work_;
  std::array<std::optional<Candidates>, 2> candidates_;
  bool hopeless_ = false;
};

}  // namespace certdoc
