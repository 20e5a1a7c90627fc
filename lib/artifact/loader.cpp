#include "artifact/loader.hpp"

#include <openssl/crypto.h>
#include <algorithm>

#include "artifact/armor.hpp"
#include "artifact/containers.hpp"
#include "artifact/der.hpp"
#include "artifact/keys.hpp"
#include "artifact/labels.hpp"
#include "artifact/large_pem.hpp"
#include "artifact/magic.hpp"
#include "artifact/objects.hpp"
#include "artifact/pkcs12_ber.hpp"
#include "artifact/read_file.hpp"
#include "artifact/sst.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

// A CRL from this size on is not copied out of what it was read into.
constexpr std::size_t kLargeCrl = 256 * 1024;

using Held = std::shared_ptr<const SecretBytes>;

class Loader {
 public:
  // `held`: whose bytes are read; null: they are gone afterwards.
  Loader(std::string path, const LoadOptions& options, Held held = nullptr)
      : options_(options), held_(std::move(held)) {
    file_.path = std::move(path);
  }

  LoadedFile run(ByteView bytes) {
    file_.size = bytes.size();
    if (bytes.empty()) {
      file_.looks_like = word("empty file", "空文件");
    } else if (is_java_keystore(bytes)) {
      java_keystore(bytes);
    } else if (is_serialized_store(bytes)) {
      serialized_store(bytes);
    } else if (!binary(bytes)) {
      looks_like_text(bytes) ? text(bytes) : unknown(bytes);
    }
    return std::move(file_);
  }

  // What is held is a CRL that stood in PEM, in a file of this size.
  LoadedFile run_decoded(std::size_t size) {
    file_.size = size;
    object(*held_, "X509 CRL", Encoding::pem, {1, 0, {}}, held_);
    return std::move(file_);
  }

 private:
  std::string word(std::string_view en, std::string_view zh) const { return say(options_.lang, en, zh); }
  bool full() const { return file_.artifacts.size() >= options_.limits.objects; }

  void damage(std::string id, bool read, const Place& place, std::string text) {
    file_.damages.push_back({std::move(id), read, place, std::move(text)});
  }

  void unknown(ByteView bytes) { file_.looks_like = name_of_binary(bytes, options_.lang); }

  // DER from the first byte on; false: it is something else. Several objects may follow one another.
  bool binary(ByteView bytes) {
    std::size_t at = 0;
    while (at < bytes.size() && !full()) {
      const ByteView rest = bytes.subspan(at);
      const std::size_t size = der_size(rest);
      if (size == 0) break;
      object(rest.first(size), {}, Encoding::der, {0, at, {}}, held_);
      at += size;
    }
    if (at > 0 && at < bytes.size()) trailing({0, at, {}}, bytes.size() - at);
    return at > 0;
  }

  // Of the object at the start, as far as we know what it is; 0: we don't.
  static std::size_t der_size(ByteView bytes) {
    if (bytes.front() != der::sequence) return 0;
    const auto announced = der::announced_size(bytes);
    const bool indefinite = bytes.size() > 1 && bytes[1] == 0x80;  // BER, which PKCS#7 and PKCS#12 may be in
    if (!announced && !indefinite) return 0;
    const std::size_t size =
        announced ? std::min<std::uint64_t>(*announced, bytes.size()) : ber::size(bytes).value_or(bytes.size());
    return kind_of_der(bytes.first(size)) ? size : 0;
  }

  void trailing(const Place& place, std::size_t count) {
    damage("trailing-bytes", true, place,
           say(options_.lang, "{} bytes follow the end of the object, at byte {}",
               "对象结束之后（第 {1} 字节处）还有 {0} 字节", count, place.offset));
  }

  void text(ByteView bytes) {
    TextContents contents = read_text(bytes, options_.limits.objects, options_.lang);
    file_.looks_like = std::move(contents.looks_like);
    std::move(contents.damages.begin(), contents.damages.end(), std::back_inserter(file_.damages));
    for (Block& one : contents.blocks) {
      if (!full()) block(one);
    }
    const bool nothing = contents.blocks.empty() && file_.damages.empty();
    if (nothing && file_.looks_like.empty()) file_.looks_like = word("text without any PEM block", "不含 PEM 块的文本");
    if (contents.blocks.empty() && !contents.foreign.empty()) foreign(contents.foreign, {1, 0, {}});
  }

  void foreign(const std::string& format, const Place& place) {
    Artifact artifact;
    artifact.kind = Kind::foreign;
    artifact.format = format;
    artifact.place = place;
    artifact.unread = Reason{ReasonKind::unsupported, say(options_.lang, "{}; certdoc does not read this format",
                                                          "{}；certdoc 不读取此格式", file_.looks_like)};
    file_.artifacts.push_back(std::move(artifact));
  }

  static bool has_header(const Block& block, std::string_view name, std::string_view part) {
    return std::any_of(block.headers.begin(), block.headers.end(), [&](const auto& header) {
      return header.first == name && header.second.find(part) != std::string::npos;
    });
  }

  void block(Block& block) {
    if (kind_of_label(block.label) == Kind::foreign) {
      if (file_.looks_like.empty()) file_.looks_like = block.label;
      return foreign(block.label == "OPENSSH PRIVATE KEY" ? "openssh" : block.label, block.place);
    }
    if (has_header(block, "Proc-Type", "ENCRYPTED")) return legacy(block);
    const Encoding encoding = block.label.empty() ? Encoding::base64 : Encoding::pem;
    ByteView der = block.der;
    const auto announced = der::announced_size(der);
    if (announced && *announced < der.size()) {
      const std::size_t more = der.size() - *announced;
      der = der.first(*announced);
      // OpenSSL's own: the certificate, then what it is trusted for.
      if (block.label != "TRUSTED CERTIFICATE") trailing_in(block, more);
    }
    const bool large = der.size() >= kLargeCrl && kind_of_der(der) == Kind::crl;
    const Held held = large ? std::make_shared<const SecretBytes>(std::move(block.der)) : nullptr;
    object(der, block.label, encoding, block.place, held);
  }

  void trailing_in(const Block& block, std::size_t count) {
    damage("trailing-bytes", true, block.place,
           say(options_.lang, "{} bytes follow the object inside the PEM block of line {}",
               "第 {1} 行的 PEM 块内，对象之后还有 {0} 字节", count, block.place.line));
  }

  void legacy(const Block& block) {
    Artifact artifact = made(Kind::private_key, block.label, Encoding::pem, block.place);
    settle(read_legacy_encrypted(artifact, block, options_), artifact);
  }

  static Artifact made(Kind kind, const std::string& label, Encoding encoding, const Place& place) {
    Artifact artifact;
    artifact.kind = kind;
    artifact.label = label;
    artifact.encoding = encoding;
    artifact.place = place;
    return artifact;
  }

  // The content decides; the label only where the content is nothing that we know.
  void object(ByteView der, const std::string& label, Encoding encoding, const Place& place, const Held& held) {
    const auto promised = kind_of_label(label);
    // Two INTEGERs in a SEQUENCE are an RSA public key or DH parameters: only the label knows.
    const bool ambiguous = label == "RSA PUBLIC KEY" || promised == Kind::parameters;
    const auto found = ambiguous ? promised : kind_of_der(der);
    const auto kind = found ? found : promised;
    if (!kind) return nothing(label, place);
    Artifact artifact = made(*kind, label, encoding, place);
    judge_label(artifact, promised);
    const bool secret = *kind == Kind::private_key || *kind == Kind::pkcs12 || *kind == Kind::sm2_file;
    if (*kind == Kind::crl && held && der.size() >= kLargeCrl) {
      artifact.held = held;
      artifact.in_held = der;
    } else if (!secret) {
      artifact.der = to_bytes(der);
    }
    read(std::move(artifact), der);
  }

  void nothing(const std::string& label, const Place& place) {
    const std::string what = label.empty() ? word("base64 text", "base64 文本") : label;
    damage("unknown-content", false, place,
           say(options_.lang, "line {}: what stands under {} is no object that we know",
               "第 {} 行：{} 的内容不是已知对象", place.line, what));
  }

  void judge_label(const Artifact& artifact, std::optional<Kind> promised) {
    if (artifact.label == "TRUSTED CERTIFICATE") {
      return damage("trusted-certificate", true, artifact.place,
                    say(options_.lang, "line {}: TRUSTED CERTIFICATE is a form of OpenSSL's own; most programs skip it",
                        "第 {} 行：TRUSTED CERTIFICATE 是 OpenSSL 的私有形式，多数程序会忽略它", artifact.place.line));
    }
    if (artifact.label.empty() || promised == artifact.kind) return;
    damage("wrong-label", true, artifact.place,
           say(options_.lang, "line {}: the label says {}, the content is {}", "第 {} 行：标签写的是 {}，内容却是{}",
               artifact.place.line, artifact.label, phrase_of(artifact.kind, options_.lang)));
  }

  void read(Artifact artifact, ByteView der) {
    switch (artifact.kind) {
      case Kind::certificate: return settle(read_certificate(artifact, options_.lang), artifact);
      case Kind::csr: return settle(read_csr(artifact, options_.lang), artifact);
      case Kind::private_key: return settle(read_private_key(artifact, der, options_), artifact);
      case Kind::public_key: return settle(read_public_key(artifact, options_.lang), artifact);
      case Kind::crl: return settle(read_crl(artifact, options_.lang), artifact);
      case Kind::ocsp_response: return settle(read_ocsp_response(artifact, options_.lang), artifact);
      case Kind::pkcs7:
        return container(std::move(artifact), [&](Artifact&) {
          return certificates_of_pkcs7(der, options_.limits.objects - file_.artifacts.size(), options_.lang);
        });
      case Kind::pkcs12:
        return container(std::move(artifact), [&](Artifact& a) { return open_pkcs12(a, der, options_); });
      case Kind::sm2_file:
        return container(std::move(artifact), [&](Artifact& a) { return open_sm2_file(a, der, options_); });
      default: file_.artifacts.push_back(std::move(artifact));
    }
  }

  void java_keystore(ByteView bytes) {
    container(made(Kind::java_keystore, {}, Encoding::other, {}),
              [&](Artifact& a) { return open_java_keystore(a, bytes, options_); });
  }

  // It has no password and no signature: only what it holds is of interest.
  void serialized_store(ByteView bytes) {
    file_.looks_like = name_of_binary(bytes, options_.lang);
    auto members = open_serialized_store(bytes, options_.limits.objects);
    if (!members) return damage("corrupt", false, {}, members.error().what_in(options_.lang));
    for (Artifact& member : *members) {
      const ByteView der = member.der;
      read(std::move(member), der);
    }
  }

  // What is damaged stays in the list, closed: it was there.
  void settle(const Result<void>& read, Artifact& artifact) {
    if (!read) closed(artifact, read.error());
    file_.artifacts.push_back(std::move(artifact));
  }

  void closed(Artifact& artifact, const Error& error) {
    artifact.unread = Reason{ReasonKind::unreadable, error.what_in(options_.lang)};
    damage("corrupt", false, artifact.place, error.what_in(options_.lang));
  }

  template <class Open>
  void container(Artifact artifact, Open open) {
    auto members = open(artifact);
    if (!members) closed(artifact, members.error());
    const std::size_t parent = file_.artifacts.size();
    const Encoding encoding = artifact.encoding;
    const Place place = artifact.place;
    file_.artifacts.push_back(std::move(artifact));
    if (!members) return;
    for (Artifact& member : *members) {
      member.parent = parent;
      member.encoding = encoding;
      member.place.line = place.line;
      member.place.offset = place.offset;
      if (member.kind == Kind::certificate && !member.key && !member.unread) {
        if (const auto read = read_certificate(member, options_.lang); !read) closed(member, read.error());
      }
      file_.artifacts.push_back(std::move(member));
    }
  }

  const LoadOptions& options_;
  Held held_;
  LoadedFile file_;
};

// Looking up an OID is enough for OpenSSL to read openssl.cnf. It takes a while, and no verdict may depend on it.
void without_openssl_conf() {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
}

}  // namespace

LoadedFile load_bytes(std::string path, ByteView bytes, const LoadOptions& options) {
  without_openssl_conf();
  return Loader(std::move(path), options).run(bytes);
}

LoadedFile load_file(const std::string& path, const LoadOptions& options) {
  auto bytes = read_secret_file(path, options.limits.file_bytes);
  if (bytes) {
    without_openssl_conf();
    const std::size_t size = bytes->size();
    const bool decoded = decode_large_crl(*bytes);
    const Held held = std::make_shared<const SecretBytes>(std::move(*bytes));
    Loader loader(path, options, held);
    return decoded ? loader.run_decoded(size) : loader.run(*held);
  }
  LoadedFile file;
  file.path = path;
  file.error = bytes.error();
  return file;
}

}  // namespace certdoc
