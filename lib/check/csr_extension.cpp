// The extensions that a CSR asks for, against what its target needs and what a public CA takes from a request.
#include <algorithm>
#include <array>

#include "base/say.hpp"
#include "check/checks.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

constexpr std::array<std::string_view, 1> kDecides{"csr-extension-for-target"};

constexpr std::string_view kAnyUse = "2.5.29.37.0";
constexpr std::string_view kServerAuth = "1.3.6.1.5.5.7.3.1";
constexpr std::string_view kCodeSigning = "1.3.6.1.5.5.7.3.3";
constexpr std::string_view kAlternativeName = "2.5.29.17";

// What requests usually ask for. RFC 5280 4.2: key identifier, usages, names, constraints, policies; RFC 7633; and
// what certreq writes: template, application policies, S/MIME capabilities.
constexpr std::array<std::string_view, 13> kUsual{"2.5.29.14",
                                                  "2.5.29.15",
                                                  "2.5.29.17",
                                                  "2.5.29.18",
                                                  "2.5.29.19",
                                                  "2.5.29.32",
                                                  "2.5.29.37",
                                                  "1.3.6.1.5.5.7.1.24",
                                                  "1.3.6.1.4.1.311.20.2",
                                                  "1.3.6.1.4.1.311.21.7",
                                                  "1.3.6.1.4.1.311.21.10",
                                                  "1.2.840.113549.1.9.15",
                                                  "1.3.6.1.4.1.311.25.2"};

bool has(const std::vector<std::string>& list, std::string_view what) {
  return std::find(list.begin(), list.end(), what) != list.end();
}

bool is_usual(const std::string& oid) {
  return std::find(kUsual.begin(), kUsual.end(), oid) != kUsual.end();
}

class Request {
 public:
  Request(Tally& tally, const LoadedFile& file, const Artifact& artifact, const Context& context)
      : tally_(tally), file_(file), artifact_(artifact), csr_(*artifact.csr), context_(context) {}

  void examine() {
    const std::string_view use = context_.target == nullptr ? "any" : context_.target->use;
    if (use == "server") server();
    if (use == "code-signing") code_signing();
    unusual();
    if (!found_) tally_.healthy();
  }

 private:
  Lang lang() const { return context_.lang; }

  void found(Severity severity, std::string message, std::string expected, std::string actual) {
    found_ = true;
    tally_.sick(severity, std::move(message),
                {.label = say(lang(), "requested extensions", "请求的扩展"),
                 .expected = std::move(expected),
                 .actual = std::move(actual),
                 .location = location(file_, artifact_.place)});
  }

  // Either no usages are asked for, and the CA sets its own, or the right one is among them.
  bool asks_for_another_use(std::string_view use) const {
    const auto& uses = csr_.extended_key_usage;
    return !uses.empty() && !has(uses, use) && !has(uses, kAnyUse);
  }

  void server() {
    if (asks_for_another_use(kServerAuth)) {
      found(Severity::warning,
            say(lang(), "{} asks for other uses than server authentication", "{} 请求的用途不含服务器身份验证",
                file_.path),
            fmt::format("serverAuth ({})", kServerAuth), fmt::format("{}", fmt::join(csr_.extended_key_usage, ", ")));
      tally_.remedy("regenerate-csr-default-provider");
    }
    if (csr_.dns_names.empty()) {
      found(Severity::warning,
            say(lang(), "{} asks for no alternative name; clients go by those alone",
                "{} 没有请求备用名称(SAN)，而客户端只认 SAN", file_.path),
            "subjectAltName",
            has(csr_.extensions, kAlternativeName) ? say(lang(), "without DNS names", "不含域名")
                                                   : say(lang(), "none", "无"));
    }
  }

  void code_signing() {
    if (asks_for_another_use(kCodeSigning)) {
      found(Severity::warning,
            say(lang(), "{} asks for other uses than code signing", "{} 请求的用途不含代码签名", file_.path),
            fmt::format("codeSigning ({})", kCodeSigning), fmt::format("{}", fmt::join(csr_.extended_key_usage, ", ")));
      tally_.remedy("regenerate-csr-default-provider");
    }
    if (!csr_.dns_names.empty()) {
      found(Severity::warning,
            say(lang(), "{} asks for host names, which no code signing certificate has",
                "{} 请求了域名，而代码签名证书不含域名", file_.path),
            say(lang(), "none", "无"), csr_.dns_names.front());
    }
  }

  void unusual() {
    for (const std::string& oid : csr_.extensions) {
      if (is_usual(oid)) continue;
      found(Severity::note,
            say(lang(), "{} asks for an extension that public CAs drop", "{} 请求了公共 CA 会丢弃的扩展", file_.path),
            say(lang(), "set by the CA", "由 CA 设定"), oid);
      tally_.remedy("reissue-without-extension");
    }
  }

  Tally& tally_;
  const LoadedFile& file_;
  const Artifact& artifact_;
  const CsrParts& csr_;
  const Context& context_;
  bool found_ = false;
};

std::vector<Finding> run(const Material& material, const Context& context) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : material.files) {
    Tally tally(kDecides[0], file);
    for (const Artifact& artifact : file.artifacts) {
      if (artifact.csr) Request(tally, file, artifact, context).examine();
    }
    append(findings,
           tally.finding(say(context.lang, "{} asks for nothing unusual", "{} 请求的扩展没有问题", file.path)));
  }
  return findings;
}

}  // namespace

constexpr Check kCsrExtension{"csr-extension", kDecides, run};

}  // namespace certdoc
