// Which addresses are to be asked: each once, whoever names it.
#include <algorithm>

#include "base/text.hpp"
#include "check/revocation.hpp"
#include "net/url.hpp"

namespace certdoc {
namespace {

class Plan {
 public:
  explicit Plan(RevocationScene& scene) : scene_(scene) {}

  void all() {
    for (std::size_t n = 0; n < scene_.subjects.size(); ++n) {
      const chain::Certificate& one = *scene_.subjects[n].certificate;
      if (scene_.options.crl) crls(n);
      // Without the issuer nobody can ask a responder: the question holds hashes of its name and key.
      if (scene_.options.ocsp && scene_.subjects[n].issuer != nullptr) add_all(Ask::ocsp, one.ocsp, n);
      if (scene_.options.issuers) add_all(Ask::issuer, one.ca_issuers, n);
    }
  }

  void missing_issuers() {
    for (std::size_t n = 0; n < scene_.subjects.size(); ++n) {
      if (scene_.subjects[n].issuer == nullptr) add_all(Ask::issuer, scene_.subjects[n].certificate->ca_issuers, n);
    }
  }

  bool deltas() {
    const std::size_t before = scene_.inquiries.size();
    for (std::size_t n = 0; n < before; ++n) {
      const Inquiry& one = scene_.inquiries[n];
      if (one.ask != Ask::crl || !one.crl || !one.crl->proven()) continue;
      const std::vector<std::size_t> subjects = one.subjects;
      for (const std::string& url : urls_of(one.crl->view.freshest)) {
        for (const std::size_t subject : subjects) add(Ask::delta, url, subject);
      }
    }
    return scene_.inquiries.size() > before;
  }

 private:
  static std::vector<std::string> urls_of(const std::vector<chain::DistributionPoint>& points) {
    std::vector<std::string> out;
    for (const chain::DistributionPoint& point : points) {
      if (!point.name) continue;
      for (std::string& url : point.name->urls()) out.push_back(std::move(url));
    }
    return out;
  }

  void crls(std::size_t subject) {
    const bool told =
        subject < scene_.statuses.size() && scene_.statuses[subject].crl.standing != chain::Standing::unknown;
    if (told) return;
    const chain::Certificate& one = *scene_.subjects[subject].certificate;
    add_all(Ask::crl, one.crl_urls, subject);
    const auto freshest = chain::distribution_points(one.freshest_points);
    if (freshest) add_all(Ask::delta, urls_of(*freshest), subject);
  }

  void add_all(Ask ask, const std::vector<std::string>& urls, std::size_t subject) {
    for (const std::string& url : urls) add(ask, url, subject);
  }

  // One request to a responder is about one certificate; a list or an issuer serves all who name it.
  void add(Ask ask, const std::string& url, std::size_t subject) {
    for (Inquiry& known : scene_.inquiries) {
      if (known.ask != ask || known.target != url || known.from != Inquiry::From::network) continue;
      const bool there = std::find(known.subjects.begin(), known.subjects.end(), subject) != known.subjects.end();
      if (there) return;
      if (ask == Ask::ocsp) continue;
      return known.subjects.push_back(subject);
    }
    if (scene_.inquiries.size() >= kMostInquiries) return;
    Inquiry inquiry;
    inquiry.ask = ask;
    inquiry.target = url;
    inquiry.url = net::masked(url);
    inquiry.subjects = {subject};
    scene_.inquiries.push_back(std::move(inquiry));
  }

  RevocationScene& scene_;
};

}  // namespace

bool Inquiry::is_ldap() const {
  const std::string scheme = text::lower(std::string_view(target).substr(0, 8));
  return scheme.starts_with("ldap://") || scheme.starts_with("ldaps://") || scheme.starts_with("ldap:/");
}

void plan_inquiries(RevocationScene& scene) {
  Plan(scene).all();
}

void plan_missing_issuers(RevocationScene& scene) {
  Plan(scene).missing_issuers();
}

bool plan_deltas(RevocationScene& scene) {
  return Plan(scene).deltas();
}

}  // namespace certdoc
