#include "base/run_program.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <optional>

namespace certdoc {
namespace {

using Clock = std::chrono::steady_clock;

Error failed(const std::string& program, const std::string& why, const std::string& why_zh) {
  return {Error::Kind::unsupported,
          fmt::format("{} failed: {}", program, why),
          {},
          fmt::format("{} 运行失败：{}", program, why_zh),
          {}};
}

// A program in a process group of its own, at the other end of one socket: what it reads and what it writes.
class Child {
 public:
  ~Child() {
    if (socket_ >= 0) ::close(socket_);
    if (pid_ > 0) {
      ::kill(-pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
  }
  Child() = default;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // An errno; 0: it runs.
  int start(const std::vector<std::string>& command, const std::vector<std::string>& environment, bool with_errors) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return errno;
    socket_ = ends[0];
    ::fcntl(socket_, F_SETFL, O_NONBLOCK);
    const int error = spawn(command, environment, ends[1], with_errors);
    ::close(ends[1]);
    return error;
  }

  int socket() const { return socket_; }

  // Its exit status; 128 and more: it was ended by a signal. Nothing: it closed its output, and goes on.
  std::optional<int> wait(Clock::time_point end) {
    constexpr timespec kMoment{0, 2'000'000};
    int status = 0;
    while (::waitpid(pid_, &status, WNOHANG) == 0) {
      if (Clock::now() > end) return std::nullopt;
      ::nanosleep(&kMoment, nullptr);
    }
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  // As posix_spawn wants them; it changes none.
  static std::vector<char*> words_of(const std::vector<std::string>& words) {
    std::vector<char*> out;
    out.reserve(words.size() + 1);
    for (const std::string& word : words) out.push_back(const_cast<char*>(word.c_str()));
    out.push_back(nullptr);
    return out;
  }

  int spawn(const std::vector<std::string>& command, const std::vector<std::string>& environment, int end,
            bool with_errors) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, end, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, end, STDOUT_FILENO);
    if (with_errors) {
      posix_spawn_file_actions_adddup2(&actions, end, STDERR_FILENO);
    } else {
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    const std::vector<char*> words = words_of(command), variables = words_of(environment);
    const int error = ::posix_spawn(&pid_, words.front(), &actions, &attributes, words.data(), variables.data());
    if (error != 0) pid_ = 0;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
  }

  int socket_ = -1;
  pid_t pid_ = 0;
};

class Exchange {
 public:
  Exchange(int socket, std::string_view input, std::size_t max_output, Clock::time_point end)
      : socket_(socket), input_(input), max_output_(max_output), end_(end) {}

  enum class End { done, too_late, too_much, broken };

  End run() {
    while (true) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end_ - Clock::now()).count();
      if (left <= 0) return End::too_late;
      pollfd ready{socket_, static_cast<short>(input_.empty() ? POLLIN : POLLIN | POLLOUT), 0};
      if (::poll(&ready, 1, static_cast<int>(left)) < 0 && errno != EINTR) return End::broken;
      if ((ready.revents & POLLOUT) != 0) give();
      if ((ready.revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
      if (const auto end = take_some()) return *end;
    }
  }

  std::string take() { return std::move(output_); }

 private:
  // Nothing: it goes on.
  std::optional<End> take_some() {
    const ssize_t size = ::read(socket_, buffer_.data(), buffer_.size());
    // It ended; with ECONNRESET, before it had read all.
    if (size == 0 || (size < 0 && errno == ECONNRESET)) return End::done;
    if (size < 0) return errno == EAGAIN || errno == EINTR ? std::nullopt : std::optional(End::broken);
    output_.append(buffer_.data(), static_cast<std::size_t>(size));
    return output_.size() > max_output_ ? std::optional(End::too_much) : std::nullopt;
  }

  // What does not read to its end has its reasons: what it says tells.
  void give() {
    const ssize_t sent = ::send(socket_, input_.data(), input_.size(), MSG_NOSIGNAL);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR)) return;
    input_.remove_prefix(sent < 0 ? input_.size() : static_cast<std::size_t>(sent));
    if (input_.empty()) ::shutdown(socket_, SHUT_WR);
  }

  int socket_;
  std::string_view input_;
  std::size_t max_output_;
  Clock::time_point end_;
  std::string output_;
  std::array<char, 65536> buffer_{};
};

}  // namespace

namespace {

Result<RunOutcome> outcome_of(const std::vector<std::string>& command, const std::vector<std::string>& environment,
                              std::string_view input, const RunBounds& bounds, bool with_errors) {
  Child child;
  const std::string& program = command.front();
  const auto end = Clock::now() + bounds.patience;
  const auto too_late = [&] {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(bounds.patience).count();
    return tl::unexpected(failed(program, fmt::format("it was ended after {} seconds", seconds),
                                 fmt::format("超过 {} 秒，已终止", seconds)));
  };
  if (const int error = child.start(command, environment, with_errors); error != 0) {
    return tl::unexpected(failed(program, std::strerror(error), std::strerror(error)));
  }
  if (input.empty()) ::shutdown(child.socket(), SHUT_WR);  // nobody will type anything
  Exchange exchange(child.socket(), input, bounds.output, end);
  switch (exchange.run()) {
    case Exchange::End::done: break;
    case Exchange::End::too_late: return too_late();
    case Exchange::End::too_much: return tl::unexpected(failed(program, "it printed too much", "输出过多"));
    case Exchange::End::broken: return tl::unexpected(failed(program, std::strerror(errno), std::strerror(errno)));
  }
  const auto status = child.wait(end);
  if (!status) return too_late();
  return RunOutcome{*status, exchange.take()};
}

}  // namespace

Result<std::string> run_program(const std::vector<std::string>& command, const std::vector<std::string>& environment,
                                std::string_view input, const RunBounds& bounds) {
  auto outcome = outcome_of(command, environment, input, bounds, false);
  if (!outcome) return tl::unexpected(outcome.error());
  if (outcome->status != 0) {
    return tl::unexpected(failed(command.front(), fmt::format("exit status {}", outcome->status),
                                 fmt::format("退出码 {}", outcome->status)));
  }
  return std::move(outcome->output);
}

Result<RunOutcome> ask_program(const std::vector<std::string>& command, const std::vector<std::string>& environment,
                               const RunBounds& bounds) {
  return outcome_of(command, environment, {}, bounds, true);
}

}  // namespace certdoc
