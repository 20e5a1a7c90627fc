// Where something is, for formats that want a file and a line instead of one text.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "certdoc/report.hpp"

namespace certdoc {

struct Spot {
  std::string path;        // a file, a URL, or `HOST:PORT`
  std::uint64_t line = 0;  // 0: none
  std::string inside;      // `bag 2`
  bool host = false;
};

// Tells `server.pem:443` from `www.example.com:443` by what the report was asked about.
class Places {
 public:
  explicit Places(const Report& report);

  // Of `server.pem:12`, `store.p12 (bag 2)`, `https://ca.example/a.crl`, `www.example.com:443`.
  Spot of(std::string_view location) const;

  // A file or host that was named, or a URL: something that a consumer can show.
  bool is_known(const Spot& place) const;

 private:
  std::set<std::string, std::less<>> hosts_;
  std::set<std::string, std::less<>> files_;
};

// As a URI reference (RFC 3986): relative for a relative path, `file:` for an absolute one, of a host one path segment.
// Whatever bytes are in the path, the result is printable ASCII.
std::string uri_of(const Spot& place);

}  // namespace certdoc
