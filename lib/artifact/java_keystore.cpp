// JKS and JCEKS, the key stores of Java before PKCS#12: magic, version, entries, SHA-1. Certificates are in the clear.
// Format: sun.security.provider.JavaKeyStore and com.sun.crypto.provider.JceKeyStore in
// https://github.com/openjdk/jdk/tree/master/src/java.base/share/classes
#include <algorithm>

#include "artifact/containers.hpp"
#include "artifact/java_entries.hpp"
#include "artifact/no_password.hpp"
#include "artifact/objects.hpp"
#include "artifact/store.hpp"
#include "base/decode.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

constexpr std::uint32_t kJks = 0xFEEDFEED;
constexpr std::uint32_t kJceks = 0xCECECECE;
constexpr std::size_t kDigest = 20;

enum EntryTag : std::uint32_t { private_key = 1, trusted_certificate = 2, secret_key = 3 };

// Numbers, texts and blocks as Java's DataOutputStream writes them.
class JavaReader {
 public:
  explicit JavaReader(ByteView bytes) : rest_(bytes) {}

  bool failed() const { return failed_; }
  bool empty() const { return rest_.empty(); }

  std::uint64_t number(std::size_t size) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : take(size)) value = (value << 8U) | byte;
    return value;
  }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  ByteView text() { return take(number(2)); }
  ByteView block() { return take(number(4)); }

 private:
  ByteView take(std::uint64_t size) {
    if (failed_ || size > rest_.size()) {
      failed_ = true;
      return {};
    }
    const ByteView out = rest_.first(size);
    rest_ = rest_.subspan(size);
    return out;
  }

  ByteView rest_;
  bool failed_ = false;
};

tl::unexpected<Error> damaged() {
  return fail(Error::Kind::invalid, "the Java key store is damaged or cut off",
              "get the file anew from where it was made; copy it in binary mode", "Java 密钥库已损坏或被截断",
              "请从生成处重新获取此文件；以二进制方式复制");
}

class StoreReader {
 public:
  StoreReader(Artifact& container, ByteView bytes, const LoadOptions& options)
      : container_(container),
        options_(options),
        bytes_(bytes),
        keys_(options),
        in_(bytes.first(bytes.size() - kDigest)) {}

  Result<std::vector<Artifact>> read() {
    jceks_ = in_.u32() == kJceks;
    container_.format = jceks_ ? "jceks" : "jks";
    version_ = in_.u32();
    if (version_ != 1 && version_ != 2) return damaged();
    check_digest();
    const std::uint32_t count = in_.u32();
    for (std::uint32_t n = 0; n < count && !stopped_; ++n) {
      read_entry();
      if (in_.failed()) return damaged();
    }
    if (!stopped_ && !in_.empty()) return damaged();
    container_.store = store_;
    if (!container_.unread) container_.unread = refused_;
    return std::move(found_);
  }

 private:
  // Over all of the file, so it says more than any key: the password of a key may be another one.
  void check_digest() {
    store_->integrity.kind = Integrity::Kind::keystore;
    store_->integrity.digest = "SHA1";
    store_->integrity.iterations = 1;
    const auto fit = keys_.of_store(bytes_);
    const bool given = !options_.passwords.empty();
    store_->verdict = given ? PasswordVerdict::fits_none : PasswordVerdict::none_given;
    if (fit) {
      store_->verdict = PasswordVerdict::fits;
      store_->form = fit->form;
      store_->password = fit->password;
    } else if (given) {
      refused_ = no_password_reason(options_);
    }
  }

  // False, and the reading ends, where there are more objects than allowed.
  bool room() {
    if (found_.size() < options_.limits.objects) return true;
    stop(say(options_.lang, "only the first {} objects were read", "只读取了前 {} 个对象", found_.size()));
    return false;
  }

  void stop(std::string text) {
    stopped_ = true;
    if (!container_.unread) container_.unread = Reason{ReasonKind::unsupported, std::move(text)};
  }

  void read_entry() {
    const std::uint32_t tag = in_.u32();
    const std::string alias = line_to_utf8(as_text(in_.text()));
    in_.number(8);  // when it was made
    if (in_.failed() || !room()) return;
    if (tag == EntryTag::private_key) return read_key_entry(alias);
    if (tag == EntryTag::trusted_certificate) {
      store_->parts.emplace_back();
      return read_certificate_entry(alias, 0);
    }
    if (tag == EntryTag::secret_key && jceks_) {
      StorePart& part = store_->parts.emplace_back();
      part.encrypted = true;
      part.secrets = 1;
      return stop(say(options_.lang, "the entry {} is a secret key as a Java object; it and what follows were not read",
                      "条目 {} 是以 Java 对象保存的对称密钥；它和其后的内容未读取", alias));
    }
    stop(say(options_.lang, "the entry {} is of an unknown kind; it and what follows were not read",
             "条目 {} 的类型未知；它和其后的内容未读取", alias));
  }

  void read_key_entry(const std::string& alias) {
    const ByteView block = in_.block();
    const std::uint32_t chain = in_.u32();
    if (in_.failed()) return;
    Artifact key = artifact_of(alias, 0);
    container_.encrypted = true;
    StorePart& part = store_->parts.emplace_back();
    part.encrypted = true;
    part.shrouded_keys = 1;
    Bag about;
    keys_.read(key, block, part, about);
    if (key.unread && !container_.unread) container_.unread = key.unread;
    add(std::move(key), std::move(about));
    for (std::uint32_t n = 1; n <= chain && !in_.failed() && !stopped_ && room(); ++n) read_certificate_entry(alias, n);
  }

  void read_certificate_entry(const std::string& alias, std::uint32_t number) {
    if (version_ == 2) in_.text();  // X.509
    const ByteView der = in_.block();
    if (in_.failed()) return;
    Artifact artifact = artifact_of(alias, number);
    artifact.kind = Kind::certificate;
    artifact.der = to_bytes(der);
    const auto done = read_certificate(artifact, options_.lang);
    if (!done) artifact.unread = Reason{ReasonKind::unreadable, done.error().what_in(options_.lang)};
    ++store_->parts.back().certificates;
    Bag about;
    about.trusted = number == 0;
    add(std::move(artifact), std::move(about));
  }

  void add(Artifact artifact, Bag about) {
    about.part = store_->parts.size() - 1;
    artifact.bag = std::make_shared<const Bag>(std::move(about));
    found_.push_back(std::move(artifact));
  }

  Artifact artifact_of(const std::string& alias, std::uint32_t number) const {
    Artifact artifact;
    artifact.encoding = Encoding::der;
    artifact.place = container_.place;
    artifact.name = alias;
    artifact.place.inside =
        number == 0 ? say(options_.lang, "alias {}", "别名 {}", alias)
                    : say(options_.lang, "alias {}, certificate {}", "别名 {}，第 {} 个证书", alias, number);
    return artifact;
  }

  Artifact& container_;
  const LoadOptions& options_;
  ByteView bytes_;
  JavaKeys keys_;
  JavaReader in_;
  std::shared_ptr<Store> store_ = std::make_shared<Store>();
  std::optional<Reason> refused_;  // by the digest
  std::vector<Artifact> found_;
  std::uint32_t version_ = 0;
  bool jceks_ = false;
  bool stopped_ = false;
};

}  // namespace

bool is_java_keystore(ByteView bytes) {
  if (bytes.size() < 4) return false;
  const auto magic = static_cast<std::uint32_t>(JavaReader(bytes).number(4));
  return magic == kJks || magic == kJceks;
}

Result<std::vector<Artifact>> open_java_keystore(Artifact& container, ByteView bytes, const LoadOptions& options) {
  if (!is_java_keystore(bytes) || bytes.size() < 12 + kDigest) return damaged();
  return StoreReader(container, bytes, options).read();
}

}  // namespace certdoc
