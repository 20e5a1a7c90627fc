// certdoc preflight: what the other commands examine, as one table and one decision.
#include "certdoc/preflight.hpp"

#include <algorithm>

#include "base/append.hpp"
#include "base/say.hpp"
#include "certdoc/clock.hpp"
#include "check/clock.hpp"
#include "check/deployment.hpp"
#include "diagnose/adopt_report.hpp"
#include "diagnose/checklist.hpp"
#include "diagnose/examine.hpp"
#include "diagnose/preflight_parts.hpp"

namespace certdoc {
namespace {

constexpr int kSoon = 14;  // days

// Offline only the kernel and systemd-timesyncd are witnesses: that they know nothing is no failure.
void excuse(Finding& finding, Lang lang) {
  if (finding.verdict != Verdict::unknown || !finding.reason || finding.reason->kind != ReasonKind::no_input) return;
  finding.reason =
      Reason{ReasonKind::not_requested, say(lang, "nothing on this machine tells; ask time servers with --online",
                                            "本机没有依据；用 --online 询问时间服务器")};
}

std::vector<Finding> own_clock(const PreflightRun& run) {
  ClockFacts facts;
  facts.now = context_of(run.options).now;
  facts.keeper.emplace();
  facts.keeper->machine = machine::read_machine_clock(run.root);
  if (run.preflight.root == "/") facts.keeper->machine.kernel = machine::kernel_clock();
  auto findings = clock_findings(facts, {}, run.options.lang);
  for (Finding& finding : findings) {
    excuse(finding, run.options.lang);
    run.answer.complete(finding);
  }
  return findings;
}

std::string policy_text(const machine::CryptoPolicy& policy) {
  std::string out;
  const auto add = [&](const std::string& one) { out += (out.empty() ? "" : ", ") + one; };
  if (policy.policy) add(fmt::format("{} ({})", policy.policy->value, policy.policy->location));
  if (policy.security_level) add(fmt::format("@SECLEVEL={} ({})", *policy.security_level, policy.level_location));
  if (policy.min_protocol) add(fmt::format("MinProtocol {}", policy.min_protocol->value));
  return out;
}

}  // namespace

std::shared_ptr<const NetworkOptions> PreflightRun::network() const {
  if (preflight.network == nullptr) return nullptr;
  auto left = std::make_shared<NetworkOptions>(*preflight.network);
  const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  left->timeout = std::max(std::chrono::milliseconds(1), left->timeout - spent);
  return left;
}

Examination PreflightRun::examination(bool binding) const {
  Examination all;
  all.options = options;
  all.options.everything = true;
  all.chain.trust = preflight.trust;
  all.chain.host = preflight.host;
  all.network = network();
  all.online = all.network != nullptr;
  const int days = preflight.days.value_or(kSoon);
  const Severity severity = preflight.days ? Severity::error : Severity::warning;
  all.also = [this, days, severity, binding](const Material& material, const Context& context) {
    auto findings = expiry_findings(material, context, days, severity);
    // Whether files that lie here are for this machine nobody knows.
    append(findings, policy_findings(material, context, policy, binding ? Severity::error : Severity::warning));
    return findings;
  };
  return all;
}

std::vector<Finding> PreflightRun::adopt(Report&& part) const {
  Report& report = answer.report;
  adopt_report(report, part);
  // Of a file that was named this is an Error, which cannot be examined; of one that a configuration names it is said
  // with the place.
  std::erase_if(part.findings, [](const Finding& one) { return one.cause == "file-missing"; });
  // Where only one thing was given, nobody asked whether it fits another.
  for (Finding& one : part.findings) {
    const bool alone = one.cause.ends_with("-unpaired") && one.reason && one.reason->kind == ReasonKind::no_input;
    if (alone) one.reason->kind = ReasonKind::not_requested;
  }
  for (std::string& note : part.notes) {
    const bool said = std::find(report.notes.begin(), report.notes.end(), note) != report.notes.end();
    if (!said) report.notes.push_back(std::move(note));
  }
  return std::move(part.findings);
}

void PreflightRun::take(std::vector<Finding> findings) const {
  for (Finding& finding : findings) {
    answer.adopt(finding);
    answer.report.findings.push_back(std::move(finding));
  }
}

std::vector<Finding> PreflightRun::clock() const {
  if (!preflight.own_clock) return {};
  if (preflight.network == nullptr) return own_clock(*this);
  ClockOptions clock;
  clock.root = preflight.root;
  Report part = check_clock({}, knowledge, options, *network(), clock);
  append(answer.report.endpoints, std::move(part.endpoints));
  for (Finding& finding : part.findings) excuse(finding, options.lang);
  return std::move(part.findings);
}

bool holds_key(const Report& part) {
  return std::any_of(part.objects.begin(), part.objects.end(), [](const Object& object) {
    return object.kind == "private-key" || object.kind == "pkcs12" || object.kind == "java-keystore" ||
           object.kind == "sm2-file";
  });
}

namespace {

bool holds_certificate(const Report& part) {
  return std::any_of(part.objects.begin(), part.objects.end(), [](const Object& object) {
    return object.kind == "certificate" || object.kind == "pkcs12" || object.kind == "java-keystore" ||
           object.kind == "sm2-file" || object.kind == "pkcs7";
  });
}

// Almost every row is about the certificate: without one nothing is fit to be deployed.
Error no_certificate() {
  return {Error::Kind::invalid, "no certificate was given: whether it can be deployed stays open",
          "give the certificate and its chain too", "没有给出证书：无法判断能否部署", "请同时给出证书及证书链"};
}

}  // namespace

void preflight_files(const PreflightRun& run, const std::vector<std::string>& paths) {
  Examination all = run.examination(false);
  all.paths = paths;
  Report part = examine_all(all, run.knowledge);
  Checklist list;
  list.files = paths;
  const bool key = holds_key(part);
  const bool empty = part.errors.empty() && !holds_certificate(part);
  auto findings = run.adopt(std::move(part));
  list.items = checklist(findings, {!run.preflight.host.empty(), all.online, key}, run.options.lang);
  run.take(std::move(findings));
  run.answer.report.checklists.push_back(std::move(list));
  if (empty) run.answer.report.errors.push_back(no_certificate());
}

Report preflight(const std::vector<std::string>& paths, const KnowledgeBase& knowledge, const ExamineOptions& options,
                 const PreflightOptions& preflight) {
  const ExplainOptions explain = answer_options(options);
  Answer answer(knowledge.tables(), explain);
  Report& report = answer.report;
  report.command = "preflight";
  report.time = options.time;
  report.table = Table::checklist;
  const machine::Root root(preflight.root);
  const PreflightRun run{
      knowledge, options, preflight, answer, root, machine::read_crypto_policy(root), std::chrono::steady_clock::now()};
  if (preflight.server.empty()) {
    preflight_files(run, paths);
  } else if (preflight.server == "auto") {
    for (const std::string& server : preflight_servers()) preflight_server(run, server, false);
  } else {
    preflight_server(run, preflight.server, true);
  }
  if (report.checklists.empty() && report.errors.empty()) {
    report.errors.push_back({Error::Kind::unreadable, "no configuration of a server was found",
                             "name the server and its configuration: --server nginx --config FILE",
                             "没有找到任何服务器的配置", "请指明服务器及其配置：--server nginx --config 文件"});
  }
  auto clock = run.clock();
  auto rows = machine_checklist(clock, options.lang);
  if (!preflight.own_clock) rows.front().text = say(options.lang, "not looked at with --at", "使用 --at 时不检查");
  report.checklists.push_back({say(options.lang, "this machine", "本机"), {}, {}, std::move(rows)});
  run.take(std::move(clock));
  if (const std::string policy = policy_text(run.policy); !policy.empty()) {
    report.notes.push_back(say(options.lang, "crypto policy of this machine: {}", "本机的加密策略：{}", policy));
  }
  return std::move(report);
}

std::vector<std::string> preflight_servers() {
  const auto known = machine::known_servers();
  return {known.begin(), known.end()};
}

}  // namespace certdoc
