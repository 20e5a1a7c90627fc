// certdoc check-clock: look at the machine, ask for the time, judge, show.
#include <fmt/format.h>

#include "diagnose/clock_asking.hpp"
#include "diagnose/clock_picture.hpp"
#include "diagnose/describe.hpp"
#include "diagnose/examine.hpp"
#include "net/chrony.hpp"
#include "net/host_name.hpp"
#include "net/url.hpp"

namespace certdoc {
namespace {

void describe_all(const Material& material, const ExamineOptions& options, Report& report) {
  const Describe how{options.lang, true, true, false};
  for (const LoadedFile& file : material.files) {
    report.inputs.push_back(describe(file));
    if (file.error) report.errors.push_back(*file.error);
    if (!options.everything) continue;
    for (const Artifact& artifact : file.artifacts) report.objects.push_back(describe(file, artifact, how));
  }
}

ClockKeeper keeper_of(machine::MachineClock machine, const net::Options& options) {
  ClockKeeper keeper;
  keeper.machine = std::move(machine);
  keeper.machine.kernel = machine::kernel_clock();
  keeper.chrony = net::ask_chronyd(keeper.machine.chrony.address, keeper.machine.chrony.port, options).tracking;
  return keeper;
}

Error bad_host(std::string_view option, const std::string& name) {
  return {Error::Kind::usage, fmt::format("{} wants HOST or HOST:PORT, not {}", option, name),
          fmt::format("for example: {} {}", option, option == "--ntp" ? "ntp.example.com" : "www.example.com"),
          fmt::format("{} 应为 主机 或 主机:端口，而不是 {}", option, name),
          fmt::format("例如：{} {}", option, option == "--ntp" ? "ntp.example.com" : "www.example.com")};
}

Error bad_url(const std::string& url) {
  return {Error::Kind::usage, fmt::format("--http wants a URL, not {}", net::masked(url)),
          "for example: --http http://www.example.com/", fmt::format("--http 应为 URL，而不是 {}", net::masked(url)),
          "例如：--http http://www.example.com/"};
}

}  // namespace

std::optional<Error> unfit_clock_options(const ClockOptions& clock) {
  for (const std::string& name : clock.ntp) {
    if (!net::parse_host(name)) return bad_host("--ntp", name);
  }
  for (const std::string& name : clock.tls) {
    if (!net::parse_host(name)) return bad_host("--tls", name);
  }
  for (const std::string& url : clock.http) {
    if (!net::parse_url(url)) return bad_url(url);
  }
  return std::nullopt;
}

Report check_clock(const std::vector<std::string>& paths, const KnowledgeBase& knowledge, const ExamineOptions& options,
                   const NetworkOptions& network, const ClockOptions& clock) {
  const net::Options net_options = net::options_from(network);
  const ExplainOptions explain = answer_options(options);
  Answer answer(knowledge.tables(), explain);
  Report& report = answer.report;
  report.command = "check-clock";
  report.time = options.time;
  report.table = Table::objects;
  const Context context = context_of(options);
  const Material material = load(paths, options, false, {}, report.errors);

  ClockFacts facts;
  facts.now = context.now;
  facts.max_skew = clock.max_skew;
  facts.shift = clock.shift.value_or(Micros{});
  facts.named = !clock.ntp.empty() || !clock.http.empty() || !clock.tls.empty();
  machine::MachineClock machine = machine::read_machine_clock(machine::Root(clock.root));
  const machine::TimeServers configured = machine.configured;
  if (clock.utc_offset) facts.zone = ClockZone{machine.zone, *clock.utc_offset};
  if (!clock.shift) facts.keeper = keeper_of(std::move(machine), net_options);
  const ClockQuestions questions = clock_questions(clock, configured);
  const ClockAnswers answers = ask_for_time(questions, clock, net_options);
  facts.sources = clock_sources(questions, answers, facts.shift);

  report.objects.push_back(clock_object(facts, options.lang));
  describe_all(material, options, report);
  report.endpoints = clock_endpoints(questions, answers, facts, options.lang);
  for (Finding& finding : clock_findings(facts, material, options.lang)) {
    answer.complete(finding);
    report.findings.push_back(std::move(finding));
  }
  report.notes = clock_notes(facts, configured, options.lang);
  return std::move(report);
}

}  // namespace certdoc
