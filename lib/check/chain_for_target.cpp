// What the program named with --target asks of the files beside the order of the chain: the right key, in the right
// file, and PEM.
#include <fmt/format.h>
#include <algorithm>

#include "base/say.hpp"
#include "check/chain_findings.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using Deviation = kb::ChainDeviation;

struct KeyAt {
  const LoadedFile* file = nullptr;
  const Artifact* key = nullptr;
};

class ForTarget {
 public:
  ForTarget(const ChainScene& scene, const chain::Leaf& leaf, ChainFindings& out)
      : scene_(scene), leaf_(leaf), file_(scene.file_of(leaf)), out_(out) {
    const auto& wanted = scene.at(leaf.certificate).artifact->key;
    for (const LoadedFile& file : scene.material.files) {
      for (const Artifact& artifact : file.artifacts) {
        if (artifact.kind != Kind::private_key || !artifact.key || !wanted) continue;
        (artifact.key->id == wanted->id ? own_ : others_).push_back({&file, &artifact});
      }
    }
  }

  void run() {
    other_key();
    key_elsewhere();
    der();
  }

 private:
  bool has_rule(Deviation deviation) const { return kb::rule(*scene_.target, deviation) != nullptr; }

  // The evidence of the deviation, then what the target makes of it.
  void tell(Tally& tally, Deviation deviation, const std::string& message, const Evidence& evidence) {
    std::vector<Evidence> more;
    const Severity severity = tell_target(scene_, deviation, Severity::error, more);
    tally.sick(severity, message, evidence);
    for (Evidence& one : more) tally.add(std::move(one));
    if (deviation != Deviation::other_key) {  // with a wrong key nothing is put right
      tally.remedy("convert-to-pem");
      tally.next(scene_.repair());
    }
    append(out_.findings, tally.finding({}));
  }

  void other_key() {
    if (!has_rule(Deviation::other_key) || others_.empty() || !own_.empty()) return;
    const KeyAt& other = others_.front();
    const std::string place = location(*other.file, other.key->place);
    Tally tally("key-mismatch", *other.file);
    tell(
        tally, Deviation::other_key,
        say(scene_.lang, "{} is not the private key of {}", "{} 不是 {} 的私钥", place, scene_.name(leaf_.certificate)),
        {.label = say(scene_.lang, "key", "密钥"),
         .expected = key_name(*scene_.at(leaf_.certificate).artifact->key),
         .actual = key_name(*other.key->key),
         .location = place});
  }

  void key_elsewhere() {
    if (!has_rule(Deviation::key_elsewhere) || own_.empty()) return;
    const bool found = std::any_of(own_.begin(), own_.end(), [&](const KeyAt& one) {
      return one.file == &file_ || one.file->path == file_.path + ".key";
    });
    if (found) return;
    const KeyAt& key = own_.front();
    Tally tally("format-not-for-target", file_);
    tell(tally, Deviation::key_elsewhere,
         say(scene_.lang, "the private key of {} is in another file, {}", "{} 的私钥在另一个文件 {} 中",
             scene_.name(leaf_.certificate), key.file->path),
         {.label = say(scene_.lang, "private key", "私钥"),
          .expected = file_.path,
          .actual = key.file->path,
          .location = location(*key.file, key.key->place)});
  }

  void der() {
    const Artifact& leaf = *scene_.at(leaf_.certificate).artifact;
    if (!has_rule(Deviation::der) || leaf.encoding != Encoding::der || leaf.parent) return;
    if (kb::rule(*scene_.target, Deviation::der)->effect == kb::ChainEffect::forgives) return;
    Tally tally("format-not-for-target", file_);
    tell(tally, Deviation::der,
         say(scene_.lang, "{} holds {} in DER", "{} 中的 {} 是 DER 编码", file_.path, scene_.name(leaf_.certificate)),
         {.label = say(scene_.lang, "encoding", "编码"),
          .expected = "PEM",
          .actual = "DER",
          .location = location(file_, leaf.place)});
  }

  const ChainScene& scene_;
  const chain::Leaf& leaf_;
  const LoadedFile& file_;
  ChainFindings& out_;
  std::vector<KeyAt> own_, others_;  // keys of the leaf, and of something else
};

}  // namespace

void find_for_target(const ChainScene& scene, ChainFindings& out) {
  // Of several leaves each has its own file and key, and nobody says which belong together.
  if (scene.target == nullptr || scene.result.leaves.size() != 1) return;
  const chain::Leaf& leaf = scene.result.leaves.front();
  if (!leaf.paths.empty() && !scene.at(leaf.certificate).places.empty()) ForTarget(scene, leaf, out).run();
}

}  // namespace certdoc
