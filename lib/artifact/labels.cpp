#include "artifact/labels.hpp"

#include <algorithm>
#include <array>

namespace certdoc {
namespace {

struct Label {
  std::string_view label;
  Kind kind;
};

constexpr std::array kLabels{
    Label{"CERTIFICATE", Kind::certificate},
    Label{"X509 CERTIFICATE", Kind::certificate},
    Label{"TRUSTED CERTIFICATE", Kind::certificate},
    Label{"CERTIFICATE REQUEST", Kind::csr},
    Label{"NEW CERTIFICATE REQUEST", Kind::csr},
    Label{"PRIVATE KEY", Kind::private_key},
    Label{"ENCRYPTED PRIVATE KEY", Kind::private_key},
    Label{"RSA PRIVATE KEY", Kind::private_key},
    Label{"EC PRIVATE KEY", Kind::private_key},
    Label{"DSA PRIVATE KEY", Kind::private_key},
    Label{"ANY PRIVATE KEY", Kind::private_key},
    Label{"SM2 PRIVATE KEY", Kind::private_key},
    Label{"PUBLIC KEY", Kind::public_key},
    Label{"RSA PUBLIC KEY", Kind::public_key},
    Label{"X509 CRL", Kind::crl},
    Label{"PKCS7", Kind::pkcs7},
    Label{"PKCS #7 SIGNED DATA", Kind::pkcs7},
    Label{"CMS", Kind::pkcs7},
    Label{"PKCS12", Kind::pkcs12},
    Label{"OCSP RESPONSE", Kind::ocsp_response},
    Label{"DH PARAMETERS", Kind::parameters},
    Label{"X9.42 DH PARAMETERS", Kind::parameters},
    Label{"EC PARAMETERS", Kind::parameters},
    Label{"SM2 PARAMETERS", Kind::parameters},
    Label{"DSA PARAMETERS", Kind::parameters},
    Label{"OPENSSH PRIVATE KEY", Kind::foreign},
    Label{"SSH2 PUBLIC KEY", Kind::foreign},
    Label{"PGP PRIVATE KEY BLOCK", Kind::foreign},
    Label{"PGP PUBLIC KEY BLOCK", Kind::foreign},
    Label{"PGP MESSAGE", Kind::foreign},
};

std::string_view private_label(std::string_view format) {
  if (format == "pkcs1") return "RSA PRIVATE KEY";
  if (format == "sec1") return "EC PRIVATE KEY";
  if (format == "dsa") return "DSA PRIVATE KEY";
  return format == "pkcs8-encrypted" ? "ENCRYPTED PRIVATE KEY" : "PRIVATE KEY";
}

struct Phrase {
  std::string_view name, en, zh;
};

// In the order of Kind.
constexpr std::array kPhrases{
    Phrase{"certificate", "a certificate", "证书"},
    Phrase{"csr", "a certificate request (CSR)", "证书请求（CSR）"},
    Phrase{"private-key", "a private key", "私钥"},
    Phrase{"public-key", "a public key", "公钥"},
    Phrase{"crl", "a CRL", "吊销列表（CRL）"},
    Phrase{"pkcs7", "a PKCS#7 bundle (.p7b)", "PKCS#7 证书包（.p7b）"},
    Phrase{"pkcs12", "a PFX (PKCS#12)", "PFX 文件（PKCS#12）"},
    Phrase{"java-keystore", "a Java key store", "Java 密钥库"},
    Phrase{"sm2-file", "a CFCA .sm2 file", "CFCA .sm2 文件"},
    Phrase{"ocsp-response", "an OCSP response", "OCSP 响应"},
    Phrase{"parameters", "parameters", "算法参数"},
    Phrase{"foreign", "a file of another program", "其他程序的文件"},
};

const Phrase& phrase(Kind kind) {
  return kPhrases.at(static_cast<std::size_t>(kind));
}

}  // namespace

std::optional<Kind> kind_of_label(std::string_view label) {
  const auto found = std::find_if(kLabels.begin(), kLabels.end(), [&](const Label& l) { return l.label == label; });
  return found == kLabels.end() ? std::nullopt : std::optional(found->kind);
}

std::string usual_label(const Artifact& artifact) {
  switch (artifact.kind) {
    case Kind::certificate: return "CERTIFICATE";
    case Kind::csr: return "CERTIFICATE REQUEST";
    case Kind::private_key: return std::string(private_label(artifact.format));
    case Kind::public_key: return "PUBLIC KEY";
    case Kind::crl: return "X509 CRL";
    case Kind::pkcs7: return "PKCS7";
    default: return {};
  }
}

std::string_view name_of(Kind kind) {
  return phrase(kind).name;
}

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::pem: return "pem";
    case Encoding::der: return "der";
    case Encoding::base64: return "base64";
    case Encoding::other: return "other";
  }
  return "other";
}

std::string_view phrase_of(Kind kind, Lang lang) {
  return lang == Lang::zh ? phrase(kind).zh : phrase(kind).en;
}

}  // namespace certdoc
