// certdoc's judgment beside OpenSSL's.
#include <fmt/format.h>
#include <openssl/crypto.h>

#include "base/say.hpp"
#include "diagnose/chain_picture.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMostNotes = 8;

std::string words(const kb::Knowledge& knowledge, const chain::OpensslError& error) {
  const kb::Code code = knowledge.by_value(error.code, "x509");
  const std::string_view text = code ? code.str(code->text.en) : std::string_view();
  return fmt::format("X509_V_ERR {} {} (depth {})", error.code, text, error.depth);
}

// The rules that made us refuse what OpenSSL takes.
std::string rules(const ChainScene& scene, const chain::Path& path) {
  std::string out;
  for (const chain::Problem& problem : path.problems) {
    if (problem.undecided || problem.severity != Severity::error) continue;
    const std::string_view source = info(problem.rule).source;
    out += (out.empty() ? "" : scene.lang == Lang::zh ? "；" : "; ") + chain_sentence(scene, path, problem);
    if (!source.empty()) out += fmt::format(" ({})", source);
  }
  return out;
}

// A path that we accept without an anchor is no question for OpenSSL: it cannot but refuse it.
bool was_judged(const chain::Path& path) {
  return path.openssl && path.openssl->asked && (path.end == chain::End::anchor || !path.valid());
}

bool agree(const chain::Path& path) {
  return path.valid() == path.openssl->errors.empty();
}

std::string difference(const ChainScene& scene, const kb::Knowledge& knowledge, const chain::Path& path) {
  if (!was_judged(path) || agree(path)) return {};
  const auto& errors = path.openssl->errors;
  const std::string name = scene.name(path.certificates.front());
  if (path.valid()) {
    return say(scene.lang, "OpenSSL (strict) judges otherwise: it refuses the path of {} that certdoc accepts: {}",
               "OpenSSL（严格模式）的判断不同：它拒绝 {} 的路径，而 certdoc 接受：{}", name,
               words(knowledge, errors.front()));
  }
  return say(scene.lang, "OpenSSL (strict) judges otherwise: it accepts the path of {}; certdoc does not: {}",
             "OpenSSL（严格模式）的判断不同：它接受 {} 的路径，而 certdoc 不接受：{}", name, rules(scene, path));
}

}  // namespace

std::vector<std::string> openssl_differences(const ChainScene& scene, const kb::Knowledge& knowledge) {
  std::vector<std::string> out;
  for (const chain::Leaf& leaf : scene.result.leaves) {
    if (leaf.paths.empty() || out.size() >= kMostNotes) continue;
    std::string note = difference(scene, knowledge, leaf.paths.front());
    if (!note.empty()) out.push_back(std::move(note));
  }
  return out;
}

std::string openssl_agreement(const ChainScene& scene) {
  std::size_t paths = 0, asked = 0, agreed = 0;
  for (const chain::Leaf& leaf : scene.result.leaves) {
    for (const chain::Path& path : leaf.paths) {
      ++paths;
      if (!was_judged(path)) continue;
      ++asked;
      if (agree(path)) ++agreed;
    }
  }
  const std::string version = OpenSSL_version(OPENSSL_VERSION);
  return say(scene.lang, "{} (X509_verify_cert, strict) was asked about {} of {} paths; on {} it agrees with certdoc",
             "已向 {}（X509_verify_cert，严格模式）询问 {}/{} 条路径；其中 {} 条与 certdoc 的判断一致", version, asked,
             paths, agreed);
}

}  // namespace certdoc
