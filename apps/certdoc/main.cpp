// certdoc: a doctor for certificates.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "cli.hpp"
#include "heap.hpp"

int main(int argc, char** argv) {
  certdoc::warm_heap();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, not a death
  try {
    const int status = certdoc::run_command_line(argc, argv);
    std::fflush(nullptr);
    std::_Exit(status);  // nothing is left that a destructor would do
  } catch (const std::exception& bug) {
    return certdoc::internal_failure(argc, argv, bug.what());
  } catch (...) {
    return certdoc::internal_failure(argc, argv, "unknown");
  }
}
