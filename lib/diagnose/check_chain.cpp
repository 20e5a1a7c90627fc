// certdoc check-chain: load, search for paths and judge them, say what was found, draw it.
#include <fmt/format.h>
#include <algorithm>
#include <optional>
#include <thread>

#include "base/say.hpp"
#include "chain/judge.hpp"
#include "chain/public_suffix.hpp"
#include "chain/trust.hpp"
#include "check/chain_findings.hpp"
#include "diagnose/chain_bundle.hpp"
#include "diagnose/chain_exam.hpp"
#include "diagnose/chain_fetch.hpp"
#include "diagnose/chain_picture.hpp"
#include "diagnose/describe.hpp"
#include "diagnose/examine.hpp"
#include "kb/targets_chain.hpp"
#include "net/host_name.hpp"

namespace certdoc {
namespace {

// OpenSSL takes some milliseconds to start, and ten times as long as we for a path: of many it is asked about doubtful
// ones alone.
constexpr std::size_t kMostAsked = 16;

chain::AskOpenssl whether_to_ask(const ChainOptions& options, std::size_t certificates) {
  if (options.openssl) return chain::AskOpenssl::always;
  return certificates > kMostAsked ? chain::AskOpenssl::doubtful : chain::AskOpenssl::unusual;
}

constexpr std::size_t kMostNotes = 16;  // that say the same of many leaves

chain::Purpose purpose_of(const std::string& name) {
  if (name == "client") return chain::Purpose::client;
  if (name == "code-signing") return chain::Purpose::code_signing;
  if (name == "email") return chain::Purpose::email;
  if (name == "timestamp") return chain::Purpose::timestamp;
  return name == "any" ? chain::Purpose::any : chain::Purpose::server;
}

chain::Question question_of(const Material& material, const Context& context, const ChainOptions& options) {
  chain::Question question;
  question.now = context.now;
  question.purpose = purpose_of(options.purpose);
  question.host = options.host;
  question.profile = options.webpki ? chain::Profile::webpki : chain::Profile::rfc5280;
  std::size_t certificates = 0;
  for (const LoadedFile& file : material.files) certificates += file.artifacts.size();
  question.ask_openssl = whether_to_ask(options, certificates);
  return question;
}

chain::TrustSet trust_of(const ExamineOptions& options, const std::string& what, std::vector<Error>& errors) {
  auto trust = chain::TrustSet::open(what, load_options(options));
  if (trust) return std::move(*trust);
  errors.push_back(trust.error());
  return chain::TrustSet::none();
}

void note_partial_anchor(const ChainScene& scene, Report& report) {
  for (const chain::Leaf& leaf : scene.result.leaves) {
    if (leaf.paths.empty() || !leaf.paths.front().partial_anchor) continue;
    const std::string anchor = scene.name(leaf.paths.front().certificates.back());
    report.notes.push_back(say(
        scene.lang,
        "{0} is in the trust set without being a root: whoever trusts it itself needs nothing above it, but OpenSSL "
        "takes it only with -partial_chain",
        "{0} 在信任集中，但不是根证书：直接信任它就不需要上级证书，但 OpenSSL 只在 -partial_chain 时接受", anchor));
  }
}

void note_pairs(const ChainScene& scene, Report& report) {
  for (const chain::Leaf& leaf : scene.result.leaves) {
    if (!leaf.pair || *leaf.pair < leaf.certificate) continue;
    report.notes.push_back(say(scene.lang, "{} and {} are a signing and an encryption certificate for GM/T TLS",
                               "{} 与 {} 是国密 TLS 的签名证书与加密证书", scene.place(leaf.certificate),
                               scene.place(*leaf.pair)));
  }
}

void note_target(const ChainScene& scene, Report& report) {
  if (scene.target == nullptr) return;
  const kb::ChainTarget& target = *scene.target;
  report.notes.push_back(fmt::format("{}: {}", target.title, say(scene.lang, target.wants.en, target.wants.zh)));
}

// What stays closed may hold what belongs into the bundle; and whoever is asked for its password comes here twice.
bool is_locked(const Finding& finding) {
  return finding.reason && finding.reason->kind == ReasonKind::no_password;
}

void add_bundle(const ChainScene& scene, const ChainOptions& chain, Report& report) {
  if (std::any_of(report.findings.begin(), report.findings.end(), is_locked)) {
    return report.errors.push_back({Error::Kind::unreadable, "nothing was written: a file is locked",
                                    "give its password with --pass", "没有写入：有文件被锁定", "请用 --pass 提供密码"});
  }
  auto written = write_bundle(scene, chain);
  if (!written) return report.errors.push_back(written.error());
  for (std::string& line : *written) report.notes.push_back(std::move(line));
}

// As long as an issuer is missing that somebody says where to get, it is looked for there.
chain::Examined examined(const Material& material, chain::TrustSet& trust, const chain::Question& question,
                         IssuerFetcher* fetcher) {
  chain::Examined result = chain::examine(material.files, trust, question);
  while (fetcher != nullptr && fetcher->fetch(result)) {
    result = chain::examine(material.files, trust, question, fetcher->files());
  }
  return result;
}

void tell_of_fetching(const ChainScene& scene, const IssuerFetcher& fetcher, Report& report) {
  report.endpoints = fetcher.endpoints(scene.result);
  if (!fetcher.cut()) return;
  report.notes.push_back(say(scene.lang, "the certificates name too many addresses of issuers: not all were asked",
                             "证书给出的颁发者地址太多，没有全部查询"));
}

// Whoever gives a CRL wants to know about the server's certificate; that of the root, which lists CAs, says nothing.
void note_uncovered(const ChainScene& scene, bool crls, Report& report) {
  for (const chain::Leaf& leaf : scene.result.leaves) {
    if (!crls || leaf.paths.empty() || report.notes.size() > kMostNotes) return;
    const chain::Path& path = leaf.paths.front();
    const bool cleared = std::any_of(path.not_revoked.begin(), path.not_revoked.end(),
                                     [](const chain::NotRevoked& one) { return one.at == 0; });
    const bool told = std::any_of(path.problems.begin(), path.problems.end(),
                                  [](const chain::Problem& one) { return one.at == 0 && chain::is_about_crls(one); });
    if (cleared || told) continue;
    report.notes.push_back(say(scene.lang, "no CRL given covers {}: whether it is revoked was not decided",
                               "给出的 CRL 都不涉及 {}：无法判断它是否被吊销", scene.name(leaf.certificate)));
  }
}

void note_bounds(const ChainScene& scene, Report& report) {
  if (!scene.result.cut) return;
  report.notes.push_back(say(scene.lang, "too many certificates look alike: not every path was looked at",
                             "相似的证书太多，没有检查所有路径"));
}

}  // namespace

void examine_chains(const Material& material, const ExamineOptions& options, const ChainOptions& chain,
                    Answer& answer) {
  Report& report = answer.report;
  const Context context = context_of(options);
  chain::TrustSet trust = trust_of(options, chain.trust, report.errors);
  chain::Question question = question_of(material, context, chain);
  chain::PublicSuffixes suffixes = chain::PublicSuffixes::of_system();
  question.suffixes = &suffixes;
  std::optional<IssuerFetcher> fetcher;
  if (chain.online) fetcher.emplace(*chain.online, options.lang);
  const chain::Examined result = examined(material, trust, question, fetcher ? &*fetcher : nullptr);
  const ChainScene scene{material,
                         result,
                         question,
                         options.lang,
                         trust.origin(),
                         kb::find_chain_target(options.target),
                         chain.trust,
                         options.everything,
                         chain.online != nullptr,
                         false,
                         chain.asked};
  report.chains = chain_pictures(scene);
  ChainFindings found = chain_findings(scene);
  for (Finding& finding : found.findings) {
    answer.complete(finding);
    report.findings.push_back(std::move(finding));
  }
  if (fetcher) tell_of_fetching(scene, *fetcher, report);
  note_partial_anchor(scene, report);
  note_pairs(scene, report);
  note_bounds(scene, report);
  note_uncovered(scene, found.crls, report);
  for (std::string& note : openssl_differences(scene, answer.knowledge())) report.notes.push_back(std::move(note));
  if (chain.openssl && !scene.result.leaves.empty()) report.notes.push_back(openssl_agreement(scene));
  note_target(scene, report);
  if (!chain.out.empty()) add_bundle(scene, chain, report);
}

Report check_chain(const std::vector<std::string>& paths, const KnowledgeBase& knowledge, const ExamineOptions& options,
                   const ChainOptions& chain) {
  const ExplainOptions explain = answer_options(options);
  Answer answer(knowledge.tables(), explain);
  Report& report = answer.report;
  report.command = "check-chain";
  if (options.everything) report.table = Table::objects;
  report.time = options.time;
  const Material material = load(paths, options, false, {}, report.errors);
  describe_files(material.files, options.everything, options.lang, report);
  examine_chains(material, options, chain, answer);
  return std::move(report);
}

Result<void> validate_host(const std::string& host) {
  if (chain::is_host(host)) return {};
  const auto meant = net::parse_host(host);
  const std::string example = meant && chain::is_host(meant->host) ? meant->host : "www.example.com";
  return fail(Error::Kind::usage,
              fmt::format("--host wants one host name or address, without scheme, port and wildcard, not '{}'", host),
              fmt::format("for example: --host {}", example),
              fmt::format("--host 应为一个主机名或地址，不带协议、端口和通配符，而不是 '{}'", host),
              fmt::format("例如：--host {}", example));
}

std::vector<TargetName> chain_target_names() {
  std::vector<TargetName> names;
  for (const kb::ChainTarget& target : kb::chain_targets()) {
    names.push_back(
        {std::string(target.name), std::string(target.title), {target.aliases.begin(), target.aliases.end()}});
  }
  return names;
}

ChainTargetForm chain_target_form(const std::string& name_or_alias) {
  const kb::ChainTarget* target = kb::find_chain_target(name_or_alias);
  if (target == nullptr || target->form == kb::ChainForm::pem) return ChainTargetForm::without_key;
  return target->form == kb::ChainForm::store ? ChainTargetForm::store : ChainTargetForm::with_key;
}

}  // namespace certdoc
