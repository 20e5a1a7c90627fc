// A name that promises something else than the file holds. `.crt` and `.cer` may be PEM or DER: people and programs
// use both.
#include <algorithm>
#include <array>
#include <span>

#include "base/say.hpp"
#include "base/text.hpp"
#include "check/checks.hpp"
#include "check/each_file.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 1> kDecides{"file-misnamed"};

struct Both {
  std::string_view en, zh;
};

constexpr std::array<Kind, 1> kCertificate{Kind::certificate};
constexpr std::array<Kind, 2> kKey{Kind::private_key, Kind::foreign};  // OpenSSH's and PuTTY's keys too
constexpr std::array<Kind, 1> kRequest{Kind::csr};
constexpr std::array<Kind, 1> kPfx{Kind::pkcs12};
constexpr std::array<Kind, 1> kBundle{Kind::pkcs7};
constexpr std::array<Kind, 2> kStore{Kind::java_keystore, Kind::pkcs12};  // keytool writes PKCS#12 since JDK 9
constexpr std::array<Kind, 1> kCrl{Kind::crl};
constexpr std::array<Kind, 1> kSm2{Kind::sm2_file};

struct Promise {
  std::string_view extension;
  std::span<const Kind> kinds;  // one of them
  Both name;
};

// RFC 5280 and 7468 name .cer, .crl and .crt; RFC 7292 .p12 and .pfx; RFC 8551 .p7c; the rest is custom.
constexpr std::array<Promise, 17> kPromises{{{".crt", kCertificate, {"a certificate", "证书"}},
                                             {".cer", kCertificate, {"a certificate", "证书"}},
                                             {".cert", kCertificate, {"a certificate", "证书"}},
                                             {".key", kKey, {"a private key", "私钥"}},
                                             {".csr", kRequest, {"a CSR", "CSR"}},
                                             {".req", kRequest, {"a CSR", "CSR"}},
                                             {".p10", kRequest, {"a CSR", "CSR"}},
                                             {".pfx", kPfx, {"a PKCS#12", "PKCS#12"}},
                                             {".p12", kPfx, {"a PKCS#12", "PKCS#12"}},
                                             {".p7b", kBundle, {"a PKCS#7", "PKCS#7"}},
                                             {".p7c", kBundle, {"a PKCS#7", "PKCS#7"}},
                                             {".spc", kBundle, {"a PKCS#7", "PKCS#7"}},
                                             {".jks", kStore, {"a Java key store", "Java 密钥库"}},
                                             {".jceks", kStore, {"a Java key store", "Java 密钥库"}},
                                             {".keystore", kStore, {"a Java key store", "Java 密钥库"}},
                                             {".crl", kCrl, {"a CRL", "CRL"}},
                                             {".sm2", kSm2, {"a CFCA .sm2 file", "CFCA .sm2 文件"}}}};

Both kind_name(Kind kind) {
  switch (kind) {
    case Kind::certificate: return {"a certificate", "证书"};
    case Kind::csr: return {"a CSR", "CSR"};
    case Kind::private_key: return {"a private key", "私钥"};
    case Kind::public_key: return {"a public key", "公钥"};
    case Kind::crl: return {"a CRL", "CRL"};
    case Kind::pkcs7: return {"a PKCS#7", "PKCS#7"};
    case Kind::pkcs12: return {"a PKCS#12", "PKCS#12"};
    case Kind::java_keystore: return {"a Java key store", "Java 密钥库"};
    case Kind::sm2_file: return {"a CFCA .sm2 file", "CFCA .sm2 文件"};
    case Kind::ocsp_response: return {"an OCSP response", "OCSP 响应"};
    case Kind::parameters: return {"parameters", "参数"};
    case Kind::foreign: break;
  }
  return {"something else", "其他内容"};
}

std::string_view in(const Both& both, Lang lang) {
  return lang == Lang::zh ? both.zh : both.en;
}

std::string extension_of(const std::string& path) {
  const std::string base = path.substr(path.find_last_of('/') + 1);
  const std::size_t dot = base.find_last_of('.');
  return dot == std::string::npos || dot == 0 ? std::string{} : text::lower(base.substr(dot));
}

void judge_encoding(Tally& tally, const LoadedFile& file, const Artifact& first, const std::string& extension,
                    Lang lang) {
  const bool named_der = extension == ".der";
  const bool text = first.encoding == Encoding::pem || first.encoding == Encoding::base64;
  const bool misled = named_der ? text : first.encoding == Encoding::der;
  if (!misled) return tally.healthy();
  const std::string expected = named_der ? "DER" : "PEM";
  const std::string actual = first.encoding == Encoding::der   ? "DER"
                             : first.encoding == Encoding::pem ? "PEM"
                                                               : "base64";
  tally.sick(Severity::warning,
             say(lang, "{} is named {} but is {}", "{} 的扩展名是 {}，实际是 {}", file.path, extension, actual),
             {.label = say(lang, "encoding", "编码"), .expected = expected, .actual = actual, .location = file.path});
  tally.remedy("rename-file");
}

void judge_kind(Tally& tally, const LoadedFile& file, const Artifact& first, const Promise& promise, Lang lang) {
  const bool kept = std::any_of(file.artifacts.begin(), file.artifacts.end(), [&](const Artifact& artifact) {
    return !artifact.parent &&
           std::find(promise.kinds.begin(), promise.kinds.end(), artifact.kind) != promise.kinds.end();
  });
  if (kept) return tally.healthy();
  const std::string_view actual = in(kind_name(first.kind), lang);
  tally.sick(
      Severity::warning,
      say(lang, "{} is named {} but holds {}", "{} 的扩展名是 {}，内容却是{}", file.path, promise.extension, actual),
      {.label = say(lang, "content", "内容"),
       .expected = std::string(in(promise.name, lang)),
       .actual = std::string(actual),
       .location = location(file, first.place)});
  tally.remedy("rename-file");
}

std::optional<Finding> examine(const LoadedFile& file, Lang lang) {
  if (file.artifacts.empty()) return std::nullopt;
  const Artifact& first = file.artifacts.front();
  const std::string extension = extension_of(file.path);
  Tally tally(kDecides[0], file);
  if (extension == ".pem" || extension == ".der") judge_encoding(tally, file, first, extension, lang);
  const auto* promise =
      std::find_if(kPromises.begin(), kPromises.end(), [&](const Promise& row) { return row.extension == extension; });
  if (promise != kPromises.end()) judge_kind(tally, file, first, *promise, lang);
  return tally.finding(say(lang, "the name of {} fits its content", "{} 的扩展名与内容相符", file.path));
}

std::vector<Finding> run(const Material& material, const Context& context) {
  return each_file(material, context, [](const LoadedFile& file, const Context& in) { return examine(file, in.lang); });
}

}  // namespace

constexpr Check kFileMisnamed{"file-misnamed", kDecides, run};

}  // namespace certdoc
