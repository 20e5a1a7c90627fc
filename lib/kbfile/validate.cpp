#include "kbfile/validate.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.hpp"
#include "kb/decompose.hpp"
#include "kb/families.hpp"

namespace certdoc::kbfile {
namespace {

using Ids = std::set<std::string, std::less<>>;

bool is_id(std::string_view id) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || text::is_digit(c) || c == '-'; };
  return !id.empty() && id.size() <= 64 && id.front() != '-' && id.back() != '-' &&
         std::all_of(id.begin(), id.end(), allowed);
}

bool one_of(std::string_view value, std::initializer_list<std::string_view> values) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool is_platform(std::string_view name) {
  return one_of(name, {"any", "windows", "linux", "macos", "java", "browser", "cfca"});
}

class Validator {
 public:
  Validator(const Document& document, const Registry& registry, const kb::Knowledge* below)
      : document_(document), below_(below) {
    for (const Fact& fact : registry.facts) facts_.insert(fact.id);
    for (const Source& source : registry.sources) sources_.insert(source.id);
  }

  std::vector<std::string> run() {
    collect("sources", document_.sources, sources_, [this](auto id) { return below_ && below_->source(id); });
    collect("contexts", document_.contexts, contexts_, [this](auto id) { return below_ && below_->context(id); });
    collect("causes", document_.causes, causes_, [this](auto id) { return below_ && below_->cause(id); });
    collect("remedies", document_.remedies, remedies_, [this](auto id) { return below_ && below_->remedy(id); });
    collect("codes", document_.codes, codes_, [this](auto id) { return below_ && below_->entry(id); });
    for (const Source& source : document_.sources) check(source);
    for (const Context& context : document_.contexts) check(context);
    for (const Cause& cause : document_.causes) check(cause);
    for (const Remedy& remedy : document_.remedies) check(remedy);
    for (const Code& code : document_.codes) check(code);
    return std::move(found_);
  }

 private:
  void report(std::string_view id, std::string_view what) { found_.push_back(fmt::format("{}: {}", id, what)); }

  // Duplicates, the canonical order, and ids that the knowledge below has already.
  template <class Entry, class Taken>
  void collect(std::string_view list, const std::vector<Entry>& entries, Ids& ids, Taken taken) {
    std::string_view previous;
    for (const Entry& entry : entries) {
      if (!ids.insert(entry.id).second) report(entry.id, fmt::format("duplicate in {}", list));
      if (taken(entry.id)) report(entry.id, fmt::format("is taken already in {}", list));
      if (entry.id < previous) report(entry.id, fmt::format("stands after '{}' in {}: sort by id", previous, list));
      if (list != "codes" && !is_id(entry.id)) report(entry.id, "is no id: lower case, digits and hyphens");
      previous = entry.id;
    }
  }

  template <class Known>
  void links(std::string_view id, std::string_view kind, const std::vector<std::string>& to, const Ids& ids,
             Known below) {
    for (const std::string& link : to) {
      if (!ids.contains(link) && !(below_ && below(link))) report(id, fmt::format("no such {}: '{}'", kind, link));
    }
  }

  void source_links(std::string_view id, const std::vector<std::string>& to) {
    if (to.empty()) report(id, "has no source");
    links(id, "source", to, sources_, [this](const auto& link) { return static_cast<bool>(below_->source(link)); });
  }

  void remedy_links(std::string_view id, const std::vector<std::string>& to) {
    links(id, "remedy", to, remedies_, [this](const auto& link) { return static_cast<bool>(below_->remedy(link)); });
  }

  void check(const Source& source) {
    if (!one_of(source.kind, {"official", "vendor", "community", "tried"})) {
      report(source.id, fmt::format("unknown kind '{}'", source.kind));
    }
    const bool web = source.url.starts_with("https://") || source.url.starts_with("http://");
    if (!source.url.empty() && !web) report(source.id, "the url is no web address");
  }

  void check(const Context& context) {
    if (!context.platform.empty() && !is_platform(context.platform)) {
      report(context.id, fmt::format("unknown platform '{}'", context.platform));
    }
  }

  void check(const Cause& cause) {
    if (!one_of(cause.severity, {"error", "warning", "note"})) {
      report(cause.id, fmt::format("unknown severity '{}'", cause.severity));
    }
    if (!is_id(cause.area)) report(cause.id, "has no area");
    if (!cause.check.empty() && !cause.check.starts_with("certdoc ")) report(cause.id, "'check' is no certdoc command");
    if (cause.remedies.empty() && !cause.retired) report(cause.id, "has no remedy");
    remedy_links(cause.id, cause.remedies);
    source_links(cause.id, cause.sources);
  }

  void check(const Remedy& remedy) {
    if (!one_of(remedy.risk, {"none", "low", "high", "refuse"})) {
      report(remedy.id, fmt::format("unknown risk '{}'", remedy.risk));
    }
    if (!is_platform(remedy.platform)) {
      report(remedy.id, fmt::format("unknown platform '{}'", remedy.platform));
    }
    const bool refused = remedy.risk == "refuse";
    if (remedy.risk == "high" && !remedy.undo) report(remedy.id, "risk is high and there is no undo");
    if (refused && !remedy.steps.empty()) report(remedy.id, "is refused and has steps");
    if (refused && (!remedy.advice || !remedy.instead)) report(remedy.id, "is refused without 'advice' and 'instead'");
    if (!refused && remedy.steps.empty()) report(remedy.id, "has no steps");
    if (!remedy.instead_remedy.empty()) remedy_links(remedy.id, {remedy.instead_remedy});
    source_links(remedy.id, remedy.sources);
  }

  bool is_code(std::string_view id) const {
    const bool here = codes_.contains(id) || facts_.contains(id);
    return here || is_made_of_win32(id) || (below_ && (below_->entry(id) || below_->code(id)));
  }

  // windows:0x80070056 needs no row: it is win32:86.
  bool is_made_of_win32(std::string_view id) const {
    constexpr std::string_view kPrefix = "windows:0x";
    if (!id.starts_with(kPrefix) || id.size() != kPrefix.size() + 8) return false;
    std::uint32_t value = 0;
    std::from_chars(id.data() + kPrefix.size(), id.data() + id.size(), value, 16);
    const auto inner = kb::win32_inside(value);
    if (!inner) return false;
    const std::string win32 = fmt::format("win32:{}", *inner);
    return facts_.contains(win32) || (below_ && below_->code(win32));
  }

  void check(const Claim& claim, std::string_view id) {
    if (!one_of(claim.verdict, {"right", "half-right", "wrong", "unverified"})) {
      report(id, fmt::format("unknown verdict '{}' of a claim", claim.verdict));
    }
    source_links(id, {claim.said_by});
    source_links(id, claim.sources);
  }

  void check(const Situation& situation, std::string_view id) {
    links(id, "context", {situation.id}, contexts_,
          [this](const auto& l) { return static_cast<bool>(below_->context(l)); });
    links(id, "cause", situation.causes, causes_,
          [this](const auto& l) { return static_cast<bool>(below_->cause(l)); });
    if (situation.causes.empty()) report(id, fmt::format("no causes in context '{}'", situation.id));
    const Ids once(situation.causes.begin(), situation.causes.end());
    if (once.size() != situation.causes.size()) report(id, fmt::format("a cause stands twice in '{}'", situation.id));
  }

  // One code has one id: `windows:0x80092004`, not `windows:0x80092004L` or lower-case digits.
  void check_spelling(const std::string& id, const kb::Family& family) {
    const auto key = std::string_view(id).substr(family.id.size() + 1);
    if (key.empty()) return report(id, "has no key");
    const bool numeric =
        family.key == kb::Key::hex32 || family.key == kb::Key::packed || family.key == kb::Key::decimal;
    if (!numeric) return;
    const auto value = kb::value_of_key(family, key);
    const std::string canonical = value ? kb::key_of(family, value, {}, {}) : "a number";
    if (key != canonical) report(id, fmt::format("write the key as {}", canonical));
  }

  void check(const Code& code) {
    const std::size_t colon = code.id.find(':');
    const auto family = kb::family_index(std::string_view(code.id).substr(0, colon));
    if (colon == std::string::npos || !family) return report(code.id, "has no known family");
    const std::string_view own = kb::families()[*family].id;
    if (own != code.id.substr(0, colon)) return report(code.id, fmt::format("write the family as {}", own));
    check_spelling(code.id, kb::families()[*family]);
    const bool has_fact = facts_.contains(code.id) || is_made_of_win32(code.id) || (below_ && below_->code(code.id));
    const bool has_text = has_fact && kb::families()[*family].printed;
    if (has_text && code.official) report(code.id, "the registry has the official text: leave 'official' out");
    if (!has_fact && !code.official && !code.title) report(code.id, "needs an official text or a title");
    if (code.official) source_links(code.id, {code.official->source});
    for (const Claim& claim : code.claims) check(claim, code.id);
    for (const Situation& situation : code.contexts) check(situation, code.id);
    for (const std::string& see : code.see_also) {
      if (!is_code(see)) report(code.id, fmt::format("no such code: '{}'", see));
    }
    remedy_links(code.id, code.remedies);
    source_links(code.id, code.sources);
  }

  const Document& document_;
  const kb::Knowledge* below_;
  Ids facts_, sources_, contexts_, causes_, remedies_, codes_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> problems(const Document& document, const Registry& registry, const kb::Knowledge* below) {
  return Validator(document, registry, below).run();
}

}  // namespace certdoc::kbfile
