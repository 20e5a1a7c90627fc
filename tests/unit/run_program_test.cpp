// Another program as a filter: its output, its failures, its bounds.
#include "base/run_program.hpp"
#include "catch.hpp"

using namespace certdoc;
using namespace std::chrono_literals;

namespace {

Result<std::string> run(const std::string& script, std::string_view input = {}, RunBounds bounds = {30s, 1U << 20U}) {
  return run_program({"/bin/sh", "-c", script}, {"PATH=/usr/bin:/bin", "GREETING=hello"}, input, bounds);
}

}  // namespace

TEST_CASE("a program is given its input and its environment, and its output is returned", "[run_program]") {
  CHECK(run("cat", "text").value_or("?") == "text");
  CHECK(run("echo $GREETING $HOME").value_or("?") == "hello\n");
  const std::string large(300'000, 'x');  // more than any buffer between the two
  CHECK(run("cat", large).value_or("?") == large);
  CHECK(run("echo done", large).value_or("?") == "done\n");  // which reads nothing
}

TEST_CASE("a program that fails, prints too much or does not end is an error", "[run_program]") {
  CHECK_FALSE(run("exit 3"));
  CHECK_FALSE(run("kill -9 $$"));
  CHECK_FALSE(run_program({"/nonexistent/program"}, {}, {}, {30s, 100}));
  CHECK_FALSE(run("cat /dev/zero", {}, {30s, 1000}));
  const auto slow = run("sleep 60", {}, {100ms, 1000});
  REQUIRE_FALSE(slow);
  CHECK(slow.error().what.find("ended after") != std::string::npos);
  // It says that it is done, and is not.
  CHECK_FALSE(run("exec >&- <&-; sleep 60", {}, {100ms, 1000}));
}
