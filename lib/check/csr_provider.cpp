// The provider (CSP or KSP) that Windows wrote into a CSR: with which the key was made, and where alone the certificate
// can be completed. Only Microsoft's own providers are judged, whose abilities are documented; where the certificate
// will be installed no program sees from here.
#include <algorithm>
#include <array>
#include <optional>

#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/providers.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 2> kDecides{"csr-provider-mismatch", "provider-without-sha256"};

bool key_is_here(const Material& material, const PublicKey& key) {
  const auto holds = [&](const Artifact& artifact) {
    return artifact.kind == Kind::private_key && artifact.key && artifact.key->id == key.id;
  };
  return std::any_of(material.files.begin(), material.files.end(), [&](const LoadedFile& file) {
    return std::any_of(file.artifacts.begin(), file.artifacts.end(), holds);
  });
}

class Judge {
 public:
  Judge(const Material& material, const LoadedFile& file, const Context& context)
      : material_(material), file_(file), context_(context), mismatch_(kDecides[0], file), sha256_(kDecides[1], file) {}

  void look_at(const Artifact& artifact) {
    if (!artifact.csr || artifact.csr->csp.empty()) return;
    const CsrParts& csr = *artifact.csr;
    const Provider* provider = known_provider(csr.csp);
    if (provider != nullptr && artifact.key && contradicts(*provider, *artifact.key))
      return wrong_key(artifact, *provider);
    if (context_.target != nullptr && judge_target(artifact, provider)) return;
    if (artifact.key && key_is_here(material_, *artifact.key)) {
      return mismatch_.healthy(
          say(lang(), "the private key of {} is among the files", "{} 的私钥就在这些文件中", file_.path));
    }
    mismatch_.open({ReasonKind::manual,
                    say(lang(), "only the machine that made the request can tell", "只有生成申请的那台机器才能确定")},
                   say(lang(), "the key of {} lies in {}; the certificate must be completed there",
                       "{} 的私钥在 {} 中，证书须在那里完成安装", file_.path, csr.csp));
  }

  void append_to(std::vector<Finding>& findings) const {
    append(findings, mismatch_.finding({}));
    append(findings, sha256_.finding({}));
  }

 private:
  Lang lang() const { return context_.lang; }

  Evidence evidence(const Artifact& artifact, std::string expected, std::string actual) const {
    return {.label = "CSP",
            .expected = std::move(expected),
            .actual = std::move(actual),
            .location = location(file_, artifact.place)};
  }

  void wrong_key(const Artifact& artifact, const Provider& provider) {
    mismatch_.sick(
        Severity::error,
        say(lang(), "{} names {}, which cannot hold its {} key", "{} 写的是 {}，它不可能保存其中的 {} 密钥", file_.path,
            artifact.csr->csp, key_name(*artifact.key)),
        evidence(artifact, fmt::format("{} ({})", artifact.csr->csp, provider.algorithm), key_name(*artifact.key)));
    mismatch_.remedy("regenerate-csr-default-provider");
  }

  // True where the target settled it.
  bool judge_target(const Artifact& artifact, const Provider* provider) {
    const kb::Target& target = *context_.target;
    if (target.use == "code-signing" && provider != nullptr && provider->software) {
      no_hardware(artifact, *provider);
      return true;
    }
    if (target.platform == "linux" && !(artifact.key && key_is_here(material_, *artifact.key))) {
      key_elsewhere(artifact);
      return true;
    }
    if (target.platform == "windows" && target.use == "server" && artifact.csr->key_spec == 2) {
      signature_key(artifact);
      return true;
    }
    return false;
  }

  // Since 1 June 2023: https://cabforum.org/2022/04/06/ballot-csc-13-update-to-subscriber-key-protection-requirements
  void no_hardware(const Artifact& artifact, const Provider& provider) {
    mismatch_.sick(Severity::warning,
                   say(lang(), "the key of {} lies in software; public CAs sign code only for keys in hardware",
                       "{} 的私钥在软件提供程序中；公共 CA 只为硬件中的私钥签发代码签名证书", file_.path),
                   evidence(artifact, say(lang(), "a token or HSM", "令牌或 HSM"), artifact.csr->csp));
    mismatch_.remedy("code-signing-hardware-key");
    if (provider.sha256) return;
    sha256_.sick(Severity::error,
                 say(lang(), "{} has no SHA-256, with which code is signed today",
                     "{} 不支持 SHA-256，而现在的代码签名都用它", artifact.csr->csp),
                 evidence(artifact, "Microsoft Enhanced RSA and AES Cryptographic Provider", artifact.csr->csp));
    sha256_.remedy("move-key-to-aes-provider");
  }

  void key_elsewhere(const Artifact& artifact) {
    mismatch_.sick(
        Severity::warning,
        say(lang(), "the key of {} lies in Windows ({}), and {} reads files",
            "{} 的私钥在 Windows（{}）中，而 {} 读取的是文件", file_.path, artifact.csr->csp, context_.target->title),
        evidence(artifact, say(lang(), "a key file", "私钥文件"), artifact.csr->csp));
    if (!artifact.csr->machine.empty()) {
      mismatch_.add(
          {.label = say(lang(), "made on", "生成于"), .expected = {}, .actual = artifact.csr->machine, .location = {}});
    }
    mismatch_.remedy("choose-same-provider");
  }

  // https://learn.microsoft.com/en-us/sql/database-engine/configure-windows/certificate-requirements asks for
  // AT_KEYEXCHANGE; so does TLS with RSA key exchange.
  void signature_key(const Artifact& artifact) {
    mismatch_.sick(Severity::warning,
                   say(lang(), "the key of {} is made for signatures only (AT_SIGNATURE)",
                       "{} 的密钥只用于签名（AT_SIGNATURE）", file_.path),
                   {.label = "KeySpec",
                    .expected = "AT_KEYEXCHANGE (1)",
                    .actual = "AT_SIGNATURE (2)",
                    .location = location(file_, artifact.place)});
    mismatch_.remedy("regenerate-csr-default-provider");
  }

  const Material& material_;
  const LoadedFile& file_;
  const Context& context_;
  Tally mismatch_, sha256_;
};

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    Judge judge(material, file, context);
    for (const Artifact& artifact : file.artifacts) judge.look_at(artifact);
    judge.append_to(findings);
  }
  return findings;
}

}  // namespace

constexpr Check kCsrProvider{"csr-provider", kDecides, run};

}  // namespace certdoc
