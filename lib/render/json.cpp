// The report for programs: docs/report.schema.json.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "certdoc/render.hpp"
#include "certdoc/version.hpp"

namespace certdoc {
namespace {

using Json = nlohmann::ordered_json;

// JSON texts are UTF-8; what came from outside may not be.
Json safe(const std::string& s) {
  return text::is_utf8(s) ? s : text::normal(s);
}

Json or_null(const std::string& s) {
  return s.empty() ? Json(nullptr) : safe(s);
}

Json texts(const std::vector<std::string>& all) {
  Json list = Json::array();
  for (const std::string& s : all) list.push_back(safe(s));
  return list;
}

template <class Item, class Convert>
Json array_of(const std::vector<Item>& items, Convert convert) {
  Json list = Json::array();
  for (const Item& item : items) list.push_back(convert(item));
  return list;
}

Json from(const Step& step) {
  return {{"text", safe(step.text)}, {"run", texts(step.run)}};
}

Json from(const Input& input) {
  return {{"path", safe(input.path)}, {"kinds", texts(input.kinds)}, {"encoding", or_null(input.encoding)}};
}

Json from(const Evidence& e) {
  return {{"label", safe(e.label)},
          {"expected", or_null(e.expected)},
          {"actual", or_null(e.actual)},
          {"location", or_null(e.location)}};
}

Json from(const Finding& f) {
  Json reason = nullptr;
  if (f.reason) reason = {{"kind", name_of(f.reason->kind)}, {"text", safe(f.reason->text)}};
  return {{"cause", f.cause},
          {"verdict", name_of(f.verdict)},
          {"severity", name_of(f.severity)},
          {"subject", safe(f.subject)},
          {"message", safe(f.message)},
          {"reason", reason},
          {"evidence", array_of(f.evidence, [](const auto& e) { return from(e); })},
          {"remedies", texts(f.remedies)},
          {"shows_as", texts(f.shows_as)},
          {"next", texts(f.next)}};
}

Json from(const Field& f) {
  return {{"label", safe(f.label)}, {"value", safe(f.value)}};
}

Json from(const Object& o) {
  return {{"path", safe(o.path)},
          {"location", safe(o.location)},
          {"kind", o.kind},
          {"encoding", o.encoding},
          {"format", or_null(o.format)},
          {"algorithm", or_null(o.algorithm)},
          {"subject", or_null(o.subject)},
          {"issuer", or_null(o.issuer)},
          {"serial", or_null(o.serial)},
          {"not_before", or_null(o.not_before)},
          {"not_after", or_null(o.not_after)},
          {"signature", or_null(o.signature)},
          {"spki_sha256", or_null(o.spki_sha256)},
          {"openssl_hash", or_null(o.openssl_hash)},
          {"sha1", or_null(o.sha1)},
          {"sha256", or_null(o.sha256)},
          {"state", or_null(o.state)},
          {"fields", array_of(o.fields, [](const auto& f) { return from(f); })}};
}

Json from(const KeyFamily& f) {
  return {{"algorithm", safe(f.algorithm)}, {"spki_sha256", f.spki_sha256}, {"objects", f.objects}};
}

Json from(const ChainLink& l) {
  return {{"name", safe(l.name)},
          {"origin", l.origin},
          {"location", or_null(l.location)},
          {"subject", safe(l.subject)},
          {"issuer", or_null(l.issuer)},
          {"algorithm", or_null(l.algorithm)},
          {"not_before", or_null(l.not_before)},
          {"not_after", or_null(l.not_after)},
          {"sha256", or_null(l.sha256)},
          {"causes", texts(l.causes)},
          {"urls", texts(l.urls)}};
}

Json from(const ChainPath& p) {
  return {{"leaf", p.leaf},
          {"best", p.best},
          {"valid", p.valid},
          {"end", p.end},
          {"links", array_of(p.links, [](const auto& l) { return from(l); })},
          {"subject", or_null(p.subject)},
          {"variant", or_null(p.variant)}};
}

Json from(const EndpointPhase& p) {
  return {{"phase", p.phase},        {"what", safe(p.what)},        {"failure", or_null(p.failure)},
          {"says", or_null(p.says)}, {"detail", or_null(p.detail)}, {"microseconds", p.microseconds}};
}

Json from(const Endpoint& e) {
  return {{"kind", e.kind},
          {"url", safe(e.url)},
          {"subject", or_null(e.subject)},
          {"good", e.good},
          {"outcome", or_null(e.outcome)},
          {"phases", array_of(e.phases, [](const auto& p) { return from(p); })},
          {"fields", array_of(e.fields, [](const auto& f) { return from(f); })}};
}

Json from(const Part& part) {
  return {{"label", part.label}, {"value", part.value}, {"meaning", or_null(part.meaning)}};
}

Json from(const Claim& claim) {
  return {{"says", claim.says},
          {"verdict", claim.verdict},
          {"fact", claim.fact},
          {"said_by", claim.said_by},
          {"sources", texts(claim.sources)}};
}

Json from(const Situation& s) {
  return {{"id", s.id},
          {"title", s.title},
          {"platform", s.platform},
          {"note", or_null(s.note)},
          {"causes", texts(s.causes)}};
}

Json from(const Explanation& e) {
  Json official = nullptr;
  if (e.official) official = {{"text", e.official->text}, {"source", e.official->source}};
  Json out = {{"id", e.id},
              {"code", e.code},
              {"family", e.family},
              {"symbol", or_null(e.symbol)},
              {"title", or_null(e.title)},
              {"official", official},
              {"local_text", or_null(e.local_text)},
              {"means", or_null(e.means)},
              {"retired", or_null(e.retired)},
              {"aliases", texts(e.aliases)},
              {"parts", array_of(e.parts, [](const auto& p) { return from(p); })},
              {"claims", array_of(e.claims, [](const auto& c) { return from(c); })},
              {"contexts", array_of(e.contexts, [](const auto& s) { return from(s); })},
              {"remedies", texts(e.remedies)},
              {"see_also", texts(e.see_also)},
              {"sources", texts(e.sources)}};
  if (e.occurrences) out["occurrences"] = {{"count", e.occurrences->count}, {"lines", e.occurrences->lines}};
  return out;
}

Json from(const JudgedCause& c) {
  Json reason = nullptr;
  if (c.reason) reason = {{"kind", name_of(c.reason->kind)}, {"text", c.reason->text}};
  return {{"cause", c.cause},
          {"verdict", name_of(c.verdict)},
          {"reason", reason},
          {"findings", c.findings},
          {"run", texts(c.run)}};
}

Json from(const Diagnosis& d) {
  return {{"code", d.code},
          {"conclusion", d.conclusion},
          {"context", or_null(d.context)},
          {"guessed", d.guessed},
          {"platform", d.platform},
          {"other_contexts", texts(d.others)},
          {"causes", array_of(d.causes, [](const auto& c) { return from(c); })}};
}

Json from(const Appearance& a) {
  return {{"cause", a.cause}, {"platform", a.platform}, {"codes", texts(a.codes)}};
}

Json from(const Candidate& c) {
  return {{"input", safe(c.input)},
          {"id", c.id},
          {"code", c.code},
          {"symbol", or_null(c.symbol)},
          {"text", or_null(c.text)}};
}

Json from(const Unrecognised& u) {
  return {{"input", safe(u.input)},
          {"tried", texts(u.tried)},
          {"suggestions", texts(u.suggestions)},
          {"parts", array_of(u.parts, [](const auto& p) { return from(p); })}};
}

Json from(const CauseText& c) {
  return {{"id", c.id},
          {"severity", name_of(c.severity)},
          {"sick", c.sick},
          {"healthy", c.healthy},
          {"explanation", c.explanation},
          {"check", or_null(c.check)},
          {"by_hand", from(c.by_hand)},
          {"by_hand_windows", c.by_hand_windows ? from(*c.by_hand_windows) : Json(nullptr)},
          {"remedies", texts(c.remedies)},
          {"sources", texts(c.sources)}};
}

Json from(const RemedyText& r) {
  return {{"id", r.id},
          {"title", r.title},
          {"platform", r.platform},
          {"risk", r.risk},
          {"steps", array_of(r.steps, [](const auto& s) { return from(s); })},
          {"undo", r.undo ? from(*r.undo) : Json(nullptr)},
          {"contact", or_null(r.contact)},
          {"advice", or_null(r.advice)},
          {"instead", or_null(r.instead)},
          {"instead_remedy", or_null(r.instead_remedy)},
          {"sources", texts(r.sources)}};
}

Json from(const Source& s) {
  return {{"id", s.id}, {"title", s.title}, {"url", or_null(s.url)}, {"kind", s.kind}};
}

Json from(const Summary& s) {
  return {{"error", s.error},         {"warning", s.warning}, {"note", s.note},
          {"ruled_out", s.ruled_out}, {"unknown", s.unknown}, {"exit", s.exit}};
}

Json whole(const Report& r) {
  const auto each = [](const auto& items) { return array_of(items, [](const auto& item) { return from(item); }); };
  Json out;
  out["schema"] = "certdoc.report/1";
  out["tool"] = {{"name", "certdoc"}, {"version", version()}};
  out["command"] = r.command;
  out["time"] = r.time;
  out["inputs"] = each(r.inputs);
  out["objects"] = each(r.objects);
  out["families"] = each(r.families);
  out["chains"] = each(r.chains);
  out["endpoints"] = each(r.endpoints);
  out["findings"] = each(r.findings);
  out["conclusion"] = or_null(r.conclusion);
  out["diagnoses"] = each(r.diagnoses);
  out["noticed"] = r.noticed;
  out["appearances"] = each(r.appearances);
  out["explanations"] = each(r.explanations);
  out["cause_answers"] = array_of(r.cause_answers, [](const CauseAnswer& a) -> Json {
    return {{"cause", a.cause}, {"shows_as", texts(a.shows_as)}};
  });
  out["candidates"] = each(r.candidates);
  out["unrecognised"] = each(r.unrecognised);
  out["triage"] = texts(r.triage);
  out["causes"] = each(r.causes);
  out["remedies"] = each(r.remedies);
  out["sources"] = each(r.sources);
  out["errors"] = array_of(r.errors, [&r](const Error& e) -> Json {
    return {{"what", safe(e.what_in(r.lang))}, {"hint", or_null(e.hint_in(r.lang))}};
  });
  out["notes"] = texts(r.notes);
  out["steps"] = each(r.steps);
  out["lang"] = name_of(r.lang);
  out["summary"] = from(r.summary);
  return out;
}

}  // namespace

std::string render_json(const Report& report) {
  return text::json_escaped(whole(report).dump(1)) + "\n";
}

std::string render_json_line(const Report& report) {
  return text::json_escaped(whole(report).dump()) + "\n";
}

}  // namespace certdoc
