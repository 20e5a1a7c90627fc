#include <algorithm>
#include <set>
#include <string>

#include "catch.hpp"
#include "kb/targets.hpp"

using namespace certdoc::kb;

namespace {

bool is_known_word(std::string_view word) {
  const auto words = known_words();
  return std::find(words.begin(), words.end(), word) != words.end();
}

Accepts verdict(std::string_view target, std::string_view what) {
  const kb::Target* found = find_target(target);
  REQUIRE(found != nullptr);
  const TargetRule* its = rule(*found, what);
  REQUIRE(its != nullptr);
  return its->accepts;
}

}  // namespace

TEST_CASE("every rule of a target has a known word, a source and both languages", "[targets][check]") {
  for (const kb::Target& target : targets()) {
    CHECK_FALSE(target.rules.empty());
    for (const TargetRule& rule : target.rules) {
      INFO(target.name << " " << rule.what);
      CHECK(is_known_word(rule.what));
      CHECK((rule.source.starts_with("http") || rule.source == "tried"));
      CHECK_FALSE(rule.why.en.empty());
      CHECK_FALSE(rule.why.zh.empty());
      CHECK(rule.why.en != rule.why.zh);
      CHECK_FALSE(rule.why.en.ends_with('.'));
      CHECK_FALSE(rule.why.zh.ends_with("。"));
    }
  }
}

TEST_CASE("a name of a target means one target", "[targets][check]") {
  std::set<std::string_view> seen;
  for (const kb::Target& target : targets()) {
    CHECK(seen.insert(target.name).second);
    for (const std::string_view alias : target.aliases) CHECK(seen.insert(alias).second);
  }
}

TEST_CASE("all targets that people may name are there, under their other names too", "[targets][check]") {
  for (const char* name : {"nginx", "apache", "haproxy", "iis", "exchange", "windows-code-signing",
                           "windows-server-2003", "windows-server-2008", "windows-server-2008r2", "windows-server-2012",
                           "windows-server-2012r2", "windows-server-2016", "windows-server-2019", "windows-server-2022",
                           "windows-server-2025", "java", "tomcat", "macos"}) {
    INFO(name);
    CHECK(find_target(name) != nullptr);
  }
  CHECK(find_target("httpd") == find_target("apache"));
  CHECK(find_target("IIS10") == find_target("iis"));
  CHECK(find_target("win2016") == find_target("windows-server-2016"));
  CHECK(find_target("keytool") == find_target("java"));
  CHECK(find_target("lighttpd") == nullptr);
}

TEST_CASE("the table says what differs between the targets", "[targets][check]") {
  CHECK(verdict("nginx", "key:encrypted") == Accepts::yes);
  CHECK(verdict("haproxy", "key:encrypted") == Accepts::no);
  CHECK(verdict("nginx", "pkcs12") == Accepts::no);
  CHECK(verdict("iis", "pkcs12") == Accepts::yes);
  CHECK(verdict("iis", "pem-key") == Accepts::no);
  CHECK(verdict("tomcat", "pem-key") == Accepts::yes);
  CHECK(verdict("java", "pem-key") == Accepts::no);
  CHECK(verdict("windows-server-2016", "pkcs12-modern") == Accepts::no);
  CHECK(verdict("windows-server-2019", "pkcs12-modern") == Accepts::yes);
  CHECK(verdict("iis", "pkcs12-modern") == Accepts::unknown);
  CHECK(verdict("windows-server-2003", "hash:sha256") == Accepts::no);
  CHECK(verdict("windows-server-2008", "hash:sha256") == Accepts::yes);
  CHECK(verdict("windows-server-2003", "alg:ec-p256") == Accepts::no);
  CHECK(verdict("iis", "alg:ed25519") == Accepts::no);
  CHECK(verdict("nginx", "alg:ed25519") == Accepts::yes);
  CHECK(find_target("nginx")->reads_key_as_root);
  CHECK_FALSE(find_target("tomcat")->reads_key_as_root);
}
