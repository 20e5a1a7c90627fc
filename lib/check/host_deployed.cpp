// deployed-differs: is the file that was put on the server the one that it shows?
#include <fmt/format.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "base/time.hpp"
#include "check/host.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

struct Deployed {
  const LoadedFile* file = nullptr;
  const Artifact* leaf = nullptr;
};

// The first certificate of each file that is no CA's; of a file with nothing else the first.
std::vector<Deployed> deployed_in(const Material& material) {
  std::vector<Deployed> out;
  for (const LoadedFile& file : material.files) {
    const Artifact* found = nullptr;
    for (const Artifact& artifact : file.artifacts) {
      if (!artifact.certificate) continue;
      if (found == nullptr || (found->certificate->is_ca && !artifact.certificate->is_ca)) found = &artifact;
    }
    if (found != nullptr) out.push_back({&file, found});
  }
  return out;
}

// Both ways on one key: a renewal. Else by name.
int likeness(const Artifact& served, const Artifact& file) {
  if (served.der == file.der) return 3;
  if (served.key && file.key && served.key->id == file.key->id) return 2;
  return served.certificate->subject == file.certificate->subject ? 1 : 0;
}

std::string days(const Artifact& one) {
  return fmt::format("{} .. {}", to_rfc3339(one.certificate->not_before).substr(0, 10),
                     to_rfc3339(one.certificate->not_after).substr(0, 10));
}

std::string short_hash(const Artifact& one) {
  return hex(sha256(one.der)).substr(0, 16);
}

class Comparison {
 public:
  Comparison(const HostScene& scene, const std::vector<SentChain>& chains)
      : scene_(scene),
        lang_(scene.lang),
        chains_(chains),
        files_(deployed_in(*scene.deployed)),
        tally_("deployed-differs", scene.host) {}

  void run(std::vector<Finding>& out) {
    if (files_.empty()) {
      tally_.open({ReasonKind::no_input,
                   say(lang_, "there is no certificate in the files to compare with", "要比较的文件中没有证书")},
                  say(lang_, "what {} serves was not compared", "未比较 {} 使用的证书", scene_.host));
    } else if (chains_.empty()) {
      tally_.open({ReasonKind::unreachable, say(lang_, "{} showed no certificate", "{} 没有给出证书", scene_.host)},
                  say(lang_, "whether {} serves the file is not known", "不知道 {} 是否使用该文件", scene_.host));
    } else {
      for (const SentChain& chain : chains_) served(chain);
      if (scene_.all_deployed) {
        for (const Deployed& file : files_) unserved(file);
      }
    }
    append(out, tally_.finding({}));
  }

 private:
  static std::string place(const Deployed& one) { return location(*one.file, one.leaf->place); }

  void served(const SentChain& chain) {
    const Artifact* const leaf = chain.leaf();
    if (leaf == nullptr) return;
    const auto closest = std::max_element(files_.begin(), files_.end(), [&](const Deployed& a, const Deployed& b) {
      return likeness(*leaf, *a.leaf) < likeness(*leaf, *b.leaf);
    });
    const int like = likeness(*leaf, *closest->leaf);
    if (like == 3) return same(chain, *closest);
    if (is_of_another_kind(*leaf) && serves_a_file_too(chain)) return;
    // Where several files are for several hosts, or for both kinds of keys, the closest is the one that is meant.
    differs(chain, *leaf, *closest, like);
  }

  // A server with an ECDSA and an RSA certificate: a file of one kind was not meant to replace the other kind's.
  bool is_of_another_kind(const Artifact& leaf) const {
    return std::none_of(files_.begin(), files_.end(),
                        [&](const Deployed& file) { return kind_word(*file.leaf) == kind_word(leaf); });
  }

  // Each address that sent this list shows one of the files to other clients.
  bool serves_a_file_too(const SentChain& chain) const {
    return std::all_of(chain.addresses.begin(), chain.addresses.end(), [&](const std::string& address) {
      return std::any_of(chains_.begin(), chains_.end(), [&](const SentChain& other) {
        const bool there = std::find(other.addresses.begin(), other.addresses.end(), address) != other.addresses.end();
        return there && other.leaf() != nullptr && is_deployed(*other.leaf());
      });
    });
  }

  bool is_deployed(const Artifact& leaf) const {
    return std::any_of(files_.begin(), files_.end(), [&](const Deployed& file) { return file.leaf->der == leaf.der; });
  }

  void same(const SentChain& chain, const Deployed& file) {
    const auto held =
        static_cast<std::size_t>(std::count_if(file.file->artifacts.begin(), file.file->artifacts.end(),
                                               [](const Artifact& one) { return one.certificate.has_value(); }));
    const std::size_t sent = chain.file.artifacts.size();
    if (held == sent || held == 1) {
      return tally_.healthy(
          say(lang_, "{} serves the certificate in {}", "{} 使用的就是 {} 中的证书", chain.file.path, place(file)));
    }
    tally_.healthy(
        say(lang_, "{} serves the certificate in {}, with another chain: the file holds {} certificates, {} are sent",
            "{} 使用的就是 {} 中的证书，但证书链不同：文件中有 {} 张，实际发送 {} 张", chain.file.path, place(file),
            held, sent));
  }

  std::string sentence(const SentChain& chain, const Artifact& leaf, const Deployed& file, int like) const {
    const bool older = leaf.certificate->not_before < file.leaf->certificate->not_before;
    const std::string& host = chain.file.path;
    if (like == 2 && older) {
      return say(lang_, "{} still serves the certificate that the one in {} renews, on the same key",
                 "{} 仍在使用旧证书，{} 中的是同一密钥的续期证书", host, place(file));
    }
    if (like == 2) {
      return say(lang_, "{} serves a newer certificate on the same key than the one in {}",
                 "{} 使用的证书比 {} 中的新，密钥相同", host, place(file));
    }
    if (like == 1 && older) {
      return say(lang_, "{} still serves an older certificate, on another key than the one in {}",
                 "{} 仍在使用旧证书，密钥与 {} 中的不同", host, place(file));
    }
    if (like == 1) {
      return say(lang_, "{} serves another certificate of the same name, on another key than the one in {}",
                 "{} 使用的是同名的另一张证书，密钥与 {} 中的不同", host, place(file));
    }
    return say(lang_, "{} serves the certificate of {}, not the one in {}", "{} 使用的是 {} 的证书，而不是 {} 中的",
               host, short_name(leaf), place(file));
  }

  void differs(const SentChain& chain, const Artifact& leaf, const Deployed& file, int like) {
    tally_.sick(
        Severity::error, sentence(chain, leaf, file, like),
        {.label = "SHA-256", .expected = short_hash(*file.leaf), .actual = short_hash(leaf), .location = where(chain)});
    tally_.add({.label = say(lang_, "validity", "有效期"),
                .expected = days(*file.leaf),
                .actual = days(leaf),
                .location = {}});
    if (like == 2 || !leaf.key || !file.leaf->key) return;
    tally_.add({.label = "SPKI SHA-256",
                .expected = hex(file.leaf->key->spki_sha256).substr(0, 16),
                .actual = hex(leaf.key->spki_sha256).substr(0, 16),
                .location = {}});
  }

  static std::string where(const SentChain& chain) { return fmt::format("{}", fmt::join(chain.addresses, ", ")); }

  // With one host, each file was meant for it.
  void unserved(const Deployed& file) {
    const bool found = std::any_of(chains_.begin(), chains_.end(), [&](const SentChain& chain) {
      return chain.leaf() != nullptr && chain.leaf()->der == file.leaf->der;
    });
    if (found || files_.size() == 1) return;  // the only one was compared with everything that is served
    tally_.sick(
        Severity::error,
        say(lang_, "{} does not serve the certificate in {}", "{} 没有使用 {} 中的证书", scene_.host, place(file)),
        {.label = "SHA-256", .expected = short_hash(*file.leaf), .actual = {}, .location = place(file)});
  }

  const HostScene& scene_;
  Lang lang_;
  const std::vector<SentChain>& chains_;
  std::vector<Deployed> files_;
  Tally tally_;
};

}  // namespace

void find_deployed(const HostScene& scene, const std::vector<SentChain>& chains, std::vector<Finding>& out) {
  if (scene.deployed != nullptr) Comparison(scene, chains).run(out);
}

}  // namespace certdoc
