// Contents of DER values that OpenSSL's decoders take as they are. Narrower than what OpenSSL takes: whatever is
// unusual is left to it.
#pragma once

#include <optional>

#include "artifact/der.hpp"
#include "base/time.hpp"

namespace certdoc::strict {

bool integer(ByteView content);           // not empty, shortest form
bool positive_integer(ByteView content);  // and more than zero
bool oid(ByteView content);
bool bit_string(ByteView content);
bool whole_bit_string(ByteView content);  // no unused bits
// A value of type ANY: usual types with valid content, or a constructed value, which d2i leaves unread.
bool any(const der::Value& value);
// A SEQUENCE OF RelativeDistinguishedName.
bool name(ByteView content);
// AlgorithmIdentifier; its OID's content is put into `oid`, its parameters (if any) into `parameters`.
bool algorithm(ByteView content, ByteView& oid, ByteView& parameters);

// YYMMDDHHMMSSZ or YYYYMMDDHHMMSSZ, as RFC 5280 wants it.
std::optional<Time> time(const der::Value& value);

}  // namespace certdoc::strict
