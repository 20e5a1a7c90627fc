// certdoc check-host: shake hands with every host, judge what came.
#include <fmt/format.h>
#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "base/quote.hpp"
#include "base/say.hpp"
#include "certdoc/host.hpp"
#include "chain/judge.hpp"
#include "diagnose/describe.hpp"
#include "diagnose/examine.hpp"
#include "diagnose/host_exam.hpp"
#include "net/host_name.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kFew = 4;  // hosts about which OpenSSL is asked, too

net::Starttls protocol_of(const HostTarget& target, const HostOptions& options) {
  const std::string& name = target.starttls.empty() ? options.starttls : target.starttls;
  return net::starttls_named(name).value_or(net::Starttls::none);
}

// What DNS and SNI want: A-labels. What is no host name by the rules goes as it is.
std::string in_ascii(const std::string& name) {
  const std::string ascii = chain::host_in_ascii(name);
  return ascii.empty() ? name : ascii;
}

std::string command_of(const HostTarget& target, const HostOptions& options) {
  std::string out = "certdoc check-host";
  const auto add = [&out](std::string_view option, const std::string& value) {
    if (value.empty()) return true;
    const auto quoted = quoted_for_sh(value);
    if (quoted) out += fmt::format("{} {}", option, *quoted);
    return quoted.has_value();
  };
  const std::string& starttls = target.starttls.empty() ? options.starttls : target.starttls;
  const bool whole = add("", target.name) && add(" --starttls", starttls) && add(" --servername", options.servername) &&
                     add(" --trust", options.trust == "system" ? std::string() : options.trust);
  return whole ? out : std::string();
}

HostCase case_of(const HostTarget& target, const HostOptions& options) {
  HostCase out;
  const net::HostName name = net::parse_host(target.name).value_or(net::HostName{});
  out.question.starttls = protocol_of(target, options);
  out.question.host = name.address ? name.host : in_ascii(name.host);
  out.question.port = name.port.value_or(net::default_port(out.question.starttls));
  out.question.quick = options.quick;
  out.question.servername = !options.servername.empty() ? in_ascii(options.servername)
                            : name.address              ? std::string()
                                                        : out.question.host;
  out.name = name.text(out.question.port);
  // The port of a mail server may be listed with STARTTLS and without: two ways in, each with findings of its own.
  if (out.question.starttls != net::Starttls::none)
    out.name += fmt::format(" STARTTLS {}", name_of(out.question.starttls));
  out.command = command_of(target, options);
  return out;
}

chain::TrustSet trust_of(const ExamineOptions& options, const std::string& what, std::vector<Error>& errors) {
  auto trust = chain::TrustSet::open(what, load_options(options));
  if (trust) return std::move(*trust);
  errors.push_back(trust.error());
  return chain::TrustSet::none();
}

std::size_t waves_of(std::size_t hosts, bool quick) {
  const std::size_t at_once = net::hosts_at_once(quick);
  return std::max<std::size_t>((hosts + at_once - 1) / at_once, 1);
}

class Hosts {
 public:
  Hosts(const std::vector<HostTarget>& targets, const KnowledgeBase& knowledge, const ExamineOptions& options,
        const HostOptions& host, const NetworkOptions& network, const HostReport& each)
      : knowledge_(knowledge),
        options_(options),
        explain_(answer_options(options)),
        network_(network),
        each_(each),
        all_(new_answer()),
        tools_{options,
               host,
               network,
               context_of(options),
               trust_of(options, host.trust, all_->report.errors),
               chain::PublicSuffixes::of_system(),
               compared(host)} {
    gather_cases(targets);
  }

  Report run(const FileProgress& progress) {
    for (const LoadedFile& file : tools_.deployed.files) tell(file);
    std::vector<net::HostQuestion> questions;
    for (const HostCase& one : cases_) questions.push_back(one.question);
    std::size_t done = 0;
    const net::Options net = net_options();
    net::probe_hosts(questions, net, [&](std::size_t n, net::HostSeen&& seen) {
      cases_[n].seen = std::move(seen);
      if (each_) examine_alone(n);
      if (progress) progress(++done, questions.size());
    });
    if (!each_) {
      for (HostCase& one : cases_) {
        examine_host(tools_, one, *all_);
        one.seen = {};
      }
    }
    if (!tools_.host.tsa.empty()) examine_timestamps(tools_, net, *all_);
    return std::move(all_->report);
  }

 private:
  // Whoever is listed twice is asked once.
  void gather_cases(const std::vector<HostTarget>& targets) {
    std::set<std::string> names;
    cases_.reserve(targets.size());
    for (const HostTarget& target : targets) {
      HostCase one = case_of(target, tools_.host);
      if (names.insert(one.name).second) cases_.push_back(std::move(one));
    }
    tools_.few = cases_.size() <= kFew;
    tools_.single = cases_.size() == 1;
  }

  std::unique_ptr<Answer> new_answer() const {
    auto answer = std::make_unique<Answer>(knowledge_.tables(), explain_);
    answer->report.command = "check-host";
    answer->report.table = Table::hosts;
    answer->report.time = options_.time;
    return answer;
  }

  Material compared(const HostOptions& host) {
    if (host.compare.empty()) return {};
    return load(host.compare, options_, false, {}, all_->report.errors);
  }

  void tell(const LoadedFile& file) {
    all_->report.inputs.push_back(describe(file));
    if (file.error) all_->report.errors.push_back(*file.error);
  }

  void examine_alone(std::size_t n) {
    const auto answer = new_answer();
    // Findings name these files: each report stands alone, and what it names it lists.
    for (const LoadedFile& file : tools_.deployed.files) answer->report.inputs.push_back(describe(file));
    examine_host(tools_, cases_[n], *answer);
    cases_[n].seen = {};
    each_(std::move(answer->report));
  }

  net::Options net_options() {
    NetworkOptions given = network_;
    const std::size_t waves = waves_of(cases_.size(), tools_.host.quick);
    if (!given.timeout_given && waves > 1) {
      given.timeout *= static_cast<int>(waves);
      const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(given.timeout).count();
      all_->report.notes.push_back(say(options_.lang,
                                       "so many hosts have {} seconds altogether; --timeout sets another limit",
                                       "主机较多，总时限为 {} 秒；可用 --timeout 另行指定", seconds));
    }
    return net::options_from(given);
  }

  const KnowledgeBase& knowledge_;
  const ExamineOptions& options_;
  ExplainOptions explain_;
  const NetworkOptions& network_;
  const HostReport& each_;
  std::unique_ptr<Answer> all_;
  HostTools tools_;
  std::vector<HostCase> cases_;
};

}  // namespace

std::optional<Error> unfit_target(const HostTarget& target) {
  if (!net::parse_host(target.name)) {
    return Error{Error::Kind::usage, fmt::format("no host: {}", target.name),
                 "HOST, HOST:PORT, an address, or [IPv6-ADDRESS]:PORT", fmt::format("不是主机名：{}", target.name),
                 "应为 主机、主机:端口、IP 地址，或 [IPv6 地址]:端口"};
  }
  if (target.starttls.empty() || net::starttls_named(target.starttls)) return std::nullopt;
  const std::string names = fmt::format("{}", fmt::join(starttls_names(), ", "));
  return Error{Error::Kind::usage, fmt::format("no STARTTLS is known for: {}", target.starttls), "one of " + names,
               fmt::format("不支持该协议的 STARTTLS：{}", target.starttls), "可用：" + names};
}

std::vector<std::string> starttls_names() {
  std::vector<std::string> out;
  for (int n = 1; n <= static_cast<int>(net::Starttls::sieve); ++n) {
    out.emplace_back(name_of(static_cast<net::Starttls>(n)));
  }
  return out;
}

Report check_hosts(const std::vector<HostTarget>& targets, const KnowledgeBase& knowledge,
                   const ExamineOptions& options, const HostOptions& host, const NetworkOptions& network,
                   const HostReport& each, const FileProgress& progress) {
  return Hosts(targets, knowledge, options, host, network, each).run(progress);
}

}  // namespace certdoc
