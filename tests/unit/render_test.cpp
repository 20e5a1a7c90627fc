// Handmade reports through every renderer: what stands where, in which words, and what hostile values do.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "catch.hpp"
#include "certdoc/exit_status.hpp"
#include "certdoc/render.hpp"
#include "certdoc/report.hpp"

using namespace certdoc;

namespace {

// An escape sequence, a bidi override, line ends, Markdown's and HTML's signs, backticks.
const std::string kHostile =
    "\x1b[31mred\x7F\xC2\x9B\xE2\x80\xAE\n# title\r\n- item `code` ``two`` *b* _i_ [a](b) <script>&amp;|~~x~~ \\ end";
// What comes from a file or the network need not even be UTF-8.
const std::string kBroken = kHostile + "\xFF\xFE";

Finding finding(Verdict verdict, Severity severity, const std::string& cause) {
  Finding f;
  f.cause = cause;
  f.verdict = verdict;
  f.severity = severity;
  f.subject = "server.key";
  f.message = "about " + cause;
  return f;
}

Finding unknown(ReasonKind kind, const std::string& why) {
  Finding f = finding(Verdict::unknown, Severity::error, "chain-incomplete");
  f.reason = Reason{kind, why};
  return f;
}

// One finding of every kind, in the worst order, with evidence, a remedy and what it shows up as.
Report full_report(Lang lang) {
  Report report;
  report.command = "match";
  report.time = "2026-11-21T12:00:00Z";
  report.lang = lang;
  report.inputs = {{"server.crt", {"certificate"}, "pem"}, {"server.key", {"key"}, {}}};
  report.findings = {finding(Verdict::ruled_out, Severity::error, "certificate-expired"),
                     unknown(ReasonKind::no_password, "no password was given"),
                     finding(Verdict::confirmed, Severity::note, "chain-root-included"),
                     finding(Verdict::confirmed, Severity::warning, "file-encoding"),
                     finding(Verdict::confirmed, Severity::error, "key-mismatch")};
  Finding& mismatch = report.findings.back();
  mismatch.evidence = {{"SPKI", "3b1f92aa", "9a0277c1", "server.key:1"}, {"key", {}, "RSA 2048", {}}};
  mismatch.remedies = {"reissue", "not-in-the-report"};
  mismatch.shows_as = {"windows:0x80092004", "openssl:05800074"};
  RemedyText reissue;
  reissue.id = "reissue";
  reissue.title = "Have it reissued";
  reissue.platform = "any";
  reissue.risk = "low";
  reissue.steps = {{"Ask for it.", {"openssl req -new"}}};
  report.remedies = {reissue};
  summarise(report, {});
  return report;
}

// Checks that the texts stand in this order.
void check_order(const std::string& whole, const std::vector<std::string>& texts) {
  std::size_t from = 0;
  for (const std::string& one : texts) {
    CAPTURE(whole, one);
    const std::size_t at = whole.find(one, from);
    REQUIRE(at != std::string::npos);
    from = at + one.size();
  }
}

bool has(const std::string& whole, const std::string& part) {
  return whole.find(part) != std::string::npos;
}

std::size_t lines_of(const std::string& s) {
  return static_cast<std::size_t>(std::count(s.begin(), s.end(), '\n'));
}

// No line end inside a value, no control, no invisible character, valid UTF-8.
bool is_safe(const std::string& s) {
  std::string without_line_ends = s;
  std::erase(without_line_ends, '\n');
  return text::escaped(without_line_ends) == without_line_ends;
}

// Every text that a stranger or a team's own knowledge base can have written is hostile.
Report hostile_report() {
  Report report = full_report(Lang::en);
  report.inputs = {{kBroken, {"certificate"}, "pem"}};
  for (Finding& f : report.findings) {
    f.subject = f.message = kBroken;
    f.evidence = {{kBroken, kBroken, kBroken, kBroken}};
    if (f.reason) f.reason->text = kBroken;
  }
  Explanation e;
  e.id = "topic:sample";
  e.code = "sample";
  e.family = "topic";
  e.family_title = "Topic";
  e.official = Official{kHostile, "page"};
  e.symbol = e.title = e.means = e.local_text = e.retired = kHostile;
  e.aliases = {kHostile};
  e.claims = {{kHostile, kHostile, "wrong", "page", {"page"}}};
  e.contexts = {{"context", kHostile, "any", kHostile, {"cause"}}};
  e.remedies = {"reissue"};
  report.explanations = {e};
  CauseText cause;
  cause.id = "cause";
  cause.sick = cause.healthy = cause.explanation = cause.check = kHostile;
  cause.by_hand = {kHostile, {kHostile}};
  cause.remedies = {"reissue"};
  report.causes = {cause};
  report.cause_answers = {{"cause", {"topic:sample"}}};
  RemedyText& remedy = report.remedies.front();
  remedy.title = remedy.contact = kHostile;
  remedy.steps = {{kHostile, {kHostile}}};
  remedy.undo = Step{kHostile, {kHostile}};
  RemedyText refused;
  refused.id = "refused";
  refused.risk = "refuse";
  refused.advice = refused.instead = kHostile;
  report.remedies.push_back(refused);
  report.explanations.front().remedies.push_back("refused");
  report.sources = {{"page", kHostile, kHostile, "vendor"}};
  report.candidates = {{kBroken, "x509:20", "20", kHostile, kHostile}};
  report.unrecognised = {{kBroken, {"symbols"}, {kHostile}, {{"part", "1", kHostile}}}};
  report.triage = {"reissue", "refused"};
  report.errors = {{Error::Kind::unreadable, kBroken, kBroken}};
  report.notes = {kBroken};
  return report;
}

std::string without_colour(std::string s) {
  for (std::size_t at = s.find("\x1b["); at != std::string::npos; at = s.find("\x1b[", at)) {
    s.erase(at, s.find('m', at) - at + 1);
  }
  return s;
}

// The number of backticks that open the code span in which `value` stands; 0 where it stands in none.
std::size_t fence_around(const std::string& markdown, const std::string& value) {
  std::size_t at = markdown.find(value);
  REQUIRE(at != std::string::npos);
  if (at > 0 && markdown[at - 1] == ' ') --at;
  std::size_t ticks = 0;
  while (at > ticks && markdown[at - 1 - ticks] == '`') ++ticks;
  return ticks;
}

std::set<std::string> keys_of(const nlohmann::json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

}  // namespace

TEST_CASE("findings are sorted by what to look at first: errors, warnings, notes, unknown, ruled out, the count") {
  check_order(render_text(full_report(Lang::en), {}),
              {"FAIL  key-mismatch", "WARN  file-encoding", "note  chain-root-included", "?     chain-incomplete",
               "ok    about certificate-expired", "1 error, 1 warning, 1 note; 1 ruled out, 1 unknown"});
}

TEST_CASE("findings of one kind stay in the order in which they were made") {
  Report report;
  report.findings = {
      finding(Verdict::confirmed, Severity::error, "first"), finding(Verdict::ruled_out, Severity::error, "between"),
      finding(Verdict::confirmed, Severity::error, "second"), finding(Verdict::confirmed, Severity::error, "third")};
  check_order(render_text(report, {}), {"first", "second", "third", "between"});
}

TEST_CASE("findings are told in Chinese as well") {
  const std::string out = render_text(full_report(Lang::zh), {});
  check_order(out, {"错误  key-mismatch", "应为  3b1f92aa", "表现为  windows:0x80092004", "处理  Have it reissued",
                    "警告  file-encoding", "提示  chain-root-included", "未知  chain-incomplete",
                    "正常  about certificate-expired", "1 个错误，1 个警告，1 条提示；1 项已排除，1 项未知"});
  CHECK_FALSE(has(out, "FAIL"));
  CHECK_FALSE(has(out, "expected"));
}

TEST_CASE("a confirmed finding shows its evidence, what it shows up as, and its remedies") {
  const std::string out = render_text(full_report(Lang::en), {});
  check_order(out,
              {"FAIL  key-mismatch", "about key-mismatch", "SPKI      9a0277c1 (server.key:1)", "expected  3b1f92aa",
               "key  RSA 2048", "shows up as  windows:0x80092004, openssl:05800074", "fix  Have it reissued"});
  CHECK_FALSE(has(out, "not-in-the-report"));
}

TEST_CASE("a finding that was ruled out takes one line, however much is known about it") {
  Report report;
  report.findings = {finding(Verdict::ruled_out, Severity::error, "key-mismatch")};
  const std::string hash(64, 'a');
  report.findings.front().evidence = {{"SPKI SHA-256", hash, hash, "server.key:1"}, {"algorithm", "RSA", "RSA", ""}};
  report.findings.front().shows_as = {"windows:0x80092004"};
  CHECK(render_text(report, {}) == "ok    about key-mismatch, RSA, SPKI aaaa aaaa ...\n");
  report.findings.front().message = std::string(60, 'x');
  CHECK(render_text(report, {}) == "ok    " + std::string(60, 'x') + ", RSA\n");
}

TEST_CASE("an answer without findings but one has no count; commands are never broken") {
  Report report;
  report.findings = {finding(Verdict::confirmed, Severity::error, "key-mismatch")};
  const std::string command = "certdoc match " + std::string(90, 'x') + " y";
  report.findings.front().next = {command};
  const std::string out = render_text(report, {});
  CHECK(has(out, "      next  " + command + "\n"));
  CHECK_FALSE(has(out, "1 errors"));
  CHECK(has(render_markdown(report), "next: `" + command + "`"));
  CHECK(nlohmann::json::parse(render_json(report))["findings"][0]["next"][0] == command);
}

TEST_CASE("of many notes of one cause eight are shown, and the number of the others") {
  Report report;
  for (int n = 0; n < 20; ++n) {
    report.findings.push_back(finding(Verdict::confirmed, Severity::note, "key-unpaired"));
  }
  CHECK(has(render_text(report, {}), "note  key-unpaired: 12 more; -v lists them"));
  RenderOptions verbose;
  verbose.verbose = true;
  CHECK_FALSE(has(render_text(report, verbose), "more; -v"));
}

TEST_CASE("what nobody asked for is left out where everything is looked at, and not counted") {
  Report report;
  report.table = Table::objects;
  report.findings = {unknown(ReasonKind::not_requested, "name the account"),
                     finding(Verdict::ruled_out, Severity::error, "key-weak")};
  report.summary.unknown = 1;
  const std::string out = render_text(report, {});
  CHECK_FALSE(has(out, "name the account"));
  CHECK(has(out, "0 unknown"));
}

TEST_CASE("every reason of an unknown verdict is told in text, Markdown and JSON") {
  const std::vector<std::pair<ReasonKind, std::string>> kinds{
      {ReasonKind::not_requested, "not-requested"}, {ReasonKind::manual, "manual"},
      {ReasonKind::no_input, "no-input"},           {ReasonKind::no_password, "no-password"},
      {ReasonKind::unreadable, "unreadable"},       {ReasonKind::unreachable, "unreachable"},
      {ReasonKind::unsupported, "unsupported"}};
  for (const auto& [kind, name] : kinds) {
    CAPTURE(name);
    Report report;
    report.findings = {unknown(kind, "because of " + name)};
    check_order(render_text(report, {}), {"?     chain-incomplete", "because of " + name});
    check_order(render_markdown(report), {"**chain-incomplete**", "because of " + name});
    const auto json = nlohmann::json::parse(render_json(report));
    CHECK(json["findings"][0]["verdict"] == "unknown");
    CHECK(json["findings"][0]["reason"]["kind"] == name);
    CHECK(json["findings"][0]["reason"]["text"] == "because of " + name);
  }
}

TEST_CASE("quiet is one line a result, without what was ruled out") {
  Report report = full_report(Lang::en);
  report.unrecognised = {{"nonsense", {}, {}, {}}};
  RenderOptions quiet;
  quiet.quiet = true;
  const std::string out = render_text(report, quiet);
  CHECK(lines_of(out) == 5);
  CHECK(has(out, "confirmed  key-mismatch  server.key\n"));
  CHECK(has(out, "unknown  chain-incomplete  server.key\n"));
  CHECK(has(out, "?  nonsense\n"));
  CHECK_FALSE(has(out, "certificate-expired"));
}

TEST_CASE("quiet leaves no blanks at a line's end where a code has no text") {
  Report report;
  Explanation e;
  e.code = "TLS alert 48";
  e.symbol = "unknown_ca";
  report.explanations = {e};
  report.candidates = {{"60", "tls-alert:60", "60", "export_restriction", {}}};
  RenderOptions quiet;
  quiet.quiet = true;
  CHECK_FALSE(has(render_text(report, quiet), " \n"));
}

TEST_CASE("the JSON of findings has the keys and words of the schema") {
  std::ifstream file(CERTDOC_SOURCE_DIR "/docs/report.schema.json");
  const auto schema = nlohmann::json::parse(file);
  const auto required = [](const nlohmann::json& definition) {
    return definition["required"].get<std::set<std::string>>();
  };
  const auto& definition = schema["$defs"]["finding"];
  const auto json = nlohmann::json::parse(render_json(full_report(Lang::zh)));
  CHECK(keys_of(json) == required(schema));
  CHECK(json["lang"] == "zh");
  REQUIRE(json["findings"].size() == 5);
  for (const auto& found : json["findings"]) CHECK(keys_of(found) == required(definition));
  const auto& mismatch = json["findings"][4];
  CHECK(mismatch["verdict"] == "confirmed");
  CHECK(mismatch["severity"] == "error");
  CHECK(mismatch["reason"] == nullptr);
  const auto& evidence = mismatch["evidence"];
  CHECK(keys_of(evidence[0]) == required(definition["properties"]["evidence"]["items"]));
  CHECK(evidence[0]["expected"] == "3b1f92aa");
  CHECK(evidence[1]["expected"] == nullptr);
  CHECK(evidence[1]["location"] == nullptr);
  CHECK(json["findings"][0]["verdict"] == "ruled_out");
  CHECK(json["summary"]["error"] == 1);
  CHECK(json["summary"]["ruled_out"] == 1);
  CHECK(json["summary"]["exit"] == 1);
  CHECK(json["inputs"][1]["encoding"] == nullptr);
}

TEST_CASE("Markdown tells of a finding what the text tells") {
  const std::string out = render_markdown(full_report(Lang::en));
  check_order(out, {"**key-mismatch** (error) `server.key`: about key-mismatch", "server.key:1 SPKI: `9a0277c1`",
                    "(expected `3b1f92aa`)"});
  CHECK(has(out, "windows:0x80092004"));
  CHECK(has(out, "Have it reissued"));
}

TEST_CASE("Markdown puts first what to look at first") {
  check_order(render_markdown(full_report(Lang::en)),
              {"**key-mismatch**", "**file-encoding**", "**chain-root-included**", "**chain-incomplete**",
               "**certificate-expired**"});
}

TEST_CASE("Markdown in Chinese has no English words of its own") {
  Report report = full_report(Lang::zh);
  report.remedies.front().title = "重新签发";
  Explanation e;
  e.id = e.code = "topic:sample";
  e.claims = {{"文件已损坏。", "文件不存在。", "half-right", "page", {}}};
  e.remedies = {"reissue"};
  report.explanations = {e};
  const std::string out = render_markdown(report);
  for (const char* word : {"(error)", "ruled_out", "half-right", ": low"}) {
    CAPTURE(word, out);
    CHECK_FALSE(has(out, word));
  }
}

TEST_CASE("no renderer prints a hostile value raw") {
  const Report report = hostile_report();
  for (const bool verbose : {false, true}) {
    RenderOptions options;
    options.verbose = verbose;
    CAPTURE(render_text(report, options));
    CHECK(is_safe(render_text(report, options)));
  }
  RenderOptions quiet;
  quiet.quiet = true;
  CAPTURE(render_text(report, quiet));
  CHECK(is_safe(render_text(report, quiet)));
  CHECK(is_safe(render_markdown(report)));
  CHECK(is_safe(render_json(report)));
}

TEST_CASE("the place and the name of a piece of evidence are escaped") {
  Report report;
  report.findings = {finding(Verdict::confirmed, Severity::error, "key-mismatch")};
  report.findings.front().evidence = {{"CN", "a", "b", "\x1b[2Jserver.key:1"}};
  CHECK(has(render_text(report, {}), "CN        b (\\x1b[2Jserver.key:1)"));
  report.findings.front().evidence = {{"\x1b[2JCN", {}, "zz", "server.key:1"}};
  CHECK(has(render_text(report, {}), "\\x1b[2JCN  zz (server.key:1)"));
}

TEST_CASE("a hostile value stays on its line") {
  const auto with = [](const std::string& value) {
    Report report;
    report.findings = {finding(Verdict::confirmed, Severity::error, "key-mismatch")};
    report.findings.front().subject = report.findings.front().message = value;
    report.findings.front().evidence = {{"CN", value, value, value}};
    report.unrecognised = {{value, {}, {}, {}}};
    return report;
  };
  RenderOptions quiet;
  quiet.quiet = true;
  CHECK(lines_of(render_text(with("a\nb\r\nc"), quiet)) == lines_of(render_text(with("a"), quiet)));
  CHECK(lines_of(render_text(with("a\nb\r\nc"), {})) == lines_of(render_text(with("a"), {})));
  CHECK(lines_of(render_markdown(with("a\nb\r\nc"))) == lines_of(render_markdown(with("a"))));
}

TEST_CASE("JSON keeps a value exactly; what is no UTF-8 is replaced") {
  Report report;
  report.inputs = {{kHostile, {}, {}}, {"a\xFFz", {}, {}}};
  const auto json = nlohmann::json::parse(render_json(report));
  CHECK(json["inputs"][0]["path"] == kHostile);
  CHECK(json["inputs"][1]["path"] == "a\xEF\xBF\xBDz");
}

TEST_CASE("Markdown's and HTML's signs are text, not markup") {
  Report report;
  report.findings = {finding(Verdict::confirmed, Severity::error, "key-mismatch")};
  report.findings.front().message = "<script> [a](b) *b* _i_ `c` # h ~~s~~ a|b &lt; \\ ![i](u)";
  const std::string out = render_markdown(report);
  CHECK(has(out, R"(\<script\> \[a\](b) \*b\* \_i\_ \`c\` \# h \~\~s\~\~ a\|b \&lt; \\ \!\[i\](u))"));
}

TEST_CASE("no backticks in a value end the code span in which it stands") {
  for (const std::string& value : {std::string("plain"), std::string("a`b"), std::string("a``b"),
                                   std::string("a``b```c"), std::string("``<script>``")}) {
    Report report;
    report.findings = {finding(Verdict::confirmed, Severity::error, "key-mismatch")};
    report.findings.front().subject = value;
    const std::string out = render_markdown(report);
    const std::size_t fence = fence_around(out, value);
    CAPTURE(out);
    REQUIRE(fence > 0);
    // A span ends at the first run of as many backticks as opened it.
    for (std::size_t at = value.find('`'); at != std::string::npos; at = value.find('`', at)) {
      const std::size_t end = std::min(value.find_first_not_of('`', at), value.size());
      CHECK(end - at != fence);
      at = end;
    }
  }
}

TEST_CASE("there is colour only where it is asked for, and it changes nothing else") {
  Report report = full_report(Lang::en);
  report.unrecognised = {{"nonsense", {"symbols"}, {"CRYPT_E_NOT_FOUND"}, {}}};
  RenderOptions plain;
  RenderOptions colour;
  colour.color = true;
  CHECK_FALSE(has(render_text(report, plain), "\x1b"));
  CHECK_FALSE(has(render_markdown(report), "\x1b"));
  CHECK_FALSE(has(render_json(report), "\x1b"));
  const std::string coloured = render_text(report, colour);
  CHECK(has(coloured, "\x1b[1;31mFAIL\x1b[0m"));
  CHECK(has(coloured, "\x1b[32mok\x1b[0m"));
  CHECK(has(coloured, "\x1b[1;33mWARN\x1b[0m"));
  CHECK(without_colour(coloured) == render_text(report, plain));
  colour.quiet = plain.quiet = true;
  CHECK(without_colour(render_text(report, colour)) == render_text(report, plain));
}

TEST_CASE("every line of coloured text ends in the plain colour") {
  RenderOptions colour;
  colour.color = colour.verbose = true;
  Report report = full_report(Lang::zh);
  report.notes = {std::string(300, 'x') + " " + std::string(300, 'y')};
  const std::string out = render_text(report, colour);
  for (std::size_t at = 0; at < out.size(); at = out.find('\n', at) + 1) {
    const std::string line = out.substr(at, out.find('\n', at) - at);
    const std::size_t last = line.rfind("\x1b[");
    if (last != std::string::npos) CHECK(line.compare(last, 4, "\x1b[0m") == 0);
  }
}

TEST_CASE("redaction gives the same value the same numbered placeholder, wherever it stands") {
  Report report;
  report.inputs = {{"/home/alice/server.crt", {}, {}}, {"/home/alice/server.key", {}, {}}};
  report.findings = {finding(Verdict::confirmed, Severity::error, "key-mismatch"),
                     finding(Verdict::confirmed, Severity::error, "hostname-mismatch")};
  report.findings[0].subject = "/home/alice/server.key";
  report.findings[0].message = "/home/alice/server.key is not the key of /home/alice/server.crt";
  report.findings[0].evidence = {{"SPKI", "3b1f92aa", "9a0277c1", "/home/alice/server.key:1"}};
  report.findings[1].subject = "shop.example";
  report.findings[1].message = "the certificate is not for shop.example";
  report.findings[1].evidence = {{"name", "shop.example", "9a0277c1", "/home/alice/server.key:1"}};
  redact(report);
  CHECK(report.inputs[0].path == "FILE-1");
  CHECK(report.inputs[1].path == "FILE-2");
  CHECK(report.findings[0].subject == "FILE-2");
  CHECK(report.findings[0].message == "FILE-2 is not the key of FILE-1");
  CHECK(report.findings[0].evidence[0].expected == "VALUE-1");
  CHECK(report.findings[0].evidence[0].actual == "VALUE-2");
  CHECK(report.findings[0].evidence[0].location == "PLACE-1");
  CHECK(report.findings[1].subject == "SUBJECT-1");
  CHECK(report.findings[1].message == "the certificate is not for SUBJECT-1");
  CHECK(report.findings[1].evidence[0].expected == "SUBJECT-1");
  CHECK(report.findings[1].evidence[0].actual == "VALUE-2");
  CHECK(report.findings[1].evidence[0].location == "PLACE-1");
}

TEST_CASE("after redaction no renderer has anything left of the values") {
  Report report = full_report(Lang::en);
  report.inputs[0].path = "/home/alice/server.crt";
  report.findings.back().reason = Reason{ReasonKind::unreadable, "cannot read /home/alice/server.crt"};
  report.unrecognised = {{"alice@corp.example cannot log in", {}, {}, {}}, {"/home/alice/server.crt", {}, {}, {}}};
  report.candidates = {{"bob@corp.example", "x509:20", "20", {}, {}}};
  report.errors = {{Error::Kind::unreadable, "cannot read /home/alice/server.crt", "chmod u+r /home/alice/server.crt"}};
  report.notes = {"/home/alice/server.crt was skipped"};
  redact(report);
  RenderOptions verbose;
  verbose.verbose = true;
  for (const std::string& out : {render_text(report, verbose), render_markdown(report), render_json(report)}) {
    CAPTURE(out);
    for (const char* value : {"alice", "bob", "corp.example", "server.key", "3b1f92aa", "9a0277c1"}) {
      CAPTURE(value);
      CHECK_FALSE(has(out, value));
    }
  }
}

TEST_CASE("redaction replaces the longest of several values that begin alike") {
  Report report;
  report.inputs = {{"/srv/a", {}, {}}, {"/srv/a.key", {}, {}}};
  report.notes = {"/srv/a.key fits /srv/a"};
  redact(report);
  CHECK(report.notes[0] == "FILE-2 fits FILE-1");
}

TEST_CASE("redaction leaves its own placeholders alone") {
  Report report;
  report.inputs = {{"server.key", {}, {}}};
  report.findings = {finding(Verdict::confirmed, Severity::error, "key-mismatch")};
  report.findings.front().message = "server.key holds 1 key";
  report.findings.front().evidence = {{"keys", "2", "1", {}}};
  redact(report);
  CHECK(report.findings.front().message == "FILE-1 holds 1 key");
}

TEST_CASE("redaction leaves codes and standard input") {
  Report report;
  report.inputs = {{"-", {"log"}, {}}};
  report.unrecognised = {{"0x8012ABCD", {}, {}, {}}, {"-67843", {}, {}, {}}, {"600102@999999", {}, {}, {}}};
  report.candidates = {{"60", "x509:60", "60", {}, {}}};
  redact(report);
  CHECK(report.inputs[0].path == "-");
  CHECK(report.unrecognised[0].input == "0x8012ABCD");
  CHECK(report.unrecognised[1].input == "-67843");
  CHECK(report.unrecognised[2].input == "600102@999999");
  CHECK(report.candidates[0].input == "60");
}

TEST_CASE("redaction does not take names that hold a digit for codes") {
  Report report;
  report.inputs = {{"alice2024", {"log"}, {}}};
  report.unrecognised = {{"alice2024", {}, {}, {}}, {"alice@host1", {}, {}, {}}, {"web-01:8443", {}, {}, {}}};
  redact(report);
  CHECK(report.unrecognised[0].input == "FILE-1");
  CHECK(report.unrecognised[1].input == "TEXT-1");
  CHECK(report.unrecognised[2].input == "TEXT-2");
}

TEST_CASE("redaction replaces whole words only") {
  Report report;
  report.inputs = {{"q", {}, {}}, {"-x-", {}, {}}, {"张三", {}, {}}};
  report.notes = {"cannot read q: q path was not q-okay, data", "_q q_ (q)", "y-x-y", "见张三的"};
  redact(report);
  CHECK(report.notes[0] == "cannot read FILE-1: FILE-1 path was not FILE-1-okay, data");
  CHECK(report.notes[1] == "_q q_ (FILE-1)");
  CHECK(report.notes[2] == "yFILE-2y");
  CHECK(report.notes[3] == "见FILE-3的");
}

TEST_CASE("redaction takes long numbers for what names somebody") {
  const auto redacted = [](const std::string& input) {
    Report report;
    report.unrecognised = {{input, {}, {}, {}}};
    redact(report);
    return report.unrecognised.front().input;
  };
  for (const char* code :
       {"4294967295", "-2146885628", "600102@900211", "0x80092004", "0x0123456789abcdef", "CKR_OK_2"})
    CHECK(redacted(code) == code);
  for (const char* name : {"13800138000", "110101199001011234", "138-0013-800", "13800138000@163", "1@2@3", "@", "-",
                           "0x0123456789abcdef0", "ID_110101199001011234"}) {
    CAPTURE(name);
    CHECK((redacted(name) == "TEXT-1" || std::string(name) == "-"));
  }
}

TEST_CASE("a code that is wider than a page is told on one line, without end") {
  Report report;
  Explanation e;
  e.id = e.code = std::string(200, 'x');
  report.explanations = {e};
  CHECK(has(render_text(report, {}), e.code + "\n"));
  report.explanations.front().symbol = "SYMBOL";
  check_order(render_text(report, {}), {e.code + "\n", "  SYMBOL\n"});
}

TEST_CASE("the text counts what people are told correctly, with one, many and none shown") {
  const auto told = [](std::vector<std::string> verdicts, Lang lang) {
    Report report;
    report.lang = lang;
    Explanation e;
    e.id = e.code = "topic:sample";
    for (const std::string& verdict : verdicts) e.claims.push_back({"says", "fact", verdict, "page", {}});
    report.explanations = {e};
    return render_text(report, {});
  };
  CHECK(has(told({"right"}, Lang::en), "What people are told, and what holds: 1 with -v"));
  CHECK(has(told({"wrong", "right"}, Lang::en), "What people are told, and what holds: 1 more with -v"));
  CHECK(has(told({"wrong", "right", "right"}, Lang::en), "What people are told, and what holds: 2 more with -v"));
  CHECK(has(told({"right"}, Lang::zh), "常见说法与事实：1 条，用 -v 查看"));
  CHECK(has(told({"wrong", "right"}, Lang::zh), "常见说法与事实：另有 1 条，用 -v 查看"));
  CHECK_FALSE(has(told({"wrong"}, Lang::en), "-v"));
}

TEST_CASE("a situation without causes offers none in full") {
  Report report;
  Explanation e;
  e.id = e.code = "topic:sample";
  e.contexts = {{"context", "Somewhere", "any", {}, {}}};
  report.explanations = {e};
  CHECK_FALSE(has(render_text(report, {}), "One cause in full"));
}

TEST_CASE("an id enters a command only in a form that a shell takes as it is meant") {
  Report report;
  report.candidates = {{"20", "own:a b;c", "20", {}, "text"}, {"20", "own:\x1b", "20", {}, "text"}};
  const std::string out = render_text(report, {});
  CHECK(has(out, "  certdoc explain 'own:a b;c'  "));
  CHECK(has(out, "\n  own:\\x1b  "));
}

TEST_CASE("neither what was typed nor a long symbol makes a line wider than a page") {
  Report report;
  const std::string symbol = "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY";
  const std::string typed(120, 'a');
  report.candidates = {{"20", "x509:20", "20", symbol, "unable to get it"}, {typed, "tls-alert:20", "20", {}, {}}};
  report.unrecognised = {{typed + " and more", {"symbols"}, {}, {{std::string(70, 'l'), "value", {}}}}};
  for (const Lang lang : {Lang::en, Lang::zh}) {
    report.lang = lang;
    const std::string out = render_text(report, {});
    CAPTURE(out);
    CHECK(has(out, "  certdoc explain x509:20\n      " + symbol));
    CHECK_FALSE(has(out, " \n"));
    for (std::size_t at = 0; at < out.size(); at = out.find('\n', at) + 1)
      CHECK(text::width(out.substr(at, out.find('\n', at) - at)) <= 80);
  }
}

TEST_CASE("no value begins a list, a heading or a code block in Markdown") {
  const auto means = [](const std::string& value) {
    Report report;
    Explanation e;
    e.id = e.code = "topic:sample";
    e.means = value;
    report.explanations = {e};
    return render_markdown(report);
  };
  CHECK(has(means("- item"), "\n\\- item\n"));
  CHECK(has(means("+ item"), "\n\\+ item\n"));
  CHECK(has(means("12. item"), "\n12\\. item\n"));
  CHECK(has(means("1) item"), "\n1\\) item\n"));
  CHECK(has(means("---"), "\n\\---\n"));
  CHECK(has(means("==="), "\n\\===\n"));
  CHECK(has(means("     - item"), "\n\\- item\n"));
  CHECK(has(means("-1 is no item, 1.1 neither"), "\n-1 is no item, 1.1 neither\n"));
  CHECK(has(means("1.1 neither - nor"), "\n1.1 neither - nor\n"));
}

TEST_CASE("Markdown escapes what a cause shows up as, and tells the notes") {
  Report report;
  CauseText cause;
  cause.id = "cause";
  report.causes = {cause};
  report.cause_answers = {{"cause", {"own:*a*"}}};
  report.notes = {"the *knowledge base* is old"};
  const std::string out = render_markdown(report);
  CHECK(has(out, "shows up as: own:\\*a\\*"));
  CHECK(has(out, "- note: the \\*knowledge base\\* is old\n"));
}
