#include "diagnose/describe.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "artifact/labels.hpp"
#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "base/time.hpp"
#include "check/check.hpp"

namespace certdoc {
namespace {

class Describer {
 public:
  Describer(const Artifact& artifact, const Describe& how, Object& out) : artifact_(artifact), how_(how), out_(out) {}

  void run() {
    key();
    if (artifact_.certificate) certificate(*artifact_.certificate);
    if (artifact_.csr) csr(*artifact_.csr);
    if (artifact_.unread) out_.state = artifact_.unread->text;
    const bool thumbprints = how_.thumbprints && artifact_.kind == Kind::certificate;
    if (thumbprints) out_.sha1 = hex(sha1(artifact_.der));
    if (thumbprints) out_.sha256 = hex(sha256(artifact_.der));
  }

 private:
  void key() {
    if (!artifact_.key) return;
    out_.algorithm = key_name(*artifact_.key);
    out_.spki_sha256 = hex(artifact_.key->spki_sha256);
    if (how_.openssl_hash) out_.openssl_hash = openssl_pipeline_hash(*artifact_.key);
  }

  void certificate(const CertificateParts& parts) {
    out_.not_before = to_rfc3339(parts.not_before);
    out_.not_after = to_rfc3339(parts.not_after);
    if (!how_.names) return;
    out_.subject = name_text(parts.subject);
    out_.issuer = name_text(parts.issuer);
    out_.serial = hex(parts.serial);
    out_.signature = algorithm_name(parts.signature_oid);
  }

  void csr(const CsrParts& parts) {
    if (!how_.names) return;
    out_.subject = name_text(parts.subject);
    out_.signature = algorithm_name(parts.signature_oid);
    field("CSP", "CSP", parts.csp);
    if (parts.key_spec != 0) field("key spec", "密钥用途", parts.key_spec == 1 ? "AT_KEYEXCHANGE" : "AT_SIGNATURE");
    field("Windows", "Windows 版本", parts.os_version);
    field("machine", "计算机", parts.machine);
    field("user", "用户", parts.user);
    field("process", "进程", parts.process);
    field("template", "证书模板", parts.certificate_template);
    list("names", "域名", parts.dns_names);
    names("extensions", "扩展", parts.extensions);
    names("purposes", "用途", parts.extended_key_usage);
  }

  void field(std::string_view en, std::string_view zh, const std::string& value) {
    if (!value.empty()) out_.fields.push_back({say(how_.lang, en, zh), value});
  }

  void list(std::string_view en, std::string_view zh, const std::vector<std::string>& values) {
    field(en, zh, fmt::format("{}", fmt::join(values, ", ")));
  }

  void names(std::string_view en, std::string_view zh, std::vector<std::string> oids) {
    for (std::string& oid : oids) oid = algorithm_name(oid);
    list(en, zh, oids);
  }

  const Artifact& artifact_;
  const Describe& how_;
  Object& out_;
};

}  // namespace

Object describe(const LoadedFile& file, const Artifact& artifact, const Describe& how) {
  Object out;
  out.path = file.path;
  out.location = location(file, artifact.place);
  out.kind = name_of(artifact.kind);
  out.encoding = name_of(artifact.encoding);
  out.format = artifact.format;
  Describer(artifact, how, out).run();
  return out;
}

Input describe(const LoadedFile& file) {
  Input input{file.path, {}, {}};
  for (const Artifact& artifact : file.artifacts) {
    const std::string kind(name_of(artifact.kind));
    if (std::find(input.kinds.begin(), input.kinds.end(), kind) == input.kinds.end()) input.kinds.push_back(kind);
    if (input.encoding.empty()) input.encoding = name_of(artifact.encoding);
  }
  return input;
}

void describe_files(const std::vector<LoadedFile>& files, bool objects, Lang lang, Report& report) {
  const Describe how{lang, true, true, false};
  for (const LoadedFile& file : files) {
    report.inputs.push_back(describe(file));
    if (file.error) report.errors.push_back(*file.error);
    if (!objects) continue;
    for (const Artifact& artifact : file.artifacts) report.objects.push_back(describe(file, artifact, how));
  }
}

}  // namespace certdoc
