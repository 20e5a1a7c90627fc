#include "kbfile/build.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.hpp"
#include "kb/decompose.hpp"
#include "kb/messages.hpp"

namespace certdoc::kbfile {
namespace {

std::string_view family_of(std::string_view id) {
  return id.substr(0, id.find(':'));
}

// What is read together stands together in the blob. A lookup touches a page for every string that lies far from the
// others, and at start each costs as much as a thousand comparisons.
enum class Shelf : std::uint8_t { names, english, chinese, facts };
constexpr std::size_t kShelves = 4;
using Shelves = std::array<std::vector<std::string>, kShelves>;

class Builder {
 public:
  // `order`: the strings in the order in which the blob shall hold them; others follow.
  Builder(const kb::Knowledge* below, const Shelves& order) : below_(below), out_(std::make_unique<BuiltTables>()) {
    for (const auto& shelf : order) {
      for (const std::string& s : shelf) str(s);
    }
  }

  Shelves&& take_shelves() { return std::move(shelves_); }

  std::unique_ptr<BuiltTables> run(const Document& document, const Registry& registry) {
    for (const Fact& fact : registry.facts) facts_[fact.id] = fact;
    for (const Code& code : document.codes) add_fact(code);
    lend_win32_texts();
    add_sources(document, registry);
    for (const Context& context : document.contexts) {
      out_->contexts.push_back({str(context.id), text(context.title), str(context.platform)});
    }
    for (const Cause& cause : document.causes) add(cause);
    for (const Remedy& remedy : document.remedies) add(remedy);
    for (const Code& code : document.codes) add(code);
    for (const auto& [id, fact] : facts_) str(id);  // a search reads these alone
    for (const auto& [id, fact] : facts_) add(fact);
    for (const Code& code : document.codes) add_messages(code);
    add_anchors();
    sort();
    out_->seal();
    return std::move(out_);
  }

 private:
  kb::Str str(std::string_view s, Shelf shelf = Shelf::names) {
    if (s.empty()) return {};
    const auto [at, fresh] = known_.try_emplace(std::string(s));
    if (fresh) {
      at->second = {static_cast<std::uint32_t>(out_->blob.size()), static_cast<std::uint32_t>(s.size())};
      out_->blob.append(s);
      shelves_[static_cast<std::size_t>(shelf)].emplace_back(s);
    }
    return at->second;
  }

  kb::Text text(const Text& t) { return {str(t.en, Shelf::english), str(t.zh, Shelf::chinese)}; }
  kb::Text text(const std::optional<Text>& t) { return t ? text(*t) : kb::Text{}; }

  kb::List list(const std::vector<std::string>& items, Shelf shelf = Shelf::names) {
    const kb::List l{static_cast<std::uint32_t>(out_->strings.size()), static_cast<std::uint32_t>(items.size())};
    for (const std::string& item : items) out_->strings.push_back(str(item, shelf));
    return l;
  }

  kb::Range steps(const std::vector<Step>& all) {
    std::vector<kb::StepRow> rows;
    rows.reserve(all.size());
    for (const Step& step : all) rows.push_back({text(step.text), list(step.run, Shelf::english)});
    const kb::Range range{static_cast<std::uint32_t>(out_->steps.size()), static_cast<std::uint32_t>(rows.size())};
    out_->steps.insert(out_->steps.end(), rows.begin(), rows.end());
    return range;
  }

  void add_sources(const Document& document, const Registry& registry) {
    std::map<std::string, const Source*> all;
    for (const Source& source : registry.sources) all[source.id] = &source;
    for (const Source& source : document.sources) all[source.id] = &source;
    for (const auto& [id, source] : all) {
      out_->sources.push_back({str(id), str(source->title), str(source->url), str(source->kind)});
    }
  }

  void add(const Cause& cause) {
    kb::CauseRow row;
    row.id = str(cause.id);
    row.severity = str(cause.severity);
    row.sick = text(cause.sick);
    row.healthy = text(cause.healthy);
    row.explanation = text(cause.explanation);
    row.retired = text(cause.retired);
    row.check = str(cause.check);
    std::vector<Step> by_hand{cause.by_hand};
    if (cause.by_hand_windows) by_hand.push_back(*cause.by_hand_windows);
    row.by_hand = steps(by_hand);
    row.remedies = list(cause.remedies);
    row.sources = list(cause.sources);
    out_->causes.push_back(row);
  }

  void add(const Remedy& remedy) {
    kb::RemedyRow row;
    row.id = str(remedy.id);
    row.platform = str(remedy.platform);
    row.risk = str(remedy.risk);
    row.title = text(remedy.title);
    row.contact = text(remedy.contact);
    row.advice = text(remedy.advice);
    row.instead = text(remedy.instead);
    row.retired = text(remedy.retired);
    row.instead_remedy = str(remedy.instead_remedy);
    row.steps = steps(remedy.steps);
    row.undo = remedy.undo ? steps({*remedy.undo}) : kb::Range{};
    row.sources = list(remedy.sources);
    out_->remedies.push_back(row);
  }

  void add(const Code& code) {
    kb::EntryRow row;
    row.id = str(code.id);
    row.title = text(code.title);
    row.means = text(code.means);
    row.retired = text(code.retired);
    if (code.official) row.official = str(code.official->text);
    if (code.official) row.official_source = str(code.official->source);
    row.claims = claims(code.claims);
    row.situations = situations(code.contexts);
    row.remedies = list(code.remedies);
    row.see_also = list(code.see_also);
    row.sources = list(code.sources);
    out_->entries.push_back(row);
  }

  kb::Range claims(const std::vector<Claim>& all) {
    const auto at = static_cast<std::uint32_t>(out_->claims.size());
    for (const Claim& claim : all) {
      out_->claims.push_back(
          {text(claim.says), text(claim.fact), str(claim.verdict), str(claim.said_by), list(claim.sources)});
    }
    return {at, static_cast<std::uint32_t>(all.size())};
  }

  kb::Range situations(const std::vector<Situation>& all) {
    const auto at = static_cast<std::uint32_t>(out_->situations.size());
    for (const Situation& situation : all) {
      out_->situations.push_back({str(situation.id), text(situation.note), list(situation.causes)});
    }
    return {at, static_cast<std::uint32_t>(all.size())};
  }

  // A code that stands in no table brings its facts along.
  void add_fact(const Code& code) {
    const bool here = facts_.contains(code.id);
    const kb::Code under = here || !below_ ? kb::Code{} : below_->code(code.id);
    const bool overrides = (here || under) && (code.official || !code.official_zh.empty());
    if (here && code.symbols.empty() && !overrides) return;
    if (under && !overrides && !is_found_by_more(code)) return;
    Fact& fact = facts_[code.id];
    const std::string key = code.id.substr(family_of(code.id).size() + 1);
    if (fact.id.empty()) fact = new_fact(code, key);
    add_official(code, fact);
    add_symbols(code, key, fact);
  }

  static Fact new_fact(const Code& code, const std::string& key) {
    Fact fact;
    fact.id = code.id;
    fact.family = *kb::family_index(family_of(code.id));
    const kb::Family& family = kb::families()[fact.family];
    fact.value = kb::value_of_key(family, key);
    fact.source = code.sources.front();
    if (family.key == kb::Key::symbol) fact.symbols.push_back(key);
    return fact;
  }

  static void add_official(const Code& code, Fact& fact) {
    if (code.official) fact.text.en = code.official->text;
    if (code.official) fact.source = code.official->source;
    if (!code.official_zh.empty()) fact.text.zh = code.official_zh;
  }

  static void add_symbols(const Code& code, const std::string& key, Fact& fact) {
    for (const std::string& symbol : code.symbols) {
      if (std::find(fact.symbols.begin(), fact.symbols.end(), symbol) == fact.symbols.end())
        fact.symbols.push_back(symbol);
    }
    // CFCA shows `@900211` beside 600102; people quote either.
    if (const auto detail = key.find('@'); family_of(code.id) == "cfca" && detail != std::string::npos) {
      fact.symbols.push_back(key.substr(detail));
    }
  }

  // Symbols and messages point to a row of their own tables, also those of a code whose facts are below.
  static bool is_found_by_more(const Code& code) {
    return !code.symbols.empty() || !code.messages.empty() || !code.keywords.empty() || code.title;
  }

  // HRESULT_FROM_WIN32(n): Windows prints the Win32 row's text for it.
  void lend_win32_texts() {
    for (auto& [id, fact] : facts_) {
      if (family_of(id) != "windows" || !fact.value) continue;
      const auto inner = kb::win32_inside(static_cast<std::uint32_t>(*fact.value));
      if (!inner) continue;
      const std::string lender = fmt::format("win32:{}", *inner);
      if (const auto found = facts_.find(lender); found != facts_.end()) {
        lend(found->second.text, found->second.source, fact);
      } else if (const kb::Code row = below_ ? below_->code(lender) : kb::Code{}) {
        const Text text{std::string(row.str(row->text.en)), std::string(row.str(row->text.zh))};
        lend(text, std::string(row.str(row->source)), fact);
      }
    }
  }

  static void lend(const Text& text, const std::string& source, Fact& to) {
    const std::string own_zh = to.text.zh;
    if (!text.en.empty()) to.text = text;
    if (!own_zh.empty()) to.text.zh = own_zh;
    to.source = source;
  }

  void add(const Fact& fact) {
    const auto index = static_cast<std::uint32_t>(out_->codes.size());
    kb::CodeRow row;
    row.id = str(fact.id);
    row.value = fact.value.value_or(0);
    row.has_value = fact.value.has_value();
    row.symbols = list(fact.symbols, Shelf::facts);
    row.text = {str(fact.text.en, Shelf::facts), str(fact.text.zh, Shelf::facts)};
    row.see_also = list(fact.see_also, Shelf::facts);
    row.source = str(fact.source);
    row.family = fact.family;
    out_->codes.push_back(row);
    index_[fact.id] = index;
    if (fact.value && kb::families()[fact.family].numbered) out_->values.push_back({*fact.value, index});
    for (const std::string& symbol : fact.symbols)
      out_->symbols.push_back({str(text::folded(symbol), Shelf::facts), index});
    if (!kb::families()[fact.family].printed) return;
    add_message(index, fact.text.en, false);
    add_message(index, fact.text.zh, false);
  }

  void add_messages(const Code& code) {
    const auto found = index_.find(code.id);
    if (found == index_.end()) return;  // nothing to find it by
    for (const std::string& message : code.messages) add_message(found->second, message, false);
    for (const std::string& keyword : code.keywords) add_message(found->second, keyword, true);
    if (code.title) add_message(found->second, code.title->en, true);
    if (code.title) add_message(found->second, code.title->zh, true);
  }

  void add_message(std::uint32_t code, std::string_view message, bool keyword) {
    const auto parts = kb::literal_parts(message);
    if (parts.empty() || !messages_.emplace(code, parts).second) return;
    out_->messages.push_back({list(parts, Shelf::facts), code, keyword});
  }

  // A message must say something by itself to be looked for in logs.
  static bool telling(const std::vector<std::string>& parts, std::size_t pairs) {
    std::size_t letters = 0;
    for (const std::string& part : parts) letters += part.size();
    return letters >= 12 && pairs >= 2;
  }

  void add_anchors() {
    std::unordered_map<std::uint32_t, int> uses;
    const auto pairs_of = [&](const kb::MessageRow& row) {
      std::vector<std::uint32_t> pairs;
      for (std::uint32_t n = 0; n < row.parts.count; ++n) {
        kb::for_each_pair(piece(row, n), [&](std::uint32_t hash) { pairs.push_back(hash); });
      }
      return pairs;
    };
    for (const kb::MessageRow& row : out_->messages) {
      for (const std::uint32_t hash : pairs_of(row)) ++uses[hash];
    }
    for (std::uint32_t n = 0; n < out_->messages.size(); ++n) {
      const kb::MessageRow& row = out_->messages[n];
      const auto pairs = pairs_of(row);
      if (row.keyword || !telling(pieces(row), pairs.size())) continue;
      const auto rarest =
          std::min_element(pairs.begin(), pairs.end(), [&](auto a, auto b) { return uses[a] < uses[b]; });
      out_->anchors.push_back({*rarest, n});
    }
  }

  std::string_view piece(const kb::MessageRow& row, std::uint32_t n) const {
    const kb::Str s = out_->strings[row.parts.at + n];
    return std::string_view(out_->blob).substr(s.at, s.size);
  }

  std::vector<std::string> pieces(const kb::MessageRow& row) const {
    std::vector<std::string> all;
    for (std::uint32_t n = 0; n < row.parts.count; ++n) all.emplace_back(piece(row, n));
    return all;
  }

  void sort() {
    const auto text_of = [&](kb::Str s) { return std::string_view(out_->blob).substr(s.at, s.size); };
    const auto by_id = [&](const auto& a, const auto& b) { return text_of(a.id) < text_of(b.id); };
    std::sort(out_->contexts.begin(), out_->contexts.end(), by_id);
    std::sort(out_->causes.begin(), out_->causes.end(), by_id);
    std::sort(out_->remedies.begin(), out_->remedies.end(), by_id);
    std::sort(out_->entries.begin(), out_->entries.end(), by_id);
    std::sort(out_->values.begin(), out_->values.end(),
              [](const auto& a, const auto& b) { return std::tie(a.value, a.code) < std::tie(b.value, b.code); });
    std::sort(out_->symbols.begin(), out_->symbols.end(), [&](const auto& a, const auto& b) {
      return std::pair(text_of(a.folded), a.code) < std::pair(text_of(b.folded), b.code);
    });
    std::sort(out_->anchors.begin(), out_->anchors.end(),
              [](const auto& a, const auto& b) { return std::tie(a.hash, a.message) < std::tie(b.hash, b.message); });
  }

  const kb::Knowledge* below_;
  std::unique_ptr<BuiltTables> out_;
  std::map<std::string, Fact> facts_;  // by id: the order of the codes table
  std::map<std::string, std::uint32_t> index_;
  std::unordered_map<std::string, kb::Str> known_;
  Shelves shelves_;
  std::set<std::pair<std::uint32_t, std::vector<std::string>>> messages_;
};

}  // namespace

void BuiltTables::seal() {
  tables_ = {blob,       strings, sources, contexts, steps,   causes,   remedies, claims,
             situations, entries, codes,   values,   symbols, messages, anchors};
}

std::unique_ptr<BuiltTables> build(const Document& document, const Registry& registry, const kb::Knowledge* below) {
  Builder sorting(below, {});
  sorting.run(document, registry);
  return Builder(below, sorting.take_shelves()).run(document, registry);
}

}  // namespace certdoc::kbfile
