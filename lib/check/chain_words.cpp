// Rules and values of the chain engine in words.
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <charconv>

#include "artifact/objects.hpp"
#include "base/quote.hpp"
#include "base/say.hpp"
#include "check/chain_scene.hpp"
#include "check/fill.hpp"

namespace certdoc {
namespace {

struct LabelWords {
  std::string_view label, en, zh;
};

// Labels of chain::Value as people read them.
constexpr std::array kLabels{
    LabelWords{"not-after", "not after", "到期时间"},
    LabelWords{"not-before", "not before", "生效时间"},
    LabelWords{"days", "days", "天数"},
    LabelWords{"issuer", "issuer", "颁发者"},
    LabelWords{"hash", "hash", "哈希"},
    LabelWords{"bits", "bits", "位数"},
    LabelWords{"exponent", "exponent", "指数"},
    LabelWords{"curve", "curve", "曲线"},
    LabelWords{"version", "version", "版本"},
    LabelWords{"path-length", "path length", "路径长度"},
    LabelWords{"name", "name", "名称"},
    LabelWords{"constraint", "constraint", "约束"},
    LabelWords{"wanted", "wanted", "要求"},
    LabelWords{"found", "purposes", "用途"},
    LabelWords{"key-usage", "keyUsage", "keyUsage"},
    LabelWords{"names", "names", "名称"},
    LabelWords{"common-name", "common name", "通用名"},
    LabelWords{"host", "host", "主机"},
    LabelWords{"extension", "extension", "扩展"},
    LabelWords{"serial", "serial", "序列号"},
    LabelWords{"date", "revoked on", "吊销时间"},
    LabelWords{"reason", "reason", "原因"},
    LabelWords{"next-update", "next update", "下次更新"},
    LabelWords{"this-update", "this update", "本次更新"},
};

std::string label_in(Lang lang, std::string_view label) {
  const auto found = std::find_if(kLabels.begin(), kLabels.end(), [&](const auto& one) { return one.label == label; });
  return found == kLabels.end() ? std::string(label) : say(lang, found->en, found->zh);
}

unsigned number(const std::string& text) {
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// RFC 5280 4.2.1.3
std::string usages(unsigned bits) {
  constexpr std::array<std::string_view, 9> kUsages{"digitalSignature", "nonRepudiation", "keyEncipherment",
                                                    "dataEncipherment", "keyAgreement",   "keyCertSign",
                                                    "cRLSign",          "encipherOnly",   "decipherOnly"};
  std::string out;
  for (unsigned bit = 0; bit < kUsages.size(); ++bit) {
    if ((bits >> bit & 1U) != 0) out += (out.empty() ? "" : ", ") + std::string(kUsages[bit]);
  }
  return out;
}

// RFC 5280 5.3.1
std::string revocation_reason(unsigned code) {
  constexpr std::array<std::string_view, 11> kReasons{
      "unspecified",   "keyCompromise",        "cACompromise",    "affiliationChanged",
      "superseded",    "cessationOfOperation", "certificateHold", "7",
      "removeFromCRL", "privilegeWithdrawn",   "aACompromise"};
  return code < kReasons.size() ? std::string(kReasons[code]) : std::to_string(code);
}

// OIDs with blanks between them.
std::string oid_names(std::string_view list) {
  std::string out;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    out += (out.empty() ? "" : ", ") + algorithm_name(std::string(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

std::string shown(const chain::Value& value) {
  if (value.label == "wanted" || value.label == "found") return oid_names(value.value);
  if (value.label == "extension") return oid_names(value.value);
  if (value.label == "key-usage") return usages(number(value.value));
  if (value.label == "reason") return revocation_reason(number(value.value));
  if (value.label == "hash") return value.value == "sha1" ? "SHA-1" : "MD5";
  return value.value;
}

std::string word_for(std::string_view word, const ChainScene& scene, const chain::Path& path,
                     const chain::Problem& problem) {
  const auto name = [&](std::size_t n) { return scene.name(path.certificates.at(n)); };
  if (word == "who") return name(problem.at);
  if (word == "by") return name(problem.by.value_or(problem.at));
  const auto found = std::find_if(problem.values.begin(), problem.values.end(),
                                  [&](const chain::Value& value) { return value.label == word; });
  if (found == problem.values.end()) return "?";
  if (word == "days") return days_in_words(scene.lang, number(found->value));
  const std::string value = shown(*found);
  const bool is_time = value.size() == 20 && value[10] == 'T';
  return is_time ? value.substr(0, 10) : value;  // the second stands in the evidence
}

// The value that proves most: what the sentence is about.
const chain::Value* telling(const chain::Problem& problem) {
  for (const std::string_view label : {"names", "found", "reason"}) {
    for (const chain::Value& value : problem.values) {
      if (value.label == label) return &value;
    }
  }
  return problem.values.empty() ? nullptr : &problem.values.front();
}

std::string crl_place(const ChainScene& scene, const chain::Problem& problem) {
  const std::string* file = problem.value("file");
  const std::string* artifact = problem.value("artifact");
  if (file == nullptr || artifact == nullptr) return {};
  const LoadedFile& loaded = scene.material.files.at(number(*file));
  return location(loaded, loaded.artifacts.at(number(*artifact)).place);
}

std::string expected_of(const ChainScene& scene, const chain::Problem& problem) {
  if (const std::string* permitted = problem.value("permitted")) return *permitted;
  if (const std::string* excluded = problem.value("excluded")) {
    return say(scene.lang, "nothing in {}", "不在 {} 之内", *excluded);
  }
  const bool by_usage = problem.rule == chain::Rule::purpose_key_usage;  // other words than those of the purpose
  if (const std::string* wanted = problem.value("wanted"); wanted != nullptr && !by_usage) return oid_names(*wanted);
  if (problem.rule == chain::Rule::host_mismatch) return scene.question.host;
  return std::string(rule_text(problem.rule).expected);
}

}  // namespace

std::string days_in_words(Lang lang, std::int64_t days) {
  if (days < 1) return say(lang, "less than a day", "不到 1 天");
  return days == 1 ? say(lang, "1 day", "1 天") : say(lang, "{} days", "{} 天", days);
}

std::string ChainScene::name(std::size_t certificate) const {
  return short_name(*at(certificate).artifact);
}

std::string ChainScene::place(std::size_t certificate) const {
  const chain::Certificate& one = at(certificate);
  if (one.fetched != nullptr) return one.fetched->path;
  if (one.places.empty()) return trust;
  const LoadedFile& file = material.files[one.places.front().file];
  return location(file, file.artifacts[one.places.front().artifact].place);
}

const LoadedFile& ChainScene::file_of(const chain::Leaf& leaf) const {
  return material.files[at(leaf.certificate).places.front().file];
}

namespace {

bool has_key(const Material& material) {
  const auto is_key = [](const Artifact& artifact) { return artifact.kind == Kind::private_key; };
  return std::any_of(material.files.begin(), material.files.end(), [&](const LoadedFile& file) {
    return std::any_of(file.artifacts.begin(), file.artifacts.end(), is_key);
  });
}

}  // namespace

std::string ChainScene::repair() const {
  if (result.leaves.size() != 1) return {};
  if (target != nullptr && target->form == kb::ChainForm::store) {
    return command(fmt::format("--out chain.p7b --for {}", target->name));
  }
  // A bundle with the key is offered where the key is, and none without it.
  if (target != nullptr && target->form == kb::ChainForm::pem_with_key) {
    if (!has_key(material)) return {};
    return command(fmt::format("--out bundle.pem --for {} --plain-key", target->name));
  }
  const bool own = target != nullptr && target->form == kb::ChainForm::pem;
  return command(fmt::format("--out fullchain.pem --for {}", own ? target->name : "nginx"));
}

std::string ChainScene::command(std::string_view more) const {
  if (served) return {};
  constexpr std::size_t kMostFiles = 16;  // a longer line helps nobody
  if (material.files.size() > kMostFiles) return {};
  std::string out = "certdoc check-chain";
  const auto add = [&out](const std::string& value, std::string_view option) {
    const auto quoted = quoted_for_sh(value);
    if (quoted) out += fmt::format(" {}{}", option, *quoted);
    return quoted.has_value();
  };
  for (const LoadedFile& file : material.files) {
    if (file.path == "-" || !add(file.path, {})) return {};
  }
  if (!more.empty()) out += fmt::format(" {}", more);
  if (!question.host.empty() && !add(question.host, "--host ")) return {};
  if (trust_option != "system" && !add(trust_option, "--trust ")) return {};
  for (const std::string& argument : asked) {
    // What could be taken for an option is quoted as a file; these are options.
    if (argument.starts_with("--")) {
      out += " " + argument;
    } else if (!add(argument, {})) {
      return {};
    }
  }
  return online ? out + " --online" : out;
}

std::string chain_sentence(const ChainScene& scene, const chain::Path& path, const chain::Problem& problem) {
  const RuleText& text = rule_text(problem.rule);
  return filled(scene.lang == Lang::zh ? text.zh : text.en,
                [&](std::string_view word) { return word_for(word, scene, path, problem); });
}

namespace {

// A name that its CA must not issue for is a matter of the CA: there stands what it may.
std::size_t place_of(const chain::Problem& problem) {
  const bool constrained = problem.rule >= chain::Rule::name_excluded && problem.rule <= chain::Rule::name_unsupported;
  return constrained ? problem.by.value_or(problem.at) : problem.at;
}

}  // namespace

Evidence chain_evidence(const ChainScene& scene, const chain::Path& path, const chain::Problem& problem) {
  const std::size_t certificate = path.certificates.at(place_of(problem));
  const std::string crl = crl_place(scene, problem);
  const chain::Value* value = telling(problem);
  const bool bare = value == nullptr || value->label == "file";
  return {.label = bare ? say(scene.lang, "certificate", "证书") : label_in(scene.lang, value->label),
          .expected = expected_of(scene, problem),
          .actual = bare ? name_text(scene.at(certificate).subject) : shown(*value),
          .location = crl.empty() ? scene.place(certificate) : crl};
}

}  // namespace certdoc
