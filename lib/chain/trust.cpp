#include "chain/trust.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <memory>

#include "artifact/loader.hpp"
#include "base/text.hpp"
#include "chain/canonical_name.hpp"

namespace certdoc::chain {
namespace {

constexpr std::size_t kMaxFiles = 10'000;  // of a directory
constexpr int kMaxSameHash = 64;           // HASH.0 to HASH.63

bool is_directory(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}
bool exists(const std::string& path) {
  return ::access(path.c_str(), R_OK) == 0;
}

// 1a2b3c4d.0: what c_rehash and `openssl rehash` make for OpenSSL 1.0 and later.
bool is_hash_name(std::string_view name) {
  const auto is_hex = [](char c) { return text::is_digit(c) || (c >= 'a' && c <= 'f'); };
  return name.size() >= 10 && name[8] == '.' && std::all_of(name.begin(), name.begin() + 8, is_hex) &&
         std::all_of(name.begin() + 9, name.end(), text::is_digit);
}

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

bool is_hashed(const std::string& path) {
  const std::unique_ptr<DIR, CloseDirectory> directory(::opendir(path.c_str()));
  std::size_t looks = 0;
  while (directory && looks++ < kMaxFiles) {
    const dirent* entry = ::readdir(directory.get());
    if (entry == nullptr) return false;
    if (is_hash_name(static_cast<const char*>(entry->d_name))) return true;
  }
  return false;
}

bool holds_certificate(const LoadedFile& file) {
  return std::any_of(file.artifacts.begin(), file.artifacts.end(),
                     [](const Artifact& artifact) { return artifact.certificate.has_value(); });
}

// A key store whose certificates are behind a password that nobody gave.
bool is_locked(const LoadedFile& file) {
  return std::any_of(file.artifacts.begin(), file.artifacts.end(), [](const Artifact& artifact) {
    return artifact.unread && artifact.unread->kind == ReasonKind::no_password;
  });
}

tl::unexpected<Error> locked(const std::string& path) {
  return fail(Error::Kind::unreadable, fmt::format("the trusted certificates in {} are locked", path),
              "give the password with --pass", fmt::format("{} 中的受信任证书被密码锁定", path),
              "请用 --pass 提供密码");
}

tl::unexpected<Error> no_certificates(const std::string& path) {
  return fail(Error::Kind::invalid, fmt::format("{} holds no certificate that could be trusted", path),
              "name a file or directory with CA certificates after --trust, or `system` or `none`",
              fmt::format("{} 中没有可信任的证书", path), "请在 --trust 后给出 CA 证书文件或目录，或 `system`、`none`");
}

// The first place that is there. A directory counts if it is hashed: RHEL has /etc/ssl/certs without hashes.
std::string system_place() {
  for (const std::string& place : system_trust_places()) {
    if (is_directory(place) ? is_hashed(place) : exists(place)) return place;
  }
  return {};
}

}  // namespace

// Debian, Ubuntu, SUSE and Alpine hash /etc/ssl/certs; the bundles: Debian, RHEL, SUSE, Alpine. The list of Go:
// https://github.com/golang/go/blob/master/src/crypto/x509/root_linux.go
const std::vector<std::string>& system_trust_places() {
  static const std::vector<std::string> places{"/etc/ssl/certs",
                                               "/etc/ssl/certs/ca-certificates.crt",
                                               "/etc/pki/tls/certs/ca-bundle.crt",
                                               "/etc/ssl/ca-bundle.pem",
                                               "/etc/pki/tls/cacert.pem",
                                               "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                                               "/etc/ssl/cert.pem"};
  return places;
}

TrustSet TrustSet::none() {
  TrustSet set;
  set.trusts_ = false;
  return set;
}

TrustSet TrustSet::of(std::vector<LoadedFile> files) {
  TrustSet set;
  for (LoadedFile& file : files) set.add(std::move(file));
  return set;
}

Result<TrustSet> TrustSet::open(const std::string& what, const LoadOptions& options) {
  if (what == "none") return none();
  TrustSet set;
  set.options_ = options;
  set.origin_ = what == "system" ? system_place() : what;
  if (set.origin_.empty()) {
    return fail(Error::Kind::unreadable, "this system has no CA certificates in any of the usual places",
                "install the package ca-certificates, or name a file with --trust", "系统的常用位置没有 CA 证书",
                "请安装 ca-certificates 软件包，或用 --trust 指定文件");
  }
  if (is_directory(set.origin_) && is_hashed(set.origin_)) {
    set.hashed_directory_ = set.origin_;
    return set;
  }
  if (is_directory(set.origin_)) {
    for (const std::string& path : walk_directory(set.origin_, kMaxFiles).files) set.add(load_file(path, options));
  } else {
    LoadedFile file = load_file(set.origin_, options);
    if (file.error) return tl::unexpected(*file.error);
    if (!holds_certificate(file) && is_locked(file)) return locked(set.origin_);
    set.add(std::move(file));
  }
  if (set.index_.empty()) return no_certificates(set.origin_);
  return set;
}

void TrustSet::add(LoadedFile file, const std::string* only_subject) {
  if (!holds_certificate(file)) return;
  files_.push_back(std::move(file));
  for (const Artifact& artifact : files_.back().artifacts) {
    if (!artifact.certificate) continue;
    std::string subject = canonical_name(artifact.certificate->subject);
    if (only_subject == nullptr || subject == *only_subject) index_[std::move(subject)].push_back(&artifact);
  }
}

void TrustSet::load_hashed(const std::string& canonical) {
  index_.try_emplace(canonical);
  const std::uint32_t hash = name_hash(canonical);
  for (int n = 0; n < kMaxSameHash; ++n) {
    const std::string path = fmt::format("{}/{:08x}.{}", hashed_directory_, hash, n);
    if (!exists(path)) return;
    add(load_file(path, options_), &canonical);
  }
}

const std::vector<const Artifact*>& TrustSet::by_subject(const std::string& canonical) {
  static const std::vector<const Artifact*> kNone;
  auto found = index_.find(canonical);
  if (found == index_.end() && !hashed_directory_.empty()) {
    load_hashed(canonical);
    found = index_.find(canonical);
  }
  return found == index_.end() ? kNone : found->second;
}

std::vector<const Artifact*> TrustSet::all() {
  if (!hashed_directory_.empty()) {
    // A link and what it points to are one file to the walk.
    for (const std::string& path : walk_directory(hashed_directory_, kMaxFiles).files) {
      const LoadedFile file = load_file(path, options_);
      for (const Artifact& artifact : file.artifacts) {
        if (artifact.certificate) by_subject(canonical_name(artifact.certificate->subject));
      }
    }
  }
  std::vector<const Artifact*> out;
  for (const auto& [subject, anchors] : index_) out.insert(out.end(), anchors.begin(), anchors.end());
  return out;
}

std::size_t TrustSet::loaded() const {
  std::size_t count = 0;
  for (const auto& [subject, anchors] : index_) count += anchors.size();
  return count;
}

}  // namespace certdoc::chain
