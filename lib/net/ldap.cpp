#include "net/ldap.hpp"

#ifndef CERTDOC_LDAP

namespace certdoc::net {

bool ldap_built_in() {
  return false;
}

std::vector<LdapAnswer> fetch_ldap(const std::vector<std::string>& urls, const std::string&, const Options&) {
  std::vector<LdapAnswer> out(urls.size());
  for (std::size_t n = 0; n < urls.size(); ++n) {
    out[n].trace.steps.push_back(make_step(Phase::url, urls[n], Failure::scheme_refused, "ldap"));
  }
  return out;
}

}  // namespace certdoc::net

#endif
