// The structure of a CRL (RFC 5280 5.1), walked strictly: views into the DER. Its entries are walked one by one.
#pragma once

#include <optional>

#include "artifact/walk_parts.hpp"

namespace certdoc {

struct CrlStructure {
  SignedView outer;
  int version = 1;
  ByteView inner_algorithm;  // AlgorithmIdentifier, whole
  der::Value issuer;         // Name
  Time this_update{};
  std::optional<Time> next_update;
  std::optional<ByteView> entries;     // content of revokedCertificates
  std::optional<ByteView> extensions;  // content of crlExtensions
};

// Without a look into entries and extensions. What it takes, OpenSSL takes.
bool walk_crl(ByteView der, Walker& walker, CrlStructure& out);

struct CrlEntryView {
  ByteView whole;
  ByteView serial;                     // content of the INTEGER
  der::Value date;                     // UTCTime or GeneralizedTime, whatever stands in it
  std::optional<ByteView> extensions;  // content of crlEntryExtensions
};
// The next entry, without a look into its extensions.
bool take_crl_entry(Walker& walker, der::Reader& reader, CrlEntryView& out);

// All of it, for whoever wants to know nothing but whether it is one.
bool is_crl(ByteView der, Walker& walker);

}  // namespace certdoc
