// The command line as a whole: which command, its help, its options.
#pragma once

namespace certdoc {

// Returns the exit status.
int run_command_line(int argc, char** argv);

}  // namespace certdoc
