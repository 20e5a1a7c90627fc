// What certificates, requests, CRLs and OCSP responses are made of (RFC 5280 4.1), walked strictly. Each is false where
// it is not written as it must be; the walker says where.
#pragma once

#include <string_view>

#include "artifact/walker.hpp"
#include "base/time.hpp"

namespace certdoc {

// A signed object, with nothing after it: SEQUENCE { to be signed, AlgorithmIdentifier, BIT STRING }.
struct SignedView {
  der::Value content;      // SEQUENCE
  ByteView algorithm;      // whole
  ByteView algorithm_oid;  // content
  ByteView signature;      // BIT STRING without its count of unused bits; empty where it has any
};
bool take_signed(Walker& walker, der::Reader& reader, std::string_view name, SignedView& out);

struct AlgorithmView {
  ByteView whole, oid;
};
bool take_algorithm(Walker& walker, der::Reader& reader, std::string_view wanted, AlgorithmView& out);

bool take_name(Walker& walker, der::Reader& reader, std::string_view wanted, der::Value& out);

// UTCTime or GeneralizedTime.
bool take_time(Walker& walker, der::Reader& reader, std::string_view wanted, Time& out);

struct ExtensionView {
  ByteView oid;  // content
  bool critical = false;
  ByteView value;  // content of the OCTET STRING
};
bool take_extension(Walker& walker, der::Reader& reader, ExtensionView& out);

// [n] EXPLICIT, with one value of this tag.
bool take_explicit(Walker& walker, der::Reader& reader, unsigned number, std::uint8_t tag, std::string_view wanted,
                   der::Value& out);

}  // namespace certdoc
