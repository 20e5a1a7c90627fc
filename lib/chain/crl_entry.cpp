#include "chain/crl_entry.hpp"

#include <algorithm>
#include <array>

#include "artifact/strict.hpp"
#include "chain/canonical_name.hpp"
#include "chain/extension_values.hpp"

namespace certdoc::chain {
namespace {

constexpr std::string_view kReason = "\x55\x1D\x15", kHold = "\x55\x1D\x17", kInvalidity = "\x55\x1D\x18",
                           kIssuer = "\x55\x1D\x1D";
constexpr std::size_t kMostUnknown = 16;  // different ones that are told

void note(std::vector<std::string>& list, ByteView oid) {
  if (list.size() >= kMostUnknown) return;
  std::string dotted = der::dotted(oid);
  if (std::find(list.begin(), list.end(), dotted) == list.end()) list.push_back(std::move(dotted));
}

// The directoryName among the names: a Name, DER. Empty: there is none.
ByteView directory_of(const std::optional<GeneralNames>& names) {
  if (!names) return {};
  const auto found = std::find_if(names->begin(), names->end(),
                                  [](const GeneralName& name) { return name.kind == GeneralName::Kind::directory; });
  return found == names->end() ? ByteView() : found->content;
}

bool removes(const CrlEntry& entry) {
  return entry.reason == CrlReason::remove_from_crl;
}

}  // namespace

std::string_view name_of(CrlReason reason) {
  constexpr std::array<std::string_view, 11> kNames{
      "unspecified",   "keyCompromise",        "cACompromise",    "affiliationChanged",
      "superseded",    "cessationOfOperation", "certificateHold", "",
      "removeFromCRL", "privilegeWithdrawn",   "aACompromise"};
  return kNames[static_cast<std::size_t>(reason)];
}

std::optional<CrlReason> crl_reason(ByteView enumerated) {
  if (enumerated.size() != 1 || enumerated[0] > 10 || enumerated[0] == 7) return std::nullopt;
  return static_cast<CrlReason>(enumerated[0]);
}

std::string entry_key(ByteView serial, std::string_view issuer_key) {
  std::string key = std::to_string(serial.size()) + ':';
  key += as_text(serial);
  key += issuer_key;
  return key;
}

void WantedEntries::add(const Certificate& certificate) {
  tails_.set(tail(certificate.serial));
  serials_.insert(as_text(certificate.serial));
  keys_.insert(entry_key(certificate.serial, certificate.issuer_key));
}

bool WantedEntries::has(const Certificate& certificate) const {
  return has_key(entry_key(certificate.serial, certificate.issuer_key));
}

bool EntryWalk::run(ByteView entries) {
  der::Reader reader(entries);
  for (CrlEntryView one; !reader.empty(); ++count) {
    if (!take_crl_entry(walker_, reader, one) || !entry(one)) return false;
  }
  return true;
}

bool EntryWalk::entry(const CrlEntryView& one) {
  const auto time = strict::time(one.date);
  odd_ = !time;
  is_wanted_ = wanted_.may_have(one.serial);
  if (is_wanted_) here_ = {.serial = one.serial, .date = time};
  if (one.extensions && !extensions(*one.extensions)) return false;
  if (is_wanted_) keep();
  if (odd_ && notes.odd++ == 0) notes.first_odd = static_cast<std::uint64_t>(one.whole.data() - all_.data());
  return true;
}

bool EntryWalk::extensions(ByteView list) {
  notes.extensions = true;
  for (der::Reader reader(list); !reader.empty();) {
    ExtensionView extension;
    if (!take_extension(walker_, reader, extension)) return false;
    take(extension);
  }
  return true;
}

void EntryWalk::take(const ExtensionView& extension) {
  if (der::is(extension.oid, kReason)) return take_reason(extension.value);
  if (der::is(extension.oid, kIssuer)) return take_issuer(extension.value);
  const bool hold = der::is(extension.oid, kHold), invalidity = der::is(extension.oid, kInvalidity);
  if (extension.critical && !hold && !invalidity) note(notes.critical_unknown, extension.oid);
  if (!is_wanted_) return;
  if (hold) {
    const auto oid = der::only(extension.value, der::oid);
    if (oid) here_.hold_instruction = der::dotted(oid->content);
  } else if (invalidity) {
    const auto time = der::only(extension.value, der::generalized_time);
    if (time) here_.invalidity = strict::time(*time);
  } else if (extension.critical) {
    note(here_.critical_unknown, extension.oid);
  }
}

void EntryWalk::take_reason(ByteView value) {
  const auto number = der::only(value, der::enumerated);
  const auto reason = number ? crl_reason(number->content) : std::nullopt;
  odd_ = odd_ || !reason;
  notes.removes = notes.removes || reason == CrlReason::remove_from_crl;
  here_.reason = reason;
}

// It holds for the entries that follow, too (RFC 5280 5.3.3).
void EntryWalk::take_issuer(ByteView value) {
  constexpr std::size_t kMost = 1U << 16U;
  const ByteView name = value.size() <= kMost ? directory_of(general_names(value)) : ByteView();
  odd_ = odd_ || name.empty();
  notes.other_issuers = true;
  if (!name.empty()) issuer_key_ = canonical_name(name);
}

// A certificate should stand in a list once. Where it does not, what revokes it is stronger.
void EntryWalk::keep() {
  std::string key = entry_key(here_.serial, issuer_key_);
  if (!wanted_.has_key(key)) return;
  const auto [at, fresh] = hits.try_emplace(std::move(key), here_);
  if (!fresh && removes(at->second) && !removes(here_)) at->second = here_;
}

}  // namespace certdoc::chain
