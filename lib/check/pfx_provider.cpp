// The provider (CSP or KSP) that a PFX names for its key: Windows imports the key into that one. What the target needs
// is judged by Microsoft's documents; whether another vendor's provider is on that machine shows only there.
#include <algorithm>
#include <array>
#include <optional>

#include "artifact/store.hpp"
#include "base/say.hpp"
#include "base/text.hpp"
#include "check/checks.hpp"
#include "check/each_file.hpp"
#include "check/pfx_rules.hpp"
#include "check/providers.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 1> kDecides{"pfx-provider-mismatch"};

// Of the key itself, else of the certificate beside it that names the same localKeyID.
const PublicKey* key_of(const LoadedFile& file, const Artifact& key) {
  if (key.key) return &*key.key;
  if (key.local_key_id.empty()) return nullptr;
  const auto found = std::find_if(file.artifacts.begin(), file.artifacts.end(), [&](const Artifact& artifact) {
    return artifact.kind == Kind::certificate && artifact.key && artifact.parent == key.parent &&
           artifact.local_key_id == key.local_key_id;
  });
  return found == file.artifacts.end() ? nullptr : &*found->key;
}

// The table's own word on a provider, by whatever case the name is written in.
const kb::PfxRule* rule_for(const kb::Target& target, std::string_view csp) {
  if (!target.pfx) return nullptr;
  constexpr std::string_view kPrefix = "provider:";
  const auto found = std::find_if(target.pfx->rules.begin(), target.pfx->rules.end(), [&](const kb::PfxRule& rule) {
    return rule.what.starts_with(kPrefix) && text::equal_ignoring_case(rule.what.substr(kPrefix.size()), csp);
  });
  return found == target.pfx->rules.end() ? nullptr : &*found;
}

class Judge {
 public:
  Judge(const LoadedFile& file, const Context& context) : file_(file), context_(context), tally_(kDecides[0], file) {}

  void look_at(const Artifact& key) {
    if (key.kind != Kind::private_key || !key.bag) return;
    const std::string& csp = key.bag->csp;
    if (csp.empty()) {
      return tally_.healthy(say(lang(), "{} names no key provider: Windows takes its own",
                                "{} 没有指定密钥提供程序，Windows 会用自己的", file_.path));
    }
    const Provider* provider = known_provider(csp);
    const PublicKey* holds = ++keys_ <= kMostKeys ? key_of(file_, key) : nullptr;
    if (provider != nullptr && holds != nullptr && contradicts(*provider, *holds)) return wrong_key(key, *holds);
    if (context_.target != nullptr && context_.target->platform != "windows") {
      return tally_.healthy(say(lang(), "{} does not look at the provider that {} names", "{} 不理会 {} 指定的提供程序",
                                context_.target->title, file_.path));
    }
    if (context_.target != nullptr && judge_target(key, provider)) return;
    if (provider == nullptr) return unknown_provider(csp);
    healthy(csp, *provider);
  }

  std::optional<Finding> finding() const { return tally_.finding({}); }

 private:
  Lang lang() const { return context_.lang; }

  Evidence evidence(const Artifact& key, std::string expected) const {
    return {.label = say(lang(), "key provider", "密钥提供程序"),
            .expected = std::move(expected),
            .actual = key.bag->csp,
            .location = location(file_, key.place)};
  }

  void put_right() {
    tally_.remedy("import-pfx-with-provider");
    tally_.remedy("rebuild-pfx");
    if (context_.target != nullptr) tally_.next(rewrite_command(file_, *context_.target));
  }

  void wrong_key(const Artifact& key, const PublicKey& holds) {
    tally_.sick(Severity::warning,
                say(lang(), "{} asks for {}, which cannot hold its {} key", "{} 指定了 {}，它不能保存其中的 {} 密钥",
                    file_.path, key.bag->csp, key_name(holds)),
                evidence(key, say(lang(), "a provider for {}", "支持 {} 的提供程序", key_name(holds))));
    put_right();
  }

  // True where the target settled it.
  bool judge_target(const Artifact& key, const Provider* provider) {
    const kb::PfxRule* rule = rule_for(*context_.target, key.bag->csp);
    if (rule != nullptr && rule->accepts == kb::Accepts::no) {
      refused(key, *rule);
      return true;
    }
    if (provider == nullptr) return false;
    if (!provider->software) {
      in_hardware(key);
    } else if (provider->signature_only && context_.target->use == "server") {
      for_signatures(key);
    } else if (!provider->sha256 && context_.target->use == "code-signing") {
      without_sha256(key);
    } else {
      return false;
    }
    return true;
  }

  void refused(const Artifact& key, const kb::PfxRule& rule) {
    const std::string because(lang() == Lang::zh ? rule.why.zh : rule.why.en);
    tally_.sick(
        Severity::error, say(lang(), "{} asks for {}: {}", "{} 指定了 {}：{}", file_.path, key.bag->csp, because),
        evidence(key, context_.target->pfx->recipe.csp.empty() ? say(lang(), "a CSP, or none", "CSP，或不指定")
                                                               : std::string(context_.target->pfx->recipe.csp)));
    if (!rule.shows.empty()) {
      tally_.add({.label = say(lang(), "it shows there", "那里的表现"),
                  .expected = {},
                  .actual = std::string(rule.shows),
                  .location = {}});
    }
    tally_.add(
        {.label = say(lang(), "source", "来源"), .expected = {}, .actual = std::string(rule.source), .location = {}});
    put_right();
  }

  void in_hardware(const Artifact& key) {
    tally_.sick(Severity::warning,
                say(lang(), "{} asks for {}, which keeps keys in hardware: without it the import fails",
                    "{} 指定了 {}，它把密钥放在硬件里，没有该硬件就无法导入", file_.path, key.bag->csp),
                evidence(key, say(lang(), "a provider in software, or none", "软件提供程序，或不指定")));
    put_right();
  }

  void for_signatures(const Artifact& key) {
    tally_.sick(Severity::warning,
                say(lang(), "{} asks for {}, which is for signatures only (AT_SIGNATURE)",
                    "{} 指定了 {}，它只用于签名(AT_SIGNATURE)", file_.path, key.bag->csp),
                evidence(key, "AT_KEYEXCHANGE"));
    put_right();
  }

  void without_sha256(const Artifact& key) {
    tally_.sick(Severity::error,
                say(lang(), "{} asks for {}, which has no SHA-256, with which code is signed today",
                    "{} 指定了 {}，它不支持 SHA-256，而现在的代码签名都用它", file_.path, key.bag->csp),
                evidence(key, "Microsoft Enhanced RSA and AES Cryptographic Provider"));
    tally_.remedy("move-key-to-aes-provider");
    put_right();
  }

  void unknown_provider(const std::string& csp) {
    tally_.open({ReasonKind::manual,
                 say(lang(), "`certutil -csplist` on that machine tells", "在那台机器上运行 certutil -csplist 可知")},
                say(lang(), "{} asks for {}, which is not Microsoft's: whether the machine has it is not known",
                    "{} 指定了 {}，它不是微软自带的，目标机器上有没有未知", file_.path, csp));
  }

  // https://learn.microsoft.com/en-us/sql/database-engine/configure-windows/certificate-requirements asks for a CSP,
  // and so does Exchange (its rule in the table); XML signatures with SHA-256 need the RSA and AES provider.
  void healthy(const std::string& csp, const Provider& provider) {
    if (provider.cng) {
      return tally_.healthy(
          say(lang(), "{} asks for {}: every Windows since Server 2008 has it, Exchange and SQL Server do not take it",
              "{} 指定了 {}：Server 2008 起的 Windows 都有，但 Exchange 和 SQL Server 不支持", file_.path, csp));
    }
    if (!provider.sha256) {
      return tally_.healthy(say(lang(),
                                "{} asks for {}: every Windows has it, programs that sign with SHA-256 by it fail",
                                "{} 指定了 {}：所有 Windows 都有，但用它做 SHA-256 签名的程序会失败", file_.path, csp));
    }
    tally_.healthy(say(lang(), "{} asks for {}, which suits", "{} 指定了 {}，合适", file_.path, csp));
  }

  const LoadedFile& file_;
  const Context& context_;
  Tally tally_;
  static constexpr std::size_t kMostKeys = 1000;  // whose certificate is looked for among thousands
  std::size_t keys_ = 0;
};

std::optional<Finding> examine(const LoadedFile& file, const Context& context) {
  Judge judge(file, context);
  for (const Artifact& artifact : file.artifacts) judge.look_at(artifact);
  return judge.finding();
}

std::vector<Finding> run(const Material& material, const Context& context) {
  return each_file(material, context, examine);
}

}  // namespace

constexpr Check kPfxProvider{"pfx-provider", kDecides, run};

}  // namespace certdoc
