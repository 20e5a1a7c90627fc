// compare RUNS OUTPUT NAME=COMMAND... [NAME<=FACTOR*NAME...] [NAME<=NUMBERMiB...]: runs whole processes in turn (A B C
// A B C ...), so that a machine that slows down slows all of them, and prints each one's median wall time and its ratio
// to the others', and of each bound whether it holds; of the memory that each took, the most. What they print goes to
// the file OUTPUT: some programs stop early where they write to /dev/null.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Subject {
  std::string name;
  std::vector<std::string> words;
  std::vector<double> milliseconds;
  double mebibytes = 0;
};

// `certdoc<=0.15*openssl`, or of memory `certdoc<=65MiB`, where `other` is empty.
struct Bound {
  std::string name;
  double factor;
  std::string other;
};

std::vector<std::string> words_of(const std::string& command) {
  std::istringstream in(command);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

double run_once(Subject& subject, const posix_spawn_file_actions_t& silence) {
  std::vector<char*> argv;
  for (const std::string& word : subject.words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const auto start = std::chrono::steady_clock::now();
  pid_t pid = 0;
  if (posix_spawnp(&pid, argv[0], &silence, nullptr, argv.data(), environ) != 0) {
    std::fprintf(stderr, "cannot run %s\n", argv[0]);
    std::exit(1);
  }
  int status = 0;
  rusage usage{};
  if (wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::fprintf(stderr, "%s failed\n", subject.name.c_str());  // how long a failure takes says nothing
    std::exit(1);
  }
  subject.mebibytes = std::max(subject.mebibytes, static_cast<double>(usage.ru_maxrss) / 1024);
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

Bound bound_of(const std::string& argument) {
  const auto is = argument.find("<=");
  const auto times = argument.find('*', is);
  if (argument.size() > is + 5 && argument.compare(argument.size() - 3, 3, "MiB") == 0) {
    return {argument.substr(0, is), std::atof(argument.c_str() + is + 2), {}};
  }
  if (times == std::string::npos) {
    std::fprintf(stderr, "no bound: %s\n", argument.c_str());
    std::exit(2);
  }
  return {argument.substr(0, is), std::atof(argument.c_str() + is + 2), argument.substr(times + 1)};
}

double least(const std::vector<double>& values) {
  return *std::min_element(values.begin(), values.end());
}

const Subject& subject_of(const std::vector<Subject>& subjects, const std::string& name) {
  for (const Subject& subject : subjects) {
    if (subject.name == name) return subject;
  }
  std::fprintf(stderr, "a bound names %s, which does not run\n", name.c_str());
  std::exit(2);
}

void print(const std::vector<Subject>& subjects, const std::vector<Bound>& bounds) {
  for (const Subject& subject : subjects) {
    std::printf("%-24s median %9.3f ms   min %9.3f   %6.1f MiB", subject.name.c_str(), median(subject.milliseconds),
                least(subject.milliseconds), subject.mebibytes);
    for (const Subject& other : subjects) {
      if (&other != &subject)
        std::printf("   %.3f x %s", median(subject.milliseconds) / median(other.milliseconds), other.name.c_str());
    }
    std::printf("\n");
  }
  for (const Bound& bound : bounds) {
    const Subject& subject = subject_of(subjects, bound.name);
    if (bound.other.empty()) {
      std::printf("%s: %s takes %.1f MiB, bound %.1f\n", subject.mebibytes <= bound.factor ? "holds " : "BROKEN",
                  bound.name.c_str(), subject.mebibytes, bound.factor);
      continue;
    }
    const auto &one = subject.milliseconds, &other = subject_of(subjects, bound.other).milliseconds;
    const double ratio = median(one) / median(other);
    std::printf("%s: %s takes %.3f x %s, bound %.2f (of the shortest runs: %.3f)\n",
                ratio <= bound.factor ? "holds " : "BROKEN", bound.name.c_str(), ratio, bound.other.c_str(),
                bound.factor, least(one) / least(other));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fprintf(
        stderr,
        "usage: compare RUNS OUTPUT NAME=COMMAND NAME=COMMAND... [NAME<=FACTOR*NAME...] [NAME<=NUMBERMiB...]\n");
    return 2;
  }
  const int runs = std::max(1, std::atoi(argv[1]));
  std::vector<Subject> subjects;
  std::vector<Bound> bounds;
  for (int n = 3; n < argc; ++n) {
    const std::string argument = argv[n];
    const auto equals = argument.find('=');
    if (equals > 0 && equals != std::string::npos && argument[equals - 1] == '<') {
      bounds.push_back(bound_of(argument));
      continue;
    }
    subjects.push_back({argument.substr(0, equals), words_of(argument.substr(equals + 1)), {}});
  }
  posix_spawn_file_actions_t silence;
  posix_spawn_file_actions_init(&silence);
  posix_spawn_file_actions_addopen(&silence, STDOUT_FILENO, argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&silence, STDOUT_FILENO, STDERR_FILENO);
  for (int run = -std::min(5, runs); run < runs; ++run) {  // the first ones warm the caches
    for (Subject& subject : subjects) {
      const double took = run_once(subject, silence);
      if (run >= 0) subject.milliseconds.push_back(took);
    }
  }
  print(subjects, bounds);
}
