// Words that the findings about revocation and the table of endpoints have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/revocation.hpp"

namespace certdoc {

// What an LDAP address is, and why it was not asked.
std::string ldap_words(Lang lang);

// What is wrong with what came from an issuer address; empty: nothing.
std::string issuer_fault(const IssuerAnswer& answer, Lang lang);

// `without the proxy`, `through the proxy`
std::string other_way_words(const OtherWay& other, Lang lang);

// `CRL 12 of Example CA`, `the OCSP responder Example Responder`: who says so.
std::string authority_words(const RevocationScene& scene, const Inquiry& inquiry);

}  // namespace certdoc
