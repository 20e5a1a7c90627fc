// certdoc preflight --server: every certificate that the configuration uses, as the server would use it.
#include <fmt/format.h>
#include <strings.h>
#include <algorithm>
#include <set>

#include "base/append.hpp"
#include "base/quote.hpp"
#include "base/say.hpp"
#include "check/deployment.hpp"
#include "diagnose/ask_server.hpp"
#include "diagnose/checklist.hpp"
#include "diagnose/preflight_parts.hpp"

namespace certdoc {
namespace {

using machine::CertificateSet;
using machine::CertificateUse;
using machine::ConfigValue;
using machine::ServerConfig;

constexpr std::size_t kMostPasswords = 64;
constexpr std::size_t kMostNamesShown = 3;

Error not_found(const std::string& server, const PreflightOptions& options) {
  if (!options.config.empty()) {
    return {Error::Kind::unreadable, fmt::format("cannot read {}", options.config),
            "is it there, and may you read it? name the file where the configuration begins",
            fmt::format("无法读取 {}", options.config), "请确认文件存在且有权读取；应指明主配置文件"};
  }
  return {Error::Kind::unreadable, fmt::format("no configuration of {} was found on this machine", server),
          "name the file where it begins: --config FILE", fmt::format("本机没有找到 {} 的配置", server),
          "请用 --config 指明主配置文件"};
}

Error no_certificate(const ServerConfig& config) {
  return {Error::Kind::invalid, fmt::format("{} names no certificate", config.path),
          fmt::format("is it the configuration of {} that has TLS in it? {} files were read", config.server,
                      config.files.size()),
          fmt::format("{} 中没有配置证书", config.path),
          fmt::format("这是启用了 TLS 的 {} 配置吗？共读取 {} 个文件", config.server, config.files.size())};
}

// One line of the file each.
void add_passwords(const machine::Root& root, const std::vector<ConfigValue>& files,
                   std::vector<std::shared_ptr<const SecretBytes>>& out) {
  for (const ConfigValue& file : files) {
    auto text = root.read(file.value);
    if (!text) continue;
    for (std::string_view rest = *text; !rest.empty() && out.size() < kMostPasswords;) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (!line.empty()) out.push_back(std::make_shared<const SecretBytes>(line.begin(), line.end()));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    ::explicit_bzero(text->data(), text->size());
  }
}

class ServerCheck {
 public:
  ServerCheck(const PreflightRun& run, const ServerConfig& config)
      : run_(run), config_(config), lang_(run.options.lang) {}

  void run() {
    whole();
    for (const CertificateSet& set : config_.sets) one(set);
    std::set<std::string> seen;
    for (const machine::TrustFile& trust : config_.trust) {
      if (seen.insert(trust.file.value).second) trusted(trust);
    }
  }

 private:
  // What concerns the configuration as a whole.
  void whole() {
    auto findings = config_findings(config_, run_.root, lang_);
    if (run_.preflight.ask_server && run_.preflight.root == "/") {
      if (auto own = ask_server(config_, !run_.preflight.config.empty(), lang_)) findings.push_back(std::move(*own));
    }
    if (findings.empty() && config_.sets.empty()) findings.push_back(nothing_to_examine());
    for (Finding& finding : findings) run_.answer.complete(finding);
    Checklist list{config_.server, config_.path, {}, {}};
    for (ChecklistItem& item : machine_checklist(findings, lang_)) {
      if (item.id == "config") list.items.push_back(std::move(item));
    }
    if (list.items.empty()) list.items.push_back(healthy());
    run_.answer.report.checklists.push_back(std::move(list));
    run_.take(std::move(findings));
    for (std::string& note : config_notes(config_, lang_)) run_.answer.report.notes.push_back(std::move(note));
  }

  // All that it names was left alone: that is no GO.
  Finding nothing_to_examine() const {
    Finding finding;
    finding.cause = "server-config-incomplete";
    finding.subject = config_.path;
    finding.message =
        say(lang_, "{} names no certificate that could be examined", "{} 中没有可以检查的证书", config_.path);
    finding.reason = Reason{ReasonKind::unsupported, finding.message};
    return finding;
  }

  std::size_t left_alone() const {
    return static_cast<std::size_t>(std::count_if(config_.notes.begin(), config_.notes.end(), [](const auto& note) {
      return note.kind == machine::ConfigNoteKind::variable || note.kind == machine::ConfigNoteKind::not_a_file;
    }));
  }

  ChecklistItem healthy() const {
    const std::string alone =
        left_alone() == 0 ? "" : say(lang_, "; left alone: {}", "；另有 {} 处未检查", left_alone());
    return {"config",
            say(lang_, "configuration", "服务器配置"),
            "ok",
            say(lang_, "files read: {}, certificates in use: {}{}", "读取了 {} 个文件，使用 {} 张证书{}",
                config_.files.size(), config_.sets.size(), alone),
            {}};
  }

  void one(const CertificateSet& set) {
    std::vector<Finding> missing;
    Examination all = run_.examination(true);
    for (const auto& [value, directive] : files_of(set)) {
      if (run_.root.exists(value->value) || !is_missing(value->value)) {
        all.paths.push_back(run_.root.here(value->value));
      } else {
        missing.push_back(missing_file(value->value, directive, value->location, lang_));
      }
    }
    prepare(all, set, missing.empty());
    Report part;
    if (!all.paths.empty()) part = examine_all(all, run_.knowledge);
    const bool key = holds_key(part);
    auto findings = run_.adopt(std::move(part));
    // A key that is not there is no riddle.
    if (!missing.empty()) {
      std::erase_if(findings, [](const Finding& one) {
        return one.verdict == Verdict::unknown && (one.cause == "certificate-unpaired" || one.cause == "key-unpaired");
      });
    }
    const std::string gone = missing.empty() ? "" : missing.front().subject;
    for (Finding& finding : missing) run_.answer.complete(finding);
    append(findings, std::move(missing));
    adjust(findings, set);
    Checklist list{name_of(set), set.certificate.location, all.paths, {}};
    list.items = checklist(findings, {!set.names.empty() || !run_.preflight.host.empty(), all.online, key}, lang_);
    for (ChecklistItem& item : list.items) {
      unnamed(item, set);
      if (!gone.empty()) unseen(item, gone);
    }
    run_.answer.report.checklists.push_back(std::move(list));
    take_once(std::move(findings));
  }

  // A directory that we may not enter hides what is in it.
  bool is_missing(const std::string& path) const {
    std::string up = path;
    while (up.size() > 1) {
      up.resize(std::max<std::size_t>(up.rfind('/'), 1));
      if (run_.root.exists(up)) return run_.root.may_search(up);
    }
    return true;
  }

  using Named = std::pair<const ConfigValue*, std::string>;

  static std::vector<Named> files_of(const CertificateSet& set) {
    std::vector<Named> out{{&set.certificate, set.directive}};
    if (set.key) out.emplace_back(&*set.key, set.directive + " (key)");
    for (const ConfigValue& more : set.more) out.emplace_back(&more, set.directive + " (chain)");
    for (const ConfigValue& file : set.password_files) out.emplace_back(&file, set.directive + " (password)");
    return out;
  }

  void prepare(Examination& all, const CertificateSet& set, bool complete) const {
    all.options.target = config_.server;
    if (set.use == CertificateUse::client) all.chain.purpose = "client";
    // The passwords are no material.
    for (const ConfigValue& file : set.password_files) std::erase(all.paths, run_.root.here(file.value));
    // What the server is told is what counts; what we are told only helps to look inside.
    auto told = set.passwords;
    add_passwords(run_.root, set.password_files, told);
    if (!told.empty()) all.options.passwords = std::move(told);
    const auto common = all.also;
    all.also = [this, common, &set, complete](const Material& material, const Context& context) {
      auto findings = common(material, context);
      append(findings, name_findings(material, context, set.names, set.names_bind));
      if (complete && !set.key_store) append(findings, missing_key_findings(material, context, config_.server));
      return findings;
    };
  }

  void adjust(std::vector<Finding>& findings, const CertificateSet& set) const {
    const bool told = !set.passwords.empty() || !set.password_files.empty();
    std::erase_if(findings, [&](const Finding& finding) { return is_where_it_looks(finding, set); });
    for (Finding& finding : findings) {
      if (finding.cause == "key-passphrase-wrong" && finding.verdict == Verdict::ruled_out) line_end(finding, set);
      if (finding.cause == "key-encrypted" && finding.verdict == Verdict::confirmed) passphrase(finding, told);
      if (finding.verdict != Verdict::ruled_out) place(finding, set);
    }
  }

  // HAProxy may look for the key in NAME.key instead of NAME.crt.key: that is where the key was found.
  bool is_where_it_looks(const Finding& finding, const CertificateSet& set) const {
    if (finding.cause != "format-not-for-target" || !set.key || finding.evidence.empty()) return false;
    return finding.evidence.front().actual == run_.root.here(set.key->value) &&
           finding.evidence.front().expected == run_.root.here(set.certificate.value);
  }

  // It opened without its line end, which nobody can type into a passphrase.
  void line_end(Finding& finding, const CertificateSet& set) const {
    if (!set.password_with_line_end) return;
    const ConfigValue& file = *set.password_with_line_end;
    finding.verdict = Verdict::confirmed;
    finding.severity = Severity::error;
    finding.message = say(lang_, "{} ends with a line end, which {} takes for a part of the passphrase",
                          "{} 末尾有换行，{} 会把它当作密码的一部分", file.value, config_.server);
    finding.evidence = {{say(lang_, "configured in", "配置位置"), {}, file.value, file.location}};
    if (const auto quoted = quoted_for_sh(file.value)) finding.next = {"truncate -s -1 " + *quoted};
    run_.answer.complete(finding);
  }

  void passphrase(Finding& finding, bool told) const {
    if (told) {
      finding.verdict = Verdict::ruled_out;
      finding.message = say(lang_, "the configuration gives the passphrase of the key", "配置中给出了私钥的密码");
      finding.evidence.clear();
      finding.next.clear();
      return;
    }
    if (config_.asks_for_passphrase) return;
    finding.severity = Severity::error;
    finding.message =
        say(lang_, "the key in {} asks for a passphrase, and the configuration gives none: {} does not start by itself",
            "{} 中的私钥设有密码，而配置中没有给出：{} 无法自行启动", finding.subject, config_.server);
  }

  void place(Finding& finding, const CertificateSet& set) const {
    const ConfigValue* at = &set.certificate;
    if (set.key && finding.subject.starts_with(run_.root.here(set.key->value))) at = &*set.key;
    const auto is_there = [&](const Evidence& one) { return one.location == at->location; };
    if (std::any_of(finding.evidence.begin(), finding.evidence.end(), is_there)) return;
    finding.evidence.push_back({say(lang_, "configured in", "配置位置"), {}, set.directive, at->location});
  }

  static std::string name_of(const CertificateSet& set) {
    std::string out;
    for (std::size_t n = 0; n < set.names.size() && n < kMostNamesShown; ++n) {
      out += (out.empty() ? "" : ", ") + set.names[n].value;
    }
    if (set.names.size() > kMostNamesShown) out += ", ...";
    return out.empty() ? fmt::format("{} {}", set.place, set.certificate.value) : out;
  }

  void unnamed(ChecklistItem& item, const CertificateSet& set) const {
    if (item.id != "host" || item.state != "not-checked") return;
    item.text = set.names.empty() ? say(lang_, "the configuration has no names for it", "配置中没有对应的主机名")
                                  : say(lang_, "the configuration has no plain names for it", "配置中没有具体的主机名");
  }

  // What was asked for and could not be looked at; that nobody asked about revocation holds all the same.
  void unseen(ChecklistItem& item, const std::string& gone) const {
    if (item.state != "not-checked" || item.id == "revocation") return;
    item.text = say(lang_, "{} is missing", "缺少 {}", gone);
  }

  // Several certificates may share a file: what is said of it is said once.
  void take_once(std::vector<Finding> findings) {
    std::erase_if(findings, [&](const Finding& one) {
      const bool per_set = one.cause == "hostname-mismatch" || one.cause == "key-mismatch";
      return !said_
                  .insert(fmt::format("{}\n{}\n{}\n{}", one.cause, one.subject, per_set ? one.message : "",
                                      static_cast<int>(one.verdict)))
                  .second;
    });
    run_.take(std::move(findings));
  }

  // Only whether it is there, and can be read as what it is.
  void trusted(const machine::TrustFile& trust) {
    std::vector<Finding> findings;
    if (!run_.root.exists(trust.file.value) && is_missing(trust.file.value)) {
      findings.push_back(missing_file(trust.file.value, trust.directive, trust.file.location, lang_));
      run_.answer.complete(findings.front());
    } else if (run_.root.is_file(trust.file.value)) {
      Examination all = run_.examination(true);
      all.paths = {run_.root.here(trust.file.value)};
      all.options.target = config_.server;
      all.chains = all.online = false;
      findings = run_.adopt(examine_all(all, run_.knowledge));
      std::erase_if(findings, [](const Finding& one) {
        return one.cause != "file-corrupt" && one.cause != "file-not-recognised" &&
               one.cause != "format-not-for-target";
      });
    }
    std::erase_if(findings, [](const Finding& one) { return one.verdict == Verdict::ruled_out; });
    if (findings.empty()) return;
    Checklist list{fmt::format("{} {}", trust.directive, trust.file.value), trust.file.location, {}, {}};
    for (ChecklistItem& item : checklist(findings, {}, lang_)) {
      if (item.state != "not-checked") list.items.push_back(std::move(item));
    }
    run_.answer.report.checklists.push_back(std::move(list));
    take_once(std::move(findings));
  }

  const PreflightRun& run_;
  const ServerConfig& config_;
  Lang lang_;
  std::set<std::string> said_;
};

}  // namespace

void preflight_server(const PreflightRun& run, const std::string& server, bool alone) {
  const auto config = machine::read_server_config(run.root, server, run.preflight.config, run.preflight.working);
  if (!config || !config->found) {
    if (alone) run.answer.report.errors.push_back(not_found(server, run.preflight));
    return;
  }
  const bool nothing = config->sets.empty() && config->trust.empty() && config->notes.empty();
  if (nothing && alone) return run.answer.report.errors.push_back(no_certificate(*config));
  if (nothing) {
    return run.answer.report.notes.push_back(
        say(run.options.lang, "{}: {} names no certificate", "{}：{} 中没有配置证书", server, config->path));
  }
  ServerCheck(run, *config).run();
}

}  // namespace certdoc
