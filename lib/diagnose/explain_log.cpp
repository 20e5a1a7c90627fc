// A log or ticket of any size -> the codes in it, counted.
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/decode.hpp"
#include "base/text.hpp"
#include "certdoc/explain.hpp"
#include "diagnose/found.hpp"
#include "kb/scan.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMaxTracked = 4096;  // different codes counted; a log that has more is no log

struct Tally {
  std::string id;
  Occurrences seen;
};

class Tallies {
 public:
  void count(const std::string& id, std::uint64_t line) {
    auto [at, fresh] = index_.try_emplace(id, all_.size());
    if (fresh && all_.size() == kMaxTracked) {
      index_.erase(at);
      return;
    }
    if (fresh) all_.push_back({id, {}});
    Occurrences& seen = all_[at->second].seen;
    ++seen.count;
    const bool new_line = seen.lines.empty() || seen.lines.back() != line;
    if (new_line && seen.lines.size() < kMaxLines) seen.lines.push_back(line);
  }

  std::vector<Tally> all() && { return std::move(all_); }

 private:
  std::vector<Tally> all_;
  std::unordered_map<std::string, std::size_t> index_;
};

// Explained codes before bare facts, certificate families before general ones, frequent ones before rare ones.
void sort_by_telling(std::vector<Tally>& tallies, const kb::Knowledge& knowledge) {
  const auto key = [&](const Tally& tally) {
    const auto family = kb::family_index(std::string_view(tally.id).substr(0, tally.id.find(':')));
    return std::tuple(!is_explained(tally.id, knowledge), kb::families()[family.value_or(0)].rank, ~tally.seen.count,
                      tally.seen.lines.front());
  };
  std::stable_sort(tallies.begin(), tallies.end(), [&](const Tally& a, const Tally& b) { return key(a) < key(b); });
}

}  // namespace

Result<Report> explain_log(const ReadSome& read, const std::string& name, const KnowledgeBase& knowledge,
                           const ExplainOptions& options, const Progress& progress) {
  const kb::Knowledge& tables = knowledge.tables();
  kb::MessageIndex messages(tables);
  messages.prepare();
  LineReader reader(read, kMaxLine);
  LineReader::Line line;
  Tallies tallies;
  for (;;) {
    const Result<bool> more = reader.next(line);
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    const std::string plain = text::normal_without_ansi(line.text);
    auto ids = kb::scan(plain, kb::Mode::log, tables).ids;
    add_message_ids(plain, messages, tables, ids);
    narrow_to_family(ids, options.family, tables);
    for (const std::string& id : ids) tallies.count(id, line.number);
    if (progress) progress(reader.bytes_read());
  }
  auto found = std::move(tallies).all();
  sort_by_telling(found, tables);
  Answer answer(tables, options);
  answer.report.inputs.push_back({name, {"log"}, {}});
  for (const Tally& tally : found) {
    if (answer.report.explanations.size() == kMaxCodesInLog) break;
    answer.explain(tally.id);
    answer.report.explanations.back().occurrences = tally.seen;
  }
  if (found.empty()) {
    const bool zh = options.lang == Lang::zh;
    answer.report.unrecognised.push_back(
        {name, {zh ? "每一行中的代码和错误文本" : "codes and message texts on every line"}, {}, {}});
  }
  finish_explain(answer);
  return std::move(answer.report);
}

}  // namespace certdoc
