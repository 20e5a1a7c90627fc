// client-certificate-required: does the server let in whoever shows no certificate, and whose would it take?
#include <fmt/format.h>
#include <algorithm>

#include "artifact/objects.hpp"
#include "base/say.hpp"
#include "base/text.hpp"
#include "check/host.hpp"
#include "check/host_words.hpp"
#include "check/tally.hpp"
#include "net/tls_alert.hpp"

namespace certdoc {
namespace {

constexpr std::size_t kMostCas = 8;

std::string status_line(const std::string& page) {
  return page.substr(0, page.find_first_of("\r\n"));
}

class ClientCertificate {
 public:
  explicit ClientCertificate(const HostScene& scene)
      : scene_(scene), tally_("client-certificate-required", scene.host) {}

  void run(std::vector<Finding>& out) {
    for (const net::AddressSeen& one : scene_.seen.addresses) look_at(one.main);
    auto finding = tally_.finding({});
    if (finding && (finding->verdict == Verdict::confirmed || scene_.everything)) out.push_back(std::move(*finding));
  }

 private:
  void look_at(const net::TlsSeen& seen) {
    if (!seen.version) return;
    if (!seen.asks_client_certificate) {
      return tally_.healthy(say(scene_.lang, "{} asks for no client certificate", "{} 不索要客户端证书", scene_.host));
    }
    if (demands_client_certificate(seen)) {
      tally_.sick(Severity::error,
                  say(scene_.lang, "{} lets nobody in without a client certificate", "{} 只接受出示客户端证书的连接",
                      scene_.host),
                  proof(seen));
    } else {
      tally_.sick(Severity::note,
                  say(scene_.lang, "{} asks for a client certificate, and goes on without one",
                      "{} 索要客户端证书，但没有也继续", scene_.host),
                  proof(seen));
    }
    if (seen.client_cas.empty()) {  // RFC 5246 7.4.4: then any may do
      tally_.add({say(scene_.lang, "accepted CA", "接受的 CA"), {}, say(scene_.lang, "any CA", "任何 CA"), {}});
    }
    for (const Bytes& name : first_names(seen)) {
      tally_.add({say(scene_.lang, "accepted CA", "接受的 CA"), {}, name_text(name), {}});
    }
    if (seen.client_cas.size() > kMostCas) {
      tally_.add({say(scene_.lang, "accepted CAs", "接受的 CA 数"), {}, std::to_string(seen.client_cas.size()), {}});
    }
  }

  Evidence proof(const net::TlsSeen& seen) const {
    if (seen.alert_received) {
      return {say(scene_.lang, "alert", "告警"), {}, alert_words(*seen.alert_received), seen.address};
    }
    if (!seen.page.empty()) {
      return {say(scene_.lang, "answer without one", "未出示时的应答"), {}, status_line(seen.page), seen.address};
    }
    return {say(scene_.lang, "asked in", "索要方式"), {}, "CertificateRequest", seen.address};
  }

  static std::vector<Bytes> first_names(const net::TlsSeen& seen) {
    const std::size_t count = std::min(seen.client_cas.size(), kMostCas);
    return {seen.client_cas.begin(), seen.client_cas.begin() + static_cast<std::ptrdiff_t>(count)};
  }

  const HostScene& scene_;
  Tally tally_;
};

// nginx answers 400, IIS 403.7: in HTTP, when the handshake is long over.
bool page_demands(const std::string& page) {
  if (!page.starts_with("HTTP/1.") || page.size() < 12) return false;
  const std::string_view status = std::string_view(page).substr(9, 3);
  const std::string folded = text::lower(page);
  const bool refuses = status == "400" || status == "401" || status == "403" || status == "495" || status == "496";
  return refuses && (folded.find("certificate") != std::string::npos || folded.find("403.7") != std::string::npos);
}

}  // namespace

bool demands_client_certificate(const net::TlsSeen& seen) {
  if (!seen.asks_client_certificate) return false;
  if (page_demands(seen.page)) return true;
  if (!seen.alert_received) return false;
  switch (*seen.alert_received) {
    case net::certificate_required:
    case net::handshake_failure:  // what TLS 1.2 has for it (RFC 5246 7.4.6)
    case net::bad_certificate:
    case net::certificate_unknown:
    case net::unknown_ca:
    case net::access_denied: return true;
    default: return false;
  }
}

void find_client_certificate(const HostScene& scene, std::vector<Finding>& out) {
  ClientCertificate(scene).run(out);
}

}  // namespace certdoc
