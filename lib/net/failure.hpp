// Inside lib/net: what the system says went wrong -> the Failure that a person can act on.
#pragma once

#include "net/asio.hpp"
#include "net/trace.hpp"

namespace certdoc::net {

struct SystemFailure {
  Failure failure = Failure::none;
  int code = 0;        // errno
  std::string detail;  // the system's words
};

SystemFailure failure_of(const error_code& error);

inline void set(Step& step, const SystemFailure& failure) {
  step.failure = failure.failure;
  step.code = failure.code;
  step.detail = failure.detail;
}

// The time since it was made, for Step::took.
class Stopwatch {
 public:
  std::chrono::microseconds elapsed() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start_);
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace certdoc::net
