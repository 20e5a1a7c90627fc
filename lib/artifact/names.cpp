// Names of certificates, as RFC 4514 writes them and as people call them.
#include <openssl/objects.h>
#include <algorithm>
#include <array>
#include <ranges>
#include <string_view>

#include "artifact/der.hpp"
#include "artifact/extensions.hpp"
#include "artifact/objects.hpp"
#include "artifact/structure.hpp"

namespace certdoc {
namespace {

constexpr std::string_view kCommonName = "\x55\x04\x03";
constexpr std::string_view kSubjectAltName = "\x55\x1D\x11";

struct Attribute {
  std::string_view oid, name;
};

// RFC 4514 section 3, and what else stands in names every day.
constexpr std::array kAttributes{
    Attribute{"\x55\x04\x03", "CN"},
    Attribute{"\x55\x04\x06", "C"},
    Attribute{"\x55\x04\x07", "L"},
    Attribute{"\x55\x04\x08", "ST"},
    Attribute{"\x55\x04\x09", "STREET"},
    Attribute{"\x55\x04\x0A", "O"},
    Attribute{"\x55\x04\x0B", "OU"},
    Attribute{"\x55\x04\x04", "SN"},
    Attribute{"\x55\x04\x05", "serialNumber"},
    Attribute{"\x55\x04\x0C", "title"},
    Attribute{"\x55\x04\x0F", "businessCategory"},
    Attribute{"\x55\x04\x11", "postalCode"},
    Attribute{"\x55\x04\x2A", "GN"},
    Attribute{"\x55\x04\x61", "organizationIdentifier"},
    Attribute{"\x2A\x86\x48\x86\xF7\x0D\x01\x09\x01", "emailAddress"},
    Attribute{"\x09\x92\x26\x89\x93\xF2\x2C\x64\x01\x19", "DC"},
    Attribute{"\x09\x92\x26\x89\x93\xF2\x2C\x64\x01\x01", "UID"},
    Attribute{"\x2B\x06\x01\x04\x01\x82\x37\x3C\x02\x01\x03", "jurisdictionC"},
    Attribute{"\x2B\x06\x01\x04\x01\x82\x37\x3C\x02\x01\x02", "jurisdictionST"},
    Attribute{"\x2B\x06\x01\x04\x01\x82\x37\x3C\x02\x01\x01", "jurisdictionL"},
};

std::string attribute_name(ByteView oid) {
  const auto known = std::find_if(kAttributes.begin(), kAttributes.end(),
                                  [oid](const Attribute& attribute) { return der::is(oid, attribute.oid); });
  return known != kAttributes.end() ? std::string(known->name) : der::dotted(oid);
}

// RFC 4514, 2.4: what would be taken for syntax gets a backslash.
std::string with_backslashes(std::string_view value) {
  constexpr std::string_view kSyntax = "\"+,;<>\\";
  std::string out;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const char c = value[at];
    const bool edge = (c == ' ' && (at == 0 || at + 1 == value.size())) || (c == '#' && at == 0);
    if (edge || kSyntax.find(c) != std::string_view::npos) out += '\\';
    if (c == '\0') {
      out += "\\00";
    } else {
      out += c;
    }
  }
  return out;
}

std::string value_text(const der::Value& value) {
  const std::string text = text_of(value.tag, value.content);
  return text.empty() && !value.content.empty() ? "#" + hex(value.whole) : with_backslashes(text);
}

// One RelativeDistinguishedName: its attributes with `+` between them.
std::string relative_text(ByteView set) {
  std::string out;
  for (der::Reader attributes(set); !attributes.empty();) {
    const auto attribute = attributes.next(der::sequence);
    if (!attribute) break;
    der::Reader reader(attribute->content);
    const auto oid = reader.next(der::oid);
    const auto value = oid ? reader.next() : std::nullopt;
    if (!value) break;
    if (!out.empty()) out += '+';
    out += attribute_name(oid->content) + '=' + value_text(*value);
  }
  return out;
}

std::vector<ByteView> relatives(ByteView name) {
  std::vector<ByteView> out;
  const auto sequence = der::only(name, der::sequence);
  der::Reader reader(sequence ? sequence->content : ByteView());
  for (auto set = reader.next(der::set); set; set = reader.next(der::set)) out.push_back(set->content);
  return out;
}

// The last common name: the most specific one.
std::string common_name(ByteView name) {
  std::string out;
  for (const ByteView set : relatives(name)) {
    for (der::Reader attributes(set); !attributes.empty();) {
      const auto attribute = attributes.next(der::sequence);
      if (!attribute) break;
      der::Reader reader(attribute->content);
      const auto oid = reader.next(der::oid);
      const auto value = reader.next();
      if (oid && value && der::is(oid->content, kCommonName)) out = text_of(value->tag, value->content);
    }
  }
  return out;
}

std::string first_host_name(const Artifact& artifact) {
  if (artifact.csr) return artifact.csr->dns_names.empty() ? std::string() : artifact.csr->dns_names.front();
  Walker walker(artifact.der);
  CertificateView view;
  std::string found;
  if (!walk_certificate(artifact.der, walker, view)) return found;
  for_each_extension(view.extensions, [&](const Extension& extension) {
    if (!found.empty() || !der::is(extension.oid, kSubjectAltName)) return;
    if (auto names = host_names(extension.value); !names.empty()) found = std::move(names.front());
  });
  return found;
}

}  // namespace

// RFC 4514, 2.1: the last one first.
std::string name_text(ByteView name) {
  const auto parts = relatives(name);
  std::string out;
  for (const ByteView set : std::ranges::reverse_view(parts)) {
    if (!out.empty()) out += ',';
    out += relative_text(set);
  }
  return out;
}

std::string short_name(const Artifact& artifact) {
  if (!artifact.certificate && !artifact.csr) return {};
  const Bytes& subject = artifact.certificate ? artifact.certificate->subject : artifact.csr->subject;
  std::string name = common_name(subject);
  if (name.empty()) name = first_host_name(artifact);
  return name.empty() ? name_text(subject) : name;
}

}  // namespace certdoc
