// The names of a virtual host against those of its certificate.
#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "base/say.hpp"
#include "base/text.hpp"
#include "chain/certificate.hpp"
#include "chain/judge.hpp"
#include "check/deployment.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMostShown = 8;

// A name that clients ask for, or `*.` and such a name. Nothing: it stands for anything (`_`, `~^www`), or is decided
// when the server runs.
std::vector<std::string> hosts_of(const std::string& name) {
  if (name.starts_with('.')) return {name.substr(1), "*" + name};  // nginx: both
  const std::string_view plain = name.starts_with("*.") ? std::string_view(name).substr(2) : std::string_view(name);
  const auto fits = [](char c) {
    return text::is_word(c) || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
  };
  const bool host = !plain.empty() && plain.find_first_not_of('_') != std::string_view::npos &&
                    std::all_of(plain.begin(), plain.end(), fits);
  if (!host && chain::address_octets(name).empty()) return {};
  return {name};
}

// Which certificate the server shows: the first that is none of a CA; else the first.
std::optional<chain::Certificate> leaf_of(const Material& material, const LoadedFile*& in) {
  std::optional<chain::Certificate> first;
  for (const LoadedFile& file : material.files) {
    for (const Artifact& artifact : file.artifacts) {
      if (!artifact.certificate || (first && artifact.certificate->is_ca)) continue;
      auto certificate = chain::read(artifact);
      if (!certificate) continue;
      const bool leaf = !artifact.certificate->is_ca;
      first = std::move(certificate);
      in = &file;
      if (leaf) return first;
    }
  }
  return first;
}

bool covers(const chain::Certificate& leaf, const std::string& host) {
  if (!leaf.alternative_names) return false;
  const Bytes address = chain::address_octets(host);
  const std::string ascii =
      host.starts_with("*.") ? "*." + chain::host_in_ascii(host.substr(2)) : chain::host_in_ascii(host);
  return std::any_of(leaf.alternative_names->begin(), leaf.alternative_names->end(), [&](const auto& name) {
    if (!address.empty()) return name.kind == chain::GeneralName::Kind::ip && as_text(name.content) == as_text(address);
    if (name.kind != chain::GeneralName::Kind::dns) return false;
    const std::string_view own = as_text(name.content);
    // Only a wildcard stands for what a wildcard stands for.
    return host.starts_with("*.") ? text::equal_ignoring_case(own, ascii) : chain::host_matches(own, ascii);
  });
}

std::string names_in(const chain::Certificate& leaf) {
  std::string out;
  std::size_t count = 0;
  if (!leaf.alternative_names) return out;
  for (const auto& name : *leaf.alternative_names) {
    if (name.kind != chain::GeneralName::Kind::dns) continue;
    if (count++ == kMostShown) return out + " ...";
    out += (out.empty() ? "" : " ") + std::string(as_text(name.content));
  }
  return out;
}

std::string more_names(std::size_t more, Lang lang) {
  if (more == 0) return {};
  return more == 1 ? say(lang, " and 1 more name", " 及另外 1 个名称")
                   : say(lang, " and {} more names", " 及另外 {} 个名称", more);
}

}  // namespace

std::vector<Finding> name_findings(const Material& material, const Context& context,
                                   const std::vector<machine::ConfigValue>& names, bool binding) {
  const LoadedFile* file = nullptr;
  const auto leaf = leaf_of(material, file);
  std::vector<machine::ConfigValue> wrong;
  std::size_t right = 0;
  if (!leaf) return {};
  for (const machine::ConfigValue& name : names) {
    for (const std::string& host : hosts_of(name.value)) {
      if (covers(*leaf, host)) {
        ++right;
      } else {
        wrong.push_back({host, name.location});
      }
    }
  }
  const Lang lang = context.lang;
  Tally tally("hostname-mismatch", *file);
  const Severity severity = binding && right == 0 ? Severity::error : Severity::warning;
  for (std::size_t n = 0; n < wrong.size() && n < kMostShown; ++n) {
    const std::string more = more_names(wrong.size() - 1, lang);
    tally.sick(severity, say(lang, "{} is not for {}{}", "{} 不适用于 {}{}", file->path, wrong[n].value, more),
               {.label = say(lang, "names in it", "证书中的名称"),
                .expected = wrong[n].value,
                .actual = names_in(*leaf),
                .location = wrong[n].location});
  }
  if (right > 0) tally.healthy();
  std::vector<Finding> findings;
  append(findings, tally.finding(right == 1 ? say(lang, "{} is for the name that the server has for it",
                                                  "{} 适用于服务器配置的名称", file->path)
                                            : say(lang, "{} is for the {} names that the server has for it",
                                                  "{} 适用于服务器配置的 {} 个名称", file->path, right)));
  return findings;
}

std::vector<Finding> missing_key_findings(const Material& material, const Context& context, const std::string& server) {
  const LoadedFile* with_certificate = nullptr;
  for (const LoadedFile& file : material.files) {
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.kind == Kind::private_key || artifact.store || artifact.kind == Kind::foreign) return {};
      if (artifact.certificate && with_certificate == nullptr) with_certificate = &file;
    }
    const bool unread = std::any_of(file.damages.begin(), file.damages.end(), [](const Damage& d) { return !d.read; });
    if (file.error || unread) return {};  // it may be in there
  }
  if (with_certificate == nullptr) return {};
  const Lang lang = context.lang;
  Tally tally("certificate-unpaired", *with_certificate);
  const std::string where = fmt::format("{}", material.files.back().path);
  tally.sick(Severity::error,
             say(lang, "there is no private key in {}, where {} looks for it", "{} 中没有私钥，而 {} 要在其中读取私钥",
                 where, server),
             {.label = say(lang, "private key", "私钥"),
              .expected = where,
              .actual = say(lang, "none", "无"),
              .location = with_certificate->path});
  std::vector<Finding> findings;
  append(findings, tally.finding({}));
  return findings;
}

}  // namespace certdoc
