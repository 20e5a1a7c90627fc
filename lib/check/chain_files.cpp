// chain-order, chain-extra-certificate, chain-root-included: what stands in each file, against the best path. And what
// could not be read at all.
#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/chain_findings.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using chain::FileOrder;

using Places = std::set<std::pair<std::size_t, std::size_t>>;  // file, artifact

// By file: artifacts that stand in an earlier file too, with their places there.
using Repeated = std::map<std::size_t, std::vector<std::pair<std::size_t, chain::Ref>>>;

Repeated repeated_in(const ChainScene& scene) {
  Repeated out;
  if (scene.served) return out;  // each list that a host sends stands for itself
  for (const chain::Certificate& one : scene.result.certificates) {
    if (one.places.size() < 2) continue;
    std::set<std::size_t> files;
    for (const chain::Ref& place : one.places) {
      const bool fresh = files.insert(place.file).second;
      if (fresh && files.size() > 1) out[place.file].emplace_back(place.artifact, one.places.front());
    }
  }
  return out;
}

// Those over which OpenSSL misses the valid path.
Places places_of(const ChainScene& scene, const std::set<std::size_t>& certificates) {
  Places out;
  for (const std::size_t one : certificates) {
    for (const chain::Ref& place : scene.at(one).places) out.insert({place.file, place.artifact});
  }
  return out;
}

// Certificates that have the name of a missing one, and another key.
Places wrong_siblings(const ChainScene& scene) {
  Places out;
  std::set<std::size_t> seen;
  for (const chain::Leaf& leaf : scene.result.leaves) {
    if (leaf.paths.empty() || !leaf.paths.front().missing) continue;
    for (const chain::LookAlike& one : leaf.paths.front().missing->look_alikes) {
      if (!seen.insert(one.certificate).second) continue;
      for (const chain::Ref& place : scene.at(one.certificate).places) out.insert({place.file, place.artifact});
    }
  }
  return out;
}

// Of all files.
struct Marked {
  Places siblings, astray;
  Repeated repeated;
};

class OneFile {
 public:
  OneFile(const ChainScene& scene, const FileOrder& order, const Marked& marked, ChainFindings& out)
      : scene_(scene), order_(order), marked_(marked), file_(scene.material.files[order.file]), out_(out) {}

  void run() {
    if (order_.out_of_order) disorder();
    extra();
    if (order_.given.size() > 1 && !order_.roots.empty()) root();
  }

 private:
  std::string name(std::size_t artifact) const { return short_name(file_.artifacts[artifact]); }
  std::string place(std::size_t artifact) const { return location(file_, file_.artifacts[artifact].place); }

  std::string list(const std::vector<std::size_t>& artifacts) const {
    constexpr std::size_t kMost = 8;
    std::string out;
    for (std::size_t n = 0; n < artifacts.size() && n < kMost; ++n) out += (n == 0 ? "" : " > ") + name(artifacts[n]);
    return artifacts.size() > kMost ? out + " > ..." : out;
  }

  void disorder() {
    Tally tally("chain-order", file_);
    std::vector<Evidence> more;
    const bool leaf_first = in_file().front() == order_.right.front();
    const auto deviation = leaf_first ? kb::ChainDeviation::order : kb::ChainDeviation::leaf_not_first;
    tally.sick(tell_target(scene_, deviation, Severity::warning, more),
               say(scene_.lang, "the certificates in {} stand in the wrong order; the server's own comes first",
                   "{} 中的证书顺序错误，服务器自己的证书应排在最前", file_.path),
               {.label = say(scene_.lang, "order", "顺序"),
                .expected = list(order_.right),
                .actual = list(in_file()),
                .location = file_.path});
    for (Evidence& one : more) tally.add(std::move(one));
    tally.next(scene_.repair());
    append(out_.findings, tally.finding({}));
  }

  // Those of the path only: what is extra has a finding of its own.
  std::vector<std::size_t> in_file() const {
    std::vector<std::size_t> out = order_.right;
    std::sort(out.begin(), out.end());
    return out;
  }

  bool leads_astray() const {
    return std::any_of(order_.given.begin(), order_.given.end(), [&](std::size_t artifact) {
      return marked_.astray.contains({order_.file, artifact});
    });
  }

  bool is_wrong_sibling(std::size_t artifact) const { return marked_.siblings.contains({order_.file, artifact}); }

  void extra() {
    Tally tally("chain-extra-certificate", file_);
    for (const std::size_t artifact : order_.duplicates) {
      found(tally, artifact,
            say(scene_.lang, "{} stands in {} more than once", "{} 在 {} 中重复出现", name(artifact), file_.path));
    }
    repeated(tally);
    for (const std::size_t artifact : order_.extra) {
      if (is_wrong_sibling(artifact)) continue;  // told where its better is missing
      found(tally, artifact,
            say(scene_.lang, "{} in {} belongs to no chain here", "{1} 中的 {0} 不属于这里的任何证书链", name(artifact),
                file_.path));
    }
    for (const std::size_t artifact : order_.other_paths) {
      found(tally, artifact,
            say(scene_.lang, "{} in {} is not needed: the chain is complete without it",
                "{1} 中的 {0} 是多余的：没有它证书链也完整", name(artifact), file_.path));
    }
    std::vector<Evidence> more;
    // What leads clients astray is more than some bytes too many.
    if (!leads_astray()) tell_target(scene_, kb::ChainDeviation::extra, Severity::note, more);
    for (Evidence& one : more) tally.add(std::move(one));
    tally.next(scene_.repair());
    append(out_.findings, tally.finding({}));
  }

  void repeated(Tally& tally) const {
    const auto found_here = marked_.repeated.find(order_.file);
    if (found_here == marked_.repeated.end()) return;
    for (const auto& [artifact, first] : found_here->second) {
      const LoadedFile& other = scene_.material.files[first.file];
      found(tally, artifact,
            say(scene_.lang, "{} stands in {} and in {}", "{} 同时出现在 {} 和 {} 中", name(artifact),
                location(other, other.artifacts[first.artifact].place), file_.path));
    }
  }

  void found(Tally& tally, std::size_t artifact, const std::string& message) const {
    tally.sick(Severity::note, message,
               {say(scene_.lang, "certificate", "证书"),
                {},
                name_text(file_.artifacts[artifact].certificate->subject),
                place(artifact)});
  }

  void root() {
    Tally tally("chain-root-included", file_);
    std::vector<Evidence> more;
    tell_target(scene_, kb::ChainDeviation::root, Severity::note, more);
    for (Evidence& one : more) tally.add(std::move(one));
    for (const std::size_t artifact : order_.roots) {
      tally.sick(Severity::note,
                 say(scene_.lang, "{} holds the root {}, which no client needs from a server",
                     "{} 中含有根证书 {}，客户端不需要服务器发送它", file_.path, name(artifact)),
                 {say(scene_.lang, "root", "根证书"), {}, name(artifact), place(artifact)});
    }
    append(out_.findings, tally.finding({}));
  }

  const ChainScene& scene_;
  const FileOrder& order_;
  const Marked& marked_;
  const LoadedFile& file_;
  ChainFindings& out_;
};

}  // namespace

void find_file_problems(const ChainScene& scene, ChainFindings& out) {
  const Marked marked{wrong_siblings(scene), places_of(scene, out.astray), repeated_in(scene)};
  for (const FileOrder& order : scene.result.files) OneFile(scene, order, marked, out).run();
}

namespace {

// Somebody named it as a part of the chain, and what it is remains open.
std::optional<Reason> why_nothing(const ChainScene& scene, const LoadedFile& file) {
  const bool known = std::any_of(file.artifacts.begin(), file.artifacts.end(),
                                 [](const Artifact& artifact) { return artifact.kind != Kind::foreign; });
  if (known || scene.served || scene.result.leaves.empty()) return std::nullopt;
  const std::string what = file.looks_like.empty() ? say(scene.lang, "no known format", "未知格式") : file.looks_like;
  return Reason{ReasonKind::unreadable,
                say(scene.lang, "nothing was recognised in it: {}", "无法识别其内容：{}", what)};
}

}  // namespace

void find_unread(const ChainScene& scene, ChainFindings& out) {
  for (const LoadedFile& file : scene.material.files) {
    auto reason = why_unread(file, scene.lang);
    if (!reason) reason = why_nothing(scene, file);
    if (!reason) continue;
    Tally tally("chain-incomplete", file);
    tally.open(std::move(*reason), say(scene.lang, "{} could not be read as a whole", "{} 无法完整读取", file.path));
    append(out.findings, tally.finding({}));
  }
  if (!scene.result.leaves.empty() || !out.findings.empty() || scene.material.files.empty()) return;
  Tally tally("chain-incomplete", scene.material.files.front());
  const std::string message = say(scene.lang, "there is no certificate in these files", "这些文件中没有证书");
  tally.open({ReasonKind::no_input, message}, message);
  append(out.findings, tally.finding({}));
}

}  // namespace certdoc
