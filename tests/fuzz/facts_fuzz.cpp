// A file of facts from anybody: what is read of it stays within its bounds, access lists end, every finding is about a
// cause of the knowledge base, and an unknown one has its reason.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "certdoc/knowledge.hpp"
#include "check/machine.hpp"
#include "check/sddl.hpp"
#include "kb/knowledge.hpp"
#include "machine/fact_kinds.hpp"
#include "machine/facts.hpp"

namespace {

using namespace certdoc;

void check(bool holds) {
  if (!holds) std::abort();
}

ReadSome reader_of(std::string_view text) {
  return [text](char* buffer, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t n = std::min(size, text.size());
    std::memcpy(buffer, text.data(), n);
    text.remove_prefix(n);
    return n;
  };
}

// A certificate whose thumbprint the corpus knows, on the key of a request that names a provider.
Material material() {
  LoadedFile file;
  file.path = "own.cer";
  Artifact one;
  one.kind = Kind::certificate;
  one.der = to_bytes(as_bytes("own"));
  one.key.emplace().spki = to_bytes(as_bytes(std::string_view("\x30\x09\x30\x02\x05\x00\x03\x03\x00\x61\x62", 11)));
  one.key->algorithm = "RSA";
  one.certificate.emplace();
  file.artifacts.push_back(one);
  one.kind = Kind::csr;
  one.csr.emplace().csp = "Example CSP";
  file.artifacts.push_back(one);
  return {{file}};
}

void check_findings(const machine::Facts& facts, const Material& files, const kb::Target* target, Lang lang) {
  static const KnowledgeBase knowledge;
  Context context;
  context.now = *parse_time("2026-11-28T10:00:00Z");
  context.lang = lang;
  context.target = target;
  for (const Finding& finding : findings_of_facts(facts, context, files)) {
    check(static_cast<bool>(knowledge.tables().cause(finding.cause)));
    check(!finding.message.empty() && !finding.subject.empty());
    check((finding.verdict == Verdict::unknown) == finding.reason.has_value());
    check(finding.verdict != Verdict::confirmed || !finding.evidence.empty());
    check(finding.evidence.size() <= 40);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 65536) return 0;
  const std::string_view text = as_text({data, size});
  for (const sddl::On on : {sddl::On::file, sddl::On::registry_key}) {
    const auto list = sddl::read(text, on);
    if (!list) continue;
    for (const auto token : {sddl::system_token(), sddl::administrator_token(), sddl::token_of("IIS_IUSRS")}) {
      check(!(sddl::allows(*list, token, sddl::kKeyAll) && sddl::denies(*list, token, sddl::kKeyAll)));
    }
  }
  const auto facts = machine::read_facts(reader_of(text), "facts.txt");
  if (!facts) return 0;
  for (const machine::Fact& fact : facts->facts) {
    check(machine::find_fact_kind(fact.id) != nullptr && fact.line > 1 && fact.fields.size() <= 16);
  }
  static const Material kFiles = material();
  check_findings(*facts, kFiles, nullptr, Lang::en);
  check_findings(*facts, kFiles, kb::find_target("iis"), Lang::zh);
  return 0;
}
