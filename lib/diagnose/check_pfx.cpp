// certdoc check-pfx: load, run the checks of containers, describe; and write a PFX where that was asked for.
#include "certdoc/examine.hpp"

#include "base/say.hpp"
#include "check/all.hpp"
#include "check/pfx_words.hpp"
#include "diagnose/describe.hpp"
#include "diagnose/describe_store.hpp"
#include "diagnose/examine.hpp"
#include "diagnose/write_pfx.hpp"

namespace certdoc {
namespace {

void describe_all(const Material& material, const ExamineOptions& options, Report& report) {
  describe_with_stores(material.files, {options.lang, true, options.everything, false}, report);
}

std::string summary_of(const WrittenPfx& written, const kb::Target& target, Lang lang) {
  return say(lang, "wrote {} for {}: {}, the key from {}, certificates: {}, {}, MAC with {}, {} iterations",
             "已写出 {}，供 {} 使用：{}，私钥取自 {}，证书 {} 张，{}，MAC（{}），{} 次迭代", written.path, target.title,
             written.leaf, written.key, written.certificates, written.form.key_cipher, written.form.mac,
             pfx::grouped(written.form.iterations));
}

// What was written, or why not; true where it was.
bool write(const Material& material, const PfxOutput& output, const Context& context, Report& report) {
  const kb::Target* target = kb::find_target(output.target);
  if (target == nullptr) {
    report.errors.push_back({Error::Kind::usage, "no such target: " + output.target, "certdoc check-pfx --targets",
                             "没有此目标程序：" + output.target, "certdoc check-pfx --targets"});
    return false;
  }
  const WritePfxOptions options{output.path,  output.password,      output.overwrite,
                                context.lang, output.friendly_name, context.now};
  const auto written = write_pfx(material, *target, options);
  if (!written) {
    report.errors.push_back(written.error());
    return false;
  }
  report.notes.push_back(summary_of(*written, *target, context.lang));
  for (const auto* sentences : {&written->left_out, &written->warnings}) {
    report.notes.insert(report.notes.end(), sentences->begin(), sentences->end());
  }
  return true;
}

// Several files that make one PFX together are judged as what was made of them: each by itself lacks something.
void examine_together(const Material& parts, const ExamineOptions& options, const PfxOutput& output,
                      const Context& context, Answer& answer) {
  run_checks(part_checks(), parts, context, answer);
  if (!write(parts, output, context, answer.report)) return;
  ExamineOptions again = options;
  again.passwords = {output.password};
  const Material made = load({output.path}, again, false, {}, answer.report.errors);
  describe_all(made, again, answer.report);
  run_checks(pfx_checks(), made, context_of(again), answer);
}

}  // namespace

Report check_pfx(const std::vector<std::string>& paths, const KnowledgeBase& knowledge, const ExamineOptions& options,
                 const PfxOutput& output) {
  const ExplainOptions explain = answer_options(options);
  Answer answer(knowledge.tables(), explain);
  Report& report = answer.report;
  report.command = "check-pfx";
  report.table = Table::picture;
  const Context context = context_of(options);
  const Material material = load(paths, options, false, {}, report.errors);
  describe_all(material, options, report);
  if (!output.path.empty() && material.files.size() > 1) {
    examine_together(material, options, output, context, answer);
  } else {
    run_checks(pfx_checks(), material, context, answer);
    if (!output.path.empty()) write(material, output, context, report);
  }
  return std::move(report);
}

}  // namespace certdoc
