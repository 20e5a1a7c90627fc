// How a command declares its options. The declarations are the command line, the help text and its order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certdoc {

// A text in both languages.
struct Both {
  std::string_view en;
  std::string_view zh;
};

class Flags {
 public:
  virtual ~Flags() = default;

  // `names` as in `-v,--verbose`.
  virtual void flag(const char* names, bool& on, Both help) = 0;
  virtual void value(const char* names, const char* metavar, std::string& value, Both help) = 0;
  virtual void values(const char* names, const char* metavar, std::vector<std::string>& values, Both help) = 0;
  virtual void choice(const char* names, std::vector<std::string> choices, std::string& value, Both help) = 0;
  virtual void positionals(const char* metavar, std::vector<std::string>& values, Both help) = 0;
};

}  // namespace certdoc
