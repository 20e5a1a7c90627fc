// A log or ticket of any size -> the codes in it, counted.
#include <fmt/format.h>
#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>

#include "base/decode.hpp"
#include "base/key_material.hpp"
#include "base/text.hpp"
#include "certdoc/explain.hpp"
#include "diagnose/found.hpp"
#include "diagnose/pasted_key.hpp"
#include "kb/decompose.hpp"
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
      full_ = true;
      return;
    }
    if (fresh) all_.push_back({id, {}});
    Occurrences& seen = all_[at->second].seen;
    ++seen.count;
    const bool new_line = seen.lines.empty() || seen.lines.back() != line;
    if (new_line && seen.lines.size() < kMaxLines) seen.lines.push_back(line);
  }

  bool full() const { return full_; }
  std::vector<Tally> all() && { return std::move(all_); }

 private:
  std::vector<Tally> all_;
  std::unordered_map<std::string, std::size_t> index_;
  bool full_ = false;
};

// A pop-up that was pasted line by line names its code first and its detail after: only the exact one is meant.
void drop_less_exact(std::vector<Tally>& tallies) {
  std::set<std::string> general;
  for (const Tally& tally : tallies) {
    if (tally.id.starts_with("cfca:")) general.insert(tally.id.substr(0, tally.id.find_first_of("@/")));
  }
  std::erase_if(tallies, [&](const Tally& tally) {
    const auto refines = [&](const Tally& other) {
      return other.id.size() > tally.id.size() && other.id.starts_with(tally.id) &&
             other.seen.count >= tally.seen.count;
    };
    return general.contains(tally.id) && std::any_of(tallies.begin(), tallies.end(), refines);
  });
}

std::string cut_note(Lang lang) {
  return lang == Lang::zh ? "日志中的不同代码过多，只解释了其中一部分。"
                          : "The log has more different codes than are explained here.";
}

// HRESULTs that no table has are taken apart and named with their lines.
void add_unknown(std::vector<Tally> unknown, Answer& answer) {
  constexpr std::size_t kMost = 20;
  if (unknown.size() > kMost) unknown.resize(kMost);
  for (const Tally& tally : unknown) {
    Unrecognised code{tally.id, {}, {}, {}};
    const bool zh = answer.options().lang == Lang::zh;
    code.tried.push_back(fmt::format(fmt::runtime(zh ? "第 {} 行，共 {} 次" : "line {}, found {} x"),
                                     tally.seen.lines.front(), tally.seen.count));
    const auto value = static_cast<std::uint32_t>(std::stoul(tally.id, nullptr, 16));
    code.parts = kb::parts_of_number(value, answer.knowledge(), answer.options().lang);
    answer.report.unrecognised.push_back(std::move(code));
  }
}

// Explained codes before bare facts, certificate families before general ones, frequent ones before rare ones.
void sort_by_telling(std::vector<Tally>& tallies, const kb::Knowledge& knowledge) {
  const auto key = [&](const Tally& tally) {
    const auto family = kb::family_index(std::string_view(tally.id).substr(0, tally.id.find(':')));
    return std::tuple(!is_explained(tally.id, knowledge), kb::families()[family.value_or(0)].rank, ~tally.seen.count,
                      tally.seen.lines.front());
  };
  std::stable_sort(tallies.begin(), tallies.end(), [&](const Tally& a, const Tally& b) { return key(a) < key(b); });
}

struct Counted {
  Tallies known;
  Tallies unknown;
  std::string_view key_form;        // of the first private key
  std::vector<std::uint64_t> keys;  // lines where one begins, the first ones
};

// A private key that was pasted into the log: its letters are no codes.
bool is_key(KeyScanner& keys, std::string_view plain, std::uint64_t line, Counted& counted) {
  if (!keys.is_key(plain)) return false;
  if (counted.keys.empty()) counted.key_form = keys.form();
  if (keys.begins() && counted.keys.size() < kMaxLines) counted.keys.push_back(line);
  return true;
}

// `Serial Number: 2148081668 (0x80092004)`, as openssl prints a certificate: any number can stand there.
bool is_serial_number(std::string_view plain) {
  constexpr std::string_view kLabel = "serial number:";
  const std::string_view line = text::trim(plain);
  return text::equal_ignoring_case(line.substr(0, kLabel.size()), kLabel);
}

Result<Counted> count_codes(const ReadSome& read, const kb::Knowledge& tables, const std::string& family,
                            const Progress& progress) {
  kb::MessageIndex messages(tables);
  messages.prepare();
  LineReader reader(read, kMaxLine);
  LineReader::Line line;
  Counted counted;
  KeyScanner keys;
  for (;;) {
    const Result<bool> more = reader.next(line);
    if (!more) return tl::unexpected(more.error());
    if (!*more) return counted;
    const std::string plain = text::normal_without_ansi(line.text);
    if (is_key(keys, plain, line.number, counted) || is_serial_number(plain)) continue;
    const kb::Scan scan = kb::scan(plain, kb::Mode::log, tables);
    for (const kb::Number& number : scan.open) counted.unknown.count(number.written, line.number);
    auto ids = scan.ids;
    add_message_ids(plain, messages, tables, ids);
    narrow_to_family(ids, family, tables);
    for (const std::string& id : ids) counted.known.count(id, line.number);
    if (progress) progress(reader.bytes_read());
  }
}

void add_known(const std::vector<Tally>& found, Answer& answer) {
  for (const Tally& tally : found) {
    if (answer.report.explanations.size() == kMaxCodesInLog) break;
    answer.explain(tally.id);
    answer.report.explanations.back().occurrences = tally.seen;
  }
}

}  // namespace

Result<Report> explain_log(const ReadSome& read, const std::string& name, const KnowledgeBase& knowledge,
                           const ExplainOptions& options, const Progress& progress) {
  const kb::Knowledge& tables = knowledge.tables();
  Result<Counted> counted = count_codes(read, tables, options.family, progress);
  if (!counted) return tl::unexpected(counted.error());
  const bool full = counted->known.full();
  auto found = std::move(counted->known).all();
  drop_less_exact(found);
  sort_by_telling(found, tables);
  Answer answer(tables, options);
  answer.report.inputs.push_back({name, {"log"}, {}});
  add_known(found, answer);
  if (full || found.size() > kMaxCodesInLog) answer.report.notes.push_back(cut_note(options.lang));
  add_unknown(std::move(counted->unknown).all(), answer);
  if (found.empty() && answer.report.unrecognised.empty()) {
    const bool zh = options.lang == Lang::zh;
    answer.report.unrecognised.push_back(
        {name, {zh ? "每一行中的代码和错误文本" : "codes and message texts on every line"}, {}, {}});
  }
  if (!counted->keys.empty()) warn_of_key(name, counted->key_form, counted->keys, answer);
  finish_explain(answer);
  return std::move(answer.report);
}

}  // namespace certdoc
