// What a PEM label promises (RFC 7468 and the older names that programs still write).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "artifact/artifact.hpp"

namespace certdoc {

// The kind that this label stands for; nullopt: a label of other programs.
std::optional<Kind> kind_of_label(std::string_view label);

// The label that programs expect over an object of this kind and format: `CERTIFICATE`, `RSA PRIVATE KEY`.
std::string usual_label(const Artifact& artifact);

// certificate, csr, private-key, ...: the name in reports.
std::string_view name_of(Kind kind);
std::string_view name_of(Encoding encoding);
// `a certificate`, `一张证书`: in sentences.
std::string_view phrase_of(Kind kind, Lang lang);

}  // namespace certdoc
