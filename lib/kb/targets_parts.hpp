// The parts of the table of targets, one file a platform.
#pragma once

#include <string_view>
#include <vector>

#include "kb/targets.hpp"

namespace certdoc::kb {

std::vector<Target> linux_targets();    // nginx, Apache, HAProxy: OpenSSL underneath
std::vector<Target> windows_targets();  // IIS, Exchange, code signing, Windows Server
std::vector<Target> java_targets();     // Java, Tomcat; and macOS, which is neither

inline TargetRule yes(std::string_view what, TargetText why, std::string_view source) {
  return {what, Accepts::yes, why, source};
}
inline TargetRule no(std::string_view what, TargetText why, std::string_view source) {
  return {what, Accepts::no, why, source};
}
inline TargetRule unsure(std::string_view what, TargetText why, std::string_view source) {
  return {what, Accepts::unknown, why, source};
}

// Rules that several targets share, and then those of one of them.
inline std::vector<TargetRule> joined(std::vector<TargetRule> first, const std::vector<TargetRule>& then) {
  first.insert(first.end(), then.begin(), then.end());
  return first;
}

}  // namespace certdoc::kb
