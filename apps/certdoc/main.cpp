// certdoc: a doctor for certificates.
#include <csignal>
#include <cstdio>
#include <exception>

#include "certdoc/exit_status.hpp"
#include "cli.hpp"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, not a death
  try {
    return certdoc::run_command_line(argc, argv);
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "certdoc: internal failure: %s\n", bug.what());
  } catch (...) {
    std::fprintf(stderr, "certdoc: internal failure\n");
  }
  return static_cast<int>(certdoc::ExitStatus::internal);
}
