// Is anything revoked, and can one find out? Asks the CRLs, OCSP responders and issuer addresses of certificates.
#pragma once

#include <string>
#include <vector>

#include "certdoc/network.hpp"

namespace certdoc {

struct RevocationOptions {
  std::string trust = "system";  // system, none, a file or a directory of trust anchors
  bool crl = true;               // CRL distribution points
  bool ocsp = true;              // OCSP responders
  // Issuer addresses (AIA), whether the issuer is at hand or not; one that is missing is asked for in any case.
  bool issuers = true;
  std::vector<std::string> crl_files;  // CRLs from disk: what they cover is not fetched
  std::string save;                    // write the CRLs that were fetched into this directory; empty: none
  bool force = false;                  // replace files that exist
  bool ldap = false;                   // ask LDAP addresses too; without support for it in this build, they are not
  std::string ldap_server;             // HOST[:PORT] for LDAP addresses that name none; empty: those are not asked
  std::string servername;              // of hosts: SNI, where it is not the name of the host
  std::string starttls;                // of hosts: smtp, imap, ...; empty: none
};

// Names are files, `-`, or HOST[:PORT]: what is no file and looks like a host is one.
CERTDOC_API Report check_crl(const std::vector<std::string>& names, const KnowledgeBase& knowledge,
                             const ExamineOptions& options, const RevocationOptions& revocation,
                             const NetworkOptions& network, const FileProgress& progress = {});

// Whether this build can ask LDAP addresses.
CERTDOC_API bool has_ldap();

}  // namespace certdoc
