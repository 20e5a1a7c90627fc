// Entries of a CRL (RFC 5280 5.3): a walk over all of them that keeps those that are wanted.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "artifact/crl_structure.hpp"
#include "chain/certificate.hpp"

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

// `keyCompromise`, as RFC 5280 calls it.
std::string_view name_of(CrlReason reason);
// Of the content of an ENUMERATED; nullopt: RFC 5280 knows none with this number.
std::optional<CrlReason> crl_reason(ByteView enumerated);

struct CrlEntry {
  ByteView serial = {};           // content of the INTEGER
  std::optional<Time> date = {};  // nullopt: none that can be read
  std::optional<CrlReason> reason = {};
  std::optional<Time> invalidity = {};             // invalidityDate
  std::string hold_instruction = {};               // dotted
  std::vector<std::string> critical_unknown = {};  // dotted
};

// Of all entries together.
struct EntryNotes {
  std::vector<std::string> critical_unknown;  // dotted, bounded
  std::uint64_t odd = 0;                      // entries with a date, reason or issuer that RFC 5280 does not know
  std::uint64_t first_odd = 0;                // byte of the CRL
  bool extensions = false;                    // some entry has them: v2 only
  bool removes = false;                       // some entry says removeFromCRL
  bool other_issuers = false;                 // some entry names the certificate's issuer
};

// Certificates whose entries are looked for, by serial number and issuer. One set serves many CRLs.
class WantedEntries {
 public:
  void add(const Certificate& certificate);
  bool has(const Certificate& certificate) const;
  bool empty() const { return keys_.empty(); }

  // Whether a certificate with this serial number (content of the INTEGER) is wanted, of whichever issuer.
  bool may_have(ByteView serial) const {
    return tails_[tail(serial)] && serials_.find(as_text(serial)) != serials_.end();
  }
  bool has_key(const std::string& key) const { return keys_.find(key) != keys_.end(); }

 private:
  // The last two octets of a serial number tell nearly all apart.
  static std::size_t tail(ByteView serial) {
    const std::size_t size = serial.size();
    return size == 0 ? 0 : size == 1 ? serial[0] : serial[size - 2] << 8U | serial[size - 1];
  }

  std::bitset<65536> tails_;
  std::unordered_set<std::string> keys_;
  std::unordered_set<std::string_view> serials_;
};

// By serial number and canonical name of the issuer.
std::string entry_key(ByteView serial, std::string_view issuer_key);

// The entries found, by `entry_key`.
using CrlHits = std::unordered_map<std::string, CrlEntry>;

// Walks over the content of revokedCertificates.
class EntryWalk {
 public:
  // `all` is what places are counted in.
  EntryWalk(Walker& walker, ByteView all, std::string issuer_key, const WantedEntries& wanted)
      : walker_(walker), all_(all), issuer_key_(std::move(issuer_key)), wanted_(wanted) {}

  // False: an entry is not written as it must be; the walker knows where.
  bool run(ByteView entries);

  std::uint64_t count = 0;
  EntryNotes notes;
  CrlHits hits;

 private:
  bool entry(const CrlEntryView& one);
  bool extensions(ByteView list);
  void take(const ExtensionView& extension);
  void take_reason(ByteView value);
  void take_issuer(ByteView value);
  void keep();

  Walker& walker_;
  ByteView all_;
  std::string issuer_key_;  // canonical, of the certificate whose entry stands here
  const WantedEntries& wanted_;
  CrlEntry here_;
  bool is_wanted_ = false;
  bool odd_ = false;
};

}  // namespace certdoc::chain
