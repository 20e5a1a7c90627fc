// CLI11 without <iostream>. It wants std::cout for App::exit() alone, which we never call, and <iostream> would set
// up eight streams and the locale machinery at every start: 0.24 ms, a third of what certdoc has on top of
// /bin/true. The guard is libstdc++'s; with another library this is a plain include (docs/adr/0005).
#pragma once

#include <istream>
#include <ostream>

#ifdef __GLIBCXX__
#define _GLIBCXX_IOSTREAM 1  // NOLINT(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
// NOLINTBEGIN(cert-dcl58-cpp): the declarations of <iostream>
namespace std {
extern istream cin;
extern ostream cout;
extern ostream cerr;
}  // namespace std
// NOLINTEND(cert-dcl58-cpp)
#endif

#include <CLI/CLI.hpp>
