#include <algorithm>
#include <array>
#include <utility>

#include "artifact/der.hpp"
#include "artifact/objects.hpp"
#include "base/text.hpp"
#include "check/machine_scene.hpp"

namespace certdoc {
namespace {

constexpr std::array<MachineJudge, 15> kOnWindows{judge_stores,
                                                  judge_roots,
                                                  judge_key,
                                                  judge_folder_acl,
                                                  judge_rights,
                                                  judge_services,
                                                  judge_providers,
                                                  judge_com,
                                                  judge_token,
                                                  judge_release,
                                                  judge_clock_facts,
                                                  judge_proxy,
                                                  judge_security_products,
                                                  judge_cache,
                                                  judge_system_files};
constexpr std::array<MachineJudge, 4> kOnLinux{judge_linux_files, judge_selinux, judge_clock_facts, judge_proxy};

// SEQUENCE { AlgorithmIdentifier, BIT STRING }: the bits without the octet that counts the unused ones.
std::string key_hash(const PublicKey& key) {
  const auto whole = der::only(key.spki, der::sequence);
  if (!whole) return {};
  der::Reader reader(whole->content);
  if (!reader.next(der::sequence)) return {};
  const auto bits = reader.next(der::bit_string);
  if (!bits || bits->content.empty()) return {};
  return text::upper(hex(sha1(bits->content.subspan(1))));
}

std::vector<WantedCertificate> wanted(const Material& material, Kind kind) {
  std::vector<WantedCertificate> out;
  for (const LoadedFile& file : material.files) {
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.kind != kind || artifact.der.empty() || !artifact.key) continue;
      if (artifact.certificate && artifact.certificate->is_ca) continue;
      WantedCertificate one{&file, &artifact, text::upper(hex(sha1(artifact.der))), key_hash(*artifact.key)};
      const bool known = std::any_of(out.begin(), out.end(),
                                     [&](const WantedCertificate& w) { return w.thumbprint == one.thumbprint; });
      if (!known && out.size() < kMostWanted) out.push_back(std::move(one));
    }
  }
  return out;
}

Finding finding_of(const MachineScene& scene, std::string_view cause, Verdict verdict, std::string message) {
  Finding finding;
  finding.cause = cause;
  finding.verdict = verdict;
  finding.subject = scene.subject;
  finding.message = std::move(message);
  return finding;
}

}  // namespace

MachineScene MachineScene::about(std::string_view thing) const {
  return {facts, context, material, say(context.lang, "{} on {}", "{}，{}", thing, subject), target_named};
}

std::string MachineScene::place(const machine::Fact& fact) const {
  return facts.path + ":" + std::to_string(fact.line);
}

bool MachineScene::elevated() const {
  const machine::Fact* rights = facts.find("rights");
  return rights != nullptr && rights->is("elevated", "yes");
}

Finding MachineScene::confirmed(std::string_view cause, Severity severity, std::string message) const {
  Finding finding = finding_of(*this, cause, Verdict::confirmed, std::move(message));
  finding.severity = severity;
  return finding;
}

Finding MachineScene::ruled_out(std::string_view cause, std::string message) const {
  return finding_of(*this, cause, Verdict::ruled_out, std::move(message));
}

Finding MachineScene::unknown(std::string_view cause, ReasonKind kind, std::string reason, std::string message) const {
  Finding finding = finding_of(*this, cause, Verdict::unknown, std::move(message));
  finding.reason = Reason{kind, std::move(reason)};
  return finding;
}

Finding MachineScene::manual(std::string_view cause, const std::string& message) const {
  return unknown(cause, ReasonKind::manual, message, message);
}

Evidence evidence_of(const MachineScene& scene, const machine::Fact& fact, std::string label, std::string actual,
                     std::string expected) {
  return {std::move(label), std::move(expected), std::move(actual), scene.place(fact)};
}

bool has_private_key(const Material& material, const PublicKey& key) {
  return std::any_of(material.files.begin(), material.files.end(), [&](const LoadedFile& file) {
    return std::any_of(file.artifacts.begin(), file.artifacts.end(), [&](const Artifact& artifact) {
      return artifact.kind == Kind::private_key && artifact.key && artifact.key->id == key.id;
    });
  });
}

bool reads_machine_store(const Context& context) {
  constexpr std::array<std::string_view, 2> kServices{"iis", "exchange"};
  return context.target != nullptr &&
         std::find(kServices.begin(), kServices.end(), context.target->name) != kServices.end();
}

const machine::Fact* entry_of(const MachineScene& scene, const WantedCertificate& wanted, std::string_view where,
                              std::string_view store) {
  for (const machine::Fact* fact : scene.facts.all("certificate")) {
    if (fact->is("where", where) && fact->is("store", store) && fact->is("thumb", wanted.thumbprint)) return fact;
  }
  return nullptr;
}

const machine::Fact* key_of(const MachineScene& scene, const WantedCertificate& wanted, std::string_view where) {
  for (const machine::Fact* fact : scene.facts.all("key")) {
    if (fact->is("where", where) && fact->is("thumb", wanted.thumbprint)) return fact;
  }
  return nullptr;
}

std::string name_of(const WantedCertificate& wanted) {
  const std::string name = short_name(*wanted.artifact);
  return name.empty() ? wanted.file->path : name;
}

std::string machine_of(const std::string& path_of_facts, Lang lang) {
  return say(lang, "the machine of {}", "{} 所在的机器", path_of_facts);
}

std::vector<WantedCertificate> wanted_certificates(const Material& material) {
  return wanted(material, Kind::certificate);
}

std::vector<WantedCertificate> wanted_requests(const Material& material) {
  std::vector<WantedCertificate> out = wanted(material, Kind::csr);
  for (WantedCertificate& one : out) one.thumbprint.clear();
  return out;
}

std::vector<Finding> findings_of_facts(const machine::Facts& facts, const Context& context, const Material& material,
                                       bool target_named) {
  const MachineScene scene{facts, context, material, machine_of(facts.path, context.lang), target_named};
  std::vector<Finding> out;
  if (facts.is_windows()) {
    for (const MachineJudge judge : kOnWindows) judge(scene, out);
  } else if (facts.platform == "linux") {
    for (const MachineJudge judge : kOnLinux) judge(scene, out);
  }
  return out;
}

}  // namespace certdoc
