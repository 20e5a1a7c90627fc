// `match` over a directory, and over named files beside one.

#include "catch.hpp"
#include "check/base_names.hpp"
#include "matching.hpp"

using namespace certdoc;
using namespace certdoc::test;

TEST_CASE("in a directory pairs are found and orphans are notes", "[match]") {
  const auto result = match_of({found("d/a.crt", {certificate("a")}), found("d/b.key", {private_key("b")}),
                                found("d/c.crt", {certificate("c")}), found("d/x.key", {private_key("a")}),
                                found("d/README", {}), found("d/r.csr", {csr("r")})});
  CHECK(lines(result) == Lines{"ruled_out key-mismatch: d/x.key is the private key of d/a.crt",
                               "confirmed note key-unpaired: no certificate here belongs to d/b.key",
                               "confirmed note certificate-unpaired: no private key here belongs to d/c.crt"});
  CHECK(result.counts.orphans == 2);
  CHECK(result.counts.skipped == 1);
  CHECK(result.counts.families == 4);
  CHECK(result.counts.certificates == 2);
  CHECK(result.counts.keys == 2);
  CHECK(result.counts.csrs == 1);
}

TEST_CASE("a key that waits for its certificate is no orphan", "[match]") {
  const auto result = match_of({found("a.key", {private_key("a")}), found("a.csr", {csr("a")})});
  CHECK(result.findings.empty());
  CHECK(result.counts.pending == 1);
  CHECK(result.counts.orphans == 0);
}

TEST_CASE("a CA that issued something in the directory is no orphan", "[match]") {
  const auto result = match_of({found("a.crt", {certificate("a")}), found("a.key", {private_key("a")}),
                                found("ca.crt", {certificate("c", {.subject = "ca", .issuer = "ca", .is_ca = true})})});
  CHECK(lines(result) == Lines{"ruled_out key-mismatch: a.key is the private key of a.crt"});
  CHECK(result.counts.chain_members == 1);
}

TEST_CASE("a key that the certificate of its name contradicts is an error", "[match]") {
  CHECK(lines(match_of({found("d/s.crt", {certificate("a")}), found("d/s.key", {private_key("b")}),
                        found("d/old.crt", {certificate("b")})})) ==
        Lines{"confirmed error key-mismatch: d/s.key is not the private key of d/s.crt; d/s.key fits d/old.crt",
              "ruled_out key-mismatch: d/s.key is the private key of d/old.crt"});
  CHECK(lines(match_of({found("d/s.crt", {certificate("a")}), found("e/s.key", {private_key("b")})})).front() ==
        "confirmed note certificate-unpaired: no private key here belongs to d/s.crt");
  CHECK(lines(match_of({found("d/both.pem", {certificate("a"), private_key("b")})})) ==
        Lines{"confirmed error key-mismatch: d/both.pem:21 is not the private key of d/both.pem:1"});
  CHECK(lines(match_of({found("d/privkey.pem", {private_key("b")}), found("d/fullchain.pem", {certificate("a")})})) ==
        Lines{"confirmed error key-mismatch: d/privkey.pem is not the private key of d/fullchain.pem"});
}

TEST_CASE("a key with one certificate of its name that fits is not contradicted by another", "[match]") {
  const auto result = match_of(
      {found("s.crt", {certificate("a")}), found("s.key", {private_key("a")}), found("s.pem", {certificate("b")})});
  CHECK(lines(result) == Lines{"ruled_out key-mismatch: s.key is the private key of s.crt",
                               "confirmed note certificate-unpaired: no private key here belongs to s.pem"});
}

TEST_CASE("a CSR that its key contradicts is an error, beside a pair that fits a warning", "[match]") {
  CHECK(lines(match_of({found("s.key", {private_key("a")}), found("s.csr", {csr("b")})})).front() ==
        "confirmed error csr-mismatch: s.key is not the private key of s.csr");
  CHECK(lines(match_of(
                  {found("s.key", {private_key("a")}), found("s.csr", {csr("b")}), found("s.crt", {certificate("a")})}))
            .front() == "confirmed warning csr-mismatch: s.key is not the private key of s.csr");
}

TEST_CASE("names that claim to belong together", "[match]") {
  const auto same = [](std::string_view a, std::string_view b) {
    return !claimed_name(a).empty() && claimed_name(a) == claimed_name(b);
  };
  CHECK(same("d/server.key", "d/server.crt"));
  CHECK(same("server.key", "server.CER"));
  CHECK(same("server.key.pem", "server.crt.pem"));
  CHECK(same("d/privkey.pem", "d/fullchain.pem"));
  CHECK(same("d/privkey.pem", "d/cert.pem"));
  CHECK(same("d/privkey12.pem", "d/cert12.pem"));
  CHECK(same("x-key.pem", "x-cert.pem"));
  CHECK(same("x+5-key.pem", "x+5.pem"));
  CHECK_FALSE(same("d/privkey1.pem", "d/cert2.pem"));
  CHECK_FALSE(same("d/server.key", "e/server.key"));
  CHECK_FALSE(same("server.key", "chain.pem"));
  CHECK_FALSE(same("web1.key", "web2.crt"));
  CHECK_FALSE(same("README", "README"));
  CHECK_FALSE(same("d/monkey.pem", "d/mon.pem"));
}

TEST_CASE("what stays closed in a directory is unknown, and so is what may fit it", "[match]") {
  CHECK(lines(match_of({found("s.crt", {certificate("a")}), found("s.key", {closed(Kind::private_key)})})) ==
        Lines{"unknown key-mismatch: it is not known what s.key belongs to [no-password]",
              "unknown certificate-unpaired: nothing that could be read here belongs to s.crt [no-password]"});
  CHECK(lines(match_of({found("k.key", {private_key("k")}), found("x.key", {closed(Kind::private_key)})})) ==
        Lines{"unknown key-unpaired: it is not known what x.key belongs to [no-password]",
              "confirmed note key-unpaired: no certificate here belongs to k.key"});
}

TEST_CASE("of unreadable files only those named like keys or certificates count", "[match]") {
  auto secret = found("s.key", {});
  secret.error = Error{Error::Kind::unreadable, "permission denied", ""};
  auto conf = found("nginx.conf", {});
  conf.error = secret.error;
  auto text = found("README.pem.txt", {});
  text.damages.push_back({"no-end-line", false, {}, "the block at line 3 has no end"});
  Artifact ssh;
  ssh.format = "openssh";
  const auto result = match_of({secret, conf, text, found("id_rsa", {ssh})});
  CHECK(lines(result) == Lines{"unknown key-unpaired: it is not known what s.key belongs to [unreadable]"});
  CHECK(result.counts.skipped == 3);
  CHECK(result.counts.closed == 1);
}

TEST_CASE("a family lists keys, CSRs and certificates by validity, and counts duplicates", "[match]") {
  const auto result = match_of({found("new.crt", {certificate("a", {.year = 2026})}),
                                found("old.crt", {certificate("a", {.year = 2024})}),
                                found("copy.crt", {certificate("a", {.year = 2026})}), found("r.csr", {csr("a")}),
                                found("s.key", {private_key("a")})});
  REQUIRE(result.families.size() == 1);
  std::vector<std::size_t> files;
  for (const Ref ref : result.families[0].members) files.push_back(ref.file);
  CHECK(files == std::vector<std::size_t>{4, 3, 1, 0, 2});
  CHECK(result.counts.duplicates == 1);
  CHECK(lines(result) == Lines{"ruled_out key-mismatch: s.key is the private key of copy.crt"});
}

TEST_CASE("a broken key in a directory is an error", "[match]") {
  auto key = private_key("k");
  key.pair = Pair::does_not_fit;
  CHECK(lines(match_of({found("k.key", {key})})) ==
        Lines{"confirmed error key-mismatch: the private part of k.key does not belong to its own public part"});
}

TEST_CASE("a named file looks for its partner in a directory", "[match]") {
  const auto here = [](std::vector<LoadedFile> more) {
    more.insert(more.begin(), file("s.crt", {certificate("a")}));
    return lines(match_of(std::move(more)));
  };
  CHECK(here({found("d/1.key", {private_key("b")}), found("d/2.key", {private_key("a")})}) ==
        Lines{"ruled_out key-mismatch: d/2.key is the private key of s.crt"});
  CHECK(here({found("d/1.key", {private_key("b")})}) ==
        Lines{"confirmed error certificate-unpaired: no private key here belongs to s.crt"});
  CHECK(here({found("d/1.key", {closed(Kind::private_key)})}) ==
        Lines{"unknown certificate-unpaired: it is not known what s.crt belongs to [no-password]"});
  CHECK(here({file("x.key", {private_key("x")}), found("d/2.key", {private_key("a")})}) ==
        Lines{"ruled_out key-mismatch: d/2.key is the private key of s.crt",
              "confirmed error key-mismatch: x.key is not the private key of s.crt"});
  CHECK(lines(match_of({file("r", {csr("r")}), found("d/1.key", {private_key("b")})})) ==
        Lines{"unknown csr-mismatch: it is not known what r belongs to [no-input]"});
}

TEST_CASE("10,000 certificates are grouped, each by its own key", "[match]") {
  std::vector<LoadedFile> files;
  for (int i = 0; i < 10'000; ++i) {
    const std::string n = std::to_string(i);
    files.push_back(found("d/" + n + ".crt", {certificate("key " + n)}));
  }
  const auto result = match_of(std::move(files));
  CHECK(result.counts.orphans == 10'000);
  CHECK(result.families.size() == 10'000);
}
