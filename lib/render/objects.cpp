#include "render/objects.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "render/voice.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kColumn = 16;  // a SHA-256 fits behind it

struct KindWord {
  std::string_view kind, en, zh;
};

constexpr std::array kKinds{
    KindWord{"certificate", "certificate", "证书"},
    KindWord{"csr", "certificate request", "证书请求"},
    KindWord{"private-key", "private key", "私钥"},
    KindWord{"public-key", "public key", "公钥"},
    KindWord{"crl", "CRL", "吊销列表 CRL"},
    KindWord{"pkcs7", "PKCS#7", "PKCS#7"},
    KindWord{"pkcs12", "PFX (PKCS#12)", "PFX（PKCS#12）"},
    KindWord{"java-keystore", "Java key store", "Java 密钥库"},
    KindWord{"sm2-file", "CFCA .sm2", "CFCA .sm2"},
    KindWord{"ocsp-response", "OCSP response", "OCSP 响应"},
    KindWord{"parameters", "parameters", "算法参数"},
    KindWord{"clock", "clock", "时钟"},
    KindWord{"foreign", "of another program", "其他程序的文件"},
};

class ObjectWriter {
 public:
  ObjectWriter(const Report& report, const RenderOptions& options, Page& page)
      : page_(page),
        voice_(report.lang),
        lang_(report.lang),
        brief_(report.table == Table::picture && !options.verbose) {}

  void write(const Object& o) {
    page_.blank();
    page_.heading(o.location, kind_word(o.kind, lang_), form(o));
    row(Word::state, o.state);
    row(Word::subject, o.subject);
    if (!brief_) row(Word::issuer, o.issuer);
    if (!brief_) row(Word::serial, o.serial);
    if (!o.not_after.empty()) row(Word::valid, voice_.say(Word::from_to, o.not_before, o.not_after));
    row(Word::key, o.algorithm);
    if (!brief_) row(Word::signature, o.signature);
    for (const Field& field : o.fields) page_.labelled(2, field.label, field.value, kColumn);
    if (!brief_) hashes(o);
  }

 private:
  void hashes(const Object& o) {
    hash("SPKI SHA-256", o.spki_sha256);
    hash("SHA-256", o.sha256);
    hash("SHA-1", o.sha1);
  }

  static std::string form(const Object& o) {
    std::string encoding = o.encoding == "other" ? "" : text::upper(o.encoding);
    if (o.format.empty()) return encoding;
    return encoding.empty() ? o.format : fmt::format("{}, {}", encoding, o.format);
  }

  void row(Word label, const std::string& value) {
    if (!value.empty()) page_.labelled(2, voice_.say(label), value, kColumn);
  }

  void hash(std::string_view label, const std::string& value) {
    if (!value.empty()) page_.labelled_verbatim(2, label, value, kColumn);
  }

  Page& page_;
  Voice voice_;
  Lang lang_;
  bool brief_;
};

}  // namespace

std::string_view kind_word(std::string_view kind, Lang lang) {
  const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const KindWord& k) { return k.kind == kind; });
  if (found == kKinds.end()) return kind;
  return lang == Lang::zh ? found->zh : found->en;
}

void render_objects(const Report& report, const RenderOptions& options, Page& page) {
  ObjectWriter writer(report, options, page);
  for (const Object& object : report.objects) writer.write(object);
}

void render_openssl_hashes(const Report& report, Page& page) {
  const auto has = [](const Object& object) { return !object.openssl_hash.empty(); };
  if (std::none_of(report.objects.begin(), report.objects.end(), has)) return;
  page.blank();
  page.text(0, word(Word::openssl_hashes, report.lang));
  for (const Object& object : report.objects) {
    if (has(object)) page.verbatim(2, fmt::format("{}  {}", object.openssl_hash, object.location));
  }
}

}  // namespace certdoc
