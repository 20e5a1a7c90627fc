#include "diagnose/host_exam.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/say.hpp"
#include "check/chain_findings.hpp"
#include "check/revocation_findings.hpp"
#include "diagnose/chain_picture.hpp"

namespace certdoc {
namespace {

// Clients take the first certificate for the server's own. Another one that issued nothing is no leaf here, but one too
// many.
void keep_first_leaf(chain::Examined& result) {
  const auto is_first = [&](const chain::Leaf& leaf) {
    const auto& places = result.certificates[leaf.certificate].places;
    return std::any_of(places.begin(), places.end(), [](const chain::Ref& place) { return place.artifact == 0; });
  };
  const auto first = std::find_if(result.leaves.begin(), result.leaves.end(), is_first);
  if (first == result.leaves.end() || result.leaves.size() < 2) return;
  chain::Leaf kept = std::move(*first);
  for (chain::FileOrder& order : result.files) order.leaf = 0;
  for (const chain::Leaf& leaf : result.leaves) {
    if (leaf.certificate == kept.certificate || result.files.empty()) continue;
    for (const chain::Ref& place : result.certificates[leaf.certificate].places) {
      result.files.front().extra.push_back(place.artifact);
    }
  }
  result.leaves.clear();
  result.leaves.push_back(std::move(kept));
}

std::string verified_name(const net::HostQuestion& question, const HostOptions& options) {
  if (!options.verify.empty()) return options.verify;
  return question.servername.empty() ? question.host : question.servername;
}

class HostExam {
 public:
  HostExam(HostTools& tools, const HostCase& host, Answer& answer)
      : tools_(tools),
        host_(host),
        answer_(answer),
        report_(answer.report),
        scene_{tools.options.lang, tools.context.now, host.name,    host.question,           host.seen,
               host.command,       deployed(tools),   tools.single, tools.options.everything} {}

  void run() {
    report_.inputs.push_back({host_.name, {"host"}, {}});
    std::vector<SentChain> chains = sent_chains(scene_);
    for (Endpoint& endpoint : host_endpoints(scene_)) report_.endpoints.push_back(std::move(endpoint));
    for (Finding& finding : host_findings(scene_, chains)) take(std::move(finding));
    for (const SentChain& chain : chains) judge(chain, chains.size() > 1);
  }

 private:
  static const Material* deployed(const HostTools& tools) {
    return tools.host.compare.empty() ? nullptr : &tools.deployed;
  }

  void take(Finding finding) {
    finding.subject = host_.name;
    answer_.complete(finding);
    report_.findings.push_back(std::move(finding));
  }

  chain::Question question() {
    chain::Question out;
    out.now = tools_.context.now;
    out.host = verified_name(host_.question, tools_.host);
    out.profile = tools_.host.webpki ? chain::Profile::webpki : chain::Profile::rfc5280;
    out.ask_openssl = tools_.few ? chain::AskOpenssl::doubtful : chain::AskOpenssl::never;
    out.suffixes = &tools_.suffixes;
    return out;
  }

  void judge(const SentChain& served, bool several) {
    const Material material{{served.file}};
    const chain::Question question = this->question();
    chain::Examined result = chain::examine(material.files, tools_.trust, question);
    keep_first_leaf(result);
    ChainScene scene{material, result, question, tools_.options.lang, tools_.trust.origin()};
    scene.trust_option = tools_.host.trust;
    scene.everything = tools_.options.everything;
    scene.served = true;
    // `ECDSA`, or `ECDSA @192.0.2.1`
    const std::string variant = several ? served.file.path.substr(host_.name.size() + 1) : std::string();
    draw(scene, variant);
    for (Finding& finding : chain_findings(scene).findings) {
      if (finding.cause == "certificate-revoked" && !served.staple.empty()) continue;
      if (several) finding.message += say(scene.lang, " ({})", "（{}）", variant);
      take(std::move(finding));
    }
    staple(material, result, served);
    for (std::string& note : openssl_differences(scene, answer_.knowledge())) report_.notes.push_back(std::move(note));
  }

  void draw(const ChainScene& scene, const std::string& variant) {
    const std::size_t leaves = report_.chains.empty() ? 0 : report_.chains.back().leaf + 1;
    for (ChainPath& path : chain_pictures(scene)) {
      path.leaf += leaves;
      path.subject = host_.name;
      path.variant = variant;
      report_.chains.push_back(std::move(path));
    }
  }

  // What came with the chain, judged as check-crl judges it.
  void staple(const Material& material, const chain::Examined& result, const SentChain& served) {
    if (result.leaves.empty() || result.leaves.front().paths.empty()) return;
    const chain::Path& path = result.leaves.front().paths.front();
    const RevocationOptions options;
    RevocationScene scene(material, options, tools_.network);
    scene.lang = tools_.options.lang;
    scene.now = tools_.context.now;
    scene.everything = tools_.options.everything;
    scene.commands = tools_.options.commands;
    RevocationSubject subject;
    subject.certificate = &result.certificates[path.certificates.front()];
    if (path.certificates.size() > 1) subject.issuer = &result.certificates[path.certificates[1]];
    subject.name = verified_name(host_.question, tools_.host);
    subject.place = served.file.path;
    subject.served = true;
    scene.subjects.push_back(std::move(subject));
    std::vector<Finding> found;
    if (!served.staple.empty()) judge_staple(scene, result, served, found);
    find_staple(scene, 0, found);
    unstapled(scene, served, found);
    for (Finding& finding : found) take(std::move(finding));
  }

  static void judge_staple(RevocationScene& scene, const chain::Examined& result, const SentChain& served,
                           std::vector<Finding>& found) {
    Inquiry stapled;
    stapled.ask = Ask::ocsp;
    stapled.from = Inquiry::From::stapled;
    stapled.url = served.file.path;
    stapled.subjects = {0};
    stapled.body = served.staple;
    scene.inquiries.push_back(std::move(stapled));
    std::vector<const chain::Certificate*> known;
    for (const chain::Certificate& one : result.certificates) known.push_back(&one);
    chain::Verifier verifier;
    judge_inquiries(scene, known, verifier);
    judge_subjects(scene);
    find_ocsp_problems(scene, scene.inquiries.front(), found);
    if (scene.statuses.front().standing != chain::Standing::unknown) find_standing(scene, 0, found);
  }

  // Nobody misses it unless the certificate demands it; that it could be had is worth a line among everything.
  void unstapled(const RevocationScene& scene, const SentChain& served, std::vector<Finding>& found) const {
    const chain::Certificate& leaf = *scene.subjects.front().certificate;
    if (!served.staple.empty() || leaf.must_staple || leaf.ocsp.empty() || !scene.everything) return;
    Tally tally("stapling-missing", host_.name);
    tally.sick(Severity::note,
               say(scene.lang, "{} sends no stapled OCSP answer, though the certificate names a responder",
                   "{} 没有附带 OCSP 应答，而证书写明了应答服务器", served.file.path),
               {say(scene.lang, "responder", "应答服务器"), {}, leaf.ocsp.front(), {}});
    append(found, tally.finding({}));
  }

  HostTools& tools_;
  const HostCase& host_;
  Answer& answer_;
  Report& report_;
  HostScene scene_;
};

}  // namespace

void examine_host(HostTools& tools, const HostCase& host, Answer& answer) {
  HostExam(tools, host, answer).run();
}

}  // namespace certdoc
