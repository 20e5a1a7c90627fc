// Do key and certificate in it belong together: by their public keys, and by what the file itself says of the pair.
#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/pfx_checks.hpp"
#include "check/pfx_contents.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using pfx::Contents;

constexpr std::array<std::string_view, 3> kDecides{"key-mismatch", "key-unpaired", "certificate-unpaired"};

// What the file itself calls the key's certificate: by localKeyID, in Java's key stores the first one of the alias.
const Artifact* named_partner(const Contents& contents, const Artifact& key) {
  if (!key.parent) return nullptr;
  const bool java = contents.file.artifacts[*key.parent].kind == Kind::java_keystore;
  const Artifact* found = nullptr;
  for (const Artifact* certificate : contents.certificates) {
    if (certificate->parent != key.parent) continue;
    const bool named = java ? certificate > &key && certificate->name == key.name
                            : !key.local_key_id.empty() && certificate->local_key_id == key.local_key_id;
    if (!named) continue;
    if (java || pfx::same_key(*certificate, key)) return certificate;
    if (found == nullptr) found = certificate;
  }
  return found;
}

class Pairs {
 public:
  Pairs(const Contents& contents, Lang lang)
      : contents_(contents),
        lang_(lang),
        hidden_(pfx::hidden_part(contents)),
        mismatch_(kDecides[0], contents.file),
        lonely_key_(kDecides[1], contents.file),
        lonely_certificate_(kDecides[2], contents.file) {}

  std::vector<Finding> run() {
    for (const Artifact* key : contents_.keys) examine(*key);
    if (paired_ && !open_ && !wrong_) examine_certificates();
    if (paired_) mismatch_.healthy(all_fit());
    std::vector<Finding> findings;
    append(findings, mismatch_.finding({}));
    append(findings, lonely_key_.finding({}));
    append(findings, lonely_certificate_.finding({}));
    return findings;
  }

 private:
  const std::string& path() const { return contents_.file.path; }

  void examine(const Artifact& key) {
    if (key.pair == Pair::does_not_fit) return add_broken(key);
    if (!key.key) return add_closed(key);
    const Artifact* certificate = pfx::certificate_of(contents_, key);
    const Artifact* named = named_partner(contents_, key);
    const bool contradicts = named != nullptr && named->key && !pfx::same_key(*named, key);
    if (contradicts) add_mismatch(key, *named, certificate != nullptr);
    if (contradicts) return;
    if (certificate != nullptr) return add_fit(*certificate);
    if (hidden_) return add_hidden(*hidden_);
    const Artifact* other = other_certificate();
    if (other == nullptr) return add_lonely(key);
    add_mismatch(key, *other, false);
  }

  void add_broken(const Artifact& key) {
    wrong_ = true;
    mismatch_.sick(Severity::error,
                   say(lang_, "the private and the public part of the key in {} do not belong together",
                       "{} 中私钥与公钥部分不相符", path()),
                   {.label = say(lang_, "relation that does not hold", "不成立的关系"),
                    .expected = {},
                    .actual = key.pair_problem,
                    .location = contents_.where(key)});
    mismatch_.remedy("fetch-file-again");
    mismatch_.remedy("find-the-right-key");
  }

  void add_closed(const Artifact& key) {
    open_ = true;
    add_hidden(key.unread.value_or(
        Reason{ReasonKind::unsupported, say(lang_, "the key could not be read", "无法读取该私钥")}));
  }

  void add_hidden(const Reason& reason) {
    open_ = true;
    mismatch_.open(reason, say(lang_, "whether key and certificate in {} belong together cannot be told yet",
                               "{} 中的私钥与证书是否匹配，暂时无法判断", path()));
  }

  void add_fit(const Artifact& certificate) {
    paired_ = true;
    const std::string name = pfx::name_of(certificate);
    if (std::find(fitting_.begin(), fitting_.end(), name) == fitting_.end()) fitting_.push_back(name);
  }

  std::string all_fit() const {
    constexpr std::size_t kMostNames = 4;
    const std::size_t shown = std::min(kMostNames, fitting_.size());
    const auto end = fitting_.begin() + static_cast<std::ptrdiff_t>(shown);
    std::string names = fmt::format("{}", fmt::join(fitting_.begin(), end, lang_ == Lang::zh ? "、" : ", "));
    if (shown < fitting_.size()) names += ", ...";
    if (contents_.keys.size() == 1) {
      return say(lang_, "the private key in {} belongs to {}", "{} 中的私钥与 {} 匹配", path(), names);
    }
    return say(lang_, "every private key in {} has its certificate: {}", "{} 中的每个私钥都有对应的证书：{}", path(),
               names);
  }

  void add_lonely(const Artifact& key) {
    lonely_key_.sick(
        key.parent ? Severity::error : Severity::note,
        say(lang_, "{} holds a private key without its certificate", "{} 中有私钥，但没有对应的证书", path()),
        {.label = "SPKI SHA-256",
         .expected = {},
         .actual = hex(key.key->spki_sha256),
         .location = contents_.where(key)});
    lonely_key_.next(pfx::command("certdoc match {} .", contents_.file));
  }

  // A leaf, if there is one: whose key this should have been.
  const Artifact* other_certificate() const {
    const Artifact* found = nullptr;
    for (const Artifact* certificate : contents_.certificates) {
      if (!certificate->key || !certificate->certificate) continue;
      if (!certificate->certificate->is_ca) return certificate;
      if (found == nullptr) found = certificate;
    }
    return found;
  }

  void add_mismatch(const Artifact& key, const Artifact& certificate, bool fits_another) {
    wrong_ = true;
    std::string message = fits_another
                              ? say(lang_, "{} itself pairs its private key with {}, which is on another key",
                                    "{} 自身把私钥与 {} 配对，而后者使用另一个密钥", path(), pfx::name_of(certificate))
                              : say(lang_, "the private key in {} does not belong to {}", "{} 中的私钥与 {} 不匹配",
                                    path(), pfx::name_of(certificate));
    mismatch_.sick(fits_another ? Severity::warning : Severity::error, std::move(message),
                   {.label = "SPKI SHA-256",
                    .expected = hex(certificate.key->spki_sha256),
                    .actual = hex(key.key->spki_sha256),
                    .location = contents_.where(key)});
    mismatch_.add({.label = say(lang_, "certificate", "证书"),
                   .expected = {},
                   .actual = key_name(*certificate.key),
                   .location = contents_.where(certificate)});
    mismatch_.next(pfx::command("certdoc match {} .", contents_.file));
  }

  // Certificates of an end entity beside the pair; those of a CA are the chain's business.
  void examine_certificates() {
    for (const Artifact* certificate : contents_.certificates) {
      const bool trusted = certificate->bag && certificate->bag->trusted;
      if (!certificate->certificate || certificate->certificate->is_ca || !certificate->key || trusted) continue;
      const bool has_key = std::any_of(contents_.keys.begin(), contents_.keys.end(),
                                       [&](const Artifact* key) { return pfx::same_key(*key, *certificate); });
      if (has_key) continue;
      lonely_certificate_.sick(Severity::note,
                               say(lang_, "{} holds a certificate whose private key is not in it: {}",
                                   "{} 中有证书没有对应的私钥：{}", path(), pfx::name_of(*certificate)),
                               {.label = "SPKI SHA-256",
                                .expected = {},
                                .actual = hex(certificate->key->spki_sha256),
                                .location = contents_.where(*certificate)});
    }
  }

  const Contents& contents_;
  Lang lang_;
  std::optional<Reason> hidden_;
  Tally mismatch_, lonely_key_, lonely_certificate_;
  std::vector<std::string> fitting_;  // the names of certificates whose key is here
  bool paired_ = false, open_ = false, wrong_ = false;
};

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    const Contents contents(file);
    for (Finding& finding : Pairs(contents, context.lang).run()) findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

constexpr Check kPfxKeyPair{"pfx-key-pair", kDecides, run};

}  // namespace certdoc
