// LDAP addresses of CRLs, as Active Directory writes them: ldap://HOST/CN=...?certificateRevocationList?base?...
// Optional: without libldap they are recognised and not asked.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "net/options.hpp"
#include "net/trace.hpp"

namespace certdoc::net {

bool ldap_built_in();

struct LdapAnswer {
  Trace trace;
  Bytes body;  // the value of the attribute
  std::string peer;
};

// In the order of the URLs; side by side. `server` (HOST[:PORT]) is asked where a URL names none; empty: that URL is
// not asked. The rules for addresses hold as for http.
std::vector<LdapAnswer> fetch_ldap(const std::vector<std::string>& urls, const std::string& server,
                                   const Options& options);

}  // namespace certdoc::net
