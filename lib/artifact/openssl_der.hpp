// DER, times and names out of OpenSSL's objects.
#pragma once

#include <optional>
#include <string>

#include "artifact/openssl_ptr.hpp"
#include "base/bytes.hpp"
#include "base/time.hpp"

namespace certdoc {

ByteView view_of(const ASN1_OBJECT* oid);      // content
ByteView view_of(const ASN1_STRING* string);   // content
Bytes content_of(const ASN1_INTEGER* number);  // with its sign, shortest form
Bytes der_of(const X509_NAME* name);
Bytes der_of(const X509_PUBKEY* key);
Bytes der_of(const ASN1_TYPE* value);
Bytes der_of(const X509_ALGOR* algorithm);
std::string oid_of(const X509_ALGOR* algorithm);  // dotted
std::optional<Time> time_of(const ASN1_TIME* time);

}  // namespace certdoc
