#include "utc_offset.hpp"

#include <unistd.h>
#include <cstdlib>
#include <ctime>

namespace certdoc {
namespace {

// TZ while it is another one.
class Zone {
 public:
  explicit Zone(const std::string& value) {
    if (const char* before = std::getenv("TZ")) before_ = before;
    ::setenv("TZ", value.c_str(), 1);
    ::tzset();
  }
  ~Zone() {
    if (before_) {
      ::setenv("TZ", before_->c_str(), 1);
    } else {
      ::unsetenv("TZ");
    }
    ::tzset();
  }
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;

 private:
  std::optional<std::string> before_;
};

}  // namespace

std::optional<std::chrono::seconds> utc_offset(const std::string& root, std::chrono::sys_seconds at) {
  const std::string file = root + "/etc/localtime";
  if (::access(file.c_str(), R_OK) != 0) return std::nullopt;
  const Zone zone(":" + file);
  const std::time_t time = at.time_since_epoch().count();
  std::tm local{};
  if (::localtime_r(&time, &local) == nullptr) return std::nullopt;
  return std::chrono::seconds(local.tm_gmtoff);
}

}  // namespace certdoc
