#include "render/hosts.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "render/chains.hpp"
#include "render/endpoints.hpp"
#include "render/findings.hpp"
#include "render/order.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kColumn = 24;  // where what was learned of an address begins
constexpr std::size_t kMostInFull = 4;

std::vector<std::string> hosts_of(const Report& report) {
  std::vector<std::string> out;
  for (const Endpoint& one : report.endpoints) {
    if (one.kind == "host" && (out.empty() || out.back() != one.url)) out.push_back(one.url);
  }
  return out;
}

// What is about one host, taken out of the whole; the rest of the report is left where it is.
template <class Item>
std::vector<Item> about(const std::vector<Item>& all, const std::string& host) {
  std::vector<Item> out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out), [&](const Item& one) { return one.subject == host; });
  return out;
}

class HostWriter {
 public:
  HostWriter(const Report& report, const RenderOptions& options, Page& page)
      : report_(report), options_(options), page_(page), voice_(report.lang), part_(report) {
    hosts_ = hosts_of(report);
  }

  void run() {
    for (const std::string& host : hosts_) block(host);
    others();
    render_summary(report_, options_, page_);
    if (hosts_.size() > 1) count();
  }

 private:
  void block(const std::string& host) {
    page_.blank();
    page_.heading(host, {}, {});
    for (const Endpoint& one : report_.endpoints) {
      if (one.kind == "host" && one.url == host) address(one);
    }
    part_.chains = about(report_.chains, host);
    part_.findings = about(report_.findings, host);
    render_chains(part_, options_, page_);
    render_findings_alone(part_, options_, page_);
  }

  // What is about no host: time-stamp servers.
  void others() {
    const auto is_other = [&](const std::string& name) {
      return std::find(hosts_.begin(), hosts_.end(), name) == hosts_.end();
    };
    part_.endpoints.clear();
    part_.findings.clear();
    for (const Endpoint& one : report_.endpoints) {
      if (is_other(one.url)) part_.endpoints.push_back(one);
    }
    for (const Finding& one : report_.findings) {
      if (is_other(one.subject)) part_.findings.push_back(one);
    }
    render_endpoints(part_, options_, page_);
    render_findings_alone(part_, options_, page_);
  }

  void address(const Endpoint& one) {
    if (!one.good) {
      if (!one.subject.empty()) page_.row("! " + text::escaped(one.subject), Ink::red);
      render_phases(one, options_, report_.lang, page_);
    } else {
      page_.labelled(2, one.subject, one.outcome, kColumn, Ink::plain);
      if (options_.verbose) render_phases(one, options_, report_.lang, page_);
    }
    const bool in_full = options_.verbose || hosts_.size() <= kMostInFull;
    if (!in_full) return;
    std::vector<std::string> told = parts_of(one.outcome);
    for (const Field& field : one.fields) {
      const auto known = std::find(told.begin(), told.end(), field.value);
      if (options_.verbose || known == told.end()) {
        page_.labelled(4, field.label, field.value, kColumn);
      } else {
        told.erase(known);  // once: the versions that are spoken may be the one that was agreed on
      }
    }
  }

  // `TLS 1.3, TLS_AES_128_GCM_SHA256, X25519`
  static std::vector<std::string> parts_of(std::string_view outcome) {
    std::vector<std::string> out;
    while (!outcome.empty()) {
      const std::size_t end = std::min(outcome.find(", "), outcome.size());
      out.emplace_back(outcome.substr(0, end));
      outcome.remove_prefix(std::min(end + 2, outcome.size()));
    }
    return out;
  }

  void count() {
    std::size_t sick = 0;
    for (const std::string& host : hosts_) {
      const bool bad = std::any_of(report_.findings.begin(), report_.findings.end(), [&](const Finding& finding) {
        return finding.subject == host && finding.verdict == Verdict::confirmed && finding.severity == Severity::error;
      });
      sick += bad ? 1 : 0;
    }
    page_.text(0, voice_.say(Word::hosts_count, hosts_.size(), sick));
  }

  const Report& report_;
  const RenderOptions& options_;
  Page& page_;
  Voice voice_;
  Report part_;
  std::vector<std::string> hosts_;
};

std::string_view worst_of(const std::vector<const Finding*>& findings) {
  for (const Finding* one : findings) {
    if (one->verdict == Verdict::confirmed) return name_of(one->severity);
    if (one->verdict == Verdict::unknown && one->reason && one->reason->kind != ReasonKind::not_requested)
      return "unknown";
  }
  return "ok";
}

}  // namespace

void render_hosts(const Report& report, const RenderOptions& options, Page& page) {
  HostWriter(report, options, page).run();
}

std::string render_hosts_quiet(const Report& report) {
  std::string out;
  for (const std::string& host : hosts_of(report)) {
    const std::vector<Finding> mine = about(report.findings, host);
    const auto findings = in_order(mine);
    const std::string_view worst = worst_of(findings);
    std::string causes;
    for (const Finding* one : findings) {
      const bool told = one->verdict == Verdict::confirmed && (one->severity != Severity::note || worst == "note");
      if (told && causes.find(one->cause) == std::string::npos) causes += (causes.empty() ? "" : ",") + one->cause;
    }
    out += fmt::format("{}  {}{}{}\n", worst, text::escaped(host), causes.empty() ? "" : "  ", causes);
  }
  return out;
}

}  // namespace certdoc
