// The chain inside: is an issuer missing, do they stand in order, is the root or something else in it that nobody
// needs?
#include <algorithm>
#include <array>
#include <vector>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/pfx_checks.hpp"
#include "check/pfx_path.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

using pfx::Contents;
using pfx::Path;

constexpr std::array<std::string_view, 4> kDecides{"chain-incomplete", "chain-order", "chain-root-included",
                                                   "chain-extra-certificate"};

class Chains {
 public:
  Chains(const Contents& contents, Lang lang)
      : contents_(contents),
        lang_(lang),
        leaves_(pfx::leaves_of(contents)),
        incomplete_(kDecides[0], contents.file),
        order_(kDecides[1], contents.file),
        root_(kDecides[2], contents.file),
        extra_(kDecides[3], contents.file) {}

  std::vector<Finding> run() {
    const auto hidden = pfx::hidden_part(contents_);
    for (const Artifact* leaf : leaves_) examine(pfx::path_from(contents_, *leaf), hidden);
    if (leaves_.empty() && hidden && hidden->kind != ReasonKind::unreadable) add_hidden(*hidden);
    if (!leaves_.empty() && !hidden && knows_leaves()) examine_rest();
    std::vector<Finding> findings;
    append(findings, incomplete_.finding({}));
    append(findings,
           minor(order_.finding(say(lang_, "the chain in {} stands in order", "{} 中的证书顺序正确", path()))));
    append(findings, minor(root_.finding(say(lang_, "the root is not in {}", "{} 中不含根证书", path()))));
    append(
        findings,
        minor(extra_.finding(say(lang_, "{} holds no certificate beyond its chain", "{} 中没有多余的证书", path()))));
    return findings;
  }

 private:
  const std::string& path() const { return contents_.file.path; }

  static std::optional<Finding> minor(std::optional<Finding> finding) {
    if (finding && finding->verdict == Verdict::ruled_out) finding->severity = Severity::note;
    return finding;
  }

  // Whose chain it is, is only certain where the keys are open.
  bool knows_leaves() const {
    return std::all_of(contents_.keys.begin(), contents_.keys.end(), [](const Artifact* key) { return key->key; });
  }

  void add_hidden(const Reason& reason) {
    incomplete_.open(reason, say(lang_, "whether the chain in {} is complete cannot be told yet",
                                 "{} 中的证书链是否完整，暂时无法判断", path()));
  }

  void examine(const Path& path, const std::optional<Reason>& hidden) {
    if (!path.to_root && hidden) return add_hidden(*hidden);
    examine_end(path);
    if (path.undecided) return;
    examine_order(path);
    examine_root(path);
    used_.insert(used_.end(), path.certificates.begin(), path.certificates.end());
  }

  // Without a trust store nobody can tell an intermediate that is missing from a root that may be: a leaf alone is
  // said to lack its issuer, a longer chain to end where it ends.
  void examine_end(const Path& path) {
    const Artifact& leaf = *path.certificates.front();
    const Artifact& last = *path.certificates.back();
    const std::string issuer = name_text(last.certificate->issuer);
    if (path.certificates.size() == 1 && path.to_root) {
      return incomplete_.healthy(say(lang_, "{} in {} is self-signed and needs no chain",
                                     "{1} 中的 {0} 是自签名证书，无需证书链", pfx::name_of(leaf), this->path()));
    }
    if (path.to_root) {
      return incomplete_.healthy(say(lang_, "the chain in {} is complete, up to the root {}",
                                     "{} 中的证书链完整，直到根证书 {}", this->path(), pfx::name_of(last)));
    }
    if (path.certificates.size() > 1) {
      return incomplete_.healthy(say(lang_, "the chain in {} goes up to {}; its issuer, {}, is not in it",
                                     "{} 中的证书链到 {} 为止，其颁发者 {} 不在文件中", this->path(),
                                     pfx::name_of(last), issuer));
    }
    incomplete_.sick(Severity::warning,
                     say(lang_, "the issuer of {} is not in {}: {}", "{1} 中缺少 {0} 的颁发者：{2}", pfx::name_of(leaf),
                         this->path(), issuer),
                     {.label = say(lang_, "missing", "缺少"),
                      .expected = issuer,
                      .actual = say(lang_, "not in the file", "不在文件中"),
                      .location = contents_.where(leaf)});
  }

  // PKCS#12 knows no order, but what converts one to PEM keeps it.
  void examine_order(const Path& path) {
    if (path.certificates.size() < 2 || leaves_.size() > 1) return;
    const bool sorted = std::is_sorted(path.certificates.begin(), path.certificates.end());
    if (sorted) return order_.healthy();
    std::string actual;
    auto members = path.certificates;
    std::sort(members.begin(), members.end());
    for (const Artifact* member : members) actual += (actual.empty() ? "" : " > ") + pfx::name_of(*member);
    std::string expected;
    for (const Artifact* member : path.certificates)
      expected += (expected.empty() ? "" : " > ") + pfx::name_of(*member);
    order_.sick(contents_.containers.empty() ? Severity::warning : Severity::note,
                say(lang_, "the certificates in {} do not stand in the order of the chain",
                    "{} 中的证书未按链的顺序排列", this->path()),
                {.label = say(lang_, "order", "顺序"),
                 .expected = std::move(expected),
                 .actual = std::move(actual),
                 .location = this->path()});
  }

  void examine_root(const Path& path) {
    if (path.certificates.size() < 2) return;
    if (!path.to_root) return root_.healthy();
    const Artifact& root = *path.certificates.back();
    root_.sick(Severity::note,
               say(lang_, "the root is in {}: {}", "{} 中包含根证书：{}", this->path(), pfx::name_of(root)),
               {.label = say(lang_, "root", "根证书"),
                .expected = {},
                .actual = name_text(root.certificate->subject),
                .location = contents_.where(root)});
  }

  // Certificates of CAs that are in nobody's chain, and second copies. Those of end entities are told of by
  // pfx-key-pair.
  void examine_rest() {
    for (const Artifact* certificate : contents_.certificates) {
      if (!certificate->certificate || std::find(used_.begin(), used_.end(), certificate) != used_.end()) continue;
      if (!certificate->certificate->is_ca || (certificate->bag && certificate->bag->trusted)) continue;
      const bool copy = std::any_of(used_.begin(), used_.end(),
                                    [&](const Artifact* other) { return other->der == certificate->der; });
      if (copy && leaves_.size() > 1) continue;
      std::string message =
          copy ? say(lang_, "{} holds {} more than once", "{} 中 {} 出现多次", path(), pfx::name_of(*certificate))
               : say(lang_, "{} holds a CA certificate that is in no chain here: {}",
                     "{} 中有不属于任何链的 CA 证书：{}", path(), pfx::name_of(*certificate));
      extra_.sick(Severity::note, std::move(message),
                  {.label = say(lang_, "certificate", "证书"),
                   .expected = {},
                   .actual = name_text(certificate->certificate->subject),
                   .location = contents_.where(*certificate)});
    }
    extra_.healthy();
  }

  const Contents& contents_;
  Lang lang_;
  std::vector<const Artifact*> leaves_;  // where there are several, each may have its own chain beside it
  Tally incomplete_, order_, root_, extra_;
  std::vector<const Artifact*> used_;
};

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    const Contents contents(file);
    for (Finding& finding : Chains(contents, context.lang).run()) findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

constexpr Check kPfxChain{"pfx-chain", kDecides, run};

}  // namespace certdoc
