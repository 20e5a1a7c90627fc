// Files as the loader gives them, put together by hand, and what checks say of them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "check/checks.hpp"

namespace certdoc::test::built {

inline LoadedFile file_named(std::string path, std::vector<Artifact> artifacts = {}) {
  LoadedFile loaded;
  loaded.path = std::move(path);
  loaded.size = 100;
  loaded.artifacts = std::move(artifacts);
  return loaded;
}

inline PublicKey key(std::string algorithm, int bits, std::string curve = {}) {
  PublicKey made;
  made.algorithm = std::move(algorithm);
  made.bits = bits;
  made.curve = std::move(curve);
  made.id[0] = static_cast<std::uint8_t>(bits % 251);
  return made;
}

inline Artifact artifact(Kind kind, Encoding encoding, std::string format = {}) {
  Artifact made;
  made.kind = kind;
  made.encoding = encoding;
  made.format = std::move(format);
  made.place.line = encoding == Encoding::pem ? 1 : 0;
  return made;
}

inline Artifact certificate(Encoding encoding = Encoding::pem, std::string signature = "1.2.840.113549.1.1.11") {
  Artifact made = artifact(Kind::certificate, encoding);
  made.certificate = CertificateParts{};
  made.certificate->subject = {1};
  made.certificate->issuer = {2};
  made.certificate->signature_oid = std::move(signature);
  made.key = key("RSA", 2048);
  return made;
}

inline Artifact private_key(Encoding encoding = Encoding::pem, std::string format = "pkcs8") {
  Artifact made = artifact(Kind::private_key, encoding, std::move(format));
  made.key = key("RSA", 2048);
  return made;
}

inline Artifact request() {
  Artifact made = artifact(Kind::csr, Encoding::pem);
  made.csr = CsrParts{};
  made.csr->signature_oid = "1.2.840.113549.1.1.11";
  made.csr->dns_names = {"www.example.com"};
  made.key = key("RSA", 2048);
  return made;
}

inline Context context(std::string_view target = {}, Lang lang = Lang::en) {
  Context made;
  made.lang = lang;
  made.target = target.empty() ? nullptr : kb::find_target(target);
  return made;
}

inline std::vector<Finding> run(const Check& check, LoadedFile loaded, const Context& in = {}) {
  return check.run(Material{{std::move(loaded)}}, in);
}

// The one finding; a test fails where there is another number of them.
inline Finding only(const std::vector<Finding>& findings) {
  if (findings.size() != 1) throw std::runtime_error(std::to_string(findings.size()) + " findings");
  return findings.front();
}

inline std::string value(const Finding& finding, std::string_view label) {
  const auto found = std::find_if(finding.evidence.begin(), finding.evidence.end(),
                                  [&](const Evidence& evidence) { return evidence.label == label; });
  return found == finding.evidence.end() ? std::string{} : found->actual;
}

// The command that puts it right; empty: none is said.
inline std::string command(const Finding& finding) {
  return finding.next.empty() ? std::string{} : finding.next.front();
}

}  // namespace certdoc::test::built
