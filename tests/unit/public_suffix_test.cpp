// The Public Suffix List as it is written, and the wildcards that are held to it.
#include <algorithm>

#include "catch.hpp"
#include "chain/public_suffix.hpp"
#include "forest_special.hpp"
#include "material.hpp"

using namespace certdoc;
using namespace certdoc::test;
using chain::PublicSuffixes;

namespace {

// In the form of the list; every kind of rule.
constexpr std::string_view kList = R"(// comment
// ===BEGIN ICANN DOMAINS===

// com : comment
com

// uk
uk
co.uk

// ck
*.ck
!www.ck

// cn
cn
公司.cn
*.kawasaki.jp
!city.kawasaki.jp

// ===END ICANN DOMAINS===
// ===BEGIN PRIVATE DOMAINS===
github.io
// ===END PRIVATE DOMAINS===
)";

PublicSuffixes list() {
  static const Workbench material;
  material.write("list.dat", kList);
  return PublicSuffixes({material.path("missing.dat"), material.path("list.dat")});
}

// The problems of a leaf with this name, by rule.
std::vector<std::string> rules(const std::string& name, PublicSuffixes* suffixes, chain::Profile profile) {
  Chain chain = usual_chain();
  chain.leaf().extensions["subjectAltName"] = "DNS:www.example.com,DNS:" + name;
  chain.question.suffixes = suffixes;
  chain.question.profile = profile;
  const Examination examined(as_case("wildcard=", chain));
  std::vector<std::string> out;
  for (const chain::Problem& problem : examined.best().problems) {
    if (problem.rule == chain::Rule::wildcard_over_suffix) {
      out.push_back(problem.severity == Severity::error ? "error" : "warning");
    }
    if (problem.rule == chain::Rule::wildcard_suffix_unknown) out.push_back("unknown");
  }
  return out;
}

}  // namespace

TEST_CASE("a name is a public suffix as the rules of the list say", "[public_suffix]") {
  PublicSuffixes suffixes = list();
  for (const char* name : {"com", "co.uk", "unlisted", "ck", "any.ck", "xn--55qx5d.cn", "any.kawasaki.jp"}) {
    CAPTURE(name);
    CHECK(suffixes.is_suffix(name) == true);
  }
  // github.io stands in the section of private domains: whoever has it may have a certificate for all of it.
  for (const char* name : {"example.com", "example.co.uk", "www.ck", "city.kawasaki.jp", "xn--fiqs8s.cn", "kawasaki.jp",
                           "a.b.ck", "github.io", "o.uk"}) {
    CAPTURE(name);
    CHECK(suffixes.is_suffix(name) == false);
  }
}

TEST_CASE("without a list nobody knows", "[public_suffix]") {
  PublicSuffixes none({"/nonexistent/list.dat"});
  CHECK(none.is_suffix("co.uk") == std::nullopt);
  static const Workbench material;
  material.write("other.dat", "com\nuk\n");  // no list: its sections are missing
  PublicSuffixes other({material.path("other.dat")});
  CHECK(other.is_suffix("co.uk") == std::nullopt);
}

TEST_CASE("a wildcard over a public suffix is an error for public CAs and a warning elsewhere", "[public_suffix]") {
  using chain::Profile;
  PublicSuffixes suffixes = list(), none({});
  CHECK(rules("*.co.uk", &suffixes, Profile::webpki) == std::vector<std::string>{"error"});
  CHECK(rules("*.CO.UK", &suffixes, Profile::rfc5280) == std::vector<std::string>{"warning"});
  CHECK(rules("*.example.co.uk", &suffixes, Profile::webpki).empty());
  CHECK(rules("*.com", nullptr, Profile::webpki) == std::vector<std::string>{"error"});
  CHECK(rules("*.co.uk", &none, Profile::webpki) == std::vector<std::string>{"unknown"});
  CHECK(rules("*.co.uk", &none, Profile::rfc5280).empty());
}
