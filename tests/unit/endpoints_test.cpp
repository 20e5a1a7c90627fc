// Endpoints through every renderer, and what becomes of a trace on its way there.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "catch.hpp"
#include "certdoc/render.hpp"
#include "certdoc/report.hpp"
#include "check/net_words.hpp"

using namespace certdoc;
using std::chrono::microseconds;

namespace {

net::Step step(net::Phase phase, std::string what, net::Failure failure = net::Failure::none, int took = 1500) {
  net::Step out;
  out.phase = phase;
  out.what = std::move(what);
  out.failure = failure;
  out.took = microseconds(took);
  return out;
}

net::Trace dropped() {
  net::Trace trace;
  trace.steps = {step(net::Phase::resolve, "crl.example.com", net::Failure::none, 400),
                 step(net::Phase::connect, "192.0.2.7:80", net::Failure::timed_out, 9'988'600)};
  return trace;
}

net::Trace healthy() {
  net::Trace trace;
  trace.steps = {step(net::Phase::resolve, "crl.example.com"), step(net::Phase::connect, "[2001:db8::7]:80"),
                 step(net::Phase::connect, "192.0.2.7:80"), step(net::Phase::response, "HTTP/1.1 200 OK")};
  trace.steps[1].abandoned = true;
  return trace;
}

const std::string kUrl = "http://crl.example.com/issuing.crl";

Report report_of(const net::Trace& trace, Lang lang = Lang::en) {
  Report report;
  report.command = "check-crl";
  report.time = "2026-11-21T12:00:00Z";
  report.lang = lang;
  report.endpoints = {endpoint_of("crl", kUrl, "www.example.com", trace, lang)};
  return report;
}

std::string text_of(const Report& report, bool verbose = false) {
  return render_text(report, {false, verbose, false});
}

bool has(const std::string& whole, const std::string& part) {
  return whole.find(part) != std::string::npos;
}

std::vector<std::string> lines_of(const std::string& whole) {
  std::vector<std::string> lines;
  std::istringstream in(whole);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("a failed endpoint is a table of its phases, with the one that failed marked") {
  const auto lines = lines_of(text_of(report_of(dropped())));
  REQUIRE(lines.size() >= 4);
  CHECK(lines[0] == "! CRL  " + kUrl);
  CHECK(lines[1] == "    for        www.example.com");
  CHECK(lines[2] == "    resolve    crl.example.com                                             <1 ms");
  CHECK(lines[3].substr(0, 41) == "  ! connect    192.0.2.7:80: timed out: n");
  CHECK(lines[3].size() == 80);
  CHECK(lines[3].substr(70) == "   9989 ms");
}

TEST_CASE("a healthy endpoint is told in short, and in full when asked") {
  const std::string brief = text_of(report_of(healthy()));
  CHECK(has(brief, "  CRL  " + kUrl));
  CHECK(has(brief, "resolve 2 ms, connect 2 ms, response 2 ms"));
  CHECK_FALSE(has(brief, "2001:db8::7"));
  const std::string full = text_of(report_of(healthy()), true);
  CHECK(has(full, "    connect    [2001:db8::7]:80: another address was faster"));
  CHECK(has(full, "    response   HTTP/1.1 200 OK"));
}

TEST_CASE("no line of the phase table is wider than a page but one that a single word fills") {
  for (const Lang lang : {Lang::en, Lang::zh}) {
    net::Trace trace = dropped();
    trace.steps.insert(trace.steps.begin(), step(net::Phase::redirect, "http://example.com/" + std::string(200, 'a')));
    for (const bool verbose : {false, true}) {
      for (const std::string& line : lines_of(text_of(report_of(trace, lang), verbose))) {
        CAPTURE(line);
        CHECK((text::width(line) <= 80 || has(line, std::string(200, 'a'))));
      }
    }
  }
}

TEST_CASE("hostile words of a peer are escaped in the phase table and in Markdown") {
  net::Trace trace = dropped();
  trace.steps.back().detail = "\x1b[31mred\n# title\xE2\x80\xAE <b>\xFF";
  const Report report = report_of(trace);
  for (const std::string& out : {text_of(report), render_markdown(report), render_json(report)}) {
    CAPTURE(out);
    CHECK_FALSE(has(out, "\x1b"));
    CHECK_FALSE(has(out, "\xE2\x80\xAE"));
    CHECK_FALSE(has(out, "\n# title"));
  }
  CHECK_FALSE(has(render_markdown(report), "<b>"));
}

TEST_CASE("a peer that makes very many phases does not fill the screen") {
  net::Trace trace;
  for (int n = 0; n < 100; ++n) trace.steps.push_back(step(net::Phase::redirect, "http://a.example/"));
  trace.steps.push_back(step(net::Phase::redirect, "http://a.example/", net::Failure::redirect_limit));
  CHECK(lines_of(text_of(report_of(trace))).size() < 25);
  CHECK(lines_of(text_of(report_of(trace), true)).size() > 100);
}

TEST_CASE("the JSON report has every endpoint with ids, words and microseconds") {
  const auto json = nlohmann::json::parse(render_json(report_of(dropped())));
  const auto& one = json.at("endpoints").at(0);
  CHECK(one.at("kind") == "crl");
  CHECK(one.at("url") == kUrl);
  CHECK(one.at("good") == false);
  CHECK(one.at("phases").at(0).at("failure").is_null());
  CHECK(one.at("phases").at(1).at("phase") == "connect");
  CHECK(one.at("phases").at(1).at("failure") == "timed-out");
  CHECK(one.at("phases").at(1).at("microseconds") == 9'988'600);
  CHECK(has(one.at("phases").at(1).at("says"), "firewall"));
}

TEST_CASE("after redaction nothing of a URL, host or address is left of an endpoint") {
  Report report = report_of(dropped());
  report.endpoints[0].outcome = "nothing came from 192.0.2.7:80 at 192.0.2.7";
  report.endpoints[0].fields = {{"issuer", "CN=Secret CA"}};
  report.endpoints[0].phases[1].detail = "192.0.2.7 said so";
  report.findings.resize(1);
  report.findings[0].message = "crl.example.com (192.0.2.7) does not answer for " + kUrl;
  report.findings[0].next = {"curl " + kUrl};
  redact(report);
  for (const std::string& out : {text_of(report, true), render_markdown(report), render_json(report)}) {
    CAPTURE(out);
    for (const char* value : {"example", "192.0.2", "issuing", "Secret"}) CHECK_FALSE(has(out, value));
  }
}

TEST_CASE("every failure has an id of its own and words in both languages") {
  std::set<std::string_view> ids;
  for (int n = 1; n <= static_cast<int>(net::Failure::body_empty); ++n) {
    const auto failure = static_cast<net::Failure>(n);
    const net::Step one = step(net::Phase::connect, "x", failure);
    CAPTURE(n);
    CHECK(ids.insert(failure_id(failure)).second);
    CHECK_FALSE(failure_id(failure).empty());
    CHECK_FALSE(failure_words(one, Lang::en).empty());
    CHECK(failure_words(one, Lang::zh) != failure_words(one, Lang::en));
  }
}

TEST_CASE("a time-out says where it happened and a refusal says something else") {
  std::set<std::string> words{failure_words(step(net::Phase::connect, "x", net::Failure::refused), Lang::en)};
  const auto phases = {net::Phase::resolve, net::Phase::connect,  net::Phase::proxy,
                       net::Phase::tls,     net::Phase::response, net::Phase::body};
  for (const net::Phase phase : phases)
    words.insert(failure_words(step(phase, "x", net::Failure::timed_out), Lang::en));
  CHECK(words.size() == phases.size() + 1);
}

TEST_CASE("who fell silent in the middle of an answer is not called silent") {
  for (const net::Phase phase : {net::Phase::response, net::Phase::starttls}) {
    net::Step one = step(phase, "x", net::Failure::timed_out);
    const std::string silent = failure_words(one, Lang::en);
    one.code = 110;  // the system's time-out has words of its own as detail
    one.detail = "Connection timed out";
    CHECK(failure_words(one, Lang::en) == silent);
    one.code = 0;
    one.detail = "+OK hi";
    CHECK(has(failure_words(one, Lang::en), "began"));
    CHECK(has(failure_words(one, Lang::zh), "开始应答") != has(failure_words(one, Lang::zh), "应答已开始"));
  }
}

TEST_CASE("an answer that does not help is not called a refusal") {
  net::Step one = step(net::Phase::response, "x", net::Failure::http_status);
  for (const int status : {206, 202, 301, 304}) {
    one.code = status;
    CAPTURE(status);
    CHECK_FALSE(has(failure_words(one, Lang::en), "refuses"));
    CHECK_FALSE(has(failure_words(one, Lang::zh), "拒绝"));
  }
  one.code = 418;
  CHECK(has(failure_words(one, Lang::en), "refuses"));
}

TEST_CASE("what is no proxy is said to be none, and a URL no URL") {
  CHECK(has(failure_words(step(net::Phase::proxy, "x", net::Failure::bad_url), Lang::en), "no usable proxy"));
  CHECK(has(failure_words(step(net::Phase::proxy, "x", net::Failure::scheme_refused), Lang::zh), "代理"));
  CHECK(has(failure_words(step(net::Phase::url, "x", net::Failure::bad_url), Lang::en), "no usable URL"));
  CHECK_FALSE(is_unusable_proxy(step(net::Phase::proxy, "x", net::Failure::proxy_unreachable)));
}

TEST_CASE("phases as labels are ids in English, and translated in Chinese") {
  CHECK(phase_label(net::Phase::connect, Lang::en) == "connect");
  CHECK(phase_label(net::Phase::connect, Lang::zh) == "连接");
  CHECK(phase_label(net::Phase::proxy, Lang::zh) == "代理");
  for (int n = 0; n <= static_cast<int>(net::Phase::answer); ++n) {
    const auto phase = static_cast<net::Phase>(n);
    CHECK(phase_label(phase, Lang::zh) != phase_label(phase, Lang::en));
  }
}
