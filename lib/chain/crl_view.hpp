// A CRL as views of its bytes: header and extensions are read, the entries are walked and never built.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chain/distribution_point.hpp"
#include "chain/signature.hpp"

namespace certdoc::chain {

// RFC 5280 5.3.1.
enum class CrlReason : std::uint8_t {
  unspecified = 0,
  key_compromise = 1,
  ca_compromise = 2,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  certificate_hold = 6,
  remove_from_crl = 8,
  privilege_withdrawn = 9,
  aa_compromise = 10,
};
// `keyCompromise`; empty: RFC 5280 knows none with this number.
std::string_view name_of(CrlReason reason);

struct CrlEntry {
  ByteView serial;  // content of the INTEGER
  Time date{};
  std::optional<CrlReason> reason;
  std::optional<Time> invalidity;             // invalidityDate
  std::string hold_instruction;               // dotted
  ByteView issuer;                            // Name, where a certificateIssuer stands at this or an earlier entry
  std::vector<std::string> critical_unknown;  // dotted
};

struct CrlView {
  ByteView whole;
  SignedPart part;  // what is signed, with which algorithm
  ByteView inner_algorithm;
  int version = 1;
  ByteView issuer;         // Name, DER
  std::string issuer_key;  // canonical
  Time this_update{};
  std::optional<Time> next_update;
  ByteView entries;         // content of revokedCertificates
  std::uint64_t count = 0;  // of entries
  bool empty_list = false;  // revokedCertificates is there and empty

  std::optional<ByteView> number;      // content of the INTEGER
  std::optional<ByteView> delta_base;  // BaseCRLNumber; it is a delta CRL
  std::optional<IssuingPoint> scope;   // issuingDistributionPoint
  ByteView scope_value;                // its DER: two scopes are the same where these are
  std::vector<DistributionPoint> freshest;
  ByteView authority_key_id;
  bool authority_key_id_present = false;
  bool extensions_present = false;
  // Dotted; of the CRL.
  std::vector<std::string> critical_unknown, malformed, twice, wrongly_critical, wrongly_uncritical;
  // Of all entries together, bounded.
  std::vector<std::string> entry_critical_unknown;
  std::uint64_t odd_entries = 0;            // with a value that RFC 5280 forbids: a date, a reason, ...
  std::optional<std::uint64_t> odd_offset;  // of the first of them
  bool removes = false;                     // some entry says removeFromCRL

  bool is_delta() const { return delta_base.has_value(); }
};

// Where reading stopped.
struct CrlFault {
  std::uint64_t offset = 0;
  std::string_view wanted;  // as RFC 5280 calls it
};

// Whose entry is looked for.
struct Wanted {
  ByteView serial;         // content of the INTEGER
  std::string issuer_key;  // canonical name of the certificate's issuer
};

struct CrlRead {
  CrlView view;
  std::optional<CrlFault> fault;                 // not written as it must be; the view holds what came before
  std::vector<std::optional<CrlEntry>> entries;  // one for each that was wanted: its last entry
};

// Reads header, entries and extensions, each octet once. The bytes must live as long as the result.
CrlRead read_crl_view(ByteView der, const std::vector<Wanted>& wanted);

// Looks once more for what was not asked for at first.
std::vector<std::optional<CrlEntry>> find_entries(const CrlView& view, const std::vector<Wanted>& wanted);

}  // namespace certdoc::chain
