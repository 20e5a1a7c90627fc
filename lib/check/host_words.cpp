#include "check/host_words.hpp"

#include <fmt/format.h>

#include "base/say.hpp"
#include "net/tls_alert.hpp"

namespace certdoc {

std::string alert_words(int alert) {
  return fmt::format("{} ({})", net::alert_name(alert), alert);
}

std::string spoken_words(net::Spoken spoken, Lang lang) {
  using net::Spoken;
  switch (spoken) {
    case Spoken::http: return say(lang, "plain HTTP", "明文 HTTP");
    case Spoken::smtp: return "SMTP";
    case Spoken::ftp: return "FTP";
    case Spoken::imap: return "IMAP";
    case Spoken::pop3: return "POP3";
    case Spoken::ssh: return "SSH";
    case Spoken::mysql: return "MySQL";
    case Spoken::nntp: return "NNTP";
    case Spoken::sieve: return "ManageSieve";
    case Spoken::xmpp: return "XMPP";
    case Spoken::ldap: return "LDAP";
    case Spoken::nothing:
    case Spoken::unknown: break;
  }
  return say(lang, "something else", "其他协议");
}

std::string version_list(const net::AddressSeen& seen, net::Offered offered) {
  std::string out;
  for (const net::TlsVersion version : net::kVersions) {
    if (seen.offers(version) != offered) continue;
    out += (out.empty() ? "" : ", ") + std::string(name_of(version));
  }
  return out;
}

bool works_without_name(const net::AddressSeen& seen) {
  // A server that answered the hello with the name has nothing against the name.
  return !seen.main.version && seen.without_name && seen.without_name->version &&
         seen.without_name->trace.failed() == nullptr;
}

}  // namespace certdoc
