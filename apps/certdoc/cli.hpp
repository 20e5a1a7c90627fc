// The command line as a whole: which command, its help, its options.
#pragma once

namespace certdoc {

// Returns the exit status.
int run_command_line(int argc, char** argv);

// Says that there is a bug in certdoc, as the format wants it; returns the exit status.
int internal_failure(int argc, char** argv, const char* what);

}  // namespace certdoc
