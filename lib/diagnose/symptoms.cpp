#include "diagnose/symptoms.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <utility>

#include "artifact/read_file.hpp"
#include "base/append.hpp"
#include "base/io.hpp"
#include "base/say.hpp"
#include "diagnose/answer.hpp"
#include "diagnose/log_blocks.hpp"

namespace certdoc {
namespace {

ReadSome reader_of(std::string_view bytes) {
  return [bytes](char* buffer, std::size_t most) mutable {
    const std::size_t size = bytes.copy(buffer, most);
    bytes.remove_prefix(size);
    return Result<std::size_t>(size);
  };
}

// Text that is more than PEM blocks: what a log looks like. DER and key stores are told by their first bytes; the rest
// of a large file need not be looked at for that.
bool may_be_log(const ReadSome& read) {
  constexpr std::size_t kHead = 64UL * 1024;
  SecretBytes buffer(kHead);  // it may be a key
  const auto size = read(reinterpret_cast<char*>(buffer.data()), buffer.size());
  if (!size || *size == 0) return false;
  const std::string_view head(reinterpret_cast<const char*>(buffer.data()), *size);
  if (head.find('\0') != std::string_view::npos || head.find(' ') == std::string_view::npos) return false;
  LogBlocks blocks;
  blocks.add(head);
  blocks.add("\n");
  return blocks.has_other_text();
}

// Facts that nobody has explained are in many a text that stands in front of a certificate.
bool speaks_of_errors(const Report& log, bool blocks) {
  return std::any_of(log.explanations.begin(), log.explanations.end(),
                     [&](const Explanation& one) { return !blocks || !one.contexts.empty(); });
}

class Reader {
 public:
  Reader(const DiagnosisRequest& request, const KnowledgeBase& knowledge) : request_(request), knowledge_(knowledge) {
    options_.lang = request.options.lang;
    options_.time = request.options.time;
    options_.commands = request.options.commands;
    options_.everything = false;
  }

  Symptoms run() {
    out_.asked = !request_.codes.empty() || request_.log != nullptr;
    if (!request_.codes.empty()) typed();
    if (request_.log) named_log();
    for (const std::string& path : request_.paths) {
      if (path == "-") {
        standard_input();
      } else if (!is_log(path)) {
        out_.paths.push_back(path);
      }
    }
    return std::move(out_);
  }

 private:
  void typed() {
    out_.text = fmt::format("{}", fmt::join(request_.codes, " "));
    Report report = explain(request_.codes, knowledge_, options_);
    for (const Explanation& one : report.explanations) add(one.id);
    for (const CauseAnswer& one : report.cause_answers) out_.causes.push_back(one.cause);
    out_.candidates = std::move(report.candidates);
    out_.unrecognised = std::move(report.unrecognised);
    out_.notes = std::move(report.notes);
    out_.findings = std::move(report.findings);
  }

  void named_log() {
    LogBlocks blocks;
    auto report = explain_log(blocks.watch(request_.log), request_.log_name, knowledge_, options_);
    if (!report) return out_.errors.push_back(report.error());
    take_log(std::move(*report));
    hold_blocks(request_.log_name, blocks);
  }

  bool is_log(const std::string& path) {
    std::error_code none;
    if (!std::filesystem::is_regular_file(path, none)) return false;
    const auto head = open_for_reading(path);
    if (!head || !may_be_log(*head)) return false;
    const auto read = open_for_reading(path);
    return read && is_log(path, *read);
  }

  bool is_log(const std::string& path, const ReadSome& read) {
    LogBlocks blocks;
    auto report = explain_log(blocks.watch(read), path, knowledge_, options_);
    if (!report || !speaks_of_errors(*report, blocks.any())) return false;
    out_.asked = true;
    take_log(std::move(*report));
    hold_blocks(path, blocks);
    return true;
  }

  // The certificates and keys in a log are material like any other.
  void hold_blocks(const std::string& path, LogBlocks& blocks) {
    if (blocks.any()) out_.held.push_back({path, blocks.text(), true});
  }

  // It can be read only once: as a log or as whatever it holds.
  void standard_input() {
    auto bytes = read_secret_file("-", request_.options.max_file);
    if (!bytes) return out_.errors.push_back(bytes.error());
    const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    if (may_be_log(reader_of(text)) && is_log("-", reader_of(text))) return;
    out_.held.push_back({"-", std::make_shared<const SecretBytes>(std::move(*bytes)), false});
  }

  // Facts without causes are left to `explain`.
  void take_log(Report&& report) {
    append(out_.logs, std::move(report.inputs));
    append(out_.findings, std::move(report.findings));
    std::size_t left = 0;
    for (const Explanation& one : report.explanations) {
      if (one.contexts.empty()) continue;
      if (out_.codes.size() < kMaxDiagnosed) {
        add(one.id);
      } else {
        ++left;
      }
    }
    append(out_.notes, std::move(report.notes));
    if (left > 0) {
      out_.notes.push_back(say(request_.options.lang,
                               "{} more codes of the log were not diagnosed; certdoc explain --log lists them",
                               "日志中另有 {} 个代码未诊断；certdoc explain --log 可列出全部", left));
    }
    if (out_.codes.empty()) append(out_.unrecognised, std::move(report.unrecognised));
  }

  void add(const std::string& id) {
    if (std::find(out_.codes.begin(), out_.codes.end(), id) == out_.codes.end()) out_.codes.push_back(id);
  }

  const DiagnosisRequest& request_;
  const KnowledgeBase& knowledge_;
  ExplainOptions options_;
  Symptoms out_;
};

}  // namespace

Symptoms symptoms_of(const DiagnosisRequest& request, const KnowledgeBase& knowledge) {
  return Reader(request, knowledge).run();
}

}  // namespace certdoc
