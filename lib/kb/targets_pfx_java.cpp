// What Java does with a PFX. Java 17 is tried by tests/peers/import_trials.
#include "kb/targets_pfx.hpp"

namespace certdoc::kb {
namespace {

constexpr std::string_view kBackport = "https://bugs.java.com/bugdatabase/view_bug?bug_id=8267701";
constexpr std::string_view kNotes11 = "https://www.oracle.com/java/technologies/javase/11-0-12-relnotes.html";
constexpr std::string_view kDefaults = "https://bugs.openjdk.org/browse/JDK-8228481";
constexpr std::string_view kTag48 = "https://github.com/kaikramer/keystore-explorer/issues/308";
constexpr std::string_view kSource =
    "https://github.com/openjdk/jdk17u/blob/master/src/java.base/share/classes/sun/security/pkcs12/PKCS12KeyStore.java";
// Read, not tried: bags of plain keys are skipped, MacData is optional, passwords are checked for ASCII.
constexpr std::string_view kSource8 =
    "https://github.com/openjdk/jdk8u/blob/master/jdk/src/share/classes/sun/security/pkcs12/PKCS12KeyStore.java";
constexpr std::string_view kPbeKey =
    "https://github.com/openjdk/jdk7u/blob/master/jdk/src/share/classes/com/sun/crypto/provider/PBEKey.java";
constexpr std::string_view kPbmac1 = "https://github.com/WASdev/ci.docker/issues/784";

constexpr PfxRefusal kWrongPassword{"keystore password was incorrect", "java:keystore-password-was-incorrect"};
constexpr PfxRefusal kNoAes{"parseAlgParameters failed: ObjectIdentifier() -- data isn't an object ID (tag = 48)", {}};
constexpr PfxRefusal kNoHash{
    "Integrity check failed: java.security.NoSuchAlgorithmException: Algorithm HmacPBESHA256 not available", {}};
constexpr PfxRefusal kRounds{"cert PBE iteration count too large", {}};
constexpr PfxRefusal kNoPbmac1{"Algorithm HmacPBE1.2.840.113549.1.5.14 not available", {}};
constexpr PfxRefusal kSm4{
    "parseAlgParameters failed: PBE parameter parsing error: expecting the object identifier for AES cipher", {}};

TargetText since(JavaPfx release) {
  switch (release) {
    case JavaPfx::java_8:
      return {"read since 8u301 of Oracle; OpenJDK 8 got it in a later update",
              "Oracle 8u301 起可读取，OpenJDK 8 更晚"};
    case JavaPfx::java_11: return {"read since 11.0.12", "11.0.12 起可读取"};
    default:
      return {"written by default since JDK 16; older releases need a recent update to read it",
              "JDK 16 起默认写出这种格式，旧版本要较新的更新才能读取"};
  }
}

std::string_view source_of(JavaPfx release) {
  return release == JavaPfx::java_11 ? kNotes11 : release == JavaPfx::java_8 ? kBackport : kDefaults;
}

// A password of other characters than ASCII's printable ones is refused by the class that all its PBE goes through.
PfxRule ascii_only(std::string_view source) {
  return refuses("password:non-ascii",
                 {"Java takes printable ASCII characters only (Password is not ASCII)",
                  "Java 只接受可打印的 ASCII 字符(Password is not ASCII)"},
                 source, kWrongPassword);
}

PfxRule key_in_the_clear(std::string_view source) {
  return refuses("cipher:none",
                 {"keys that are not encrypted are left out without a word", "未加密的私钥会被直接跳过，不作提示"},
                 source, {"0 entries successfully imported", {}});
}

PfxRule pbmac1() {
  return depends(
      "mac:pbmac1",
      {"PBMAC1 is new in Java; updates of 2026 may have it", "PBMAC1 在 Java 中是新功能，2026 年的更新才可能支持"},
      kPbmac1, kNoPbmac1);
}

std::vector<PfxRule> older(JavaPfx release) {
  const TargetText old{"every Java reads it", "所有版本的 Java 都能读取"};
  std::vector<PfxRule> rules;
  add(rules, {"cipher:RC2-40-CBC", "cipher:DES-EDE3-CBC", "mac:SHA1"}, imports({}, old, kDefaults));
  add(rules, {"cipher:AES-128-CBC", "cipher:AES-256-CBC", "prf:SHA256"},
      depends({}, since(release), release == JavaPfx::java_8 ? kTag48 : source_of(release), kNoAes));
  add(rules, {"mac:SHA256", "mac:SHA512"}, depends({}, since(release), source_of(release), kNoHash));
  rules.push_back(imports("mac:none", {"Java takes the MAC for optional", "Java 把 MAC 当作可选项"}, kSource8));
  rules.push_back(key_in_the_clear(kSource8));
  rules.push_back(ascii_only(kPbeKey));
  rules.push_back(depends("iterations",
                          {"recent updates refuse more than 5,000,000 rounds", "较新的更新拒绝超过 5,000,000 轮"},
                          kSource, kRounds));
  rules.push_back(pbmac1());
  return rules;
}

std::vector<PfxRule> seventeen() {
  const TargetText reads{"Java 17 reads it", "Java 17 可读取"};
  std::vector<PfxRule> rules;
  add(rules,
      {"cipher:RC2-40-CBC", "cipher:DES-EDE3-CBC", "cipher:AES-128-CBC", "cipher:AES-256-CBC", "prf:SHA256", "mac:SHA1",
       "mac:SHA256", "mac:SHA512", "mac:none", "password:empty", "keys:none", "keys:several"},
      imports({}, reads, kTried));
  rules.push_back(refuses("cipher:SM4-CBC", {"of block ciphers with PBKDF2 it knows AES only", "PBKDF2 只支持搭配 AES"},
                          kTried, kSm4));
  rules.push_back(key_in_the_clear(kTried));
  rules.push_back(ascii_only(kTried));
  rules.push_back(
      refuses("iterations", {"more than 5,000,000 rounds are refused", "超过 5,000,000 轮会被拒绝"}, kTried, kRounds));
  rules.push_back(pbmac1());
  return rules;
}

}  // namespace

PfxImport java_pfx(JavaPfx release) {
  constexpr std::uint64_t kMost = 5'000'000;
  if (release == JavaPfx::java_17) {
    return {.rules = seventeen(), .max_iterations = kMost, .recipe = modern_recipe(10'000)};  // Java's own counts
  }
  return {.rules = older(release), .max_iterations = kMost, .recipe = old_recipe()};
}

}  // namespace certdoc::kb
