// Apache httpd's configuration as lines and words, and what its conditions depend on.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "machine/root.hpp"

namespace certdoc::machine {

struct ApacheLine {
  std::string name;  // SSLCertificateFile, <VirtualHost, </VirtualHost
  std::vector<std::string> words;
  std::size_t number = 0;
  std::string argument;  // all behind the name
};

// Lines with their continuations (a backslash at the end) put together; comments and blank ones left out.
std::vector<ApacheLine> apache_lines(const std::string& text);

// `${NAME}`: defined by Define, else by the environment that envvars sets up.
class ApacheVariables {
 public:
  using Map = std::map<std::string, std::string, std::less<>>;

  // Debian's /etc/apache2/envvars: `export NAME=value`, with `$OTHER` in it. What is more than an assignment is not
  // run.
  void read_envvars(const std::string& text);
  void define(const std::string& name, const std::string& value) { defined_[name] = value; }
  void undefine(const std::string& name) { defined_.erase(name); }
  bool is_defined(std::string_view name) const { return defined_.find(name) != defined_.end(); }

  // What is unknown stays as it is.
  std::string filled_in(const std::string& text) const;

 private:
  const std::string* find(std::string_view name) const;

  Map defined_, environment_;
};

}  // namespace certdoc::machine
