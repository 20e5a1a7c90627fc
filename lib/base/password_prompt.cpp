// Asking for a password on the terminal. Whatever ends the question, the terminal shows again what is typed.
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "base/password.hpp"

namespace certdoc {
namespace {

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
constexpr std::size_t kLongestPrompt = 200;

// What a signal handler may touch.
volatile std::sig_atomic_t g_asking = 0;
termios g_before{}, g_silent{};
std::array<char, kLongestPrompt> g_prompt{};
std::size_t g_prompt_size = 0;

extern "C" void show_again(int signal);

void catch_signal(int signal, struct sigaction* before) {
  struct sigaction action {};
  action.sa_handler = show_again;
  action.sa_flags = SA_NODEFER | SA_RESTART;  // raised again inside the handler, it takes effect there
  ::sigaction(signal, &action, before);
}

// The terminal as it was; then the signal does what it always does. Only Ctrl-Z comes back: the question is asked
// again, and nothing shows again. Whatever is called here may be called in a handler (signal-safety(7)).
extern "C" void show_again(int signal) {
  const int error = errno;
  if (g_asking != 0) ::tcsetattr(STDIN_FILENO, TCSANOW, &g_before);
  ::signal(signal, SIG_DFL);
  ::raise(signal);
  catch_signal(signal, nullptr);
  if (g_asking != 0 && ::tcsetattr(STDIN_FILENO, TCSANOW, &g_silent) == 0) {
    if (::write(STDERR_FILENO, g_prompt.data(), g_prompt_size) < 0) g_prompt_size = 0;
  }
  errno = error;
}

// Echo off as long as it lives.
class Hidden {
 public:
  explicit Hidden(std::string_view prompt) {
    if (::tcgetattr(STDIN_FILENO, &g_before) != 0) return;
    g_silent = g_before;
    g_silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    g_silent.c_lflag |= ECHONL | ICANON;
    g_prompt_size = prompt.copy(g_prompt.data(), g_prompt.size());
    g_asking = 1;
    for (std::size_t i = 0; i < kSignals.size(); ++i) catch_signal(kSignals[i], &old_[i]);
    on_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &g_silent) == 0;
  }
  ~Hidden() {
    if (g_asking == 0) return;
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &g_before);
    for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &old_[i], nullptr);
    g_asking = 0;
  }
  Hidden(const Hidden&) = delete;
  Hidden& operator=(const Hidden&) = delete;
  bool on() const { return on_; }

 private:
  std::array<struct sigaction, kSignals.size()> old_{};
  bool on_ = false;
};

}  // namespace

bool can_ask() {
  return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

Result<std::shared_ptr<const SecretBytes>> ask_password(std::string_view prompt) {
  const Hidden hidden(prompt);
  if (!can_ask() || !hidden.on()) {
    return fail(Error::Kind::usage, "nobody can be asked for the password: this is no terminal",
                "give it with --pass, for example --pass env:VARIABLE", "不是终端，无法询问密码",
                "请用 --pass 给出密码，例如 --pass env:变量名");
  }
  fmt::print(stderr, "{}", prompt);
  std::fflush(stderr);
  return password::first_line(STDIN_FILENO, "the terminal");
}

}  // namespace certdoc
