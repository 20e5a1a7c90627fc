#include "diagnose/describe_store.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "check/pfx_contents.hpp"
#include "check/pfx_words.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMostParts = 20;

class StoreDescriber {
 public:
  StoreDescriber(const LoadedFile& file, const Artifact& artifact, const Describe& how, Object& out)
      : file_(file), artifact_(artifact), lang_(how.lang), everything_(how.thumbprints), out_(out) {}

  void run() {
    if (artifact_.store) store(*artifact_.store);
    if (artifact_.bag) bag(*artifact_.bag);
    if (artifact_.parent) member();
    partners();
  }

 private:
  void field(std::string_view en, std::string_view zh, const std::string& value) {
    if (!value.empty()) out_.fields.push_back({say(lang_, en, zh), value});
  }

  void store(const Store& store) {
    if (artifact_.kind != Kind::sm2_file) field("integrity", "完整性校验", pfx::words(store.integrity, lang_));
    const std::string form = pfx::words(store.form, lang_);
    if (!form.empty()) field("password", "密码", form);
    if (store.other_tags) field("encoding", "编码", say(lang_, "BER, not DER", "BER，不是 DER"));
    if (artifact_.kind == Kind::java_keystore) return;  // an entry each, described where it is listed
    for (std::size_t n = 0; n < std::min(kMostParts, store.parts.size()); ++n) {
      out_.fields.push_back({say(lang_, "part {}", "第 {} 部分", n + 1), part(store.parts[n])});
    }
    if (store.parts.size() > kMostParts) {
      field("parts", "部分", say(lang_, "{} in all", "共 {} 个", store.parts.size()));
    }
  }

  std::string part(const StorePart& part) const {
    std::string text;
    if (part.for_recipient) {
      text = say(lang_, "encrypted for a recipient's key", "以接收者的密钥加密");
    } else if (!part.encrypted) {
      text = say(lang_, "not encrypted", "未加密");
    } else {
      text = part.encryption ? pfx::words(*part.encryption, lang_) : say(lang_, "encrypted", "已加密");
    }
    const std::string held = holds(part);
    return held.empty() ? text : fmt::format("{}{}{}", text, lang_ == Lang::zh ? "：" : ": ", held);
  }

  std::string holds(const StorePart& part) const {
    if (part.closed) return say(lang_, "not opened", "未打开");
    std::string all;
    count(all, part.shrouded_keys, {"1 encrypted private key", "{} encrypted private keys", "{} 个加密的私钥"});
    count(all, part.plain_keys, {"1 private key in the clear", "{} private keys in the clear", "{} 个未加密的私钥"});
    count(all, part.certificates, {"1 certificate", "{} certificates", "{} 张证书"});
    count(all, part.crls, {"1 CRL", "{} CRLs", "{} 个 CRL"});
    count(all, part.secrets, {"1 symmetric key", "{} symmetric keys", "{} 个对称密钥"});
    count(all, part.others, {"1 other bag", "{} other bags", "{} 个其他包"});
    return all.empty() ? say(lang_, "empty", "空") : all;
  }

  struct Counted {
    std::string_view one, many, zh;
  };
  void count(std::string& all, std::size_t number, const Counted& words) const {
    if (number == 0) return;
    if (!all.empty()) all += lang_ == Lang::zh ? "，" : ", ";
    all += say(lang_, number == 1 ? words.one : words.many, words.zh, number);
  }

  void bag(const Bag& bag) {
    if (bag.encryption) field("encryption", "加密", pfx::words(*bag.encryption, lang_));
    const Store* store = pfx::store_of(file_, artifact_);
    const bool same = store != nullptr && store->form == bag.opened_by;
    if (!same) field("password", "密码", pfx::words(bag.opened_by, lang_));
    field("CSP", "CSP", bag.csp);
    if (bag.machine_key_set) field("key set", "密钥集", say(lang_, "of the machine", "计算机"));
    if (bag.trusted) field("trusted", "受信任", say(lang_, "yes", "是"));
  }

  void member() {
    const bool java = file_.artifacts[*artifact_.parent].kind == Kind::java_keystore;
    field(java ? "alias" : "friendlyName", java ? "别名" : "友好名称", artifact_.name);
    if (everything_) field("localKeyID", "localKeyID", hex(artifact_.local_key_id));
  }

  // Which key belongs to which certificate.
  void partners() {
    if (!artifact_.key) return;
    const bool key = artifact_.kind == Kind::private_key;
    if (!key && artifact_.kind != Kind::certificate) return;
    const auto partner = std::find_if(file_.artifacts.begin(), file_.artifacts.end(), [&](const Artifact& other) {
      return other.kind == (key ? Kind::certificate : Kind::private_key) && pfx::same_key(artifact_, other);
    });
    if (partner == file_.artifacts.end()) return;
    const std::string place = partner->place.inside.empty() ? location(file_, partner->place) : partner->place.inside;
    if (key) {
      field("belongs to", "对应证书", fmt::format("{} ({})", pfx::name_of(*partner), place));
    } else {
      field("private key", "私钥", place);
    }
  }

  const LoadedFile& file_;
  const Artifact& artifact_;
  Lang lang_;
  bool everything_;
  Object& out_;
};

}  // namespace

void describe_store(const LoadedFile& file, const Artifact& artifact, const Describe& how, Object& out) {
  StoreDescriber(file, artifact, how, out).run();
}

void describe_with_stores(const std::vector<LoadedFile>& files, const Describe& how, Report& report) {
  for (const LoadedFile& file : files) {
    report.inputs.push_back(describe(file));
    if (file.error) report.errors.push_back(*file.error);
    for (const Artifact& artifact : file.artifacts) {
      report.objects.push_back(describe(file, artifact, how));
      describe_store(file, artifact, how, report.objects.back());
    }
  }
}

}  // namespace certdoc
