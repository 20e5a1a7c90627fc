// tls-version-obsolete: versions that RFC 8996 and RFC 7568 withdrew are still spoken.
#include "base/say.hpp"
#include "check/host.hpp"
#include "check/host_words.hpp"
#include "check/tally.hpp"

namespace certdoc {
namespace {

std::string withdrawn(const net::AddressSeen& seen) {
  std::string out;
  for (const net::TlsVersion version : net::kVersions) {
    if (version >= net::TlsVersion::tls12 || seen.offers(version) != net::Offered::yes) continue;
    out += (out.empty() ? "" : ", ") + std::string(name_of(version));
  }
  return out;
}

// What an answer to the oldest versions tells; a quick look asks for none of them.
bool was_asked(const net::AddressSeen& seen) {
  return seen.offers(net::TlsVersion::tls10) != net::Offered::unknown &&
         seen.offers(net::TlsVersion::tls11) != net::Offered::unknown;
}

}  // namespace

void find_versions(const HostScene& scene, std::vector<Finding>& out) {
  Tally tally("tls-version-obsolete", scene.host);
  for (const net::AddressSeen& one : scene.seen.addresses) {
    const std::string old = withdrawn(one);
    if (!old.empty()) {
      tally.sick(
          Severity::warning,
          say(scene.lang, "{} still speaks {}, which was withdrawn", "{} 仍支持已废止的 {}", scene.host, old),
          {say(scene.lang, "versions", "支持的版本"), {}, version_list(one, net::Offered::yes), one.main.address});
    } else if (was_asked(one) && scene.everything) {
      tally.healthy(say(scene.lang, "{} speaks TLS 1.2 and newer only", "{} 只支持 TLS 1.2 及以上", scene.host));
    }
  }
  append(out, tally.finding({}));
}

}  // namespace certdoc
