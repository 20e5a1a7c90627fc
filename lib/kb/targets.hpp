// The programs that certificates are made for: what each reads. One table for all commands (targets_*.cpp).
//
// What a rule can be about (`known_words` in targets.cpp holds the list, a test holds the tables to it):
//   form of a file      pem-certificate, der-certificate, base64-certificate (bare), trusted-certificate (OpenSSL's
//                       `TRUSTED CERTIFICATE`), pem-bundle (certificate and key in one PEM file), pem-key, der-key,
//                       pkcs12, pkcs12-modern (AES-256, MAC with SHA-256), pkcs7-pem, pkcs7-der, jks, jceks, sm2-file
//   form of a key       pkcs8, pkcs8-encrypted, pkcs1, sec1, dsa-key, legacy-encrypted-key (`Proc-Type: 4,ENCRYPTED`),
//                       openssh-key, putty-key
//   text                utf8-bom, utf16, cr-line-ends
//   passphrase          key:encrypted: it can be given to the program without a person at the terminal
//   algorithm of a key  alg:rsa, alg:rsa-pss, alg:dsa, alg:ec-p256, alg:ec-p384, alg:ec-p521, alg:ec-brainpool,
//                       alg:ec-other, alg:ec-explicit, alg:ed25519, alg:ed448, alg:sm2, alg:ml-dsa
//   hash of a signature hash:md5, hash:sha1, hash:sha256, hash:sha384, hash:sha512
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace certdoc::kb {

// Named as lib/artifact names them, so that this layer needs none of it.
enum class Accepts { yes, no, unknown };

struct TargetText {
  std::string_view en, zh;
};

struct TargetRule {
  std::string_view what;  // a word of the list above
  Accepts accepts = Accepts::unknown;
  TargetText why;           // one sentence, e.g. since which version
  std::string_view source;  // URL
};

// What a target does with a PFX that it is to import. `what` is one of
//   cipher:NAME   of the key or the certificates, as Encryption::cipher names it: cipher:RC2-40-CBC,
//   cipher:DES-EDE3-CBC,
//                 cipher:AES-128-CBC, cipher:AES-256-CBC, cipher:SM4-CBC; cipher:none: not encrypted
//   kdf:scrypt    prf:NAME (of PBKDF2: prf:SHA1, prf:SHA256, prf:SHA512, prf:SM3)
//   mac:NAME      mac:SHA1, mac:SHA256, mac:SHA512, mac:none, mac:pbmac1
//   iterations    more than PfxImport::max_iterations
//   password:non-ascii, password:empty, password:absent, keys:several, keys:none
//   provider:NAME the CSP or KSP that the PFX names
struct PfxRule {
  std::string_view what;
  Accepts accepts = Accepts::unknown;
  TargetText why;           // one sentence
  std::string_view source;  // URL; `tried` where a test tries it with the program itself
  std::string_view shows;   // what the user reads there when it is refused, in the program's own words; may be empty
  std::string_view code;    // the id of that error: windows:0x80070056; may be empty
};

// What a PFX for it is made with: the strongest that every version of it reads.
struct PfxRecipe {
  std::string_view key_cipher;          // AES-256-CBC, DES-EDE3-CBC
  std::string_view certificate_cipher;  // the same; RC2-40-CBC is never written
  std::string_view prf;                 // of PBKDF2: SHA256; empty with DES-EDE3-CBC, which is PKCS#12's own scheme
  std::string_view mac;                 // SHA256, SHA1
  std::uint64_t iterations = 2048;
  bool with_root = false;
  std::string_view csp;  // the provider that the key is to go to; empty: the target's own default
};

struct PfxImport {
  std::vector<PfxRule> rules;
  std::uint64_t max_iterations = 0;  // 0: no limit known
  PfxRecipe recipe;
};

struct Target {
  std::string_view name;  // nginx, windows-server-2016
  std::vector<std::string_view> aliases;
  std::string_view title;                  // nginx, Windows Server 2016
  std::string_view platform;               // linux, windows, macos, any
  std::vector<std::string_view> accounts;  // the usual account on Debian, RHEL, ...: www-data, nginx
  bool reads_key_as_root = false;          // opens files before it gives up root
  std::string_view selinux_type;           // cert_t
  std::vector<TargetRule> rules;
  std::string_view use = "server";    // what it needs the certificate for: server, code-signing, any
  int rsa_min_bits = 2048;            // what its CAs and itself ask of an RSA key
  std::optional<PfxImport> pfx = {};  // empty: it reads no PFX, or nothing is known
};

const std::vector<Target>& targets();
// The words that TargetRule::what may be.
std::span<const std::string_view> known_words();
const Target* find_target(std::string_view name_or_alias);  // nullptr: unknown

// The rule for this; nullptr: the table says nothing of it.
const TargetRule* rule(const Target& target, std::string_view what);

}  // namespace certdoc::kb
