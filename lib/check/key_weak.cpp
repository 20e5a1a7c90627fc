// Keys that are too short, of a broken kind, or refused by every public CA. The bounds are those of the CA/Browser
// Forum's baseline requirements, 6.1.5 and 6.1.6 (https://github.com/cabforum/servercert/blob/main/docs/BR.md).
#include <array>

#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/rsa_key.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 1> kDecides{"key-weak"};

class Weakness {
 public:
  Weakness(Tally& tally, const LoadedFile& file, const Artifact& artifact, const Context& context)
      : tally_(tally), file_(file), artifact_(artifact), context_(context) {}

  void examine(const PublicKey& key) {
    if (key.algorithm.starts_with("RSA")) examine_rsa(key);
    if (key.algorithm == "DSA") examine_dsa(key);
    if (key.algorithm == "EC") examine_curve(key);
    if (!found_) tally_.healthy();
  }

 private:
  Lang lang() const { return context_.lang; }

  void found(Severity severity, std::string message, std::string expected, std::string actual) {
    found_ = true;
    tally_.sick(severity, std::move(message),
                {.label = key_name(*artifact_.key),
                 .expected = std::move(expected),
                 .actual = std::move(actual),
                 .location = location(file_, artifact_.place)});
    tally_.remedy("reissue-with-strong-algorithm");
  }

  void examine_rsa(const PublicKey& key) {
    examine_length(key.bits);
    const auto rsa = rsa_key(key);
    if (!rsa) return;
    examine_modulus(*rsa);
    examine_exponent(*rsa);
  }

  void examine_length(int bits) {
    const int least = context_.target == nullptr ? 2048 : context_.target->rsa_min_bits;
    if (bits <= 0 || bits >= least) return;
    std::string message = bits < 1024 ? say(lang(), "the RSA key in {} has {} bits and can be broken",
                                            "{} 中的 RSA 密钥只有 {} 位，可被破解", file_.path, bits)
                                      : say(lang(), "the RSA key in {} has {} bits, which public CAs refuse",
                                            "{} 中的 RSA 密钥只有 {} 位，公共 CA 会拒绝", file_.path, bits);
    found(Severity::error, std::move(message), say(lang(), "{} bits or more", "至少 {} 位", least),
          say(lang(), "{} bits", "{} 位", bits));
  }

  void examine_modulus(const RsaKey& rsa) {
    const std::size_t bits = bits_of(rsa.modulus);
    if (bits % 8 != 0) {
      found(Severity::warning,
            say(lang(), "the length of the RSA key in {} is no multiple of 8 bits",
                "{} 中 RSA 密钥的长度不是 8 位的整数倍", file_.path),
            say(lang(), "a multiple of 8 bits", "8 位的整数倍"), say(lang(), "{} bits", "{} 位", bits));
    }
    const std::uint32_t factor = small_factor(rsa.modulus);
    if (factor != 0) {
      found(Severity::error,
            say(lang(), "the RSA key in {} is broken: its modulus is divisible by {}",
                "{} 中的 RSA 密钥不安全：模数可被 {} 整除", file_.path, factor),
            say(lang(), "no small factor", "没有小因子"), fmt::format("{}", factor));
    } else if (is_roca(rsa.modulus)) {
      found(Severity::error,
            say(lang(), "the RSA key in {} comes from a broken generator (ROCA, CVE-2017-15361)",
                "{} 中的 RSA 密钥由有漏洞的芯片生成（ROCA，CVE-2017-15361）", file_.path),
            say(lang(), "random primes", "随机素数"), "CVE-2017-15361");
    }
  }

  // MUST be odd and 3 or more, SHOULD be above 65536.
  void examine_exponent(const RsaKey& rsa) {
    const std::size_t bits = bits_of(rsa.exponent);
    const std::uint32_t low = rsa.exponent.size() > 4 ? 0 : remainder(rsa.exponent, 0x7FFFFFFF);
    const bool broken = is_even(rsa.exponent) || bits < 2;
    if (!broken && bits > 16) return;
    std::string message =
        broken ? say(lang(), "the RSA key in {} has an impossible exponent", "{} 中 RSA 密钥的指数无效", file_.path)
               : say(lang(), "the RSA key in {} has a small exponent", "{} 中 RSA 密钥的指数偏小", file_.path);
    found(broken ? Severity::error : Severity::note, std::move(message),
          say(lang(), "65537 or larger, odd", "65537 或更大的奇数"),
          low == 0 ? say(lang(), "even", "偶数") : fmt::format("{}", low));
  }

  void examine_dsa(const PublicKey& key) {
    const bool too_short = key.bits > 0 && key.bits < 2048;
    found(too_short ? Severity::error : Severity::warning,
          say(lang(), "the key in {} is a DSA key, for which no public CA issues",
              "{} 中是 DSA 密钥，公共 CA 都不为它签发", file_.path),
          say(lang(), "RSA or EC", "RSA 或 EC"), key_name(key));
  }

  void examine_curve(const PublicKey& key) {
    if (key.bits > 0 && key.bits < 224) {
      return found(
          Severity::error,
          say(lang(), "the EC key in {} is too short: {} bits", "{} 中的 EC 密钥太短：{} 位", file_.path, key.bits),
          say(lang(), "256 bits or more", "至少 256 位"), say(lang(), "{} bits", "{} 位", key.bits));
    }
    const bool usual = key.curve == "P-256" || key.curve == "P-384" || key.curve == "P-521";
    if (usual && !key.explicit_parameters) return;
    std::string actual = key.explicit_parameters ? say(lang(), "explicit parameters", "显式参数") : key.curve;
    found(Severity::note,
          say(lang(), "public CAs do not issue for the curve of the key in {}", "公共 CA 不为 {} 中密钥的曲线签发证书",
              file_.path),
          "P-256, P-384, P-521", std::move(actual));
  }

  Tally& tally_;
  const LoadedFile& file_;
  const Artifact& artifact_;
  const Context& context_;
  bool found_ = false;
};

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    Tally tally(kDecides[0], file);
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.key) Weakness(tally, file, artifact, context).examine(*artifact.key);
    }
    append(findings,
           tally.finding(say(context.lang, "the keys in {} are long enough", "{} 中的密钥长度足够", file.path)));
  }
  return findings;
}

}  // namespace

constexpr Check kKeyWeak{"key-weak", kDecides, run};

}  // namespace certdoc
