// Signatures of foreign text formats. Sources:
//   OpenSSH keys       https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.key
//   OpenSSH lists      sshd(8), AUTHORIZED_KEYS and SSH_KNOWN_HOSTS
//   SSH2 public keys   RFC 4716
//   PuTTY              https://the.earth.li/~sgtatham/putty/0.78/htmldoc/AppendixC.html
//   PGP                RFC 4880 6.2
//   JWK                RFC 7517
//   age                https://age-encryption.org/v1
//   certreq INF        https://learn.microsoft.com/windows-server/administration/windows-commands/certreq_1
#include "artifact/foreign.hpp"

#include <algorithm>
#include <array>

#include "artifact/foreign_page.hpp"
#include "base/say.hpp"
#include "base/text.hpp"

namespace certdoc {
namespace {

enum class Match { starts, contains };

struct Signature {
  Match match;
  std::string_view text;  // lower case
  const char* id;
  const char* en;
  const char* zh;
};

// The first that fits counts.
constexpr std::array kSignatures{
    Signature{Match::starts, "putty-user-key-file-2:", "putty-2", "PuTTY private key, version 2",
              "PuTTY 私钥（版本 2）"},
    Signature{Match::starts, "putty-user-key-file-3:", "putty-3", "PuTTY private key, version 3",
              "PuTTY 私钥（版本 3）"},
    Signature{Match::starts, "ssh-rsa ", "openssh-public", "OpenSSH public key", "OpenSSH 公钥"},
    Signature{Match::starts, "ssh-dss ", "openssh-public", "OpenSSH public key", "OpenSSH 公钥"},
    Signature{Match::starts, "ssh-ed25519 ", "openssh-public", "OpenSSH public key", "OpenSSH 公钥"},
    Signature{Match::starts, "ssh-ed448 ", "openssh-public", "OpenSSH public key", "OpenSSH 公钥"},
    Signature{Match::starts, "ecdsa-sha2-", "openssh-public", "OpenSSH public key", "OpenSSH 公钥"},
    Signature{Match::starts, "sk-ssh-", "openssh-public", "OpenSSH public key", "OpenSSH 公钥"},
    Signature{Match::starts, "sk-ecdsa-", "openssh-public", "OpenSSH public key", "OpenSSH 公钥"},
    Signature{Match::contains, " ssh-rsa aaaa", "known-hosts", "OpenSSH known_hosts file", "OpenSSH known_hosts 文件"},
    Signature{Match::contains, " ssh-ed25519 aaaa", "known-hosts", "OpenSSH known_hosts file",
              "OpenSSH known_hosts 文件"},
    Signature{Match::contains, " ecdsa-sha2-nistp256 aaaa", "known-hosts", "OpenSSH known_hosts file",
              "OpenSSH known_hosts 文件"},
    Signature{Match::starts, "age-encryption.org/", "age", "file encrypted with age", "age 加密文件"},
    Signature{Match::contains, "age-secret-key-1", "age", "age secret key", "age 私钥"},
    Signature{Match::contains, "signature=\"$windows nt$", "certreq-inf",
              "certreq policy file (INF), from which a request is made", "certreq 策略文件（INF），用于生成证书请求"},
    Signature{Match::contains, "[newrequest]", "certreq-inf", "certreq policy file (INF), from which a request is made",
              "certreq 策略文件（INF），用于生成证书请求"},
    Signature{Match::starts, "certificate:\n    data:", "openssl-text",
              "printed certificate (openssl x509 -text), without the certificate itself",
              "证书的文本输出（openssl x509 -text），不含证书本身"},
    Signature{Match::starts, "certificate request:\n    data:", "openssl-text",
              "printed request (openssl req -text), without the request itself",
              "证书请求的文本输出（openssl req -text），不含请求本身"},
    Signature{Match::starts, "certificate revocation list (crl):", "openssl-text",
              "printed CRL (openssl crl -text), without the CRL itself",
              "CRL 的文本输出（openssl crl -text），不含 CRL 本身"},
    Signature{Match::contains, "public key algorithm:\n    algorithm objectid:", "certutil-dump",
              "printed certificate (certutil -dump), without the certificate itself",
              "证书的文本输出（certutil -dump），不含证书本身"},
    Signature{Match::contains, "x509 certificate:\nversion:", "certutil-dump",
              "printed certificate (certutil -dump), without the certificate itself",
              "证书的文本输出（certutil -dump），不含证书本身"},
    Signature{Match::contains, "psparentpath: microsoft.powershell.security\\certificate", "powershell-text",
              "certificate list printed by PowerShell, without the certificates",
              "PowerShell 输出的证书列表，不含证书本身"},
};

struct Label {
  std::string_view head;
  const char* id;
  const char* en;
  const char* zh;
};
constexpr std::array kLabels{
    Label{"OPENSSH PRIVATE KEY", "openssh-private", "OpenSSH private key", "OpenSSH 私钥"},
    Label{"SSH2 PUBLIC KEY", "ssh2", "SSH2 public key (RFC 4716)", "SSH2 公钥（RFC 4716）"},
    Label{"SSH2 ENCRYPTED PRIVATE KEY", "ssh2", "SSH2 private key (ssh.com)", "SSH2 私钥（ssh.com）"},
    Label{"SSH SIGNATURE", "openssh-signature", "OpenSSH signature", "OpenSSH 签名"},
    Label{"PGP PUBLIC KEY", "pgp", "PGP public key", "PGP 公钥"},
    Label{"PGP PRIVATE KEY", "pgp", "PGP private key", "PGP 私钥"},
    Label{"PGP ", "pgp", "PGP message or signature", "PGP 消息或签名"},
    Label{"AGE ENCRYPTED FILE", "age", "file encrypted with age", "age 加密文件"},
};

// The algorithm of a PuTTY key, which follows on the first line; never the comment.
std::string with_algorithm(std::string_view head, const std::string& name, Lang lang) {
  const std::string_view line = head.substr(0, std::min<std::size_t>(head.find('\n'), 100));
  const std::string_view algorithm = text::trim(line.substr(line.find(':') + 1));
  const bool plain =
      !algorithm.empty() && algorithm.size() <= 40 &&
      std::all_of(algorithm.begin(), algorithm.end(), [](char c) { return text::is_word(c) || c == '-'; });
  return plain ? say(lang, "{}, {}", "{}，{}", name, algorithm) : name;
}

}  // namespace

bool is_foreign_label(std::string_view label) {
  return std::any_of(kLabels.begin(), kLabels.end(), [&](const Label& known) { return label.starts_with(known.head); });
}

Foreign foreign_by_label(std::string_view label, Lang lang) {
  for (const Label& known : kLabels) {
    if (label.starts_with(known.head)) return {known.id, say(lang, known.en, known.zh)};
  }
  return {};
}

Foreign recognise_foreign(std::string_view original, Lang lang) {
  if (original.empty()) return {"", say(lang, "empty file", "空文件")};
  if (original.find_first_not_of('\0') == std::string_view::npos) {
    return {"", say(lang, "file of zero bytes only", "全部为零字节的文件")};
  }
  const std::string head = head_of(original);
  if (head.empty()) return {"", say(lang, "file of blanks only", "只有空白字符的文件")};
  if (auto page = page_of(original, head, lang)) return *page;
  for (const Signature& known : kSignatures) {
    const bool fits =
        known.match == Match::starts ? head.starts_with(known.text) : head.find(known.text) != std::string::npos;
    if (!fits) continue;
    std::string name = say(lang, known.en, known.zh);
    if (std::string_view(known.id).starts_with("putty")) name = with_algorithm(head, name, lang);
    return {known.id, std::move(name)};
  }
  return {};
}

}  // namespace certdoc
