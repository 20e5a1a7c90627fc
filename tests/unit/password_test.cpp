// Passwords from where `--pass` says.
#include "base/password.hpp"

#include <unistd.h>
#include <cstdlib>

#include "catch.hpp"
#include "material.hpp"

using namespace certdoc;

namespace {

std::string text_of(std::string_view spec) {
  const auto password = read_password(spec);
  if (!password) FAIL(password.error().what);
  return std::string(as_text(**password));
}

}  // namespace

TEST_CASE("A password is read from each source that OpenSSL knows", "[password]") {
  const test::Workbench m;
  m.write("one", "first line\r\nsecond\n");
  m.write("no-end", " blanks stay ");
  m.write("empty", "");
  CHECK(text_of("pass:a:b ") == "a:b ");
  CHECK(text_of("pass:").empty());
  CHECK(text_of("file:" + m.path("one")) == "first line");
  CHECK(text_of("file:" + m.path("no-end")) == " blanks stay ");
  CHECK(text_of("file:" + m.path("empty")).empty());
  ::setenv("CERTDOC_TEST_PASSWORD", "from here", 1);
  CHECK(text_of("env:CERTDOC_TEST_PASSWORD") == "from here");
  ::unsetenv("CERTDOC_TEST_PASSWORD");
}

TEST_CASE("Of a descriptor one line is taken and no byte more", "[password]") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  REQUIRE(::write(ends[1], "one\ntwo\n", 8) == 8);
  ::close(ends[1]);
  const std::string spec = "fd:" + std::to_string(ends[0]);
  CHECK(text_of(spec) == "one");
  CHECK(text_of(spec) == "two");
  ::close(ends[0]);
}

TEST_CASE("What is no source is a usage error that does not repeat what was typed", "[password]") {
  for (const std::string spec : {"s3cret", "", "word:s3cret", "fd:s3cret", "fd:-1", "fd:", "env:", "STDIN"}) {
    INFO(spec);
    const auto password = read_password(spec);
    REQUIRE_FALSE(password);
    CHECK(password.error().kind == Error::Kind::usage);
    CHECK(password.error().what.find("s3cret") == std::string::npos);
    CHECK(password.error().hint.find("s3cret") == std::string::npos);
    CHECK_FALSE(password.error().hint_zh.empty());
  }
}

TEST_CASE("A source that cannot be read is an error with its name", "[password]") {
  const auto missing = read_password("file:/nonexistent/password");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().what.find("/nonexistent/password") != std::string::npos);
  const auto unset = read_password("env:CERTDOC_TEST_UNSET");
  REQUIRE_FALSE(unset);
  CHECK(unset.error().what.find("CERTDOC_TEST_UNSET") != std::string::npos);
  CHECK_FALSE(read_password("fd:999"));
  CHECK_FALSE(read_password("file:/"));
}

TEST_CASE("A line longer than any password is refused", "[password]") {
  const test::Workbench m;
  m.write("fits", std::string(4096, 'x'));
  m.write("long", std::string(4097, 'x'));
  CHECK(text_of("file:" + m.path("fits")).size() == 4096);
  const auto password = read_password("file:" + m.path("long"));
  REQUIRE_FALSE(password);
  CHECK(password.error().kind == Error::Kind::too_large);
  CHECK_FALSE(read_password("file:/dev/zero"));
}

TEST_CASE("Only pass: shows in the list of processes", "[password]") {
  CHECK(shows_in_process_list("pass:x"));
  CHECK_FALSE(shows_in_process_list("env:pass:"));
  CHECK_FALSE(shows_in_process_list("stdin"));
}
