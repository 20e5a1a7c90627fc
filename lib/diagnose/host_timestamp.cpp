// --tsa: time-stamp servers, asked side by side.
#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/chain_findings.hpp"
#include "check/timestamp.hpp"
#include "diagnose/chain_picture.hpp"
#include "diagnose/host_exam.hpp"

namespace certdoc {
namespace {

net::Request request_to(const std::string& url, const TimestampRequest& request) {
  constexpr std::uint64_t kMostBytes = std::uint64_t{1024} * 1024;
  net::Request out;
  out.url = url;
  out.named_by = net::NamedBy::user;
  out.post = request.der;
  out.content_type = "application/timestamp-query";
  out.accept = "application/timestamp-reply";
  out.max_body = kMostBytes;
  return out;
}

LoadedFile certificates_of(const Timestamp& stamp, const std::string& url, Lang lang) {
  LoadedFile file;
  file.path = url;
  for (const Bytes& der : stamp.certificates) {
    Artifact artifact;
    artifact.kind = Kind::certificate;
    artifact.encoding = Encoding::der;
    artifact.place.inside = say(lang, "certificate {}", "第 {} 张", file.artifacts.size() + 1);
    artifact.der = der;
    if (read_certificate(artifact, lang)) file.artifacts.push_back(std::move(artifact));
  }
  return file;
}

class TimestampExam {
 public:
  TimestampExam(HostTools& tools, Answer& answer) : tools_(tools), answer_(answer) {}

  void judge(const std::string& url, const net::Response& response, const TimestampRequest& request) {
    const Lang lang = tools_.options.lang;
    TimestampScene scene{lang, url, response, {}, tools_.options.everything};
    if (response.ok()) scene.stamp = read_timestamp(response.body, request);
    answer_.report.inputs.push_back({url, {"timestamp-server"}, {}});
    answer_.report.endpoints.push_back(timestamp_endpoint(scene));
    for (Finding& finding : timestamp_findings(scene)) take(std::move(finding), url);
    if (!scene.stamp.certificates.empty()) chain(scene.stamp, url);
  }

 private:
  void take(Finding finding, const std::string& url) {
    finding.subject = url;
    answer_.complete(finding);
    answer_.report.findings.push_back(std::move(finding));
  }

  void chain(const Timestamp& stamp, const std::string& url) {
    const Material material{{certificates_of(stamp, url, tools_.options.lang)}};
    chain::Question question;
    question.now = tools_.context.now;
    question.purpose = chain::Purpose::timestamp;
    question.ask_openssl = chain::AskOpenssl::never;
    const chain::Examined result = chain::examine(material.files, tools_.trust, question);
    ChainScene scene{material, result, question, tools_.options.lang, tools_.trust.origin()};
    scene.trust_option = tools_.host.trust;
    scene.everything = tools_.options.everything;
    scene.served = true;
    for (ChainPath& path : chain_pictures(scene)) {
      path.subject = url;
      answer_.report.chains.push_back(std::move(path));
    }
    // What else came along, and in which order, is the server's own affair (RFC 3161 2.4.2).
    for (Finding& finding : chain_findings(scene).findings) {
      const bool about_list = finding.cause == "chain-order" || finding.cause == "chain-extra-certificate" ||
                              finding.cause == "chain-root-included";
      if (!about_list) take(std::move(finding), url);
    }
  }

  HostTools& tools_;
  Answer& answer_;
};

}  // namespace

void examine_timestamps(HostTools& tools, const net::Options& options, Answer& answer) {
  std::vector<TimestampRequest> requests;
  std::vector<net::Request> asked;
  for (const std::string& url : tools.host.tsa) {
    requests.push_back(new_timestamp_request());
    asked.push_back(request_to(url, requests.back()));
  }
  const std::vector<net::Response> responses = net::fetch_all(asked, options);
  TimestampExam exam(tools, answer);
  for (std::size_t n = 0; n < responses.size(); ++n) exam.judge(tools.host.tsa[n], responses[n], requests[n]);
}

}  // namespace certdoc
