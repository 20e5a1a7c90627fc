#include "chain/extension_values.hpp"

#include <algorithm>
#include <array>

#include "artifact/der.hpp"
#include "artifact/strict.hpp"
#include "chain/canonical_name.hpp"
#include "chain/policy_values.hpp"

namespace certdoc::chain {
namespace {

constexpr std::size_t kMaxUrls = 16;

std::optional<GeneralName> general_name(const der::Value& value) {
  const unsigned number = value.tag & 0x1FU;
  const bool constructed = (value.tag & 0x20U) != 0;
  if ((value.tag & 0xC0U) != 0x80U || number > 8) return std::nullopt;
  const auto kind = static_cast<GeneralName::Kind>(number);
  const bool wants_constructed = number == 0 || (number >= 3 && number <= 5);
  if (constructed != wants_constructed) return std::nullopt;
  if (kind != GeneralName::Kind::directory) return GeneralName{kind, value.content};
  const auto name = der::only(value.content, der::sequence);  // [4] is EXPLICIT: Name is a CHOICE
  return name ? std::optional(GeneralName{kind, name->whole}) : std::nullopt;
}

bool take_constraints(const RawExtension& in, Certificate& out) {
  const auto sequence = der::only(in.value, der::sequence);
  if (!sequence) return false;
  der::Reader parts(sequence->content);
  BasicConstraints constraints;
  constraints.critical = in.critical;
  if (parts.peek() == der::boolean) {
    const auto ca = parts.next(der::boolean);
    if (!ca || ca->content.size() != 1) return false;
    constraints.ca = ca->content[0] != 0;
  }
  if (parts.peek() == der::integer) {
    const auto length = parts.next(der::integer);
    if (length) constraints.path_length = count_of(length->content);
    if (!constraints.path_length) return false;
  }
  out.constraints = constraints;
  return parts.empty();
}

bool take_key_usage(const RawExtension& in, Certificate& out) {
  const auto bits = der::only(in.value, der::bit_string);
  if (!bits || !strict::bit_string(bits->content)) return false;
  unsigned usage = 0;
  for (unsigned bit = 0; bit < 9; ++bit) {
    const std::size_t octet = 1 + bit / 8;
    if (octet < bits->content.size() && (bits->content[octet] & (0x80U >> bit % 8)) != 0) usage |= 1U << bit;
  }
  out.key_usage = usage;
  return usage != 0;  // RFC 5280 4.2.1.3: at least one bit
}

bool take_extended_key_usage(const RawExtension& in, Certificate& out) {
  const auto sequence = der::only(in.value, der::sequence);
  if (!sequence) return false;
  auto& list = out.extended_key_usage.emplace();
  out.extended_key_usage_critical = in.critical;
  for (der::Reader reader(sequence->content); !reader.empty();) {
    const auto oid = reader.next(der::oid);
    if (!oid) return false;
    list.push_back(der::dotted(oid->content));
  }
  return !list.empty();
}

bool take_alternative_names(const RawExtension& in, Certificate& out) {
  out.alternative_names = general_names(in.value);
  out.alternative_names_critical = in.critical;
  return out.alternative_names && !out.alternative_names->empty();
}

bool take_subtrees(ByteView list, std::vector<Subtree>& out) {
  for (der::Reader reader(list); !reader.empty();) {
    const auto one = reader.next(der::sequence);
    if (!one) return false;
    der::Reader parts(one->content);
    const auto base = parts.next();
    const auto name = base ? general_name(*base) : std::nullopt;
    if (!name) return false;
    bool bounded = false;
    if (parts.peek() == der::context(0)) {
      const auto minimum = parts.next();
      if (!minimum) return false;
      bounded = minimum->content.size() != 1 || minimum->content[0] != 0;
    }
    out.push_back({*name, bounded || !parts.empty()});
  }
  return !out.empty();
}

bool take_name_constraints(const RawExtension& in, Certificate& out) {
  auto& constraints = out.name_constraints.emplace();
  constraints.critical = in.critical;
  constraints.malformed = true;
  const auto sequence = der::only(in.value, der::sequence);
  if (!sequence) return false;
  der::Reader parts(sequence->content);
  const auto permitted = parts.next(der::context_constructed(0));
  const auto excluded = parts.next(der::context_constructed(1));
  if (!parts.empty() || (!permitted && !excluded)) return false;
  if (permitted && !take_subtrees(permitted->content, constraints.permitted)) return false;
  if (excluded && !take_subtrees(excluded->content, constraints.excluded)) return false;
  constraints.malformed = false;
  return true;
}

bool take_subject_key_id(const RawExtension& in, Certificate& out) {
  const auto id = der::only(in.value, der::octet_string);
  if (id) out.subject_key_id = id->content;
  return id && !id->content.empty();
}

bool take_authority_key_id(const RawExtension& in, Certificate& out) {
  const auto sequence = der::only(in.value, der::sequence);
  if (!sequence) return false;
  der::Reader parts(sequence->content);
  if (const auto id = parts.next(der::context(0))) out.authority_key_id = id->content;
  if (const auto issuer = parts.next(der::context_constructed(1))) {
    const Bytes list = to_bytes(issuer->content);
    for (der::Reader names(issuer->content); !names.empty();) {
      const auto value = names.next();
      const auto name = value ? general_name(*value) : std::nullopt;
      if (!name) return false;
      if (name->kind == GeneralName::Kind::directory) out.authority_issuer = canonical_name(name->content);
    }
  }
  if (const auto serial = parts.next(der::context(2))) out.authority_serial = serial->content;
  return parts.empty();
}

// A URL beyond the bound is only counted.
void add_url(const GeneralName& name, std::vector<std::string>& urls, std::size_t& named) {
  if (name.kind != GeneralName::Kind::uri) return;
  ++named;
  if (urls.size() < kMaxUrls) urls.emplace_back(as_text(name.content));
}

bool take_access(const RawExtension& in, Certificate& out) {
  constexpr std::string_view kIssuers = "\x2B\x06\x01\x05\x05\x07\x30\x02";  // 1.3.6.1.5.5.7.48.2
  constexpr std::string_view kOcsp = "\x2B\x06\x01\x05\x05\x07\x30\x01";
  const auto sequence = der::only(in.value, der::sequence);
  if (!sequence) return false;
  for (der::Reader reader(sequence->content); !reader.empty();) {
    const auto one = reader.next(der::sequence);
    if (!one) return false;
    der::Reader parts(one->content);
    const auto method = parts.next(der::oid);
    const auto where = method ? parts.next() : std::nullopt;
    const auto name = where ? general_name(*where) : std::nullopt;
    if (!name) return false;
    if (der::is(method->content, kIssuers)) add_url(*name, out.ca_issuers, out.ca_issuers_named);
    if (der::is(method->content, kOcsp)) add_url(*name, out.ocsp, out.ocsp_named);
  }
  return true;
}

// SEQUENCE OF { [0] { [0] fullName }, ... }: the URLs of the full names.
bool take_distribution_points(const RawExtension& in, Certificate& out) {
  out.crl_points = in.value;
  const auto sequence = der::only(in.value, der::sequence);
  if (!sequence) return false;
  for (der::Reader points(sequence->content); !points.empty();) {
    const auto point = points.next(der::sequence);
    if (!point) return false;
    const auto name = der::Reader(point->content).next(der::context_constructed(0));
    const auto full = name ? der::Reader(name->content).next(der::context_constructed(0)) : std::nullopt;
    if (!full) continue;
    for (der::Reader names(full->content); !names.empty();) {
      const auto value = names.next();
      const auto one = value ? general_name(*value) : std::nullopt;
      if (!one) return false;
      add_url(*one, out.crl_urls, out.crl_urls_named);
    }
  }
  return true;
}

bool take_freshest_points(const RawExtension& in, Certificate& out) {
  out.freshest_points = in.value;
  return der::only(in.value, der::sequence).has_value();
}

// SEQUENCE OF INTEGER: TLS extensions that a server must send. 5: status_request, 17: status_request_v2.
bool take_tls_features(const RawExtension& in, Certificate& out) {
  const auto sequence = der::only(in.value, der::sequence);
  if (!sequence) return false;
  for (der::Reader reader(sequence->content); !reader.empty();) {
    const auto number = reader.next(der::integer);
    if (!number) return false;
    const bool staple = number->content.size() == 1 && (number->content[0] == 5 || number->content[0] == 17);
    out.must_staple = out.must_staple || staple;
  }
  return true;
}

bool take_ocsp_nocheck(const RawExtension&, Certificate& out) {
  out.ocsp_nocheck = true;
  return true;
}

struct Known {
  std::string_view oid;
  bool (*take)(const RawExtension&, Certificate&);
  bool understood = true;  // where it is critical
};

// 2.5.29.x and id-pe.
constexpr std::array kKnown{
    Known{"\x55\x1D\x13", take_constraints},
    Known{"\x55\x1D\x0F", take_key_usage},
    Known{"\x55\x1D\x25", take_extended_key_usage},
    Known{"\x55\x1D\x11", take_alternative_names},
    Known{"\x55\x1D\x1E", take_name_constraints},
    Known{"\x55\x1D\x0E", take_subject_key_id},
    Known{"\x55\x1D\x23", take_authority_key_id},
    Known{"\x55\x1D\x1F", take_distribution_points},
    Known{"\x2B\x06\x01\x05\x05\x07\x01\x01", take_access},
    Known{"\x55\x1D\x2E", take_freshest_points, false},
    Known{"\x2B\x06\x01\x05\x05\x07\x01\x18", take_tls_features, false},  // 1.3.6.1.5.5.7.1.24
    Known{"\x2B\x06\x01\x05\x05\x07\x30\x01\x05", take_ocsp_nocheck},
    Known{"\x55\x1D\x20", take_policies},
    Known{"\x55\x1D\x21", take_policy_mappings},
    Known{"\x55\x1D\x24", take_policy_constraints},
    Known{"\x55\x1D\x36", take_inhibit_any_policy},
};

const Known* known(ByteView oid) {
  const auto found =
      std::find_if(kKnown.begin(), kKnown.end(), [oid](const Known& one) { return der::is(oid, one.oid); });
  return found == kKnown.end() ? nullptr : &*found;
}

}  // namespace

std::optional<GeneralNames> general_names(ByteView list) {
  const auto sequence = der::only(list, der::sequence);
  return sequence ? general_names_in(sequence->content) : std::nullopt;
}

std::optional<GeneralNames> general_names_in(ByteView content) {
  GeneralNames out;
  for (der::Reader reader(content); !reader.empty();) {
    const auto value = reader.next();
    const auto name = value ? general_name(*value) : std::nullopt;
    if (!name) return std::nullopt;
    out.push_back(*name);
  }
  return out;
}

bool take_extension(const RawExtension& extension, Certificate& out) {
  const Known* reader = known(extension.oid);
  return reader == nullptr || reader->take(extension, out);
}

bool is_understood(ByteView oid) {
  const Known* reader = known(oid);
  return reader != nullptr && reader->understood;
}

}  // namespace certdoc::chain
