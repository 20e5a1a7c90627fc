#include "check/pfx_rules.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <optional>
#include <utility>

#include "base/say.hpp"

namespace certdoc {
namespace {

using kb::Accepts;

// 2,048
std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string described(const Encryption& encryption, Lang lang) {
  std::string text = encryption.cipher.empty() ? encryption.scheme : encryption.cipher;
  if (!encryption.kdf.empty()) {
    text += encryption.prf.empty() ? fmt::format(", {}", encryption.kdf)
                                   : say(lang, ", {} with {}", ", {} 用 {}", encryption.kdf, encryption.prf);
  }
  if (encryption.iterations > 0) text += say(lang, ", {} rounds", ", {} 轮", grouped(encryption.iterations));
  return text;
}

// Of a name that stands in no list nothing is known: it is looked up like the others, and not found.
std::vector<std::string> words_of(const Encryption& encryption) {
  std::vector<std::string> words{"cipher:" + (encryption.cipher.empty() ? encryption.scheme : encryption.cipher)};
  if (encryption.kdf == "PBKDF2") words.push_back("prf:" + encryption.prf);
  if (encryption.kdf == "scrypt") words.emplace_back("kdf:scrypt");
  return words;
}

// Passwords that only turn up outside ASCII.
bool is_beyond_ascii(PasswordForm form) {
  switch (form) {
    case PasswordForm::bytes_as_characters:
    case PasswordForm::gb18030_characters:
    case PasswordForm::latin1:
    case PasswordForm::gb18030:
    case PasswordForm::bmp_string:
    case PasswordForm::question_marks: return true;
    default: return false;
  }
}

class Reader {
 public:
  Reader(const LoadedFile& file, std::size_t container, Lang lang)
      : file_(file), container_(container), store_(*file.artifacts[container].store), lang_(lang) {}

  PfxNeeds read() {
    integrity();
    for (std::size_t i = 0; i < store_.parts.size(); ++i) part(store_.parts[i], i);
    for (const Artifact& artifact : file_.artifacts) {
      if (artifact.parent == container_ && artifact.kind == Kind::private_key) key(artifact);
    }
    unseen_keys();
    password();
    return std::move(needs_);
  }

 private:
  // The same again in hundreds of bags is said once.
  void add(PfxFact fact) {
    const auto same = [&](const PfxFact& known) {
      return known.words == fact.words && known.label == fact.label && known.actual == fact.actual;
    };
    if (std::any_of(needs_.facts.begin(), needs_.facts.end(), same)) return;
    if (needs_.facts.size() < kMostFacts) return needs_.facts.push_back(std::move(fact));
    if (!cut_) {
      needs_.hidden.push_back({ReasonKind::unsupported, say(lang_, "more than {} ways of encryption were not looked at",
                                                            "超过 {} 种加密方式，其余未检查", kMostFacts)});
    }
    cut_ = true;
  }

  void add_plain(std::string word, std::string label, std::string actual, bool usual) {
    add({.words = {std::move(word)},
         .label = std::move(label),
         .actual = std::move(actual),
         .location = file_.path,
         .iterations = 0,
         .usual = usual});
  }

  void integrity() {
    const Integrity& mac = store_.integrity;
    const std::string label = "MAC";
    switch (mac.kind) {
      case Integrity::Kind::none: return add_plain("mac:none", label, say(lang_, "none", "没有"), false);
      case Integrity::Kind::pbmac1: return add_plain("mac:pbmac1", label, "PBMAC1", false);
      case Integrity::Kind::signature:
        return add_plain("mac:signature", label, say(lang_, "a signature", "签名"), false);
      default: break;
    }
    add({.words = {"mac:" + mac.digest},
         .label = label,
         .actual = mac.digest + say(lang_, ", {} rounds", ", {} 轮", grouped(mac.iterations)),
         .location = file_.path,
         .iterations = mac.iterations,
         .usual = false});
  }

  std::string place(std::size_t part) const {
    return fmt::format("{} ({})", file_.path, say(lang_, "part {}", "第 {} 部分", part + 1));
  }

  void part(const StorePart& part, std::size_t index) {
    keys_ += part.plain_keys + part.shrouded_keys;
    closed_ = closed_ || part.closed;
    if (!part.encrypted) return;
    if (!part.encryption) {
      const Reason because = part.closed.value_or(Reason{ReasonKind::unsupported, {}});
      needs_.hidden.push_back({because.kind, say(lang_, "how part {} is encrypted does not show: {}",
                                                 "第 {} 部分的加密方式看不出来：{}", index + 1, because.text)});
      return;
    }
    const bool keys = part.certificates == 0 && part.plain_keys + part.shrouded_keys > 0;
    add({.words = words_of(*part.encryption),
         .label = keys ? key_label() : say(lang_, "certificate encryption", "证书加密"),
         .actual = described(*part.encryption, lang_),
         .location = place(index),
         .iterations = part.encryption->iterations,
         .usual = false});
  }

  std::string key_label() const { return say(lang_, "key encryption", "私钥加密"); }

  void key(const Artifact& key) {
    if (!key.bag) return;
    ++seen_keys_;
    const std::optional<Encryption>& encryption = key.bag->encryption;
    if (encryption) {
      add({.words = words_of(*encryption),
           .label = key_label(),
           .actual = described(*encryption, lang_),
           .location = location(file_, key.place),
           .iterations = encryption->iterations,
           .usual = false});
    } else if (key.bag->part < store_.parts.size() && !store_.parts[key.bag->part].encrypted) {
      add({.words = {"cipher:none"},
           .label = key_label(),
           .actual = say(lang_, "not encrypted", "未加密"),
           .location = location(file_, key.place),
           .iterations = 0,
           .usual = false});
    }
  }

  // A key in a closed part may be shrouded in another way than the part is.
  void unseen_keys() {
    if (keys_ >= 2) {
      add_plain("keys:several", say(lang_, "private keys", "私钥"), std::to_string(keys_), true);
    } else if (keys_ == 0 && !closed_) {
      add_plain("keys:none", say(lang_, "private keys", "私钥"), "0", true);
    }
    if (seen_keys_ > 0 || keys_ > 0 || !closed_) return;
    const auto shut = std::find_if(store_.parts.begin(), store_.parts.end(),
                                   [](const StorePart& part) { return part.closed.has_value(); });
    needs_.hidden.push_back(
        {shut->closed->kind, say(lang_, "whether there is a key, and how it is encrypted, does not show: {}",
                                 "有没有私钥、如何加密，都看不出来：{}", shut->closed->text)});
  }

  void password() {
    const std::string label = say(lang_, "password", "密码");
    if (store_.form == PasswordForm::empty) return add_plain("password:empty", label, say(lang_, "empty", "空"), true);
    if (store_.form == PasswordForm::absent)
      return add_plain("password:absent", label, say(lang_, "none", "没有"), true);
    if (!is_beyond_ascii(store_.form)) return;
    // No table says who types it in the same encoding; who takes no such character at all, one does.
    add({.words = {"password:non-ascii", "password:encoding"},
         .label = label,
         .actual = say(lang_, "characters outside ASCII, in an encoding of its own", "含 ASCII 以外的字符，且编码特殊"),
         .location = file_.path,
         .iterations = 0,
         .usual = false});
  }

  const LoadedFile& file_;
  std::size_t container_;
  const Store& store_;
  Lang lang_;
  PfxNeeds needs_;
  static constexpr std::size_t kMostFacts = 100;  // thousands of bags in as many ways are no file of anyone
  std::size_t keys_ = 0, seen_keys_ = 0;
  bool closed_ = false, cut_ = false;
};

int gravity(Accepts accepts) {
  return accepts == Accepts::no ? 2 : accepts == Accepts::unknown ? 1 : 0;
}

void heed(PfxJudgement& judgement, Accepts accepts, const kb::PfxRule* rule) {
  if (gravity(accepts) <= gravity(judgement.accepts)) return;
  judgement.accepts = accepts;
  judgement.rule = rule;
}

PfxJudgement judge(const PfxFact& fact, const kb::PfxImport& target) {
  PfxJudgement judgement{.fact = &fact, .accepts = Accepts::yes, .rule = nullptr};
  for (const std::string& word : fact.words) {
    const kb::PfxRule* rule = kb::pfx_rule(target, word);
    if (rule != nullptr) {
      heed(judgement, rule->accepts, rule);
    } else if (!fact.usual) {
      heed(judgement, Accepts::unknown, nullptr);
    }
  }
  if (target.max_iterations > 0 && fact.iterations > target.max_iterations) {
    const kb::PfxRule* rule = kb::pfx_rule(target, "iterations");
    heed(judgement, rule == nullptr ? Accepts::unknown : rule->accepts, rule);
  }
  return judgement;
}

}  // namespace

PfxNeeds pfx_needs(const LoadedFile& file, std::size_t container, Lang lang) {
  return Reader(file, container, lang).read();
}

PfxVerdict judge(const PfxNeeds& needs, const kb::PfxImport& target) {
  PfxVerdict verdict;
  for (const PfxFact& fact : needs.facts) {
    const PfxJudgement judgement = judge(fact, target);
    if (judgement.accepts != Accepts::yes) verdict.against.push_back(judgement);
  }
  std::stable_sort(verdict.against.begin(), verdict.against.end(), [](const PfxJudgement& a, const PfxJudgement& b) {
    return gravity(a.accepts) > gravity(b.accepts);
  });
  if (!verdict.against.empty()) verdict.accepts = verdict.against.front().accepts;
  return verdict;
}

std::string why(const PfxJudgement& judgement, Lang lang) {
  if (judgement.rule == nullptr) {
    return say(lang, "no source says whether it reads this: {} {}", "没有资料说明能否读取：{} {}",
               judgement.fact->label, judgement.fact->actual);
  }
  return std::string(lang == Lang::zh ? judgement.rule->why.zh : judgement.rule->why.en);
}

}  // namespace certdoc
