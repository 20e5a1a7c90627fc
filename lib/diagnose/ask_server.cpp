// The programs' own words: https://nginx.org/en/docs/switches.html (-t),
// https://httpd.apache.org/docs/2.4/programs/httpd.html
// (-t), https://docs.haproxy.org/2.6/management.html#3 (-c), postconf.1, https://doc.dovecot.org/2.3/ (doveconf -n).
// `postfix check` is left out: it creates directories.
#include "diagnose/ask_server.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <array>

#include "base/run_program.hpp"
#include "base/say.hpp"
#include "base/text.hpp"

namespace certdoc {
namespace {

constexpr RunBounds kBounds{std::chrono::seconds(20), 1024U * 1024U};
constexpr std::size_t kLinesShown = 4;

struct OwnTest {
  std::string_view server;
  std::vector<std::string> programs;  // the first that exists is run
  std::vector<std::string> options;
  std::string path_option;
};

const std::vector<OwnTest>& own_tests() {
  static const std::vector<OwnTest> all{{"nginx", {"nginx"}, {"-t"}, "-c"},
                                        {"apache", {"apache2ctl", "apachectl", "httpd"}, {"-t"}, "-f"},
                                        {"haproxy", {"haproxy"}, {"-c"}, "-f"},
                                        {"postfix", {"postconf"}, {"-n"}, "-c"},
                                        {"dovecot", {"doveconf"}, {"-n"}, "-c"}};
  return all;
}

std::string found(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    for (const char* directory : {"/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/"}) {
      const std::string path = directory + name;
      if (::access(path.c_str(), X_OK) == 0) return path;
    }
  }
  return {};
}

// The last lines that say something; of postconf and doveconf nothing else is shown: the rest is the configuration.
std::vector<std::string> last_lines(const std::string& output) {
  std::vector<std::string> lines;
  std::string_view rest = output;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (const auto line = text::trim(rest.substr(0, end)); !line.empty()) lines.emplace_back(line);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (lines.size() > kLinesShown) lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(kLinesShown));
  return lines;
}

std::vector<std::string> command_of(const OwnTest& test, const machine::ServerConfig& config, bool path_given) {
  std::vector<std::string> command{found(test.programs)};
  command.insert(command.end(), test.options.begin(), test.options.end());
  if (!path_given && test.server != "haproxy") return command;
  const std::string directory = config.path.substr(0, config.path.rfind('/'));
  command.push_back(test.path_option);
  command.push_back(test.server == "postfix" ? directory : config.path);
  return command;
}

Finding answered(Finding finding, const std::string& line, const RunOutcome& outcome, Lang lang) {
  finding.verdict = outcome.status == 0 ? Verdict::ruled_out : Verdict::confirmed;
  finding.message = outcome.status == 0 ? say(lang, "{} accepts the configuration", "{} 认可该配置", line)
                                        : say(lang, "{} refuses the configuration", "{} 拒绝该配置", line);
  if (outcome.status == 0) return finding;
  for (std::string& one : last_lines(outcome.output)) {
    finding.evidence.push_back({say(lang, "its words", "报错"), {}, std::move(one), {}});
  }
  return finding;
}

}  // namespace

std::optional<Finding> ask_server(const machine::ServerConfig& config, bool path_given, Lang lang) {
  for (const OwnTest& test : own_tests()) {
    if (test.server != config.server) continue;
    Finding finding;
    finding.cause = "server-config-incomplete";
    finding.subject = config.path;
    const auto command = command_of(test, config, path_given);
    const std::string line = fmt::format("{}", fmt::join(command, " "));
    const std::string nothing = say(lang, "{} is not installed here", "本机未安装 {}", test.programs.front());
    if (command.front().empty()) {
      finding.message = nothing;
      finding.reason = Reason{ReasonKind::unsupported, nothing};
      return finding;
    }
    const auto outcome = ask_program(command, {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"}, kBounds);
    if (outcome) return answered(std::move(finding), line, *outcome, lang);
    finding.message = outcome.error().what_in(lang);
    finding.reason = Reason{ReasonKind::unsupported, finding.message};
    return finding;
  }
  return std::nullopt;
}

}  // namespace certdoc
