// The extensions of certificates and requests that we look into. What is not written as it must be is left out.
#pragma once

#include <functional>

#include "artifact/artifact.hpp"

namespace certdoc {

struct Extension {
  ByteView oid;    // content
  ByteView value;  // content of the OCTET STRING
};

// All extensions of a SEQUENCE OF Extension, given as its content.
void for_each_extension(ByteView list, const std::function<void(const Extension&)>& use);

// subjectKeyIdentifier, authorityKeyIdentifier, basicConstraints.
void read_extension(const Extension& extension, CertificateParts& parts);
// subjectAltName, extendedKeyUsage, Windows' certificate template; and its name is noted.
void read_extension(const Extension& extension, CsrParts& parts);

// dNSName and iPAddress of a subjectAltName.
std::vector<std::string> host_names(ByteView subject_alt_name);

// UTF-8 of a string value; empty where it is none.
std::string text_of(std::uint8_t tag, ByteView content);

}  // namespace certdoc
