#include "certdoc/knowledge.hpp"

#include <fmt/format.h>

#include "base/io.hpp"
#include "kb/builtin.hpp"
#include "kb/knowledge.hpp"
#include "kbfile/build.hpp"
#include "kbfile/parse.hpp"
#include "kbfile/validate.hpp"

namespace certdoc {

KnowledgeBase::KnowledgeBase() : tables_(std::make_unique<kb::Knowledge>(&kb::kBuiltin)) {}
KnowledgeBase::~KnowledgeBase() = default;
KnowledgeBase::KnowledgeBase(KnowledgeBase&&) noexcept = default;
KnowledgeBase& KnowledgeBase::operator=(KnowledgeBase&&) noexcept = default;

namespace {

tl::unexpected<Error> broken(const std::string& path, const std::string& what) {
  return fail(Error::Kind::invalid, fmt::format("{}: {}", path, what), "docs/knowledge-base.md describes the format",
              fmt::format("知识库文件 {} 有误：{}", path, what), "格式说明见 docs/knowledge-base.md");
}

}  // namespace

Result<void> KnowledgeBase::add_file(const std::string& path) {
  const auto bytes = read_file(path, kbfile::kMaxFile);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto document = kbfile::parse_document(*bytes, "the file");
  if (!document) return broken(path, document.error().what);
  const auto problems = kbfile::problems(*document, {}, tables_.get());
  if (!problems.empty()) {
    const std::string more = problems.size() > 1 ? fmt::format(" (and {} more)", problems.size() - 1) : "";
    return broken(path, problems.front() + more);
  }
  tables_->add(kbfile::build(*document, {}, tables_.get()));
  return {};
}

}  // namespace certdoc
