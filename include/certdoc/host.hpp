// What does this server really serve? TLS handshakes with each address behind a name, and the judgment of what came.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "certdoc/examine.hpp"
#include "certdoc/network.hpp"

namespace certdoc {

struct HostTarget {
  std::string name;      // HOST[:PORT] as it was given
  std::string starttls;  // smtp, imap, ...; empty: what HostOptions says
};

struct HostOptions {
  std::string trust = "system";      // system, none, a file or a directory of trust anchors
  bool webpki = false;               // what only the CA/Browser Forum forbids is an error
  std::string starttls;              // smtp, imap, pop3, ftp, ldap, postgres, mysql, xmpp, nntp, sieve; empty: none
  std::string servername;            // SNI, where it is not the name of the host; the certificate must be for it
  std::string verify;                // the name that the certificate must be for, where it is not the one asked for
  bool quick = false;                // one handshake with each host
  std::vector<std::string> compare;  // certificates that ought to be served
  std::vector<std::string> tsa;      // URLs of time-stamp servers
};

// What is wrong with the name or the protocol of a target; nothing: it can be asked.
CERTDOC_API std::optional<Error> unfit_target(const HostTarget& target);

// The names of the protocols that have STARTTLS.
CERTDOC_API std::vector<std::string> starttls_names();

// Takes a finished report of one host away.
using HostReport = std::function<void(Report&&)>;

// One report of all hosts, in their order; or, where `each` is given, one of each host as soon as it is known, and what
// belongs to none of them in the report that is returned.
CERTDOC_API Report check_hosts(const std::vector<HostTarget>& targets, const KnowledgeBase& knowledge,
                               const ExamineOptions& options, const HostOptions& host, const NetworkOptions& network,
                               const HostReport& each = {}, const FileProgress& progress = {});

}  // namespace certdoc
