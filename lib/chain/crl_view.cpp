#include "chain/crl_view.hpp"

#include <algorithm>
#include <array>

#include "artifact/objects.hpp"
#include "artifact/strict.hpp"
#include "chain/canonical_name.hpp"
#include "chain/extension_values.hpp"

namespace certdoc::chain {
namespace {

constexpr std::size_t kMaxExtensions = 64;

bool take_key_id(ByteView value, CrlView& out) {
  const auto sequence = der::only(value, der::sequence);
  if (!sequence) return false;
  out.has_authority_key_id = true;
  if (const auto id = der::Reader(sequence->content).next(der::context(0))) out.authority_key_id = id->content;
  return true;
}

bool take_number(ByteView value, std::optional<ByteView>& out) {
  const auto number = der::only(value, der::integer);
  if (!number || !strict::integer(number->content) || (number->content[0] & 0x80U) != 0) return false;
  out = number->content;
  return true;
}

bool take_crl_number(ByteView value, CrlView& out) {
  return take_number(value, out.number);
}

bool take_delta(ByteView value, CrlView& out) {
  out.delta_base.emplace();  // a delta, whatever stands there
  return take_number(value, out.delta_base);
}

bool take_scope(ByteView value, CrlView& out) {
  out.scope = issuing_point(value);
  out.scope_value = value;
  return out.scope.has_value();
}

bool take_freshest(ByteView value, CrlView& out) {
  auto points = distribution_points(value);
  if (points) out.freshest = std::move(*points);
  return points.has_value();
}

bool leave(ByteView, CrlView&) {
  return true;
}

enum class Criticality { must, must_not };

// RFC 5280 5.2. A critical one that only informs (issuerAltName, authorityInfoAccess) is not understood.
struct Known {
  std::string_view oid;
  Criticality criticality;
  bool understood;
  bool (*take)(ByteView, CrlView&);
};
constexpr std::array kKnown{
    Known{"\x55\x1D\x23", Criticality::must_not, true, take_key_id},
    Known{"\x55\x1D\x14", Criticality::must_not, true, take_crl_number},
    Known{"\x55\x1D\x1B", Criticality::must, true, take_delta},
    Known{"\x55\x1D\x1C", Criticality::must, true, take_scope},
    Known{"\x55\x1D\x2E", Criticality::must_not, true, take_freshest},
    Known{"\x55\x1D\x12", Criticality::must_not, false, leave},
    Known{"\x2B\x06\x01\x05\x05\x07\x01\x01", Criticality::must_not, false, leave},
};

class Reading {
 public:
  Reading(ByteView der, const WantedEntries& wanted) : der_(der), wanted_(wanted), walker_(der) {}

  CrlRead run() {
    out_.view.whole = der_;
    CrlStructure structure;
    const bool read = walk_crl(der_, walker_, structure);
    header(structure);
    if (read && entries(structure.entries)) extensions(structure.extensions);
    out_.fault = walker_.fault();
    return std::move(out_);
  }

 private:
  void header(const CrlStructure& from) {
    view().part = {from.outer.algorithm, from.outer.content.whole, from.outer.signature};
    view().inner_algorithm = from.inner_algorithm;
    view().version = from.version;
    view().issuer = from.issuer.whole;
    view().issuer_key = canonical_name(from.issuer.whole);
    view().this_update = from.this_update;
    view().next_update = from.next_update;
  }

  bool entries(const std::optional<ByteView>& list) {
    if (!list) return true;
    EntryWalk walk(walker_, der_, view().issuer_key, wanted_);
    const bool read = walk.run(*list);
    view().entries = *list;
    view().count = walk.count;
    view().empty_list = list->empty();
    view().notes = std::move(walk.notes);
    out_.hits = std::move(walk.hits);
    return read;
  }

  void extensions(const std::optional<ByteView>& list) {
    if (!list) return;
    view().extensions_present = true;
    ExtensionView one;
    for (der::Reader reader(*list); !reader.empty() && take_extension(walker_, reader, one);) extension(one);
  }

  void extension(const ExtensionView& one) {
    // What is not looked at might be critical.
    if (seen_.size() >= kMaxExtensions) return note(view().malformed, one.oid);
    const bool again =
        std::any_of(seen_.begin(), seen_.end(), [&](ByteView oid) { return as_text(oid) == as_text(one.oid); });
    if (again) return note(view().twice, one.oid);
    seen_.push_back(one.oid);
    const auto known =
        std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& each) { return der::is(one.oid, each.oid); });
    const bool is_known = known != kKnown.end();
    if (is_known && !known->take(one.value, view())) note(view().malformed, one.oid);
    if (one.critical && !(is_known && known->understood)) return note(view().critical_unknown, one.oid);
    const bool must = is_known && known->criticality == Criticality::must;
    if (is_known && one.critical != must) note(view().wrong_criticality, one.oid);
  }

  static void note(std::vector<std::string>& list, ByteView oid) {
    if (list.size() < kMaxExtensions) list.push_back(der::dotted(oid));
  }

  CrlView& view() { return out_.view; }

  ByteView der_;
  const WantedEntries& wanted_;
  Walker walker_;
  CrlRead out_;
  std::vector<ByteView> seen_;
};

}  // namespace

CrlRead read_crl_view(ByteView der, const WantedEntries& wanted) {
  return Reading(der, wanted).run();
}

bool is_less(ByteView a, ByteView b) {
  const auto digits = [](ByteView number) {
    const auto first = std::find_if(number.begin(), number.end(), [](std::uint8_t octet) { return octet != 0; });
    return number.subspan(static_cast<std::size_t>(first - number.begin()));
  };
  const ByteView x = digits(a), y = digits(b);
  return x.size() != y.size() ? x.size() < y.size() : as_text(x) < as_text(y);
}

std::string number_text(ByteView number) {
  constexpr std::size_t kMost = 32;
  return number.size() <= kMost ? hex(number) : hex(number.first(kMost)) + "...";
}

}  // namespace certdoc::chain
