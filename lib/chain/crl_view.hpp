// A CRL as views of its bytes (RFC 5280 5): header and extensions are read, the entries are walked and never built.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "artifact/walker.hpp"
#include "chain/crl_entry.hpp"
#include "chain/distribution_point.hpp"
#include "chain/signature.hpp"

namespace certdoc::chain {

struct CrlView {
  ByteView whole;
  SignedPart part;           // what is signed, with which algorithm
  ByteView inner_algorithm;  // AlgorithmIdentifier, whole
  int version = 1;
  ByteView issuer;         // Name, DER
  std::string issuer_key;  // canonical
  Time this_update{};
  std::optional<Time> next_update;
  ByteView entries;         // content of revokedCertificates
  std::uint64_t count = 0;  // of entries
  bool empty_list = false;  // revokedCertificates is there, and nothing in it

  std::optional<ByteView> number;      // content of the INTEGER
  std::optional<ByteView> delta_base;  // BaseCRLNumber: it is a delta CRL
  std::optional<IssuingPoint> scope;   // issuingDistributionPoint
  ByteView scope_value;                // its DER: two scopes are the same where these are
  std::vector<DistributionPoint> freshest;
  bool has_authority_key_id = false;
  ByteView authority_key_id;  // its keyIdentifier; empty: none in it
  bool extensions_present = false;
  // Dotted; of the CRL.
  std::vector<std::string> critical_unknown, malformed, twice;
  std::vector<std::string> wrong_criticality;  // critical where RFC 5280 forbids it, or not where it must be

  EntryNotes notes;  // what is odd about entries

  bool is_delta() const { return delta_base.has_value(); }
};

struct CrlRead {
  CrlView view;
  Fault fault;  // of kind `none` where all is written as it must be; else the view holds what came before
  CrlHits hits;

  bool whole() const { return fault.kind == Fault::Kind::none; }
};

// Header, entries and extensions. What it takes, OpenSSL takes. The bytes must live as long as the result.
CrlRead read_crl_view(ByteView der, const WantedEntries& wanted);

// Whether one is the larger number, both contents of INTEGERs that are not negative.
bool is_less(ByteView a, ByteView b);
// In hexadecimal; whoever writes a number of a megabyte gets its beginning.
std::string number_text(ByteView number);

}  // namespace certdoc::chain
