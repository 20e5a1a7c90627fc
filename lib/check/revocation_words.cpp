#include "check/revocation_words.hpp"
#include "net/ldap.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/quote.hpp"
#include "base/say.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMostNames = 3;
constexpr std::size_t kMostFiles = 16;  // in a command; a longer line helps nobody

}  // namespace

std::string RevocationScene::names(const std::vector<std::size_t>& which) const {
  std::vector<std::string> out;
  for (const std::size_t n : which) {
    const std::string& name = subjects[n].name;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  const std::size_t more = out.size() > kMostNames ? out.size() - kMostNames : 0;
  out.resize(out.size() - more);
  const std::string list = fmt::format("{}", fmt::join(out, lang == Lang::zh ? "、" : ", "));
  return more == 0 ? list
                   : say(lang, "{} and {} more", "{} 等 {} 个", list, lang == Lang::zh ? more + kMostNames : more);
}

std::string RevocationScene::command(std::string_view more) const {
  if (arguments.empty() || arguments.size() > kMostFiles) return {};
  std::string out = "certdoc check-crl";
  const auto add = [&out](const std::string& value, std::string_view option) {
    const auto quoted = quoted_for_sh(value);
    if (quoted) out += fmt::format(" {}{}", option, *quoted);
    return quoted.has_value();
  };
  for (const std::string& one : arguments) {
    if (one == "-" || !add(one, {})) return {};
  }
  if (options.trust != "system" && !add(options.trust, "--trust ")) return {};
  if (network.allow_private) out += " --allow-private";
  return more.empty() ? out : fmt::format("{} {}", out, more);
}

bool RevocationScene::has_command(std::string_view name) const {
  return std::find(commands.begin(), commands.end(), name) != commands.end();
}

std::string ldap_words(Lang lang) {
  if (net::ldap_built_in()) {
    return say(lang, "an LDAP address, asked with --ldap only: Active Directory, out of reach from outside the domain",
               "LDAP 地址，仅在使用 --ldap 时查询：属于 Active Directory，域外无法访问");
  }
  return say(lang,
             "an LDAP address, which this build cannot ask: Active Directory, out of reach from outside the domain",
             "LDAP 地址，此构建无法查询：属于 Active Directory，域外无法访问");
}

std::string issuer_fault(const IssuerAnswer& answer, Lang lang) {
  if (answer.unfit.empty()) return {};
  if (answer.certificates == 0) {
    return answer.looks_like.empty()
               ? say(lang, "what came is no certificate", "收到的不是证书")
               : say(lang, "what came is no certificate, but: {}", "收到的不是证书，而是：{}", answer.looks_like);
  }
  if (answer.fits_name) {
    return say(lang, "the certificate of {} has the right name, but another key", "{} 的证书名称相同，但密钥不同",
               answer.found);
  }
  return say(lang, "the certificate of {} is not that of the issuer", "{} 的证书不是颁发者的证书", answer.found);
}

std::string other_way_words(const OtherWay& other, Lang lang) {
  return other.direct ? say(lang, "without the proxy", "不经代理") : say(lang, "through the proxy", "经过代理");
}

std::string authority_words(const RevocationScene& scene, const Inquiry& inquiry) {
  if (inquiry.crl) {
    const chain::CrlView& view = inquiry.crl->view;
    const std::string issuer = name_text(view.issuer);
    const std::string kind = view.is_delta() ? say(scene.lang, "delta CRL", "增量 CRL") : "CRL";
    return view.number
               ? say(scene.lang, "{0} {1} of {2}", "{2} 的 {0} {1}", kind, chain::number_text(*view.number), issuer)
               : say(scene.lang, "the {0} of {1}", "{1} 的 {0}", kind, issuer);
  }
  if (inquiry.from == Inquiry::From::stapled) {
    return say(scene.lang, "the OCSP response stapled by {}", "{} 附带的 OCSP 响应", inquiry.url);
  }
  return say(scene.lang, "the OCSP responder {}", "OCSP 应答服务器 {}", inquiry.url);
}

}  // namespace certdoc
