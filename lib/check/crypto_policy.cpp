// The security level that openssl.cnf sets for all programs:
// https://docs.openssl.org/3.0/man3/SSL_CTX_set_security_level/ (80, 112, 128, 192 and 256 bits; the strengths of keys
// and hashes as ssl_security_cert compares them). OpenSSL 3.0 counts 63 bits for SHA-1 and 39 for MD5.
#include <array>

#include "base/say.hpp"
#include "check/deployment.hpp"
#include "check/signature_hash.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::array kBits{0, 80, 112, 128, 192, 256};
constexpr std::array kRsaBits{0, 1024, 2048, 3072, 7680, 15360};

bool is_key_strong(const PublicKey& key, int level) {
  const auto n = static_cast<std::size_t>(level);
  if (key.bits == 0) return true;  // nobody knows
  if (key.algorithm.starts_with("RSA") || key.algorithm == "DSA") return key.bits >= kRsaBits[n];
  if (key.algorithm == "Ed25519") return kBits[n] <= 128;
  if (key.algorithm == "Ed448") return kBits[n] <= 224;
  const bool curve = key.algorithm == "EC" || key.algorithm == "SM2";
  return !curve || key.bits / 2 >= kBits[n];
}

bool is_hash_strong(std::string_view hash, int level) {
  constexpr std::array kStrength{
      std::pair(std::string_view("md5"), 39),     std::pair(std::string_view("sha1"), 63),
      std::pair(std::string_view("sha224"), 112), std::pair(std::string_view("sha256"), 128),
      std::pair(std::string_view("sha384"), 192), std::pair(std::string_view("sha512"), 256)};
  for (const auto& [name, bits] : kStrength) {
    if (name == hash) return bits >= kBits[static_cast<std::size_t>(level)];
  }
  return true;
}

class UnderPolicy {
 public:
  UnderPolicy(const LoadedFile& file, const Context& context, const machine::CryptoPolicy& policy, Severity severity)
      : file_(file), context_(context), policy_(policy), severity_(severity), tally_("algorithm-for-target", file) {}

  void look_at(const Artifact& artifact) {
    if (!artifact.certificate) return;
    const int level = *policy_.security_level;
    if (artifact.key && !is_key_strong(*artifact.key, level)) return refuse(key_name(*artifact.key), artifact);
    // Nobody verifies the signature of what signed itself.
    const bool own = artifact.certificate->subject == artifact.certificate->issuer;
    const std::string_view hash = own ? "" : signature_hash(artifact);
    if (!is_hash_strong(hash, level)) return refuse(std::string(hash_name(hash)), artifact);
    tally_.healthy();
  }

  std::optional<Finding> finding() const {
    return tally_.finding(say(context_.lang, "OpenSSL of this machine, at security level {}, takes what is in {}",
                              "本机 OpenSSL 的安全级别为 {}，接受 {} 中的算法", *policy_.security_level, file_.path));
  }

 private:
  void refuse(const std::string& what, const Artifact& artifact) {
    tally_.sick(severity_,
                say(context_.lang, "OpenSSL of this machine, at security level {}, refuses {} in {}",
                    "本机 OpenSSL 的安全级别为 {}，拒绝 {}（{}）", *policy_.security_level, what, file_.path),
                {.label = say(context_.lang, "certificate", "证书"),
                 .expected = say(context_.lang, "{} bits of security", "{} 位安全强度",
                                 kBits[static_cast<std::size_t>(*policy_.security_level)]),
                 .actual = what,
                 .location = location(file_, artifact.place)});
    tally_.add({.label = "CipherString",
                .expected = {},
                .actual = fmt::format("@SECLEVEL={}", *policy_.security_level),
                .location = policy_.level_location});
    tally_.remedy("reissue-with-common-algorithm");
  }

  const LoadedFile& file_;
  const Context& context_;
  const machine::CryptoPolicy& policy_;
  Severity severity_;
  Tally tally_;
};

}  // namespace

std::vector<Finding> policy_findings(const Material& material, const Context& context,
                                     const machine::CryptoPolicy& policy, Severity severity) {
  std::vector<Finding> findings;
  if (!policy.security_level) return findings;
  for (const LoadedFile& file : material.files) {
    UnderPolicy check(file, context, policy, severity);
    for (const Artifact& artifact : file.artifacts) check.look_at(artifact);
    append(findings, check.finding());
  }
  return findings;
}

}  // namespace certdoc
