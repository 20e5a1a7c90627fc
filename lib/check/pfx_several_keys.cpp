// More than one private key: programs that want one take the first, or refuse the file. Java's key stores are made for
// several.
#include <array>
#include <set>

#include "base/say.hpp"
#include "check/each_file.hpp"
#include "check/pfx_checks.hpp"
#include "check/pfx_contents.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using pfx::Contents;

constexpr std::array<std::string_view, 1> kDecides{"pfx-several-keys"};

// Keys that stay closed count each for itself.
std::size_t different_keys(const Contents& contents) {
  std::set<Digest> open;
  std::size_t closed = 0;
  for (const Artifact* key : contents.keys) {
    if (key->key) {
      open.insert(key->key->id);
    } else {
      ++closed;
    }
  }
  return open.size() + closed;
}

std::string described(const Contents& contents, const Artifact& key, Lang lang) {
  const Artifact* certificate = pfx::certificate_of(contents, key);
  const std::string name = certificate != nullptr ? pfx::name_of(*certificate) : key.name;
  const std::string algorithm = key.key ? key_name(*key.key) : say(lang, "closed", "未打开");
  return name.empty() ? algorithm : algorithm + ", " + name;
}

void add_keys(Tally& tally, const Contents& contents, Lang lang) {
  const std::size_t count = different_keys(contents);
  const bool java = contents.containers.size() == 1 && contents.containers.front()->kind == Kind::java_keystore;
  const std::string& path = contents.file.path;
  const std::string message = count > 1 ? say(lang, "{} carries {} private keys", "{} 中有 {} 个私钥", path, count)
                                        : say(lang, "{} carries the same private key {} times",
                                              "{} 中同一个私钥出现 {} 次", path, contents.keys.size());
  for (const Artifact* key : contents.keys) {
    tally.sick(java || count == 1 ? Severity::note : Severity::warning, message,
               {.label = say(lang, "private key", "私钥"),
                .expected = {},
                .actual = described(contents, *key, lang),
                .location = contents.where(*key)});
  }
}

std::optional<Finding> examine(const LoadedFile& file, const Context& context) {
  const Contents contents(file);
  Tally tally(kDecides[0], file);
  if (contents.keys.size() > 1) add_keys(tally, contents, context.lang);
  if (contents.keys.size() == 1 && !pfx::hidden_part(contents)) tally.healthy();
  auto finding = tally.finding(say(context.lang, "{} carries one private key", "{} 中只有一个私钥", file.path));
  if (finding && finding->verdict == Verdict::ruled_out) finding->severity = Severity::warning;
  return finding;
}

std::vector<Finding> run(const Material& material, const Context& context) {
  return each_file(material, context, examine);
}

}  // namespace

constexpr Check kPfxSeveralKeys{"pfx-several-keys", kDecides, run};

}  // namespace certdoc
