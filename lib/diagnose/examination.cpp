#include "diagnose/examination.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <utility>

#include "base/append.hpp"
#include "base/say.hpp"
#include "check/all.hpp"
#include "check/machine.hpp"
#include "check/match_scene.hpp"
#include "diagnose/adopt_report.hpp"
#include "diagnose/chain_exam.hpp"
#include "diagnose/describe.hpp"
#include "diagnose/describe_store.hpp"
#include "diagnose/examine.hpp"
#include "diagnose/fact_files.hpp"
#include "diagnose/match_exam.hpp"
#include "diagnose/merge_findings.hpp"
#include "diagnose/revocation_run.hpp"
#include "net/host_name.hpp"

namespace certdoc {
namespace {

bool is_container(const Artifact& artifact) {
  return artifact.kind == Kind::pkcs12 || artifact.kind == Kind::java_keystore || artifact.kind == Kind::sm2_file;
}

bool is_private_key(const Artifact& artifact) {
  return artifact.kind == Kind::private_key;
}

bool is_certificate(const Artifact& artifact) {
  return artifact.kind == Kind::certificate;
}

bool is_list(const Artifact& artifact) {
  return artifact.kind == Kind::crl;
}

bool any_of(const LoadedFile& file, bool (*holds)(const Artifact&)) {
  return std::any_of(file.artifacts.begin(), file.artifacts.end(), holds);
}

bool is_of_lists(const LoadedFile& file) {
  return !file.artifacts.empty() && std::all_of(file.artifacts.begin(), file.artifacts.end(), is_list);
}

bool holds_container(const LoadedFile& file) {
  return any_of(file, is_container);
}

bool holds_bare_key(const LoadedFile& file) {
  return any_of(file, is_private_key) && !holds_container(file);
}

bool holds_certificate_or_list(const LoadedFile& file) {
  return any_of(file, is_certificate) || any_of(file, is_list);
}

// Nobody asked about the other files of a directory.
bool is_beside_the_point(const LoadedFile& file) {
  return !file.named && file.artifacts.empty() && !matching::named_like_material(file.path);
}

class Examiner {
 public:
  Examiner(const Examination& all, const KnowledgeBase& knowledge)
      : all_(all), knowledge_(knowledge), explain_(answer_options(all.options)), answer_(knowledge.tables(), explain_) {
    report().time = all.options.time;
  }

  Report run(const FileProgress& progress) {
    material_ = load(all_.paths, all_.options, true, progress, report().errors);
    load_held(all_.held, all_.options, material_);
    material_.files.erase(std::remove_if(material_.files.begin(), material_.files.end(), is_beside_the_point),
                          material_.files.end());
    if (all_.settle) all_.settle(material_, all_.options, all_.chain);
    context_ = context_of(all_.options);
    // Who may read it is asked of what was named, and of keys wherever they lie.
    look_at_files(material_, context_,
                  [](const LoadedFile& file) { return file.named || any_of(file, is_private_key); });
    describe_with_stores(material_.files, {all_.options.lang, true, true, false}, report());
    find_missing();
    run_checks(file_checks(), material_, context_, answer_);
    run_checks(form_checks(), material_, context_, answer_);
    run_checks(container_checks(), subset(holds_container), context_, answer_);
    run_checks(passphrase_checks(), subset(holds_bare_key), context_, answer_);
    match_all();
    if (all_.chains && holds(is_certificate)) examine_chains(material_, all_.options, chain_options(), answer_);
    if (all_.chains) find_ordered();
    if (all_.network) ask();
    if (all_.also) {
      for (Finding& finding : all_.also(material_, context_)) take(std::move(finding));
    }
    take_facts();
    for (const Finding& finding : all_.extra) take(finding);
    std::erase_if(report().findings, [this](const Finding& finding) { return is_about_form_of_log(finding); });
    report().findings = merged(std::move(report().findings));
    return std::move(report());
  }

 private:
  Report& report() { return answer_.report; }

  bool holds(bool (*what)(const Artifact&)) const {
    return std::any_of(material_.files.begin(), material_.files.end(),
                       [&](const LoadedFile& file) { return any_of(file, what); });
  }

  // No program reads its certificates out of a log: how that is written and who may read it says nothing of them.
  bool is_about_form_of_log(const Finding& finding) const {
    constexpr std::array<std::string_view, 12> kForm{"file-corrupt",         "file-encoding",
                                                     "file-missing",         "file-misnamed",
                                                     "file-not-recognised",  "format-not-for-target",
                                                     "chain-order",          "chain-root-included",
                                                     "key-file-permissions", "key-unreadable-by-service",
                                                     "selinux-context",      "chain-extra-certificate"};
    const bool of_log = std::any_of(all_.held.begin(), all_.held.end(),
                                    [&](const HeldFile& held) { return held.log && held.path == finding.subject; });
    return of_log && std::find(kForm.begin(), kForm.end(), finding.cause) != kForm.end();
  }

  // A full path is the one that a program uses; of any other nobody knows where that program looks.
  void find_missing() {
    const Lang lang = all_.options.lang;
    for (const LoadedFile& file : material_.files) {
      std::error_code none;
      const bool there = file.path == "-" || std::filesystem::exists(file.path, none);
      if (!file.named || (there && !file.path.starts_with('/'))) continue;
      Finding finding;
      finding.cause = "file-missing";
      finding.verdict = there ? Verdict::ruled_out : Verdict::confirmed;
      finding.subject = file.path;
      finding.message =
          there ? say(lang, "{} is there", "{} 存在", file.path) : say(lang, "there is no {}", "{} 不存在", file.path);
      take(std::move(finding));
    }
  }

  // Copies: what a file holds is small beside what it took to decrypt it.
  Material subset(bool (*wanted)(const LoadedFile&)) const {
    Material out;
    std::copy_if(material_.files.begin(), material_.files.end(), std::back_inserter(out.files), wanted);
    return out;
  }

  // A file about whose order the chain engine says nothing.
  void find_ordered() {
    const Lang lang = all_.options.lang;
    for (const LoadedFile& file : material_.files) {
      const auto count = std::count_if(file.artifacts.begin(), file.artifacts.end(), is_certificate);
      const bool told = std::any_of(report().findings.begin(), report().findings.end(), [&](const Finding& finding) {
        return finding.cause == "chain-order" && finding.subject == file.path;
      });
      if (count == 0 || told || file.error) continue;
      Finding finding;
      finding.cause = "chain-order";
      finding.verdict = Verdict::ruled_out;
      finding.severity = Severity::warning;
      finding.subject = file.path;
      finding.message = count == 1 ? say(lang, "{} holds one certificate alone", "{} 中只有一张证书", file.path)
                                   : say(lang, "the certificates in {} are in order", "{} 中的证书顺序正确", file.path);
      take(std::move(finding));
    }
  }

  // A CRL belongs to no key: named beside a directory, it must not stand for what was named.
  void match_all() {
    MatchResult result = holds(is_list)
                             ? match(subset([](const LoadedFile& file) { return !is_of_lists(file); }), context_)
                             : match(material_, context_);
    add_next_commands(all_.paths, all_.options, result.findings);
    for (const Finding& finding : result.findings) take(finding);
    append(report().notes, std::move(result.notes));
  }

  ChainOptions chain_options() const {
    ChainOptions chain = all_.chain;
    chain.out.clear();
    chain.online = all_.online ? all_.network : nullptr;
    return chain;
  }

  void take(Finding finding) {
    answer_.complete(finding);
    report().findings.push_back(std::move(finding));
  }

  void take_facts() {
    FactFiles files = read_fact_files(all_.facts, context_.now, all_.options.lang);
    for (const machine::Facts& facts : files.facts) {
      for (Finding& finding : findings_of_facts(facts, context_, material_, all_.target_named))
        take(std::move(finding));
    }
    append(report().inputs, std::move(files.inputs));
    append(report().errors, std::move(files.errors));
    append(report().notes, std::move(files.notes));
  }

  void ask() {
    if (!all_.hosts.empty()) ask_hosts();
    if (all_.online) ask_about_revocation();
    if (all_.clock) ask_for_time();
  }

  // The peer of an error is whom the failing program spoke to, and no time server that is wrong by itself.
  void ask_for_time() {
    Report clock = check_clock({}, knowledge_, all_.options, *all_.network, *all_.clock);
    std::erase_if(clock.findings, [](const Finding& finding) { return finding.cause == "peer-clock-skewed"; });
    adopt(std::move(clock));
  }

  void ask_hosts() {
    HostOptions host = all_.host;
    host.trust = all_.chain.trust;
    host.webpki = all_.chain.webpki;
    // The name that clients use is the one that they ask for; an address is no name for SNI.
    host.verify = all_.chain.host;
    const auto name = net::parse_host(host.verify);
    if (host.servername.empty() && name && !name->address) host.servername = host.verify;
    for (const LoadedFile& file : material_.files) {
      if (file.named && file.path != "-" && holds_leaf(file)) host.compare.push_back(file.path);
    }
    adopt(check_hosts(all_.hosts, knowledge_, all_.options, host, *all_.network));
  }

  // What could be deployed: no file of CAs alone.
  static bool holds_leaf(const LoadedFile& file) {
    return std::any_of(file.artifacts.begin(), file.artifacts.end(),
                       [](const Artifact& artifact) { return artifact.certificate && !artifact.certificate->is_ca; });
  }

  void ask_about_revocation() {
    std::vector<net::HostName> hosts;
    std::vector<std::string> arguments = all_.paths;
    for (const HostTarget& target : all_.hosts) {
      if (auto host = net::parse_host(target.name)) hosts.push_back(std::move(*host));
      arguments.push_back(target.name);
    }
    if (hosts.empty() && !holds(is_certificate)) return;
    RevocationOptions revocation = all_.revocation;
    revocation.trust = all_.chain.trust;
    const FileProgress none;
    RevocationRun run(all_.options, revocation, *all_.network, none);
    run.run(subset(holds_certificate_or_list), hosts, arguments);
    const std::size_t before = report().findings.size();
    tell_revocation(run, answer_);
    settle_revocation(before);
  }

  // From `asked` on stands what came of asking. What the chains said of revocation before that is answered by it,
  // unless nobody can be asked.
  void settle_revocation(std::size_t asked) {
    std::vector<Finding>& findings = report().findings;
    const auto first = findings.begin() + static_cast<std::ptrdiff_t>(asked);
    std::for_each(first, findings.end(), [this](Finding& finding) { allow_note(finding); });
    const bool nobody = std::any_of(first, findings.end(), [](const Finding& finding) {
      return finding.cause == "no-revocation-information" && finding.verdict == Verdict::confirmed;
    });
    if (nobody) return;
    findings.erase(std::remove_if(findings.begin(), first,
                                  [](const Finding& finding) {
                                    return finding.cause == "certificate-revoked" && finding.reason &&
                                           finding.reason->kind == ReasonKind::not_requested;
                                  }),
                   first);
  }

  // Most responders give no nonce back. A note on an answer does not keep it from counting, so no program fails by it.
  void allow_note(Finding& finding) const {
    const bool note = finding.verdict == Verdict::confirmed && finding.severity == Severity::note;
    if (!note || finding.cause != "ocsp-invalid") return;
    finding.verdict = Verdict::ruled_out;
    finding.message += say(all_.options.lang, "; it counts all the same", "；不影响该应答的效力");
  }

  void adopt(Report&& other) {
    adopt_report(report(), other);
    append(report().notes, std::move(other.notes));
    for (Finding& finding : other.findings) {
      answer_.adopt(finding);
      report().findings.push_back(std::move(finding));
    }
  }

  Examination all_;
  const KnowledgeBase& knowledge_;
  ExplainOptions explain_;
  Answer answer_;
  Context context_;
  Material material_;
};

}  // namespace

Report examine_all(const Examination& all, const KnowledgeBase& knowledge, const FileProgress& progress) {
  return Examiner(all, knowledge).run(progress);
}

}  // namespace certdoc
