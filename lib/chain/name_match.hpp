// Names against the subtrees of nameConstraints (RFC 5280 4.2.1.10).
#pragma once

#include <string_view>
#include <vector>

#include "artifact/der.hpp"
#include "chain/certificate.hpp"

namespace certdoc::chain {

enum class Match {
  no,
  yes,
  unsupported,  // nobody says how such names are compared
  malformed,    // the constraint
};

// `name` and `base` are of one kind. `excluding`: a wildcard counts for every name that it stands for.
Match matches(const GeneralName& name, const GeneralName& base, bool excluding);

// The values of a Name's attributes of this type (OID, DER content), in their order.
std::vector<der::Value> attributes_of(ByteView name, std::string_view type);

// The subjects' email addresses, as names: where there is no subjectAltName they are constrained too.
GeneralNames emails_of_subject(ByteView subject);

// What a person reads: `DNS:example.com`, `IP:10.0.0.0/255.0.0.0`.
std::string shown(const GeneralName& name);

}  // namespace certdoc::chain
