// Signatures of foreign text formats. Sources:
//   OpenSSH keys       https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.key, sshd(8) AUTHORIZED_KEYS,
//   SSH_KNOWN_HOSTS SSH2 public keys   RFC 4716 PuTTY https://the.earth.li/~sgtatham/putty/0.78/htmldoc/AppendixC.html
//   PGP                RFC 4880 6.2
//   JWK                RFC 7517
//   age                https://age-encryption.org/v1
//   certreq INF        https://learn.microsoft.com/windows-server/administration/windows-commands/certreq_1
#include "artifact/foreign.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/say.hpp"
#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kHead = 16384;

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

// The beginning, lower case, without CR and blanks in front.
std::string head_of(std::string_view s) {
  while (!s.empty() && text::is_space(s.front())) s.remove_prefix(1);
  std::string head = text::lower(s.substr(0, kHead));
  head.erase(std::remove(head.begin(), head.end(), '\r'), head.end());
  return head;
}

bool is_html(std::string_view head) {
  return head.starts_with("<!doctype html") || head.starts_with("<html") ||
         (head.starts_with('<') && head.find("<html") != std::string_view::npos);
}

bool is_json(std::string_view head) {
  if (head.starts_with('{')) return head.find('"') != std::string_view::npos;
  if (!head.starts_with('[')) return false;
  const std::size_t next = head.find_first_not_of(" \t\n", 1);
  return next != std::string_view::npos && (head[next] == '{' || head[next] == '"');
}

// Starts with a header line and has two of the usual headers (RFC 5322).
bool is_mail(std::string_view head) {
  const std::size_t colon = head.substr(0, 64).find(':');
  if (colon == std::string_view::npos || head.substr(0, colon).find_first_of(" \n\t\"") != std::string_view::npos) {
    return false;
  }
  constexpr std::array<std::string_view, 8> kHeaders{
      "from:", "to:", "subject:", "mime-version:", "received:", "content-type:", "date:", "message-id:"};
  return std::count_if(kHeaders.begin(), kHeaders.end(), [&](std::string_view header) {
           return head.starts_with(header) || head.find("\n" + std::string(header)) != std::string_view::npos;
         }) >= 2;
}

// `Sign in` of <title>Sign in</title>, where it is short.
std::string title_of(std::string_view original, std::string_view head) {
  const std::size_t tag = head.find("<title");
  if (tag == std::string_view::npos) return {};
  const std::string_view raw = original.substr(0, kHead);
  const std::size_t tag_in_raw = text::lower(raw).find("<title");
  const std::size_t from = raw.find('>', tag_in_raw == std::string_view::npos ? raw.size() : tag_in_raw);
  if (from == std::string_view::npos) return {};
  const std::size_t to = raw.find('<', from);
  if (to == std::string_view::npos) return {};
  const std::string_view title = text::trim(raw.substr(from + 1, to - from - 1));
  return title.size() <= 80 ? std::string(title) : std::string();
}

std::optional<Foreign> page_of(std::string_view original, std::string_view head, Lang lang) {
  if (is_html(head)) {
    const std::string title = title_of(original, head);
    if (title.empty()) return Foreign{"", say(lang, "HTML page", "HTML 网页")};
    return Foreign{"", say(lang, "HTML page \"{}\"", "HTML 网页“{}”", title)};
  }
  if (is_json(head)) {
    if (head.find("\"kty\"") != std::string_view::npos)
      return Foreign{"jwk", say(lang, "JSON Web Key", "JSON Web Key（JWK）")};
    return Foreign{"", say(lang, "JSON document", "JSON 文档")};
  }
  if (head.starts_with("<?xml") || (head.starts_with('<') && head.find('>') != std::string_view::npos)) {
    return Foreign{"", say(lang, "XML document", "XML 文档")};
  }
  if (is_mail(head)) return Foreign{"", say(lang, "e-mail", "电子邮件")};
  return std::nullopt;
}

// The algorithm of a PuTTY key, which follows on the first line; never the comment.
std::string with_algorithm(std::string_view head, std::string name, Lang lang) {
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

bool is_page(std::string_view text) {
  return page_of(text, head_of(text), Lang::en).has_value();
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
    if (std::string_view(known.id).starts_with("putty")) name = with_algorithm(head, std::move(name), lang);
    return {known.id, std::move(name)};
  }
  return {};
}

}  // namespace certdoc
