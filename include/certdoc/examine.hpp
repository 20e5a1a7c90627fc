// Files -> what they hold, whether it belongs together, and what is wrong with it. Nothing here uses the network, but
// for ChainOptions::online.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "certdoc/error.hpp"
#include "certdoc/export.hpp"
#include "certdoc/knowledge.hpp"
#include "certdoc/report.hpp"
#include "certdoc/secret.hpp"

namespace certdoc {

struct ExamineOptions {
  Lang lang = Lang::en;
  std::string time;  // RFC 3339: what counts as now
  // False: only what render_text shows without `verbose`. For the speed of a directory of thousands on a terminal.
  bool everything = true;
  std::vector<std::string> commands;  // the names of the commands that this program has
  // Tried on whatever is encrypted, in this order.
  std::vector<std::shared_ptr<const SecretBytes>> passwords;
  std::uint64_t max_file = 64ULL * 1024 * 1024;  // bytes; larger files are refused
  std::size_t max_files = 200'000;               // of all directories together
  std::uint64_t max_iterations = 10'000'000;     // of one key derivation; more is not computed
  std::string target;                            // the program that is to read the files; empty: none
  std::string user;             // check_files: the account of the service; empty: the target's usual one
  bool openssl_hash = false;    // match_files: the figure of `openssl x509 -pubkey -noout | openssl sha256`
  bool full_key_check = false;  // check_files: the primes of RSA keys too, up to 600 ms a key
};

// Told now and then how many of how many files have been read.
using FileProgress = std::function<void(std::size_t done, std::size_t all)>;

// Do these belong together? Named files must share one key; in directories it is found out what does.
// `-` is standard input.
CERTDOC_API Report match_files(const std::vector<std::string>& paths, const KnowledgeBase& knowledge,
                               const ExamineOptions& options, const FileProgress& progress = {});

// What is in each file, is it damaged, will the target read it, who else can?
CERTDOC_API Report check_files(const std::vector<std::string>& paths, const KnowledgeBase& knowledge,
                               const ExamineOptions& options);

// A PFX to be written from what was examined.
struct PfxOutput {
  std::string path;    // empty: none
  std::string target;  // the program that is to read it
  std::shared_ptr<const SecretBytes> password;
  std::optional<std::string> friendly_name;  // instead of that of the key or certificate; empty: none in it
  bool overwrite = false;
};

// Is the private key in it, does it fit, does the password open it, is the chain complete? PFX files, Java key stores,
// CFCA's .sm2 files, key and certificates in PEM. With an output the files are taken together.
CERTDOC_API Report check_pfx(const std::vector<std::string>& paths, const KnowledgeBase& knowledge,
                             const ExamineOptions& options, const PfxOutput& output = {});
struct NetworkOptions;  // network.hpp

struct ChainOptions {
  std::string trust = "system";    // system, none, a file or a directory of trust anchors
  std::string host;                // DNS name or IP address; empty: not asked
  std::string purpose = "server";  // server, client, code-signing, email, timestamp, any
  bool webpki = false;             // what only the CA/Browser Forum forbids is an error
  bool openssl = false;            // have OpenSSL judge ordinary paths too, on which it agrees, and say so
  std::string out;                 // write the bundle to this file; empty: nothing is written
  std::string out_for;             // in the form of this target (chain_target_names)
  bool force = false;              // replace a file that exists
  // Of the private key in the bundle. Without one a key is written only where `plain_key` says so, and certificates for
  // IIS, Exchange and Java go into PKCS #7 instead of PKCS #12.
  std::shared_ptr<const SecretBytes> out_password;
  bool plain_key = false;               // HAProxy's bundle may hold the key unencrypted
  std::optional<std::string> out_name;  // of the entry in PKCS #12, friendly name or alias
  // Whatever else was asked for, as arguments (`--at`, `2026-12-01`): a command that the report suggests asks for it
  // too.
  std::vector<std::string> asked;
  // Issuers that are missing are fetched from where the certificates say; null: nothing is.
  std::shared_ptr<const NetworkOptions> online;
};

// Is the chain complete, in order, trusted; what is missing? Writes nothing but ChainOptions::out.
CERTDOC_API Report check_chain(const std::vector<std::string>& paths, const KnowledgeBase& knowledge,
                               const ExamineOptions& options, const ChainOptions& chain);

// Whether ChainOptions::host may be this: an Error of usage says what to write instead.
CERTDOC_API Result<void> validate_host(const std::string& host);

struct TargetName {
  std::string name;
  std::string title;
  std::vector<std::string> aliases;
};

// What `target` may name.
CERTDOC_API std::vector<TargetName> target_names();
// The same for check_chain: programs whose rules for chains are known.
CERTDOC_API std::vector<TargetName> chain_target_names();

// What check_chain writes for one of these: whether a private key can be in it.
enum class ChainTargetForm { without_key, with_key, store };
CERTDOC_API ChainTargetForm chain_target_form(const std::string& name_or_alias);

}  // namespace certdoc
