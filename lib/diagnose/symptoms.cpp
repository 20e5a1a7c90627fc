#include "diagnose/symptoms.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "base/append.hpp"
#include "base/io.hpp"
#include "base/say.hpp"
#include "diagnose/answer.hpp"

namespace certdoc {
namespace {

// Text without objects: what a log looks like. PEM, DER and key stores are told by their first bytes; the rest of a
// large file need not be looked at for that.
bool may_be_log(const std::string& path) {
  std::error_code none;
  if (path == "-" || !std::filesystem::is_regular_file(path, none)) return false;
  const auto read = open_for_reading(path);
  if (!read) return false;
  std::array<char, 64 * 1024> buffer{};
  const auto size = (*read)(buffer.data(), buffer.size());
  if (!size || *size == 0) return false;
  const std::string_view head(buffer.data(), *size);
  return head.find('\0') == std::string_view::npos && head.find("-----BEGIN") == std::string_view::npos &&
         head.find(' ') != std::string_view::npos;
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
    if (request_.log) {
      auto report = explain_log(request_.log, request_.log_name, knowledge_, options_);
      if (report) {
        take_log(std::move(*report));
      } else {
        out_.errors.push_back(report.error());
      }
    }
    for (const std::string& path : request_.paths) {
      if (!is_log(path)) out_.paths.push_back(path);
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

  bool is_log(const std::string& path) {
    if (!may_be_log(path)) return false;
    const auto read = open_for_reading(path);
    if (!read) return false;
    auto report = explain_log(*read, path, knowledge_, options_);
    if (!report || report->explanations.empty()) return false;
    out_.asked = true;
    take_log(std::move(*report));
    return true;
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
