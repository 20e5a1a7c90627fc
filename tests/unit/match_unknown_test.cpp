// `match`: what cannot be read is never said to fit.
#include "catch.hpp"
#include "matching.hpp"

using namespace certdoc;
using namespace certdoc::test;

namespace {

LoadedFile unreadable(std::string path) {
  LoadedFile loaded;
  loaded.path = std::move(path);
  loaded.error = Error{Error::Kind::unreadable, "permission denied", "", "没有权限", ""};
  return loaded;
}

LoadedFile junk(std::string path) {
  LoadedFile loaded;
  loaded.path = std::move(path);
  loaded.looks_like = "HTML page";
  return loaded;
}

}  // namespace

TEST_CASE("two files in which nothing is recognised do not match", "[match]") {
  CHECK(lines(match_of({junk("a"), junk("b")})) ==
        Lines{"unknown key-mismatch: it is not known whether a belongs to the others [unreadable]",
              "unknown key-mismatch: it is not known whether b belongs to the others [unreadable]"});
}

TEST_CASE("what stays closed is unknown, for its reason", "[match]") {
  CHECK(lines(match_of({file("c", {certificate("k")}), file("k", {closed(Kind::private_key)})})) ==
        Lines{"unknown key-mismatch: it is not known whether k belongs to the others [no-password]"});
  CHECK(lines(match_of({file("c", {certificate("k")}), unreadable("k")})) ==
        Lines{"unknown key-mismatch: it is not known whether k belongs to the others [unreadable]"});
  CHECK(lines(match_of({file("c", {certificate("k")}), file("r", {closed(Kind::csr, ReasonKind::unreadable)})})) ==
        Lines{"unknown csr-mismatch: it is not known whether r belongs to the others [unreadable]"});
  CHECK(lines(match_of(
            {file("c", {certificate("k")}), file("x", {closed(Kind::certificate, ReasonKind::unsupported)})})) ==
        Lines{"unknown certificate-unpaired: it is not known whether x belongs to the others [unsupported]"});
}

TEST_CASE("a PFX whose certificate is open and whose key is not is unknown", "[match]") {
  const auto pfx = file("s.p12", {container(Kind::pkcs12), inside(closed(Kind::private_key), "bag 1"),
                                  inside(certificate("k"), "bag 2")});
  const auto result = lines(match_of({pfx, file("c", {certificate("k")})}));
  REQUIRE(result.size() == 2);
  CHECK(result[0] == "unknown key-mismatch: it is not known whether s.p12 (bag 1) belongs to the others [no-password]");
}

TEST_CASE("damage that could not be read keeps a file from being said to fit", "[match]") {
  auto damaged = file("c", {certificate("k")});
  damaged.damages.push_back({"no-end-line", false, {}, "the block at line 30 has no end"});
  const auto result = lines(match_of({damaged, file("k", {private_key("k")})}));
  CHECK(result == Lines{"unknown key-mismatch: it is not known whether c belongs to the others [unreadable]",
                        "ruled_out key-mismatch: k is the private key of c"});
  damaged.damages[0].read = true;
  CHECK(lines(match_of({damaged, file("k", {private_key("k")})})).size() == 1);
}

TEST_CASE("a format known by name only is unsupported", "[match]") {
  Artifact ssh;
  ssh.format = "openssh";
  CHECK(lines(match_of({file("c", {certificate("k")}), file("id_rsa", {ssh})})) ==
        Lines{"unknown key-mismatch: it is not known whether id_rsa belongs to the others [unsupported]"});
}

TEST_CASE("one object alone has nothing to be compared with", "[match]") {
  CHECK(lines(match_of({file("c", {certificate("k")})})) ==
        Lines{"unknown certificate-unpaired: it is not known what c belongs to [no-input]"});
  CHECK(lines(match_of({file("k", {private_key("k")})})) ==
        Lines{"unknown key-unpaired: it is not known what k belongs to [no-input]"});
  CHECK(lines(match_of({file("r", {csr("k")})})) ==
        Lines{"unknown csr-mismatch: it is not known what r belongs to [no-input]"});
}

TEST_CASE("what has no key is not compared, with a note", "[match]") {
  const auto result =
      match_of({file("c", {certificate("k")}), file("k", {private_key("k")}), file("x.crl", {container(Kind::crl)})});
  CHECK(lines(result) == Lines{"ruled_out key-mismatch: k is the private key of c"});
  CHECK(result.notes == Lines{"x.crl is not compared: there is no key, certificate or CSR in it"});
  CHECK(lines(match_of({file("x.crl", {container(Kind::crl)})})) ==
        Lines{"unknown key-mismatch: it is not known what x.crl belongs to [no-input]"});
}

TEST_CASE("a key that does not fit its own public part is an error and matches nothing", "[match]") {
  auto key = private_key("k");
  key.pair = Pair::does_not_fit;
  key.pair_problem = "n = p * q";
  const auto result = match_of({file("c", {certificate("k")}), file("k", {key})});
  CHECK(lines(result) ==
        Lines{"confirmed error key-mismatch: the private part of k does not belong to its own public part"});
  CHECK(result.findings[0].evidence[0].actual == "n = p * q");
  REQUIRE(result.families.size() == 1);
  CHECK(result.families[0].members.size() == 1);
}

TEST_CASE("a closed key beside a wrong one hides nothing", "[match]") {
  const auto result = lines(
      match_of({file("c", {certificate("k")}), file("x", {private_key("x")}), file("k", {closed(Kind::private_key)})}));
  CHECK(result == Lines{"unknown key-mismatch: it is not known whether k belongs to the others [no-password]",
                        "confirmed error key-mismatch: x is not the private key of c"});
}
