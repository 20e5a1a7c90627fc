#include "render/certificate_ends.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace certdoc {
namespace {

class Ends {
 public:
  void add(const std::string& name, const std::string& location, const std::string& not_after) {
    const auto time = parse_time(not_after);
    if (time && seen_.insert(location).second) ends_.push_back({name, location, *time});
  }

  std::vector<CertificateEnd> sorted() && {
    std::sort(ends_.begin(), ends_.end(), [](const CertificateEnd& a, const CertificateEnd& b) {
      return std::tie(a.not_after, a.location) < std::tie(b.not_after, b.location);
    });
    return std::move(ends_);
  }

 private:
  std::vector<CertificateEnd> ends_;
  std::set<std::string> seen_;
};

}  // namespace

std::vector<CertificateEnd> certificate_ends(const Report& report) {
  Ends ends;
  for (const ChainPath& path : report.chains) {
    for (const ChainLink& link : path.links) {
      if (link.origin != "missing" && link.origin != "trust") ends.add(link.name, link.location, link.not_after);
    }
  }
  for (const Object& object : report.objects) {
    if (object.kind == "certificate") ends.add(object.subject, object.location, object.not_after);
  }
  return std::move(ends).sorted();
}

}  // namespace certdoc
