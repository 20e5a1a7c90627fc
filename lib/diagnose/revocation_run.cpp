#include "diagnose/revocation_run.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <functional>
#include <type_traits>
#include <utility>

#include "artifact/loader.hpp"
#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/check.hpp"
#include "diagnose/examine.hpp"
#include "diagnose/revocation_fetch.hpp"
#include "diagnose/served_chains.hpp"

namespace certdoc {
namespace {

// Of the time that there is: for the chains of hosts, and for issuers that are missing. What they leave is for the
// rest.
constexpr double kForHosts = 0.4, kForIssuers = 0.6, kBeforeOtherWay = 0.75;
constexpr std::size_t kMostRounds = 6;  // issuers of issuers
constexpr std::size_t kMostCandidates = 8;

bool holds_crl(const Artifact& artifact) {
  return artifact.kind == Kind::crl;
}

// Certificates point into the artifacts of files to which more are added.
static_assert(std::is_nothrow_move_constructible_v<LoadedFile>);

// What it is instead, as far as one can tell.
Error no_list(const LoadedFile& file, Lang lang) {
  const auto damage = why_unread(file, lang);
  const std::string& instead = damage ? damage->text : file.looks_like;
  const std::string more = instead.empty() ? std::string() : ": " + instead;
  const std::string more_zh = instead.empty() ? std::string() : "：" + instead;
  return {Error::Kind::invalid, fmt::format("{} holds no CRL{}", file.path, more), "name a CRL, in DER or PEM",
          fmt::format("{} 中没有 CRL{}", file.path, more_zh), "请指定 DER 或 PEM 格式的 CRL"};
}

RevocationScene empty_scene(const Material& material, const ExamineOptions& options,
                            const RevocationOptions& revocation, const NetworkOptions& network) {
  RevocationScene scene(material, revocation, network);
  scene.lang = options.lang;
  scene.now = context_of(options).now;
  scene.commands = options.commands;
  scene.everything = options.everything;
  scene.proxy = proxy_text(network);
  return scene;
}

}  // namespace

RevocationRun::RevocationRun(const ExamineOptions& options, const RevocationOptions& revocation,
                             const NetworkOptions& network, const FileProgress& progress)
    : scene(empty_scene(material, options, revocation, network)),
      options_(options),
      network_(network),
      progress_(progress),
      net_(net::options_from(network)),
      start_(net::Clock::now()) {}

net::Clock::time_point RevocationRun::part(double share) const {
  return start_ + std::chrono::duration_cast<net::Clock::duration>((net_.deadline - start_) * share);
}

void RevocationRun::load_names(const std::vector<std::string>& names) {
  std::vector<std::string> files;
  std::vector<net::HostName> hosts_named;
  for (const std::string& name : names) {
    if (auto host = host_named(name)) {
      hosts_named.push_back(std::move(*host));
    } else {
      files.push_back(name);
    }
  }
  material = load(files, options_, false, {}, errors);
  set_lists_apart();
  ask_hosts(hosts_named);
}

void RevocationRun::ask_hosts(const std::vector<net::HostName>& names) {
  if (names.empty()) return;
  net::Options until = net_;
  until.deadline = part(kForHosts);
  for (ServedChain& one : served_chains(names, scene.options, until, options_)) {
    hosts.push_back(std::move(one.endpoint));
    if (!one.staple.empty()) staples_.push_back({material.files.size(), std::move(one.staple)});
    material.files.push_back(std::move(one.file));
  }
}

void RevocationRun::set_lists_apart() {
  const auto is_list = [](const LoadedFile& file) {
    return !file.artifacts.empty() && std::all_of(file.artifacts.begin(), file.artifacts.end(), holds_crl);
  };
  const auto begin = std::stable_partition(material.files.begin(), material.files.end(), std::not_fn(is_list));
  std::move(begin, material.files.end(), std::back_inserter(lists.files));
  material.files.erase(begin, material.files.end());
}

void RevocationRun::load_crl_files() {
  Material given = load(scene.options.crl_files, options_, false, {}, errors);
  for (LoadedFile& file : given.files) {
    if (!file.error && std::none_of(file.artifacts.begin(), file.artifacts.end(), holds_crl)) {
      errors.push_back(no_list(file, scene.lang));
    }
    lists.files.push_back(std::move(file));
  }
}

void RevocationRun::open_trust() {
  auto trust = chain::TrustSet::open(scene.options.trust, load_options(options_));
  if (trust) {
    trust_ = std::move(*trust);
  } else {
    errors.push_back(trust.error());
  }
}

// By name and signature; the one that is trusted first, so that a cross certificate does not stand in its way.
const chain::Certificate* RevocationRun::issuer_of(const chain::Certificate& certificate) {
  if (certificate.self_issued() && verifier_.verify(certificate, certificate) == chain::Signature::good) {
    return &certificate;
  }
  std::vector<const chain::Certificate*> candidates;
  for (const chain::Certificate& one : generations_.back().certificates) {
    if (one.subject_key == certificate.issuer_key && candidates.size() < kMostCandidates) candidates.push_back(&one);
  }
  std::stable_partition(candidates.begin(), candidates.end(), [](const auto* one) { return one->trusted; });
  for (const chain::Certificate* one : candidates) {
    const chain::Signature signature = verifier_.verify(*one, certificate);
    if (signature == chain::Signature::good || signature == chain::Signature::unsupported) return one;
  }
  return nullptr;
}

// What was named, and what was fetched above it; what only the trust store holds needs no status.
void RevocationRun::examine() {
  chain::Question question;
  question.now = scene.now;
  question.purpose = chain::Purpose::any;
  question.ask_openssl = chain::AskOpenssl::never;
  generations_.push_back(chain::examine(material.files, trust_, question));
  const std::vector<RevocationSubject> former = std::exchange(scene.subjects, {});
  for (const chain::Certificate& one : generations_.back().certificates) {
    if (one.places.empty()) continue;
    const chain::Ref place = one.places.front();
    const LoadedFile& file = material.files[place.file];
    RevocationSubject subject;
    subject.certificate = &one;
    subject.issuer = issuer_of(one);
    subject.name = short_name(*one.artifact);
    subject.place = location(file, file.artifacts[place.artifact].place);
    subject.file = place.file;
    subject.served =
        std::any_of(hosts.begin(), hosts.end(), [&](const Endpoint& host) { return host.url == file.path; }) &&
        place.artifact == 0;
    scene.subjects.push_back(std::move(subject));
  }
  renumber(former);
}

// The subjects of inquiries that were made before there were more certificates.
void RevocationRun::renumber(const std::vector<RevocationSubject>& former) {
  for (Inquiry& one : scene.inquiries) {
    for (std::size_t& n : one.subjects) {
      const Artifact* artifact = former[n].certificate->artifact;
      const auto now =
          std::find_if(scene.subjects.begin(), scene.subjects.end(),
                       [&](const RevocationSubject& subject) { return subject.certificate->artifact == artifact; });
      n = static_cast<std::size_t>(now - scene.subjects.begin());
    }
  }
}

// Whoever issued a certificate of ours and lies where that one says becomes part of the material.
bool RevocationRun::take_issuers() {
  bool taken = false;
  for (Inquiry& one : scene.inquiries) {
    if (one.ask != Ask::issuer || !one.arrived()) continue;
    const bool wanted = std::any_of(one.subjects.begin(), one.subjects.end(),
                                    [&](std::size_t n) { return scene.subjects[n].issuer == nullptr; });
    if (!wanted) continue;
    LoadedFile file = load_issuers(one, scene.lang);
    const auto is_none = [&](const Artifact& artifact) {
      const auto issuer = artifact.kind == Kind::certificate ? chain::read(artifact) : std::nullopt;
      return !issuer || std::none_of(one.subjects.begin(), one.subjects.end(), [&](std::size_t n) {
        const chain::Certificate& subject = *scene.subjects[n].certificate;
        return subject.issuer_key == issuer->subject_key &&
               verifier_.verify(*issuer, subject) == chain::Signature::good;
      });
    };
    file.artifacts.erase(std::remove_if(file.artifacts.begin(), file.artifacts.end(), is_none), file.artifacts.end());
    if (file.artifacts.empty()) continue;
    for (Artifact& artifact : file.artifacts) artifact.parent.reset();
    notes.push_back(say(scene.lang, "{} was not among what was given; it was fetched from {}",
                        "给出的内容中没有 {}，已从 {} 下载", short_name(file.artifacts.front()), one.url));
    material.files.push_back(std::move(file));
    taken = true;
  }
  return taken;
}

// Without its issuer a certificate's CRL proves nothing and its responder cannot be asked.
void RevocationRun::complete_chains() {
  examine();
  for (std::size_t round = 0; round < kMostRounds; ++round) {
    const std::size_t before = scene.inquiries.size();
    plan_missing_issuers(scene);
    if (scene.inquiries.size() == before) return;
    fetch_inquiries(scene, net_, part(kForIssuers), {});
    if (!take_issuers()) return;
    examine();
  }
}

void RevocationRun::take_lists(const Material& from) {
  for (const LoadedFile& file : from.files) {
    for (const Artifact& artifact : file.artifacts) {
      if (!holds_crl(artifact)) continue;
      Inquiry inquiry;
      inquiry.from = Inquiry::From::file;
      inquiry.url = location(file, artifact.place);
      inquiry.body = artifact.octets();
      scene.inquiries.push_back(std::move(inquiry));
    }
  }
}

void RevocationRun::take_files() {
  take_lists(material);
  take_lists(lists);
}

void RevocationRun::take_staples() {
  for (Staple& staple : staples_) {
    for (std::size_t n = 0; n < scene.subjects.size(); ++n) {
      if (scene.subjects[n].file != staple.file || !scene.subjects[n].served) continue;
      Inquiry inquiry;
      inquiry.ask = Ask::ocsp;
      inquiry.from = Inquiry::From::stapled;
      inquiry.url = material.files[staple.file].path;
      inquiry.subjects = {n};
      inquiry.kept = std::move(staple.body);
      inquiry.body = inquiry.kept;
      scene.inquiries.push_back(std::move(inquiry));
      break;
    }
  }
}

// So many at once are asked; where there are more, those that wait get as much time again.
void RevocationRun::settle_time() {
  const auto waiting =
      static_cast<std::size_t>(std::count_if(scene.inquiries.begin(), scene.inquiries.end(), [](const Inquiry& one) {
        return one.from == Inquiry::From::network && one.trace.steps.empty();
      }));
  if (scene.inquiries.size() >= kMostInquiries) {
    notes.push_back(say(scene.lang, "only the first {} addresses are asked", "只查询前 {} 个地址", kMostInquiries));
  }
  const std::size_t turns = (waiting + net_.parallel - 1) / net_.parallel;
  if (network_.timeout_given || turns < 2) return;
  const auto more = network_.timeout * turns;
  net_.deadline = start_ + more;
  notes.push_back(say(scene.lang, "{} addresses, {} at once: they get {} s in all (--timeout sets it)",
                      "{} 个地址，每次 {} 个：共 {} 秒（可用 --timeout 设置）", waiting, net_.parallel,
                      std::chrono::duration_cast<std::chrono::seconds>(more).count()));
}

std::vector<const chain::Certificate*> RevocationRun::known() const {
  std::vector<const chain::Certificate*> out;
  for (const chain::Certificate& one : generations_.back().certificates) out.push_back(&one);
  return out;
}

void RevocationRun::judge() {
  judge_inquiries(scene, known(), verifier_);
  judge_subjects(scene);
}

void RevocationRun::run(const std::vector<std::string>& names) {
  scene.arguments = names;
  open_trust();
  load_names(names);
  inquire();
}

void RevocationRun::run(Material loaded, const std::vector<net::HostName>& names,
                        const std::vector<std::string>& arguments) {
  scene.arguments = arguments;
  open_trust();
  material = std::move(loaded);
  set_lists_apart();
  ask_hosts(names);
  inquire();
}

void RevocationRun::inquire() {
  load_crl_files();
  complete_chains();
  take_files();
  judge();
  take_staples();
  plan_inquiries(scene);
  settle_time();
  const bool proxies = may_use_proxy(network_);
  fetch_inquiries(scene, net_, part(proxies ? kBeforeOtherWay : 1), progress_);
  judge();
  if (proxies) fetch_other_way(scene, net_);
  if (plan_deltas(scene)) {
    fetch_inquiries(scene, net_, net_.deadline, {});
    judge();
  }
}

}  // namespace certdoc
